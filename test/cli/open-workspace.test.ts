import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Command } from 'commander'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { CommandGroup } from '../../src/cli/command-line.js'
import { type OpenWorkspace, withWorkspace, workspaceOption } from '../../src/cli/open-workspace.js'
import { freshIds } from '../../src/config/fresh-ids.js'
import { HandClock } from '../../src/sandbox/hand-clock.js'
import { openStore } from '../../src/store/store.js'
import { adoptWorkspace } from '../../src/usecases/adopt-workspace.js'
import { TUESDAY_AT_TEN } from '../support/clock.js'
import { typed } from '../support/command-line.js'
import { CountingIds, seedWorkspace, temporaryFolder } from '../support/database.js'

let folder: ReturnType<typeof temporaryFolder>
let file: string
const clock = new HandClock(TUESDAY_AT_TEN)
beforeEach(() => {
  folder = temporaryFolder()
  file = join(folder.path, 'data', 'tasuki.db')
})
afterEach(() => folder.remove())

/** A command that says where it works. */
const where =
  (look: (opened: OpenWorkspace) => Promise<string>): CommandGroup =>
  (terminal) =>
    new Command('where')
      .addOption(workspaceOption(terminal))
      .action((options: { workspace?: string }) =>
        withWorkspace(terminal, options.workspace, async (opened) => terminal.out(await look(opened))),
      )
const idOf = where(async ({ workspace }) => workspace.id)
const run = (argv: readonly string[] = [], env: Record<string, string> = {}, group = idOf) =>
  typed(group, ['where', ...argv], { env: { DATABASE_URL: `sqlite:${file}`, ...env }, clock })

const firstStart = { country: 'JP', locale: 'ja', zone: 'Asia/Tokyo', currency: 'JPY', fiscalStart: 4 } as const
const team = { teamId: 'T1', enterpriseId: null, name: 'Aoba' }

describe('where there is no workspace', () => {
  test('a command makes the only one from TASUKI_*, without tokens, and the first start adopts it', async () => {
    const settings = where(async ({ workspace, ctx }) => {
      const products = await ctx.store.read((tx) => tx.products.all())
      return [workspace.id, workspace.settings.zone, workspace.settings.currency, products[0]?.name].join(' ')
    })
    const env = { TASUKI_TZ: 'Asia/Singapore', TASUKI_CURRENCY: 'SGD', TASUKI_LOCALE: 'en', TASUKI_COUNTRY: 'SG' }
    const made = await run([], env, settings)
    expect(made).toMatchObject({ code: 0, stderr: [] })
    const [id = '', ...rest] = made.stdout.split(' ')
    expect(rest).toEqual(['Asia/Singapore', 'SGD', 'Product'])
    expect((await run()).stdout).toBe(id)

    const store = await openStore(file)
    const ids = freshIds(() => clock.now())
    const adopted = await adoptWorkspace({ store, ids, now: clock.now(), firstStart }, team)
    expect(adopted).toMatchObject({ id, slackTeamId: 'T1', settings: { zone: 'Asia/Singapore' } })
    expect(await store.workspaces.all()).toHaveLength(1)
    await store.close()
  })

  test('several commands at one moment make one', async () => {
    const ran = await Promise.all(Array.from({ length: 5 }, () => run()))
    expect(ran.map(({ code }) => code)).toEqual([0, 0, 0, 0, 0])
    expect(new Set(ran.map(({ stdout }) => stdout)).size).toBe(1)
    const store = await openStore(file)
    const [only, ...others] = await store.workspaces.all()
    expect(others).toEqual([])
    expect(only === undefined ? [] : await store.of(only.id).read((tx) => tx.products.all())).toHaveLength(1)
    await store.close()
  })

  test('a name that is given is not made', async () => {
    expect(await run(['--workspace', 'T1'])).toMatchObject({
      code: 1,
      stderr: ['「T1」というワークスペースはありません。'],
    })
  })
})

describe('where there are several', () => {
  let ids: string[]
  beforeEach(async () => {
    const store = await openStore(file)
    const seed = async (prefix: string, slackTeamId?: string) =>
      (await seedWorkspace(store, { ids: new CountingIds(prefix), ...(slackTeamId ? { slackTeamId } : {}) }))
        .workspaceId
    ids = [await seed('first', 'T1'), await seed('second', 'T2'), await seed('third')]
    await store.close()
  })

  test('one has to be named, and the choice is shown', async () => {
    const { code, stdout, stderr } = await run()
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    expect(stderr).toEqual([
      'ワークスペースが複数あります。--workspace でどれかをご指定ください。',
      `  ${ids[0]}  T1  Sample`,
      `  ${ids[1]}  T2  Sample`,
      `  ${ids[2]}  (Slackに未接続)  Sample`,
    ])
  })

  test('by its id or its Slack team id', async () => {
    expect(await run(['--workspace', ids[2] ?? ''])).toMatchObject({ code: 0, stdout: ids[2] })
    expect(await run(['--workspace', 'T2'])).toMatchObject({ code: 0, stdout: ids[1] })
  })

  test('a name that several have is no answer', async () => {
    const { code, stderr } = await run(['--workspace', 'Sample'])
    expect(code).toBe(1)
    expect(stderr[0]).toBe('「Sample」というワークスペースが複数あります。IDでご指定ください。')
    expect(stderr).toHaveLength(4)
  })
})

test('a database that cannot be used is named, and left as it is', async () => {
  file = join(folder.path, 'garbage.db')
  writeFileSync(file, 'this is no database, however long one looks at it'.repeat(40))
  const { code, stderr } = await run()
  expect(code).toBe(1)
  expect(stderr).toEqual([expect.stringContaining(`The database ${file} is not an SQLite database`)])
})

test('a malformed variable is named in one line, in the language, and nothing is made', async () => {
  expect(await run([], { TASUKI_TZ: 'Mars/Base' })).toMatchObject({
    code: 1,
    stderr: ['TASUKI_TZ の値が使えません。IANAのタイムゾーン名をご指定ください(例:Asia/Tokyo)。'],
  })
  expect(await run([], { TASUKI_TZ: 'Mars/Base', TASUKI_LOCALE: 'en' })).toMatchObject({
    code: 1,
    stderr: ['TASUKI_TZ is malformed: it should be an IANA time zone, such as Asia/Tokyo'],
  })
  expect(existsSync(file)).toBe(false)
})

test('a database that is no file is refused by the name of its variable', async () => {
  for (const [TASUKI_LOCALE, line] of [
    ['ja', 'DATABASE_URL の値が使えません。データベースには、ファイルの場所をご指定ください。'],
    ['en', 'DATABASE_URL is malformed: the database should be the path of a file'],
  ] as const) {
    const { code, stderr } = await run([], { DATABASE_URL: 'sqlite::memory:', TASUKI_LOCALE })
    expect({ code, stderr }).toEqual({ code: 1, stderr: [line] })
  }
})

test('what nobody foresaw is told with where it happened', async () => {
  const failing = where(async () => {
    throw new RangeError('beyond all bounds')
  })
  const { code, stderr } = await run([], {}, failing)
  expect(code).toBe(1)
  expect(stderr.join('\n')).toMatch(/RangeError: beyond all bounds\n\s+at /)
})
