import { readdirSync, writeFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { backupCommand, restoreCommand } from '../../src/cli/backup.js'
import { HandClock } from '../../src/sandbox/hand-clock.js'
import { addToErasureLog } from '../../src/store/backups/erasure-log.js'
import { type BackupWorld, numbersIn, openBackupWorld } from '../store/backups/world.js'
import { TUESDAY_AT_TEN as NOW } from '../support/clock.js'
import { typed } from '../support/command-line.js'

let world: BackupWorld
beforeEach(async () => {
  world = await openBackupWorld()
  await world.log(1, 2)
})
afterEach(() => world.close())

const run = (command: 'backup' | 'restore', argv: readonly string[], env: Record<string, string> = {}) =>
  typed(command === 'backup' ? backupCommand : restoreCommand, [command, ...argv], {
    env: { DATABASE_URL: `sqlite:${world.database}`, ...env },
    clock: new HandClock(NOW),
  })
const english = { TASUKI_LOCALE: 'en' }

describe('tasuki backup FILE', () => {
  test('says what it has written, in Japanese unless told otherwise', async () => {
    const { code, stdout, stderr } = await run('backup', [world.at('a.db')])
    expect({ code, stderr }).toEqual({ code: 0, stderr: [] })
    const [made, facts] = stdout.split('\n')
    expect(made).toBe(`バックアップを作成し、中身を確認しました:${world.at('a.db')}`)
    expect(facts).toMatch(/^ {2}\d+\.\d MB・\d+行・11\/24 10:00 \(Asia\/Tokyo\)時点$/)
    expect(numbersIn(world.at('a.db'))).toEqual([1, 2])
  })

  test('refuses a name that is taken, and takes it when told to', async () => {
    await run('backup', [world.at('a.db')])
    await world.log(3)
    const { code, stdout, stderr } = await run('backup', [world.at('a.db')], english)
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    expect(stderr).toEqual([`${world.at('a.db')} is there already.`, 'Give another name, or --force to replace it.'])
    expect(numbersIn(world.at('a.db'))).toEqual([1, 2])
    expect((await run('backup', [world.at('a.db'), '--force'], english)).code).toBe(0)
    expect(numbersIn(world.at('a.db'))).toEqual([1, 2, 3])
  })

  test('makes no database where there is none', async () => {
    const { code, stderr } = await run('backup', [world.at('a.db')], { DATABASE_URL: `sqlite:${world.at('no.db')}` })
    expect(code).toBe(1)
    expect(stderr.join()).toContain(world.at('no.db'))
    expect(readdirSync(world.folder)).not.toContain('no.db')
  })
})

describe('tasuki restore FILE', () => {
  beforeEach(async () => {
    await run('backup', [world.at('a.db')])
    await world.log(3)
  })

  test('says what it has restored, what it kept, and what to do now', async () => {
    await world.store.close()
    const { code, stdout, stderr } = await run('restore', [world.at('a.db'), '--force'], english)
    expect({ code, stderr }).toEqual({ code: 0, stderr: [] })
    expect(stdout.split('\n')).toEqual([
      `Restored from the backup: ${world.database}`,
      expect.stringMatching(/^ {2}\d+\.\d MB, \d+ rows, as of Nov 24, 10:00 \(Asia\/Tokyo\)$/),
      'It is what there was at Nov 24, 10:00 (Asia/Tokyo). Nothing that was logged or changed since is in it.',
      `The database that was there is kept as ${world.database}.before-restore-20261124-010000-000. Delete it once all is well.`,
      'Start with npm start.',
      '',
    ])
    expect(numbersIn(world.database)).toEqual([1, 2])
  })

  test('refuses where a database is there, and where the app runs', async () => {
    expect((await run('restore', [world.at('a.db')])).stderr).toEqual([
      `データベース ${world.database} がすでにあります。`,
      '置き換えてよければ --force を付けてください。いまのデータベースは別の名前で残します。',
    ])
    expect((await run('restore', [world.at('a.db'), '--force'])).stderr).toEqual([
      `データベース ${world.database} は使用中です。`,
      'Tasukiを止めてから、もう一度お試しください。',
    ])
    expect(numbersIn(world.database)).toEqual([1, 2, 3])
  })

  test('names what is wrong with a file that is no good backup', async () => {
    writeFileSync(world.at('bad.db'), 'this was never a database'.repeat(400))
    const { code, stderr } = await run('restore', [world.at('bad.db'), '--force'])
    expect(code).toBe(1)
    expect(stderr).toEqual([
      `${world.at('bad.db')} はバックアップとして使えません。`,
      'SQLiteのデータベースではないか、先頭が壊れています(file is not a database)',
      'ほかのバックアップをお使いください。新しい版で作成されたものは、その版のTasukiで復元できます。',
    ])
  })

  test.each([
    ['beside the nightly backups', 'backups'],
    ['in a folder of their own', 'elsewhere'],
    ['beside the backup itself', '.'],
  ])('erases again what a log names, %s', async (_where, folder) => {
    await world.store.close()
    const erasure = {
      workspaceId: world.seeded.workspaceId,
      id: 'e1',
      what: 'csql:csql-2',
      startedBy: null,
      startedAt: NOW,
    }
    addToErasureLog(`${world.at(folder)}/erasures.jsonl`, [erasure])
    const env = folder === 'elsewhere' ? { TASUKI_BACKUP_DIR: world.at(folder) } : {}
    const { stdout } = await run('restore', [world.at('a.db'), '--force'], env)
    expect(stdout).toContain('バックアップのあとに消去されていた1件を、あらためて消去しました。')
    expect(numbersIn(world.database)).toEqual([1])
  })
})
