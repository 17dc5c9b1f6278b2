type VariableName =
  | 'SLACK_BOT_TOKEN'
  | 'SLACK_SIGNING_SECRET'
  | 'SLACK_APP_TOKEN'
  | 'SLACK_API_URL'
  | 'PORT'
  | 'HOST'
  | 'DATABASE_URL'
  | 'TASUKI_BACKUP_DIR'
  | 'TASUKI_BACKUPS_KEPT'
  | 'TASUKI_ADMINS'
  | 'TASUKI_COUNTRY'
  | 'TASUKI_LOCALE'
  | 'TASUKI_TZ'
  | 'TASUKI_CURRENCY'
  | 'TASUKI_FISCAL_START'
  | 'LOG_LEVEL'

/** What is wrong with the variables that Tasuki reads, in words for a person who has them in front of them. */
export interface Environment {
  /** Each in one line, with what the variable should be. */
  readonly missing: (name: string, shape: string) => string
  readonly malformed: (name: string, shape: string) => string
  readonly shapes: Readonly<Record<VariableName, string>>
  /** Of the signing secret where there is neither it nor an app token. */
  readonly secretNeeded: string
  /** `DATABASE_URL` names a database that is no file. */
  readonly noFile: string
}
