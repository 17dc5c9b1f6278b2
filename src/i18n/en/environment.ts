import type { Environment } from '../areas/environment.js'

export const environment: Environment = {
  missing: (name, shape) => `${name} is missing: it should be ${shape}`,
  malformed: (name, shape) => `${name} is malformed: it should be ${shape}`,
  shapes: {
    SLACK_BOT_TOKEN: 'the bot token from the OAuth page of the app: it begins with xoxb-',
    SLACK_SIGNING_SECRET: 'the signing secret from the Basic Information page of the app, without spaces',
    SLACK_APP_TOKEN: 'an app-level token with the scope connections:write: it begins with xapp-',
    SLACK_API_URL: "the base of Slack's Web API, such as https://slack.com/api/",
    PORT: 'a port number from 0 (any free one) to 65535, such as 3000',
    HOST: 'a host name or address to listen on, such as 0.0.0.0',
    DATABASE_URL: 'sqlite: and the path of a file, such as sqlite:./data/tasuki.db',
    TASUKI_BACKUP_DIR: 'a folder for the nightly backups, or off',
    TASUKI_BACKUPS_KEPT: 'how many of the nightly backups are kept, from 1 to 3650, such as 14',
    TASUKI_ADMINS: 'Slack user ids with commas between them, such as U012AB3CD,U045EF6GH',
    TASUKI_COUNTRY: 'a country as two capital letters, such as JP',
    TASUKI_LOCALE: 'a language: ja or en',
    TASUKI_TZ: 'an IANA time zone, such as Asia/Tokyo',
    TASUKI_CURRENCY: 'a currency as three capital letters, such as JPY',
    TASUKI_FISCAL_START: 'the month the fiscal year begins in, from 1 to 12, such as 4',
    LOG_LEVEL: 'how much is logged: one of fatal, error, warn, info, debug, trace, silent',
  },
  secretNeeded:
    'the signing secret from the Basic Information page of the app (or set SLACK_APP_TOKEN for Socket Mode)',
  noFile: 'DATABASE_URL is malformed: the database should be the path of a file',
}
