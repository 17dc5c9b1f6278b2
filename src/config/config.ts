import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { loadEnvFile } from 'node:process'
import type { z } from 'zod'
import { SettingsEnv, StartEnv, type VariableName } from './env.js'

/** What every command needs; nothing here is secret. */
export interface Settings {
  readonly slackApiUrl: string
  readonly http: { readonly host: string; readonly port: number }
  readonly database: { readonly kind: 'sqlite'; readonly path: string }
  /** The nightly backups: where they are kept, how many, and whether they are made. */
  readonly backups: { readonly folder: string; readonly nightly: boolean; readonly kept: number }
  /** Slack user ids that are admins besides the workspace's owners and admins. */
  readonly admins: readonly string[]
  /** What a workspace begins with; from then on its own settings hold. */
  readonly firstStart: {
    readonly country: string
    readonly locale: 'ja' | 'en'
    readonly zone: string
    readonly currency: string
    /** The month the fiscal year begins in, 1 to 12. */
    readonly fiscalStart: number
  }
  readonly logLevel: StartEnv['LOG_LEVEL']
}

/** What `start` needs besides: kept apart, so that settings can be shown and logged as they are. */
export interface Config extends Settings {
  readonly secrets: {
    readonly botToken: string
    /** How Slack's requests reach us, and what proves that they are Slack's. */
    readonly inbound:
      | { readonly kind: 'http'; readonly signingSecret: string }
      | { readonly kind: 'socket'; readonly appToken: string }
  }
}

/** What is wrong with a variable; never its value, which may be a secret. What it should be is said in words elsewhere. */
export interface ConfigFault {
  readonly name: VariableName
  readonly state: 'missing' | 'malformed'
}

/** The environment does not say what it must: `faults` holds each variable once. */
export class ConfigFaulty extends Error {
  readonly faults: readonly ConfigFault[]

  constructor(faults: readonly ConfigFault[]) {
    super(faults.map(({ name, state }) => `${name} is ${state}`).join('\n'))
    this.name = 'ConfigFaulty'
    this.faults = faults
  }
}

/** Adds what `.env` says to the process's environment, where there is such a file; variables already set win. */
export function readEnvFile(path = '.env'): void {
  if (existsSync(path)) loadEnvFile(path)
}

/** What `start` runs with. @throws ConfigFaulty naming every variable that is missing or malformed */
export function loadConfig(env: NodeJS.ProcessEnv): Config {
  const read = parse(StartEnv, env)
  return { ...settingsOf(read), secrets: { botToken: read.SLACK_BOT_TOKEN, inbound: inboundOf(read) } }
}

/** What the commands run with that never call Slack. @throws ConfigFaulty as `loadConfig` does, of tokens nothing */
export function loadSettings(env: NodeJS.ProcessEnv): Settings {
  return settingsOf(parse(SettingsEnv, env))
}

/** Every secret value there is, for the log to leave out. */
export function secretValues({ secrets: { botToken, inbound } }: Config): string[] {
  return [botToken, inbound.kind === 'http' ? inbound.signingSecret : inbound.appToken]
}

function inboundOf({ SLACK_APP_TOKEN: appToken, SLACK_SIGNING_SECRET: signingSecret }: StartEnv) {
  if (appToken !== undefined) return { kind: 'socket', appToken } as const
  if (signingSecret !== undefined) return { kind: 'http', signingSecret } as const
  throw new Error('the schema lets nothing through that has neither')
}

/** Beside the database, unless a folder was named: it survives the file, if not the disk. */
function backupsOf(
  { TASUKI_BACKUP_DIR: named, TASUKI_BACKUPS_KEPT: kept }: SettingsEnv,
  databasePath: string,
): Settings['backups'] {
  const beside = join(dirname(databasePath), 'backups')
  return { folder: named === '' || named === 'off' ? beside : named, nightly: named !== 'off', kept }
}

function settingsOf(read: SettingsEnv): Settings {
  const databasePath = read.DATABASE_URL.slice('sqlite:'.length)
  return {
    slackApiUrl: read.SLACK_API_URL.replace(/\/*$/, '/'),
    http: { host: read.HOST, port: read.PORT },
    database: { kind: 'sqlite', path: databasePath },
    backups: backupsOf(read, databasePath),
    admins: read.TASUKI_ADMINS.split(/[\s,]+/).filter((id) => id !== ''),
    firstStart: {
      country: read.TASUKI_COUNTRY,
      locale: read.TASUKI_LOCALE,
      zone: read.TASUKI_TZ,
      currency: read.TASUKI_CURRENCY,
      fiscalStart: read.TASUKI_FISCAL_START,
    },
    logLevel: read.LOG_LEVEL,
  }
}

function parse<T extends z.ZodType>(schema: T, env: NodeJS.ProcessEnv): z.output<T> {
  const read = schema.safeParse(env)
  if (read.success) return read.data
  const names = new Set(read.error.issues.map(({ path }) => path[0] as VariableName))
  const stateOf = (name: VariableName) => ((env[name] ?? '').trim() === '' ? 'missing' : 'malformed')
  throw new ConfigFaulty([...names].map((name) => ({ name, state: stateOf(name) })))
}
