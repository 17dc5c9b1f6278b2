import { chmodSync, existsSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import Sqlite from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { BackupFaulty, FileExists } from '../../../src/store/backups/errors.js'
import { makeBackup } from '../../../src/store/backups/make-backup.js'
import { verifyBackup } from '../../../src/store/backups/verify-backup.js'
import { DatabaseUnusable } from '../../../src/store/errors.js'
import { TUESDAY_AT_TEN as NOW } from '../../support/clock.js'
import { type BackupWorld, numbersIn, openBackupWorld } from './world.js'

let world: BackupWorld
beforeEach(async () => {
  world = await openBackupWorld()
  await world.log(1, 2, 3)
})
afterEach(() => world.close())

const make = (name: string, own: Partial<Parameters<typeof makeBackup>[2]> = {}) =>
  makeBackup(world.database, world.at(name), { now: NOW, overwrite: false, ...own })

const faultOf = (file: string): BackupFaulty['facts'] | null => {
  try {
    verifyBackup(file)
    return null
  } catch (error) {
    if (error instanceof BackupFaulty) return error.facts
    throw error
  }
}

describe('a backup', () => {
  test('holds what was committed, says when it was made, and is one whole file', async () => {
    const facts = await make('a.db')
    expect(facts).toMatchObject({ file: world.at('a.db'), madeAt: NOW, bytes: statSync(world.at('a.db')).size })
    expect(verifyBackup(world.at('a.db'))).toEqual(facts)
    expect(numbersIn(world.at('a.db'))).toEqual([1, 2, 3])
    expect(readdirSync(world.folder).filter((name) => name.startsWith('a.db'))).toEqual(['a.db'])
  })

  test('is of one moment: what is committed while it is made is not in it', async () => {
    let logged = false
    await make('a.db', {
      reached: (step) => {
        if (step !== 'opened' || logged) return
        logged = true
        // From another connection, as the app does; better-sqlite3 is synchronous, so it is committed here.
        const raw = new Sqlite(world.database)
        raw.prepare(`UPDATE texts SET body = 'later' WHERE id = 'note-1'`).run()
        raw.close()
      },
    })
    const raw = new Sqlite(world.at('a.db'), { readonly: true })
    expect(raw.prepare(`SELECT body FROM texts WHERE id = 'note-1'`).pluck().get()).not.toBe('later')
    raw.close()
    expect(faultOf(world.at('a.db'))).toBeNull()
  })

  test('holds rows that stand in the log alone', async () => {
    expect(statSync(`${world.database}-wal`).size).toBeGreaterThan(0)
    await make('a.db')
    expect(numbersIn(world.at('a.db'))).toEqual([1, 2, 3])
  })

  test('of a backup that was put in place by hand has a seal of its own', async () => {
    await make('a.db')
    await makeBackup(world.at('a.db'), world.at('b.db'), { now: NOW + 5, overwrite: false })
    expect(verifyBackup(world.at('b.db'))).toMatchObject({ madeAt: NOW + 5 })
  })

  test('may be read by whoever may read the database', async () => {
    chmodSync(world.database, 0o600)
    await make('a.db')
    expect(statSync(world.at('a.db')).mode & 0o777).toBe(0o600)
  })
})

describe('its name', () => {
  test('is refused where something has it, which stays as it is', async () => {
    writeFileSync(world.at('a.db'), 'mine')
    await expect(make('a.db')).rejects.toThrow(FileExists)
    expect(readFileSync(world.at('a.db'), 'utf8')).toBe('mine')
  })

  test('is refused too where something took it while the backup was made', async () => {
    const taking = make('a.db', {
      reached: (step) => step === 'verified' && writeFileSync(world.at('a.db'), 'mine'),
    })
    await expect(taking).rejects.toThrow(FileExists)
    expect(readFileSync(world.at('a.db'), 'utf8')).toBe('mine')
    expect(readdirSync(world.folder).filter((name) => name.includes('.partial'))).toEqual([])
  })

  test('is taken over where that was said, and only by a good one', async () => {
    await make('a.db')
    await world.log(4)
    const spoilt = make('a.db', {
      overwrite: true,
      reached: (step) => {
        if (step === 'verified') throw new Error('the disk went away')
      },
    })
    await expect(spoilt).rejects.toThrow('the disk went away')
    expect(numbersIn(world.at('a.db'))).toEqual([1, 2, 3])
    await make('a.db', { overwrite: true })
    expect(numbersIn(world.at('a.db'))).toEqual([1, 2, 3, 4])
  })

  test('is never that of the database itself', async () => {
    const onto = makeBackup(world.database, world.database, { now: NOW, overwrite: true })
    await expect(onto).rejects.toThrow(FileExists)
    expect(numbersIn(world.database)).toEqual([1, 2, 3])
  })

  test('leads into a folder that is made, for its owner alone', async () => {
    await make('deep/down/a.db')
    expect(statSync(world.at('deep')).mode & 0o777).toBe(0o700)
  })
})

describe('a copy that is not what the source was never gets the name', () => {
  /** Changes a byte of the copy before it is read back. */
  const spoiling = (find: string, put: string) => ({
    reached: (step: string) => {
      if (step !== 'sealed') return
      const [name] = readdirSync(world.folder).filter((each) => each.endsWith('.partial'))
      const file = world.at(name ?? '')
      const bytes = readFileSync(file)
      const at = bytes.indexOf(find)
      expect(at).toBeGreaterThan(0)
      bytes.write(put, at)
      writeFileSync(file, bytes)
    },
  })

  test('though SQLite finds nothing wrong with it: a letter inside a value is another', async () => {
    const spoilt = make('a.db', spoiling('席数の不足を相談された 2', '席数の不足を相談された 7'))
    await expect(spoilt).rejects.toMatchObject({ facts: { why: 'content', detail: 'texts' } })
    expect(existsSync(world.at('a.db'))).toBe(false)
    expect(readdirSync(world.folder).filter((name) => name.includes('.partial'))).toEqual([])
  })

  test('nor where a rule of the schema is another', async () => {
    const spoilt = make('a.db', spoiling('events are append-only', 'events are append-onlY'))
    await expect(spoilt).rejects.toMatchObject({ facts: { why: 'content', detail: '*schema' } })
  })
})

describe('a file that is no good backup is told from one', () => {
  const flip = (file: string, at: number) => {
    const bytes = readFileSync(file)
    bytes[at] = (bytes[at] ?? 0) ^ 0x01
    writeFileSync(file, bytes)
  }

  test('any byte of any value that is flipped is found', async () => {
    await make('a.db')
    const good = readFileSync(world.at('a.db'))
    const values = ['席数の不足を相談された 1', 'csql-2', '青葉商事株式会社', 'event-3', '"locale":"ja"']
    for (const value of values) {
      // In the tables and in the indexes that repeat them.
      for (let at = good.indexOf(value); at !== -1; at = good.indexOf(value, at + 1)) {
        flip(world.at('a.db'), at + 1)
        expect(faultOf(world.at('a.db')), `${value} at ${at}`).not.toBeNull()
        writeFileSync(world.at('a.db'), good)
      }
    }
    expect(faultOf(world.at('a.db'))).toBeNull()
  })

  test('also where it is flipped in the seal', async () => {
    await make('a.db')
    flip(world.at('a.db'), readFileSync(world.at('a.db')).indexOf('{"madeAt":') + 12)
    expect(faultOf(world.at('a.db'))).toMatchObject({ why: 'seal' })
  })

  test('a row that is missing, or points at nothing', async () => {
    await make('a.db')
    const raw = new Sqlite(world.at('a.db'))
    raw.exec('DELETE FROM csql_tags')
    raw.close()
    expect(faultOf(world.at('a.db'))).toMatchObject({ why: 'content', detail: 'csql_tags' })
  })

  test('in a plain copy, which carries no seal, what can be seen without one', async () => {
    const plain = new Sqlite(world.database)
    await plain.backup(world.at('plain.db'))
    plain.close()
    expect(verifyBackup(world.at('plain.db'))).toMatchObject({ madeAt: null })
    const raw = new Sqlite(world.at('plain.db'))
    raw.pragma('foreign_keys = OFF')
    raw.exec(`DELETE FROM texts`)
    raw.close()
    expect(faultOf(world.at('plain.db'))).toMatchObject({ why: 'foreign_keys', detail: 'csqls' })
  })

  test.each([
    ['missing', () => undefined],
    ['not_a_database', (file: string) => writeFileSync(file, 'this was never a database'.repeat(400))],
    ['damaged', (file: string) => writeFileSync(file, readFileSync(world.at('good.db')).subarray(0, 20_000))],
    ['not_ours', (file: string) => new Sqlite(file).exec('CREATE TABLE t (x)').close()],
    [
      'newer',
      (file: string) => {
        writeFileSync(file, readFileSync(world.at('good.db')))
        new Sqlite(file).exec(`INSERT INTO schema_migrations VALUES (9999, 'tomorrow')`).close()
      },
    ],
  ])('%s', async (why, spoil) => {
    await make('good.db')
    spoil(world.at('bad.db'))
    expect(faultOf(world.at('bad.db'))).toMatchObject({ why, file: world.at('bad.db') })
  })

  test('a database that is missing or damaged is no source', async () => {
    const from = (name: string) => makeBackup(world.at(name), world.at('a.db'), { now: NOW, overwrite: false })
    await expect(from('nowhere.db')).rejects.toThrow(DatabaseUnusable)
    expect(existsSync(world.at('nowhere.db'))).toBe(false)
    writeFileSync(world.at('garbage.db'), 'this was never a database'.repeat(400))
    await expect(from('garbage.db')).rejects.toThrow(DatabaseUnusable)
    expect(existsSync(world.at('a.db'))).toBe(false)
  })
})

test('what killed runs left behind is taken away a day later, and nothing else', async () => {
  const names = ['a.db.0123456789ab.partial', 'b.db.0123456789ab.partial', 'mine.partial']
  for (const name of names) writeFileSync(world.at(name), 'x')
  const twoDaysAgo = NOW / 1000 - 2 * 86_400
  for (const name of [names[1], names[2]]) utimesSync(world.at(name ?? ''), twoDaysAgo, twoDaysAgo)
  utimesSync(world.at(names[0] ?? ''), NOW / 1000, NOW / 1000)
  await make('c.db')
  expect(names.map((name) => existsSync(world.at(name)))).toEqual([true, false, true])
})
