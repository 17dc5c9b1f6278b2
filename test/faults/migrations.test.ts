import { join } from 'node:path'
import type Sqlite from 'better-sqlite3'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openFile } from '../../src/store/database.js'
import { migrate, schemaVersion } from '../../src/store/migrate.js'
import { MIGRATIONS } from '../../src/store/migrations/index.js'
import { temporaryFolder } from '../support/database.js'
import { mustFail } from './fault.js'

let folder: ReturnType<typeof temporaryFolder>
beforeEach(() => {
  folder = temporaryFolder()
})
afterEach(() => folder.remove())

const schemaOf = (raw: Sqlite.Database): string =>
  JSON.stringify([
    schemaVersion(raw),
    raw.prepare('SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name').pluck().all(),
  ])

class Stopped extends Error {}

/** Migrates until the nth statement, and then no more: neither a rollback nor anything else. @returns whether it came */
function stoppedAt(file: string, nth: number, change: (raw: Sqlite.Database) => void): boolean {
  const raw = openFile(file)
  const exec = raw.exec.bind(raw)
  let statement = 0
  raw.exec = (sql) => {
    statement += 1
    if (statement === nth) throw new Stopped()
    return exec(sql)
  }
  change(raw)
  try {
    migrate(raw, file, MIGRATIONS)
    return false
  } catch (error) {
    if (!(error instanceof Stopped)) throw error
    return true
  } finally {
    raw.close()
  }
}

function wholeSchemas(): string[] {
  const raw = openFile(join(folder.path, 'whole.db'))
  const schemas = [schemaOf(raw)]
  for (const { number } of MIGRATIONS) {
    migrate(raw, '', MIGRATIONS.slice(0, number))
    schemas.push(schemaOf(raw))
  }
  raw.close()
  return schemas
}

async function oldOrNew(change: (raw: Sqlite.Database) => void): Promise<void> {
  const whole = wholeSchemas()
  for (let nth = 1; ; nth += 7) {
    const file = join(folder.path, `stopped-${nth}.db`)
    if (!stoppedAt(file, nth, change)) return
    const raw = openFile(file)
    const left = schemaOf(raw)
    raw.close()
    expect(whole.includes(left), `stopped at statement ${nth}`).toBe(true)
  }
}

test('F20 stopped on the way it leaves the old schema or the new', () => oldOrNew(() => {}))

test('F20 without the transaction it leaves something between', () =>
  mustFail(() =>
    oldOrNew((raw) => {
      // The steps run as they are, outside of any transaction.
      Object.assign(raw, { transaction: (step: () => unknown) => ({ immediate: step }) })
    }),
  ))
