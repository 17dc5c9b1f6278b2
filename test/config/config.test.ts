import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import {
  type ConfigFault,
  ConfigFaulty,
  loadConfig,
  loadSettings,
  readEnvFile,
  secretValues,
} from '../../src/config/config.js'
import { unknownVariables, variableNames } from '../../src/config/env.js'

const least = { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_SIGNING_SECRET: 'a-signing-secret' }

function faultsOf(
  env: NodeJS.ProcessEnv,
  load: (env: NodeJS.ProcessEnv) => unknown = loadConfig,
): readonly ConfigFault[] {
  try {
    load(env)
  } catch (error) {
    if (error instanceof ConfigFaulty) return error.faults
    throw error
  }
  return []
}

describe('the defaults', () => {
  test('two variables are enough for one workspace over HTTP', () => {
    expect(loadConfig(least)).toEqual({
      slackApiUrl: 'https://slack.com/api/',
      http: { host: '0.0.0.0', port: 3000 },
      database: { kind: 'sqlite', path: './data/tasuki.db' },
      admins: [],
      backups: { folder: 'data/backups', nightly: true, kept: 14 },
      firstStart: { country: 'JP', locale: 'ja', zone: 'Asia/Tokyo', currency: 'JPY', fiscalStart: 4 },
      logLevel: 'info',
      secrets: { botToken: 'xoxb-1', inbound: { kind: 'http', signingSecret: 'a-signing-secret' } },
    })
  })

  test('an empty variable counts as unset', () => {
    const empty = Object.fromEntries(variableNames.map((name) => [name, '  ']))
    expect(loadConfig({ ...empty, ...least })).toEqual(loadConfig(least))
  })

  test('the commands that never call Slack need no token', () => {
    expect(loadSettings({})).toMatchObject({ database: { path: './data/tasuki.db' } })
    expect(loadSettings({})).not.toHaveProperty('secrets')
  })
})

