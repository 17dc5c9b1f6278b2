import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { TextId } from '../../../src/domain/ids.js'
import { openStore } from '../../../src/store/store.js'
import type { Store } from '../../../src/usecases/ports.js'
import { TUESDAY_AT_TEN as NOW } from '../../support/clock.js'
import { CountingIds, freshDatabase, type Seeded, seedWorkspace, temporaryFolder } from '../../support/database.js'
import { aClock, aCsql, aDelivery, anEvent } from '../../support/rows.js'

/** A database with a workspace in it, in a folder of its own. */
export interface BackupWorld {
  readonly folder: string
  readonly database: string
  readonly store: Store
  readonly seeded: Seeded
  readonly at: (name: string) => string
  /** Logs CSQLs with these numbers: each a row, an event, a note, a clock and a message. */
  readonly log: (...numbers: number[]) => Promise<void>
  readonly close: () => Promise<void>
}

export async function openBackupWorld(): Promise<BackupWorld> {
  const { path, remove } = temporaryFolder()
  const database = await freshDatabase(path)
  const store = await openStore(database)
  const seeded = await seedWorkspace(store, { ids: new CountingIds() })
  return {
    ...{ folder: path, database, store, seeded, at: (name) => join(path, name) },
    log: async (...numbers) => {
      for (const number of numbers) await logCsql(seeded, number)
    },
    close: async () => {
      await store.close()
      remove()
    },
  }
}

async function logCsql(seeded: Seeded, number: number): Promise<void> {
  const noteId = TextId.parse(`note-${number}`)
  const csql = aCsql(seeded, { id: `csql-${number}`, number, noteTextId: noteId })
  const note = { id: noteId, csqlId: csql.id, field: 'note', body: `席数の不足を相談された ${number}` }
  await seeded.store.transaction(async (tx) => {
    await tx.texts.insert({ ...note, authorId: seeded.csm.id, createdAt: NOW })
    await tx.csqls.insert(csql)
    await tx.csqls.setTags(csql.id, ['席数'])
    await tx.events.append(anEvent(csql, { id: `event-${number}` }))
    await tx.clocks.insert(aClock(csql, { id: `clock-${number}` }))
    const card = aDelivery({ id: `card-${number}`, recipient: `person-${number}`, subject: csql.id })
    await tx.deliveries.enqueue(card)
    await tx.deliveries.enqueue(aDelivery({ id: `edit-${number}`, purpose: 'edit', subject: card.id }))
    await tx.deliveries.addItem(card.id, {
      clockId: aClock(csql, { id: `clock-${number}` }).id,
      step: 'x',
      announces: false,
      meantFor: null,
    })
  })
}

/** The numbers of the CSQLs that a database file holds, in order. */
export function numbersIn(file: string): readonly number[] {
  const raw = new Sqlite(file, { readonly: true, fileMustExist: true })
  try {
    return raw.prepare('SELECT number FROM csqls ORDER BY number').pluck().all() as number[]
  } finally {
    raw.close()
  }
}
