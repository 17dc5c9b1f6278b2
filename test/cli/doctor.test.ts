import { mkdirSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { dirname, join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { checkMachine } from '../../src/cli/doctor/check-machine.js'
import { type Finding, KNOWN_FINDINGS } from '../../src/cli/doctor/findings.js'
import { writtenIn } from '../../src/cli/doctor/patient.js'
import { doctorCommand } from '../../src/cli/doctor.js'
import { loadSettings } from '../../src/config/config.js'
import { PersonId } from '../../src/domain/ids.js'
import type { Person } from '../../src/domain/person.js'
import { DAY_MS, MINUTE } from '../../src/domain/time.js'
import type { DoctorCode } from '../../src/i18n/areas/doctor.js'
import { en } from '../../src/i18n/en.js'
import { ja } from '../../src/i18n/ja.js'
import { CHANNELS, harms, PEOPLE } from '../../src/sandbox/index.js'
import { optionalScopes, requiredScopes } from '../../src/slack/manifest.js'
import { makeBackup } from '../../src/store/backups/make-backup.js'
import { startTestApp, type TestApp } from '../support/app.js'
import { typed } from '../support/command-line.js'
import { aPerson, temporaryFolder } from '../support/database.js'
import { aDelivery } from '../support/rows.js'

vi.setConfig({ testTimeout: 60_000 })

/** The app runs on its database, in a local workspace, while it is looked over. */
let app: TestApp
let folder: string
beforeEach(async () => {
  app = await startTestApp({ settings: { digest: { channelId: CHANNELS.csSales, weekday: 1, at: '09:00' } } })
  folder = join(dirname(app.database), 'backups')
  app.sandbox.workspace.config.scopes = [...requiredScopes, ...optionalScopes]
  // Everybody has a manager, so that all is well at first.
  const tanaka = await app.person('tanaka')
  await app.store.transaction(async (tx) => {
    for (const person of await tx.people.all()) {
      if (person.id !== tanaka.id) await tx.people.put({ ...person, managerId: tanaka.id })
    }
  })
  await app.app.scheduler.tick()
  await backUp('2026-11-24')
})
afterEach(() => app.close())

const backUp = (night: string) =>
  makeBackup(app.database, join(folder, `tasuki-${night}.db`), { now: app.clock.now(), overwrite: true })

const SECRET = '0123456789abcdef0123456789abcdef'
const env = (own: Record<string, string> = {}) => ({
  ...{ DATABASE_URL: `sqlite:${app.database}`, SLACK_API_URL: app.sandbox.url, HOST: '127.0.0.1' },
  ...{ SLACK_BOT_TOKEN: app.sandbox.workspace.config.bot.token, SLACK_SIGNING_SECRET: SECRET },
  ...{ PORT: String(app.app.port), ...own },
})
const run = (own: Record<string, string> = {}, ...argv: string[]) =>
  typed(doctorCommand, ['doctor', ...argv], { env: env(own), clock: app.clock })

interface Listed {
  readonly code: DoctorCode
  readonly state: string
  readonly says: string
  readonly mend: string | null
}
async function look(own: Record<string, string> = {}): Promise<{ code: number; all: readonly Listed[] }> {
  const { code, stdout, stderr } = await run(own, '--json')
  expect(stderr).toEqual([])
  return { code, all: (JSON.parse(stdout) as { findings: Listed[] }).findings }
}
/** What is not well, as `state code`. */
const wrong = async (own: Record<string, string> = {}) => {
  const { code, all } = await look(own)
  const troubles = all.filter(({ state }) => state !== 'ok')
  expect(code).toBe(troubles.some(({ state }) => state === 'fail') ? 1 : 0)
  return troubles.map((finding) => `${finding.state} ${finding.code}`)
}

describe('where all is well', () => {
  test('every line says ok, the last one that all is well, and it exits 0', async () => {
    const { code, stdout, stderr } = await run()
    expect({ code, stderr }).toEqual({ code: 0, stderr: [] })
    expect(stdout.split('\n')).toEqual([
      'Tasukiの点検 11/24 10:00 (Asia/Tokyo)',
      '',
      'サーバー',
      `  ok    Node.js ${process.versions.node} で動いています。`,
      expect.stringMatching(/^ {2}ok {4}\/.* に書き込めます\(空き .*\)。$/),
      expect.stringMatching(/^ {2}ok {4}\/.*backups に書き込めます\(空き .*\)。$/),
      '',
      'Slackとの接続',
      '  ok    トークンは有効です(ホタルビ、tasuki)。',
      '  ok    Signing Secretの形は正しいようです。',
      `  ok    必要な権限はそろっています(${requiredScopes.length}個)。`,
      '  ok    時計はSlackと合っています(差 0秒)。',
      '  ok    ダイジェストの投稿先 #cs-sales に参加しています。',
      '',
      'データベース',
      expect.stringMatching(/^ {2}ok {4}データベース .* を開けます\(.* MB、スキーマ\d+\)。$/),
      '  ok    書き込みを守る設定(WAL、synchronous=FULL、foreign_keys など)が効いています。',
      '  ok    データベースに壊れた箇所はありません。',
      expect.stringMatching(/^ {2}ok {4}書き込み途中の記録\(-wal\)は .* です。$/),
      '',
      '動作',
      '  ok    Tasukiは動いています(定期処理は 11/24 10:00)。',
      '  ok    送れずに残っているお知らせはありません。',
      '',
      '設定と人',
      expect.stringMatching(/^ {2}ok {4}ワークスペース「ホタルビ」、\d+人が登録されています。$/),
      '  ok    マネージャー:田中直樹',
      '',
      'バックアップ',
      expect.stringMatching(/^ {2}ok {4}最後のバックアップは2026-11-24\(.* MB\)、あわせて1個あります\(.*\)。$/),
      '',
      'すべて問題ありません。',
      '',
    ])
  })

  test('it says the same in English', async () => {
    const { stdout } = await run({ TASUKI_LOCALE: 'en' })
    expect(stdout).toContain('  ok    Tasuki is in #cs-sales, where the digest goes.\n')
    expect(stdout).toMatch(/\nAll is well\.\n$/)
    expect(stdout.replaceAll('ホタルビ', '')).not.toMatch(/[\p{Script=Hiragana}\p{Script=Katakana}]/u)
  })

  test('it changes nothing: the app goes on, and the database is what it was', async () => {
    const rows = () => {
      const raw = new Sqlite(app.database, { readonly: true })
      const all = raw.prepare('SELECT count(*) FROM deliveries').pluck().get()
      raw.close()
      return all
    }
    const before = rows()
    await run()
    expect(rows()).toBe(before)
    expect(await app.csql('sato', 'list')).not.toBe('')
  })
})

describe('Slack', () => {
  test.each([
    ['fail token_missing', { SLACK_BOT_TOKEN: '' }],
    ['fail env_faulty', { SLACK_BOT_TOKEN: 'xoxp-1' }],
    ['fail token_refused', { SLACK_BOT_TOKEN: 'xoxb-of-another' }],
    ['fail secret_missing', { SLACK_SIGNING_SECRET: '' }],
    ['warn secret_odd', { SLACK_SIGNING_SECRET: 'local-signing-secret' }],
    ['fail slack_unreachable', { SLACK_API_URL: 'http://127.0.0.1:9/api/' }],
  ])('%s', async (expected, own) => {
    expect(await wrong(own as Record<string, string>)).toContain(expected)
  })

  test('without it the rest is looked at all the same', async () => {
    const { all } = await look({ SLACK_API_URL: 'http://127.0.0.1:9/api/' })
    const codes = all.map(({ code }) => code)
    expect(codes).toEqual(expect.arrayContaining(['integrity_ok', 'app_ok', 'managers_ok', 'backups_ok']))
  })

  test('a token that was revoked, and one of another team', async () => {
    app.sandbox.workspace.tokenRefused = 'token_revoked'
    expect(await wrong()).toEqual(['fail token_refused'])
    app.sandbox.workspace.tokenRefused = null
    const raw = new Sqlite(app.database)
    raw.exec(`UPDATE workspaces SET slack_team_id = 'T0OTHER', name = 'Other'`)
    raw.close()
    expect(await wrong()).toEqual(['fail token_other_team'])
  })

  test('Socket Mode needs no signing secret', async () => {
    const { all } = await look({ SLACK_APP_TOKEN: 'xapp-1', SLACK_SIGNING_SECRET: '' })
    expect(all.map(({ code }) => code)).toContain('socket_mode')
  })

  test.each(requiredScopes)('a scope that is needed and missing must be mended: %s', async (scope) => {
    app.sandbox.workspace.config.scopes = [...requiredScopes, ...optionalScopes].filter((one) => one !== scope)
    const { code, all } = await look()
    const missing = all.filter(({ code: found }) => found === 'scope_missing')
    expect(code).toBe(1)
    expect(missing).toMatchObject([{ state: 'fail', says: expect.stringContaining(scope) }])
  })

  test.each(optionalScopes)('without %s it says what degrades', async (scope) => {
    app.sandbox.workspace.config.scopes = [...requiredScopes, ...optionalScopes].filter((one) => one !== scope)
    const { code, all } = await look()
    expect(code).toBe(0)
    for (const m of [ja, en]) expect(m.doctor.without(scope)).not.toBe(m.doctor.without('no:such'))
    expect(all.filter(({ code: found }) => found === 'scope_left_out')).toMatchObject([
      { state: 'warn', mend: expect.stringContaining(ja.doctor.without(scope)) },
    ])
  })

  test('whose scopes Slack does not say', async () => {
    delete app.sandbox.workspace.config.scopes
    expect(await wrong()).toEqual(['warn scopes_unknown'])
  })

  test.each([
    [0, []],
    [9_000, []],
    [60_000, ['warn clock_off']],
    [-60_000, ['warn clock_off']],
    [400_000, ['fail clock_far']],
    [-400_000, ['fail clock_far']],
  ])('a clock that is %i ms off', async (off, expected) => {
    const ours = { ...app.clock, now: () => app.clock.now() + off, sleep: async () => {} }
    const { stdout } = await typed(doctorCommand, ['doctor', '--json'], { env: env(), clock: ours })
    const { findings } = JSON.parse(stdout) as { findings: Listed[] }
    const clocks = findings.filter(({ code }) => code.startsWith('clock') && code !== 'clock_ok')
    expect(clocks.map(({ code, state }) => `${state} ${code}`)).toEqual(expected)
  })
})

describe('the channel of the digest', () => {
  const channel = () => app.sandbox.workspace.conversation(CHANNELS.csSales) as Record<string, unknown>
  const point = (channelId: string | null) =>
    app.store.transaction(async (tx) => {
      const settings = await tx.settings.get()
      await tx.settings.put({ ...settings, digest: { ...settings.digest, channelId } }, null, 1)
    })

  test('is archived, shared, or without Tasuki', async () => {
    Object.assign(channel(), { is_archived: true })
    expect(await wrong()).toEqual(['fail channel_archived'])
    Object.assign(channel(), { is_archived: false, is_ext_shared: true })
    expect(await wrong()).toEqual(['fail channel_shared'])
    Object.assign(channel(), { is_ext_shared: false, members: [PEOPLE.sato] })
    expect(await wrong()).toEqual(['fail channel_not_joined'])
  })

  test('is gone, or none was picked', async () => {
    await point('C0NOWHERE')
    expect(await wrong()).toEqual(['fail channel_unreadable'])
    await point(null)
    expect(await wrong()).toEqual(['warn channel_unset'])
  })

  test('cannot be asked for while Slack fails', async () => {
    app.sandbox.harm = ({ method }) => (method === 'conversations.info' ? harms.fail(503) : undefined)
    expect(await wrong()).toEqual(['fail channel_unreadable'])
  })
})

describe('the database', () => {
  const at = (name: string) => join(dirname(app.database), name)
  const elsewhere = (name: string) => ({ DATABASE_URL: `sqlite:${at(name)}` })

  test('is not there yet, is none, or is damaged', async () => {
    expect(await wrong(elsewhere('none.db'))).toEqual(['warn database_missing'])
    writeFileSync(at('garbage.db'), 'this was never a database'.repeat(400))
    expect(await wrong(elsewhere('garbage.db'))).toEqual(['fail database_unusable'])
  })

  test('holds pages that are damaged, or rows that point at nothing', async () => {
    await makeBackup(app.database, at('bad.db'), { now: 1, overwrite: false })
    const raw = new Sqlite(at('bad.db'))
    raw.pragma('foreign_keys = OFF')
    raw.exec('DELETE FROM accounts')
    raw.close()
    expect(await wrong(elsewhere('bad.db'))).toContain('fail dangling')
    const index = new Sqlite(at('bad.db'))
    index.unsafeMode(true)
    index.exec(`PRAGMA writable_schema = ON;
      UPDATE sqlite_schema SET rootpage = (SELECT rootpage FROM sqlite_schema WHERE name = 'texts_by_csql')
      WHERE name = 'csqls_by_ae'`)
    index.close()
    expect(await wrong(elsewhere('bad.db'))).toContain('fail integrity_bad')
  })

  test.each([
    [
      'older',
      'DELETE FROM schema_migrations WHERE number = (SELECT max(number) FROM schema_migrations)',
      'warn schema_old',
    ],
    ['newer', `INSERT INTO schema_migrations VALUES (9999, 'tomorrow')`, 'fail schema_newer'],
  ])('is of an %s program, and stays as it is', async (_age, sql, expected) => {
    await makeBackup(app.database, at('aged.db'), { now: 1, overwrite: false })
    new Sqlite(at('aged.db')).exec(sql).close()
    const version = () => {
      const raw = new Sqlite(at('aged.db'), { readonly: true })
      const found = raw.prepare('SELECT max(number) FROM schema_migrations').pluck().get()
      raw.close()
      return found
    }
    const before = version()
    expect(await wrong(elsewhere('aged.db'))).toContain(expected)
    expect(version()).toBe(before)
  })
})

describe('the app', () => {
  test('does not run, or something else stands at its port', async () => {
    expect(await wrong({ PORT: '9' })).toEqual(['warn app_silent'])
    expect(await wrong({ PORT: '0' })).toEqual(['warn app_silent'])
    const other = createServer((_request, response) => void response.end('hello'))
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
    expect(await wrong({ PORT: String((other.address() as AddressInfo).port) })).toEqual(['warn app_port_taken'])
    other.close()
  })

  test('says that it is not well', async () => {
    app.clock.set(app.clock.now() + 10 * MINUTE)
    expect(await wrong()).toEqual(['fail app_unwell'])
  })

  test('has messages that do not go, or could not be sent within the week', async () => {
    const late = aDelivery({ id: 'late', notBefore: app.clock.now() - 6 * MINUTE, createdAt: app.clock.now() })
    await app.store.transaction((tx) => tx.deliveries.enqueue(late))
    expect(await wrong()).toEqual(['warn deliveries_late'])
    const [claimed] = await app.app.store.queue.claim(app.clock.now(), app.clock.now() + 1000, 10)
    if (claimed === undefined) throw new Error('nothing was due')
    await app.app.store.queue.settle(claimed, { state: 'parked', reason: 'user_not_found' })
    const { all } = await look()
    expect(all.filter(({ code }) => code === 'deliveries_parked')).toMatchObject([
      { state: 'warn', says: expect.stringContaining('1件あります(user_not_found)') },
    ])
    const raw = new Sqlite(app.database)
    raw.prepare('UPDATE deliveries SET created_at = created_at - ?').run(8 * DAY_MS)
    raw.close()
    expect(await wrong()).toEqual([])
  })
})

describe('people and settings', () => {
  const put = (own: Partial<Parameters<typeof aPerson>[0]>) =>
    app.store.transaction((tx) =>
      tx.people.put(
        aPerson({
          workspaceId: app.app.workspaceId,
          id: PersonId.parse('new'),
          slackUserId: 'U0NEW',
          name: '新田',
          ...own,
        }),
      ),
    )
  const finding = async (code: DoctorCode) => (await look()).all.find((one) => one.code === code)

  test('whose overdue matters go to the workspace’s managers are named, with who is told instead', async () => {
    await put({ roles: ['ae'] })
    expect(await wrong()).toEqual(['warn without_manager'])
    expect((await finding('without_manager'))?.says).toBe(
      'マネージャーが決まっていない方がいます:新田。期限超過のご相談は 田中直樹 に届きます。',
    )
  })

  test('whose manager left count as without one', async () => {
    await put({ id: PersonId.parse('gone'), slackUserId: 'U0GONE', name: '去田', standing: 'deactivated' })
    await put({ roles: ['csm'], managerId: PersonId.parse('gone') })
    expect(await wrong()).toEqual(['warn without_manager'])
  })

  test('whose manager has a manager’s rights no more count as without one', async () => {
    const [boss, id] = [PersonId.parse('boss'), PersonId.parse('new')]
    await put({ id: boss, slackUserId: 'U0BOSS', name: '元田', roles: ['manager'] })
    await put({ id, roles: ['ae'], managerId: boss })
    expect(await wrong()).toEqual([])
    await put({ id: boss, slackUserId: 'U0BOSS', name: '元田', roles: ['marketing'] })
    expect(await wrong()).toEqual(['warn without_manager'])
    expect((await finding('without_manager'))?.says).toContain('新田')
  })

  test('with no manager at all it is the admins, and then nobody', async () => {
    const tanaka = await app.person('tanaka')
    const yamamoto = await app.person('yamamoto')
    await app.store.transaction(async (tx) => {
      await tx.people.put({ ...tanaka, roles: [] })
      await tx.people.put({ ...yamamoto, slackAdmin: false })
    })
    expect(await wrong()).toEqual(['fail nobody_told'])
    await put({ roles: ['admin'], name: '山本' })
    expect((await finding('managers_none'))?.says).toContain('管理者に届きます:山本')
  })

  test('the only manager is told of, where their own overdue matters reach nobody', async () => {
    const tanaka = await app.person('tanaka')
    const yamamoto = await app.person('yamamoto')
    const putBoth = (roles: Person['roles'], isAdmin: boolean) =>
      app.store.transaction(async (tx) => {
        await tx.people.put({ ...tanaka, roles })
        await tx.people.put({ ...yamamoto, slackAdmin: isAdmin })
      })
    await putBoth(['manager', 'ae'], true)
    expect(await wrong()).toEqual([])
    await putBoth(['manager'], false)
    expect(await wrong()).toEqual([])
    await putBoth(['manager', 'ae'], false)
    expect(await wrong()).toEqual(['warn nobody_above'])
    expect((await finding('nobody_above'))?.says).toBe(
      '田中直樹さんの期限超過は、ほかにマネージャーも管理者もいないため、どなたにも届きません。',
    )
    await put({ roles: ['manager'], name: '新田' })
    expect(await wrong()).toEqual([])
  })

  test('without a role cannot take part where roles are asked for', async () => {
    await put({})
    expect(await wrong()).toEqual([])
    await app.store.transaction(async (tx) =>
      tx.settings.put({ ...(await tx.settings.get()), participation: 'assigned' }, null, 1),
    )
    expect((await finding('without_role'))?.says).toContain('新田')
  })

  test('a country without known holidays, and a workspace that Slack refused', async () => {
    await app.store.transaction(async (tx) => tx.settings.put({ ...(await tx.settings.get()), country: 'XX' }, null, 1))
    expect(await wrong()).toEqual(['warn holidays_unknown'])
    await app.app.store.workspaces.suspend(app.app.workspaceId, true)
    expect(await wrong()).toContain('fail suspended')
  })
})

describe('backups', () => {
  test('are off, or in a folder where there are none', async () => {
    expect(await wrong({ TASUKI_BACKUP_DIR: 'off' })).toEqual(['warn backups_off'])
    expect(await wrong({ TASUKI_BACKUP_DIR: join(folder, 'empty') })).toEqual(['warn backups_none'])
  })

  test('are old, fail, or are no good', async () => {
    await app.store.transaction(async (tx) => {
      await tx.backups.putTry('2026-11-24', 1)
      await tx.backups.putOutcome('2026-11-24', { failure: 'disk_full' })
    })
    expect(await wrong()).toEqual(['fail backup_failed'])
    await app.store.transaction((tx) => tx.backups.putOutcome('2026-11-24', { madeAt: 2, bytes: 1 }))
    writeFileSync(join(folder, 'tasuki-2026-11-24.db'), 'this was never a database'.repeat(400))
    expect(await wrong()).toEqual(['fail backup_bad'])
    const other = temporaryFolder()
    mkdirSync(join(other.path, 'b'))
    await makeBackup(app.database, join(other.path, 'b', 'tasuki-2026-11-22.db'), { now: 1, overwrite: false })
    expect(await wrong({ TASUKI_BACKUP_DIR: join(other.path, 'b') })).toEqual(['fail backup_old'])
    other.remove()
  })
})

describe('the machine', () => {
  const settings = () => loadSettings({ DATABASE_URL: `sqlite:${app.database}`, TASUKI_BACKUP_DIR: 'off' })
  const examined = (machine: { nodeVersion?: string; free?: number; isRemote?: boolean }): readonly Finding[] =>
    checkMachine(
      { env: {}, settings: settings(), now: () => 0, m: ja, write: writtenIn(ja, 'Asia/Tokyo', 0) },
      {
        nodeVersion: machine.nodeVersion ?? '24.1.0',
        disk: () => ({ free: machine.free ?? 5e9, isRemote: machine.isRemote ?? false }),
      },
    )

  test.each([
    ['18.20.0', 'node_old'],
    ['20.18.3', 'node_old'],
    ['20.19.0', 'node_ok'],
    ['22.0.0', 'node_ok'],
    ['24.1.0', 'node_ok'],
  ])('Node %s: %s', (nodeVersion, code) => {
    expect(examined({ nodeVersion })[0]?.code).toBe(code)
  })

  test.each([
    [5e9, 'folder_ok'],
    [0.9e9, 'disk_low'],
    [50e6, 'disk_full'],
  ])('%i bytes free: %s', (free, code) => {
    expect(examined({ free })[1]?.code).toBe(code)
  })

  test('a disk beyond a network is told of', () => {
    expect(examined({ isRemote: true }).map(({ code }) => code)).toContain('network_disk')
  })

  test('a variable that nobody knows, and one that is malformed', async () => {
    expect(await wrong({ TASUKI_ADMIN: 'U1' })).toEqual(['warn env_unknown'])
    const { code, stdout } = await run({ PORT: 'abc', TASUKI_LOCALE: 'en' })
    expect(code).toBe(1)
    expect(stdout).toContain('FAIL  The environment is at fault: PORT is malformed')
    expect(stdout).toContain('1 thing must be mended.')
    expect((await run({ PORT: 'abc', TASUKI_LOCALE: 'ja' })).stdout).toContain(
      'FAIL  環境変数に誤りがあります:PORT の値が使えません。ポート番号を',
    )
  })
})

describe('the words', () => {
  test('of everything that is not well there is a mend, in both languages, and of what is well none', () => {
    for (const m of [ja, en]) {
      for (const [code, [, state]] of Object.entries(KNOWN_FINDINGS)) {
        expect(code in m.doctor.mends, `${code} in ${m === ja ? 'ja' : 'en'}`).toBe(state !== 'ok')
      }
    }
  })
})
