import { existsSync, readdirSync, readFileSync } from 'node:fs'
import Sqlite from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { backupCommand, restoreCommand } from '../../src/cli/backup.js'
import type { CommandGroup } from '../../src/cli/command-line.js'
import { eraseCommand } from '../../src/cli/erase.js'
import { exportCommand } from '../../src/cli/export.js'
import { ContactId } from '../../src/domain/ids.js'
import { HandClock } from '../../src/sandbox/hand-clock.js'
import { backupShelf } from '../../src/store/backups/shelf.js'
import { type BackupWorld, openBackupWorld } from '../store/backups/world.js'
import { TUESDAY_AT_TEN as NOW } from '../support/clock.js'
import { typed } from '../support/command-line.js'

let world: BackupWorld
beforeEach(async () => {
  world = await openBackupWorld()
  await world.log(1, 2)
  await world.seeded.store.transaction(async (tx) => {
    await tx.people.put({ ...world.seeded.csm, name: '佐藤美咲', email: 'sato@example.com', slackUserId: 'U0SATO' })
    for (const [id, name] of [
      ['k1', '大槻 一郎'],
      ['k2', '大槻 二郎'],
    ] as const) {
      await tx.accounts.putContact({
        ...{ workspaceId: world.seeded.workspaceId, id: ContactId.parse(id), accountId: world.seeded.account.id },
        ...{ departmentId: null, name, title: '経理課長', optIn: 'yes', optInOn: null, optInHow: null },
      })
    }
  })
})
afterEach(() => world.close())

const run = (group: CommandGroup, argv: readonly string[]) =>
  typed(group, argv, { env: { DATABASE_URL: `sqlite:${world.database}` }, clock: new HandClock(NOW) })
const query = (text: string, file = world.database): unknown[] => {
  const raw = new Sqlite(file)
  try {
    return raw.prepare(text).pluck().all()
  } finally {
    raw.close()
  }
}

describe('tasuki erase', () => {
  test('without --yes says whom it would erase, and erases nobody', async () => {
    const { code, stdout, stderr } = await run(eraseCommand, ['erase', 'contact', '大槻 一郎'])
    expect(code).toBe(1)
    expect(stdout).toContain('大槻 一郎')
    expect(stderr.join()).toContain('--yes')
    expect(query('SELECT name FROM contacts ORDER BY id')).toEqual(['大槻 一郎', '大槻 二郎'])
  })

  test('names those who are meant where there are several, and erases none of them', async () => {
    const { code, stderr } = await run(eraseCommand, ['erase', 'contact', '大槻', '--yes'])
    expect(code).toBe(1)
    expect(stderr.join('\n')).toMatch(/大槻 一郎[\s\S]*大槻 二郎/)
    expect(query('SELECT count(*) FROM contacts WHERE erased_at IS NOT NULL')).toEqual([0])
  })

  test('a contact by the whole name; a colleague by name, address or Slack id; a CSQL by its number', async () => {
    expect((await run(eraseCommand, ['erase', 'contact', '大槻 一郎', '--yes'])).code).toBe(0)
    expect(query('SELECT count(*) FROM contacts WHERE erased_at IS NOT NULL')).toEqual([1])
    expect((await run(eraseCommand, ['erase', 'person', 'sato@example.com', '--yes'])).code).toBe(0)
    expect(query("SELECT count(*) FROM people WHERE name = '佐藤美咲' OR email IS NOT NULL")).toEqual([0])
    expect((await run(eraseCommand, ['erase', 'csql', 'CSQL-1', '--yes'])).code).toBe(0)
    expect(query('SELECT number FROM csqls')).toEqual([2])
    const audited = query("SELECT action || ' ' || from_command_line FROM audit_entries ORDER BY id")
    expect(audited).toEqual(Array.from({ length: 3 }, () => 'data.erase 1'))
  })

  test.each([
    ['nobody', ['contact', '大槻三郎'], 'There is no contact'],
    ['no CSQL', ['csql', '42'], 'There is no CSQL'],
    ['a workspace whose id was not typed out', ['workspace', 'all'], 'Type the id'],
  ])('%s is said, and nothing is erased', async (_what, argv, words) => {
    const { code, stderr } = await run(eraseCommand, ['erase', ...argv, '--yes'])
    expect([code, stderr.join()]).toEqual([1, expect.stringContaining(words)])
    expect(query('SELECT count(*) FROM erasures')).toEqual([0])
  })

  test('a workspace goes whole, row by row, and another keeps everything', async () => {
    await run(eraseCommand, ['erase', 'workspace', world.seeded.workspaceId, '--yes'])
    const tables = query(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT IN ('erasures', 'schema_migrations')",
    ) as string[]
    expect(tables.filter((name) => query(`SELECT count(*) FROM "${name}"`)[0] !== 0)).toEqual([])
  })
})

