import { chmodSync, existsSync, mkdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openDatabase } from '../../src/store/database.js'
import { DatabaseUnusable, NewerSchema } from '../../src/store/errors.js'
import { openStore } from '../../src/store/store.js'
import { TUESDAY_AT_TEN as NOW } from '../support/clock.js'
import { freshDatabase, seedWorkspace, temporaryFolder } from '../support/database.js'

let folder: ReturnType<typeof temporaryFolder>
beforeEach(() => {
  folder = temporaryFolder()
})
afterEach(() => folder.remove())

describe('what SQLite forgets is set on every connection', () => {
  test('of a file that is opened again, too', async () => {
    const file = await freshDatabase(folder.path)
    for (const _opening of ['first', 'again']) {
      const { writer, reader, close } = openDatabase(file)
      for (const { raw } of [writer, reader]) {
        const found = (name: string) => raw.pragma(name, { simple: true })
        expect([found('journal_mode'), found('synchronous'), found('foreign_keys')]).toEqual(['wal', 2, 1])
        expect([found('busy_timeout'), found('recursive_triggers')]).toEqual([250, 1])
      }
      expect(reader.raw.pragma('query_only', { simple: true })).toBe(1)
      // In memory (2): a savepoint's pages go into no file.
      expect(writer.raw.pragma('temp_store', { simple: true })).toBe(2)
      close()
    }
  })

  test('a plain connection would come back with less', async () => {
    const raw = new Sqlite(await freshDatabase(folder.path))
    expect(raw.pragma('synchronous', { simple: true })).not.toBe(2)
    raw.close()
  })
})

test('folders and file are made where there are none', async () => {
  const file = join(folder.path, 'a/b/tasuki.db')
  const store = await openStore(`sqlite:${file}`)
  expect(existsSync(file)).toBe(true)
  await store.close()
})

test.each(['', 'sqlite:', 'sqlite::memory:', ':memory:'])('%j names no file', async (url) => {
  await expect(openStore(url)).rejects.toThrow(TypeError)
})

describe('a file that cannot be used is named, with the way back', () => {
  const refusal = async (file: string) => {
    const error = await openStore(file).then(
      () => null,
      (thrown: unknown) => thrown,
    )
    if (!(error instanceof DatabaseUnusable)) throw error
    expect(error.facts.file).toBe(file)
    expect(error.message).toContain(file)
    expect(error.message.split('. ').length).toBeGreaterThan(1)
    return error.facts.why
  }

  test('garbage', async () => {
    const file = join(folder.path, 'tasuki.db')
    writeFileSync(file, 'this was never a database, whatever its name says'.repeat(200))
    expect(await refusal(file)).toBe('not_a_database')
    expect(readFileSync(file, 'utf8')).toContain('never a database')
  })

  test.each([100, 4096, 5000, 40_960])('cut short after %i bytes', async (length) => {
    const file = await freshDatabase(folder.path)
    truncateSync(file, length)
    expect(['damaged', 'not_a_database']).toContain(await refusal(file))
  })

  test('a folder', async () => {
    expect(await refusal(folder.path)).toBe('cannot_open')
  })

  test('below something that is no folder', async () => {
    writeFileSync(join(folder.path, 'file'), '')
    expect(await refusal(join(folder.path, 'file/tasuki.db'))).toBe('cannot_open')
  })

  test('read-only', async () => {
    const file = await freshDatabase(folder.path)
    chmodSync(file, 0o444)
    const why = await asNobody(() => {
      chmodSync(folder.path, 0o777)
      return () => refusal(file)
    })
    expect(why).toBe('read_only')
  })

  test('in a folder that may not be written', async () => {
    const inner = join(folder.path, 'inner')
    mkdirSync(inner)
    const file = await freshDatabase(inner)
    const why = await asNobody(() => {
      chmodSync(file, 0o666)
      chmodSync(folder.path, 0o755)
      chmodSync(inner, 0o555)
      return () => refusal(file)
    })
    chmodSync(inner, 0o755)
    expect(['read_only', 'cannot_open']).toContain(why)
  })

  test('held by another program all the time', async () => {
    const file = await freshDatabase(folder.path)
    const other = new Sqlite(file)
    other.exec('BEGIN IMMEDIATE')
    expect(await refusal(file)).toBe('busy')
    other.close()
  })
})

/** The rights of files do not hold for root, so root tries as somebody else. */
async function asNobody<T>(prepare: () => () => Promise<T>): Promise<T> {
  const work = prepare()
  if (process.geteuid?.() !== 0) return work()
  process.seteuid?.(65_534)
  try {
    return await work()
  } finally {
    process.seteuid?.(0)
  }
}

test('a database of a newer program is refused, and left as it is', async () => {
  const file = await freshDatabase(folder.path)
  const raw = new Sqlite(file)
  raw.prepare(`INSERT INTO schema_migrations (number, name) VALUES (999, 'of tomorrow')`).run()
  raw.close()
  const refused = openStore(file)
  await expect(refused).rejects.toThrow(NewerSchema)
  await expect(refused).rejects.toThrow(/schema 999/)
  await expect(refused).rejects.toThrow(file)
})

describe('connections', () => {
  test('what only reads cannot write', async () => {
    const store = await openStore(await freshDatabase(folder.path))
    const seeded = await seedWorkspace(store)
    const write = seeded.store.read((tx) => tx.replies.put('key', 'reply', NOW))
    await expect(write).rejects.toMatchObject({ code: 'SQLITE_READONLY' })
    await store.close()
  })

  test('what outlives its transaction cannot write any more', async () => {
    const store = await openStore(await freshDatabase(folder.path))
    const seeded = await seedWorkspace(store)
    const kept = await seeded.store.transaction(async (tx) => tx)
    await expect(kept.replies.put('key', 'reply', NOW)).rejects.toThrow('outside of its transaction')
    await store.close()
  })

  test('what is read is what was committed, though a transaction is under way', async () => {
    const store = await openStore(await freshDatabase(folder.path))
    const { store: scoped } = await seedWorkspace(store)
    const seen = await scoped.transaction(async (tx) => {
      await tx.replies.put('key', 'reply', NOW)
      return scoped.read((outside) => outside.replies.get('key'))
    })
    expect(seen).toBeNull()
    expect(await scoped.read((tx) => tx.replies.get('key'))).toBe('reply')
    await store.close()
  })

  test('a closed store takes nothing, and has finished what it took', async () => {
    const store = await openStore(await freshDatabase(folder.path))
    const { store: scoped } = await seedWorkspace(store)
    const last = scoped.transaction((tx) => tx.replies.put('key', 'reply', NOW))
    await store.close()
    await expect(last).resolves.toBeUndefined()
    await expect(scoped.transaction(async () => {})).rejects.toThrow('closed')
  })
})
