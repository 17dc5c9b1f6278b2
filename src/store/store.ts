import type Sqlite from 'better-sqlite3'
import type { WorkspaceId } from '../domain/ids.js'
import type { Store, Tx, WorkspaceStore, WorkspacesStore } from '../usecases/ports.js'
import { archiveOf } from './archive.js'
import { factsOn } from './csql-facts.js'
import { asNotSaved, type Database, fileOf, isBusy, openDatabase, openFile } from './database.js'
import { deliveryQueue } from './delivery-queue.js'
import { type CommitObserver, GroupCommit, type Transactional } from './group-commit.js'
import { MasterData, throughMasterData } from './master-data.js'
import { migrate } from './migrate.js'
import { MIGRATIONS } from './migrations/index.js'
import { openRestoring } from './restoring.js'
import { scheduleOf } from './schedule.js'
import { SettingsReader } from './settings.js'
import type { Db } from './sqlite-driver.js'
import { openStaging } from './staging.js'
import type { StagingHost } from './staging-file.js'
import { txOn } from './tx.js'
import { workspacesStore } from './workspaces.js'

/**
 * Opens the database at a path (`sqlite:PATH` too), and brings its schema up to date first.
 *
 * @throws TypeError the path names no file
 * @throws DatabaseUnusable the file is none of ours, damaged, read-only, or held by another program
 * @throws NewerSchema a newer program wrote it
 */
export async function openStore(databaseUrl: string, observer?: CommitObserver): Promise<Store> {
  const file = fileOf(databaseUrl)
  const raw = openFile(file)
  try {
    migrate(raw, file, MIGRATIONS)
    raw.transaction(factsOn(raw)).immediate()
  } finally {
    raw.close()
  }
  return storeOn(openDatabase(file), observer)
}

/** The store on an open database, which it closes. */
export function storeOn({ file, writer, reader, close }: Database, observer?: CommitObserver): Store {
  const version = writer.raw.prepare('PRAGMA data_version').pluck()
  const masterData = new MasterData(() => version.get() as number)
  const commits = new GroupCommit(transactionsOn(writer.raw, masterData), { observer })
  const settings = new SettingsReader()
  const write = <T>(work: (db: Db) => Promise<T>): Promise<T> => commits.run(() => work(writer.db))
  const access = { read: reader.db, write }
  // Repositories hold no state, so that one set of them serves every request.
  const scoped = new Map<WorkspaceId, WorkspaceStore>()
  return {
    of: (workspaceId) => {
      const known = scoped.get(workspaceId)
      if (known !== undefined) return known
      const repositories = (db: Db): Tx => throughMasterData(txOn({ db, workspaceId }, settings), masterData)
      const [writing, reading] = [repositories(writer.db), repositories(reader.db)]
      const host: StagingHost = {
        ...{ file, workspaceId, writer: writer.raw, tx: writing },
        alone: (work, alone) => commits.run(work, alone),
        changes: () => masterData.changes(),
      }
      const store: WorkspaceStore = {
        transaction: (work) => write(() => work(writing)),
        read: (work) => {
          masterData.look()
          return work(reading)
        },
        stage: () => openStaging(host),
        archive: () => archiveOf(file, workspaceId),
        restoring: () => openRestoring(host),
      }
      scoped.set(workspaceId, store)
      return store
    },
    workspaces: keptWorkspaces(access, settings, masterData),
    queue: deliveryQueue(access),
    schedule: scheduleOf(access),
    close: async () => {
      await commits.close()
      close()
    },
  }
}

interface Access {
  readonly read: Db
  readonly write: <T>(work: (db: Db) => Promise<T>) => Promise<T>
}

/** The workspaces, asked through what is kept: every request asks for its own, every tick for all. */
function keptWorkspaces({ read, write }: Access, settings: SettingsReader, data: MasterData): WorkspacesStore {
  const changing: Access['write'] = (work) =>
    write((db) => {
      data.changes()
      return work(db)
    })
  const workspaces = workspacesStore({ read, write: changing }, settings)
  return {
    ...workspaces,
    all: () => {
      data.look()
      return data.get('workspaces', () => workspaces.all())
    },
    bySlackTeam: (teamId) => {
      data.look()
      return data.get(`team ${teamId}`, () => workspaces.bySlackTeam(teamId))
    },
  }
}

/** The statements of group commit; each is prepared once. */
function transactionsOn(raw: Sqlite.Database, masterData: MasterData): Transactional {
  const run = (sql: string) => {
    const statement = raw.prepare(sql)
    return () => {
      try {
        statement.run()
      } catch (error) {
        throw asNotSaved(error)
      }
    }
  }
  const begin = raw.prepare('BEGIN IMMEDIATE')
  const rollbackTo = run('ROLLBACK TO unit')
  const release = run('RELEASE unit')
  const rollback = run('ROLLBACK')
  const commit = run('COMMIT')
  const bringFactsUpToDate = factsOn(raw)
  return {
    begin: () => {
      try {
        begin.run()
        masterData.look()
        return true
      } catch (error) {
        if (isBusy(error)) return false
        throw asNotSaved(error)
      }
    },
    savepoint: run('SAVEPOINT unit'),
    release,
    rollbackToSavepoint: () => {
      rollbackTo()
      release()
    },
    commit: () => {
      bringFactsUpToDate()
      commit()
      masterData.ended()
    },
    rollback: () => {
      if (raw.inTransaction) rollback()
      masterData.ended()
    },
  }
}
