import { z } from 'zod'

/**
 * The variables Tasuki reads, and what each must look like. A message says the shape in words, for a person who has the
 * variable in front of them; it never repeats the value, which may be a secret.
 */
const unset = (value: unknown) => (typeof value === 'string' && value.trim() === '' ? undefined : value)
const variable = <T extends z.ZodType>(schema: T) => z.preprocess(unset, schema)
const text = (pattern: RegExp, shape: string) => z.string({ error: shape }).trim().regex(pattern, { error: shape })
const known = (test: (value: string) => boolean, shape: string) => z.string().trim().refine(test, { error: shape })

const whole = (min: number, max: number, shape: string) =>
  text(/^\d{1,5}$/, shape)
    .transform(Number)
    .refine((value) => value >= min && value <= max, { error: shape })

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

const botToken = text(/^(xoxe\.)?xoxb-\S+$/, 'the bot token from the OAuth page of the app: it begins with xoxb-')
const signingSecretShape = 'the signing secret from the Basic Information page of the app'
const signingSecret = text(/^\S+$/, `${signingSecretShape}, without spaces`)
const appToken = text(/^xapp-\S+$/, 'an app-level token with the scope connections:write: it begins with xapp-')

const levels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const

/** What every command reads; none of it is about Slack's tokens. */
const settingsShape = {
  SLACK_API_URL: variable(
    known(isHttpUrl, "the base of Slack's Web API, such as https://slack.com/api/").default('https://slack.com/api/'),
  ),
  PORT: variable(whole(0, 65_535, 'a port number from 0 (any free one) to 65535, such as 3000').default(3000)),
  HOST: variable(text(/^[^\s/]+$/, 'a host name or address to listen on, such as 0.0.0.0').default('0.0.0.0')),
  DATABASE_URL: variable(
    text(/^sqlite:[^\s].*$/, 'sqlite: and the path of a file, such as sqlite:./data/tasuki.db').default(
      'sqlite:./data/tasuki.db',
    ),
  ),
  TASUKI_BACKUP_DIR: variable(text(/^\S.*$/, 'a folder for the nightly backups, or off').default('')),
  TASUKI_BACKUPS_KEPT: variable(
    whole(1, 3650, 'how many of the nightly backups are kept, from 1 to 3650, such as 14').default(14),
  ),
  TASUKI_ADMINS: variable(
    text(
      /^[UW][A-Z0-9]+([\s,]+[UW][A-Z0-9]+)*,?$/,
      'Slack user ids with commas between them, such as U012AB3CD,U045EF6GH',
    ).default(''),
  ),
  TASUKI_COUNTRY: variable(known(isRegion, 'a country as two capital letters, such as JP').default('JP')),
  TASUKI_LOCALE: variable(z.enum(['ja', 'en'], { error: 'a language: ja or en' }).default('ja')),
  TASUKI_TZ: variable(known(isZone, 'an IANA time zone, such as Asia/Tokyo').default('Asia/Tokyo')),
  TASUKI_CURRENCY: variable(
    known((code) => currencies.has(code), 'a currency as three capital letters, such as JPY').default('JPY'),
  ),
  TASUKI_FISCAL_START: variable(
    whole(1, 12, 'the month the fiscal year begins in, from 1 to 12, such as 4').default(4),
  ),
  LOG_LEVEL: variable(z.enum(levels, { error: `how much is logged: one of ${levels.join(', ')}` }).default('info')),
}

const slackShape = {
  SLACK_BOT_TOKEN: variable(botToken),
  SLACK_SIGNING_SECRET: variable(signingSecret.optional()),
  SLACK_APP_TOKEN: variable(appToken.optional()),
}

export const SettingsEnv = z.object(settingsShape)
export type SettingsEnv = z.infer<typeof SettingsEnv>

/** What `start` reads: over HTTP every request must be provably Slack's, so there the signing secret cannot be absent. */
export const StartEnv = z
  .object({ ...slackShape, ...settingsShape })
  .refine((env) => (env.SLACK_SIGNING_SECRET ?? env.SLACK_APP_TOKEN) !== undefined, {
    path: ['SLACK_SIGNING_SECRET'],
    error: `${signingSecretShape} (or set SLACK_APP_TOKEN for Socket Mode)`,
    // Other faults must not hide this one: all are told at once.
    when: () => true,
  })
export type StartEnv = z.infer<typeof StartEnv>

/** Every variable there is, in the order of `.env.example`. */
export const variableNames: readonly string[] = Object.keys(StartEnv.shape)

/** Variables that look like ours and are not: most likely a misspelling, so the start says it. */
export function unknownVariables(env: NodeJS.ProcessEnv): string[] {
  return Object.keys(env).filter((name) => name.startsWith('TASUKI_') && !variableNames.includes(name))
}