describe('what was erased stays erased after a restore', () => {
  test('contacts and colleagues too', async () => {
    await run(backupCommand, ['backup', world.at('before.db')])
    await run(eraseCommand, ['erase', 'contact', '大槻 一郎', '--yes'])
    await run(eraseCommand, ['erase', 'person', 'U0SATO', '--yes'])
    expect(query('SELECT name FROM contacts', world.at('before.db'))).toContain('大槻 一郎')
    await world.store.close()
    const { code, stdout } = await run(restoreCommand, ['restore', world.at('before.db'), '--force'])
    expect([code, stdout]).toEqual([0, expect.stringContaining('2')])
    expect(query('SELECT name FROM contacts ORDER BY id')).toEqual([expect.stringMatching(/^匿名/), '大槻 二郎'])
    expect(query("SELECT count(*) FROM people WHERE name = '佐藤美咲' OR slack_user_id = 'U0SATO'")).toEqual([0])
    world = { ...world, close: async () => {} }
  })
})

describe('tasuki export audit', () => {
  test('prints who did what, of the days that are asked for', async () => {
    await world.seeded.store.transaction(async (tx) => {
      const settings = await tx.settings.get()
      await tx.settings.put(
        { ...settings, churnGate: 7, target: { ...settings.target, segments: ['=HYPERLINK("x")'] } },
        world.seeded.csm.id,
        NOW,
      )
    })
    await run(eraseCommand, ['erase', 'csql', '1', '--yes'])
    const { stdout } = await run(exportCommand, ['export', 'audit'])
    const [header, ...lines] = stdout.replace('\uFEFF', '').trim().split('\r\n')
    expect(header).toBe('at,by,by_id,via,action,subject,from,to,facts')
    expect(lines.find((line) => line.includes('churnGate'))).toMatch(
      /^2026-11-24 10:00:00,佐藤美咲,[^,]+,slack,settings\.change,churnGate,10,7,$/,
    )
    expect(lines.find((line) => line.includes('data.erase'))).toContain('command line,data.erase,csql:csql-1')
    // What a spreadsheet would run stays text.
    expect(stdout).not.toMatch(/,=HYPERLINK/)
    const later = await run(exportCommand, ['export', 'audit', '--from', '2026-11-25'])
    expect(later.stdout.trim().split('\r\n')).toHaveLength(1)
  })
})

test('the backups of the nights go with the last workspace, and nothing else in their folder', () => {
  const shelf = backupShelf(world.database, { folder: world.folder, kept: 14 }, () => {
    throw new Error('none is made')
  })
  const file = world.at('tasuki-2026-11-23.db')
  new Sqlite(file).close()
  new Sqlite(file).exec('CREATE TABLE t (x)').close()
  expect(shelf.dropAll()).toEqual(['2026-11-23'])
  expect(existsSync(file)).toBe(false)
  expect(readdirSync(world.folder).length).toBeGreaterThan(0)
  expect(readFileSync(world.database).length).toBeGreaterThan(0)
})
