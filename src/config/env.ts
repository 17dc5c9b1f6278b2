import { z } from 'zod'

/** The variables Tasuki reads, and what each must look like; what that is in words stands in the catalogues. */
const unset = (value: unknown) => (typeof value === 'string' && value.trim() === '' ? undefined : value)
const variable = <T extends z.ZodType>(schema: T) => z.preprocess(unset, schema)
const text = (pattern: RegExp) => z.string().trim().regex(pattern)
const known = (test: (value: string) => boolean) => z.string().trim().refine(test)

const whole = (min: number, max: number) =>
  text(/^\d{1,5}$/)
    .transform(Number)
    .refine((value) => value >= min && value <= max)

const isRegion = (code: string) =>
  /^[A-Z]{2}$/.test(code) && new Intl.DisplayNames('en', { type: 'region', fallback: 'none' }).of(code) !== undefined

const currencies = new Set(Intl.supportedValuesOf('currency'))

const isZone = (zone: string) => {
  try {
    return /^[A-Za-z]/.test(zone) && new Intl.DateTimeFormat('en', { timeZone: zone }).format(0) !== ''
  } catch {
    return false
  }
}

const isHttpUrl = (url: string) => URL.canParse(url) && /^https?:$/.test(new URL(url).protocol)

const levels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const

/** What every command reads; none of it is about Slack's tokens. */
const settingsShape = {
  SLACK_API_URL: variable(known(isHttpUrl).default('https://slack.com/api/')),
  PORT: variable(whole(0, 65_535).default(3000)),
  HOST: variable(text(/^[^\s/]+$/).default('0.0.0.0')),
  DATABASE_URL: variable(text(/^sqlite:[^\s].*$/).default('sqlite:./data/tasuki.db')),
  TASUKI_BACKUP_DIR: variable(text(/^\S.*$/).default('')),
  TASUKI_BACKUPS_KEPT: variable(whole(1, 3650).default(14)),
  TASUKI_ADMINS: variable(text(/^[UW][A-Z0-9]+([\s,]+[UW][A-Z0-9]+)*,?$/).default('')),
  TASUKI_COUNTRY: variable(known(isRegion).default('JP')),
  TASUKI_LOCALE: variable(z.enum(['ja', 'en']).default('ja')),
  TASUKI_TZ: variable(known(isZone).default('Asia/Tokyo')),
  TASUKI_CURRENCY: variable(known((code) => currencies.has(code)).default('JPY')),
  TASUKI_FISCAL_START: variable(whole(1, 12).default(4)),
  LOG_LEVEL: variable(z.enum(levels).default('info')),
}

const slackShape = {
  SLACK_BOT_TOKEN: variable(text(/^(xoxe\.)?xoxb-\S+$/)),
  SLACK_SIGNING_SECRET: variable(text(/^\S+$/).optional()),
  SLACK_APP_TOKEN: variable(text(/^xapp-\S+$/).optional()),
}

export const SettingsEnv = z.object(settingsShape)
export type SettingsEnv = z.infer<typeof SettingsEnv>

/** What `start` reads: over HTTP every request must be provably Slack's, so there the signing secret cannot be absent. */
export const StartEnv = z
  .object({ ...slackShape, ...settingsShape })
  .refine((env) => (env.SLACK_SIGNING_SECRET ?? env.SLACK_APP_TOKEN) !== undefined, {
    path: ['SLACK_SIGNING_SECRET'],
    // Other faults must not hide this one: all are told at once.
    when: () => true,
  })
export type StartEnv = z.infer<typeof StartEnv>

export type VariableName = keyof StartEnv

/** Every variable there is, in the order of `.env.example`. */
export const variableNames: readonly string[] = Object.keys(StartEnv.shape)

/** Variables that look like ours and are not: most likely a misspelling, so the start says it. */
export function unknownVariables(env: NodeJS.ProcessEnv): string[] {
  return Object.keys(env).filter((name) => name.startsWith('TASUKI_') && !variableNames.includes(name))
}