describe('what is set', () => {
  test('an app token means Socket Mode, where no signing secret is needed', () => {
    const { secrets } = loadConfig({ SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xapp-1' })
    expect(secrets.inbound).toEqual({ kind: 'socket', appToken: 'xapp-1' })
  })

  test('every secret is known to the log', () => {
    expect(secretValues(loadConfig(least))).toEqual(['xoxb-1', 'a-signing-secret'])
    expect(secretValues(loadConfig({ ...least, SLACK_APP_TOKEN: 'xapp-1' }))).toEqual(['xoxb-1', 'xapp-1'])
  })

  test('admins are split at commas and spaces', () => {
    expect(loadConfig({ ...least, TASUKI_ADMINS: 'U01AB, W02CD U03EF,' }).admins).toEqual(['U01AB', 'W02CD', 'U03EF'])
  })

  test('the base of the Web API always ends in a slash', () => {
    expect(loadConfig({ ...least, SLACK_API_URL: 'http://127.0.0.1:4000/api' }).slackApiUrl).toBe(
      'http://127.0.0.1:4000/api/',
    )
  })

  test.each([
    ['PORT', '0', 'http.port', 0],
    ['HOST', '::1', 'http.host', '::1'],
    ['DATABASE_URL', 'sqlite:/var/lib/tasuki.db', 'database.path', '/var/lib/tasuki.db'],
    ['TASUKI_LOCALE', 'en', 'firstStart.locale', 'en'],
    ['TASUKI_TZ', 'America/New_York', 'firstStart.zone', 'America/New_York'],
    ['TASUKI_TZ', 'UTC', 'firstStart.zone', 'UTC'],
    ['TASUKI_COUNTRY', 'DE', 'firstStart.country', 'DE'],
    ['TASUKI_CURRENCY', 'EUR', 'firstStart.currency', 'EUR'],
    ['TASUKI_FISCAL_START', '12', 'firstStart.fiscalStart', 12],
    ['LOG_LEVEL', 'debug', 'logLevel', 'debug'],
    ['TASUKI_BACKUP_DIR', '/mnt/backups', 'backups', { folder: '/mnt/backups', nightly: true, kept: 14 }],
    ['TASUKI_BACKUP_DIR', 'off', 'backups', { folder: 'data/backups', nightly: false, kept: 14 }],
    ['TASUKI_BACKUPS_KEPT', '60', 'backups.kept', 60],
  ])('%s=%s is taken', (name, value, path, expected) => {
    expect(loadConfig({ ...least, [name]: value })).toHaveProperty(path, expected)
  })
})

describe('what stops the start', () => {
  test.each([
    ['SLACK_BOT_TOKEN', 'xoxp-a-user-token'],
    ['SLACK_SIGNING_SECRET', 'two words'],
    ['SLACK_APP_TOKEN', 'xoxb-1'],
    ['SLACK_API_URL', 'slack.com'],
    ['SLACK_API_URL', 'file:///etc'],
    ['PORT', '70000'],
    ['PORT', '-1'],
    ['PORT', '0x10'],
    ['PORT', '3000.5'],
    ['HOST', 'http://host'],
    ['DATABASE_URL', 'postgres://localhost/tasuki'],
    ['DATABASE_URL', './tasuki.db'],
    ['DATABASE_URL', 'sqlite:'],
    ['TASUKI_ADMINS', '@suzuki'],
    ['TASUKI_COUNTRY', 'Japan'],
    ['TASUKI_COUNTRY', 'XQ'],
    ['TASUKI_LOCALE', 'fr'],
    ['TASUKI_TZ', 'Asia/Atlantis'],
    ['TASUKI_TZ', '+09:00'],
    ['TASUKI_CURRENCY', 'YEN'],
    ['TASUKI_FISCAL_START', '0'],
    ['TASUKI_FISCAL_START', '13'],
    ['LOG_LEVEL', 'loud'],
  ])('%s=%s is one fault that names it', (name, value) => {
    expect(faultsOf({ ...least, [name]: value })).toEqual([{ name, state: 'malformed' }])
  })

  test.each([
    ['absent', {}],
    ['empty', { SLACK_SIGNING_SECRET: '' }],
    ['blank', { SLACK_SIGNING_SECRET: '   ' }],
  ])('a signing secret that is %s refuses to start over HTTP', (_how, env) => {
    expect(faultsOf({ SLACK_BOT_TOKEN: 'xoxb-1', ...env })).toEqual([
      { name: 'SLACK_SIGNING_SECRET', state: 'missing' },
    ])
  })

  test('every fault is told at once, a variable once', () => {
    const names = faultsOf({ PORT: 'x', TASUKI_TZ: 'y' }).map(({ name }) => name)
    expect(names.sort()).toEqual(['PORT', 'SLACK_BOT_TOKEN', 'SLACK_SIGNING_SECRET', 'TASUKI_TZ'])
  })

  test('a malformed secret is not repeated', () => {
    const secrets = { SLACK_BOT_TOKEN: 'hunter2', SLACK_SIGNING_SECRET: 'hunter2 x' }
    expect(JSON.stringify(faultsOf({ ...least, ...secrets }))).not.toMatch(/hunter2/)
    expect(() => loadConfig({ ...least, ...secrets })).toThrow(
      /^SLACK_BOT_TOKEN is malformed\nSLACK_SIGNING_SECRET is malformed$/,
    )
  })

  test('commands without Slack are stopped by their own variables only', () => {
    expect(faultsOf({ DATABASE_URL: 'x', SLACK_BOT_TOKEN: 'x' }, loadSettings)).toEqual([
      { name: 'DATABASE_URL', state: 'malformed' },
    ])
  })
})

test('a misspelt TASUKI_ variable is found', () => {
  expect(unknownVariables({ TASUKI_ADMIN: 'U1', TASUKI_TZ: 'UTC', PATH: '/bin' })).toEqual(['TASUKI_ADMIN'])
})

describe('.env', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tasuki-env-'))
  const file = join(folder, '.env')
  afterEach(() => {
    delete process.env['TASUKI_TEST_SET']
    delete process.env['TASUKI_TEST_UNSET']
    rmSync(folder, { recursive: true, force: true })
  })

  test('gives what is not set, and leaves alone what is; its absence is no fault', () => {
    process.env['TASUKI_TEST_SET'] = 'outside'
    writeFileSync(file, 'TASUKI_TEST_SET=file\nTASUKI_TEST_UNSET=file\n')
    readEnvFile(file)
    readEnvFile(join(folder, 'absent'))
    expect([process.env['TASUKI_TEST_SET'], process.env['TASUKI_TEST_UNSET']]).toEqual(['outside', 'file'])
  })

  const example = readFileSync(new URL('../../.env.example', import.meta.url), 'utf8')
  const lines = example.split('\n').filter((line) => /^\w+=/.test(line))
  const named = Object.fromEntries(lines.map((line) => [line.split('=')[0] ?? '', line.slice(line.indexOf('=') + 1)]))

  test('.env.example lists every variable, in order, and no other', () => {
    expect(lines.map((line) => line.split('=')[0])).toEqual(variableNames)
  })

  test('what .env.example shows as defaults are the defaults', () => {
    expect(loadConfig({ ...named, ...least })).toEqual(loadConfig(least))
    expect(Object.keys(named).filter((name) => named[name] === '')).toEqual([
      'SLACK_BOT_TOKEN',
      'SLACK_SIGNING_SECRET',
      'SLACK_APP_TOKEN',
      'TASUKI_BACKUP_DIR',
      'TASUKI_ADMINS',
    ])
  })
})
