import type { Environment } from '../areas/environment.js'

export const environment: Environment = {
  missing: (name, shape) => `${name} が設定されていません。${shape}`,
  malformed: (name, shape) => `${name} の値が使えません。${shape}`,
  shapes: {
    SLACK_BOT_TOKEN: 'アプリの OAuth & Permissions にあるボットトークン(xoxb- で始まるもの)をご指定ください。',
    SLACK_SIGNING_SECRET: 'アプリの Basic Information にある Signing Secret を、空白を入れずにご指定ください。',
    SLACK_APP_TOKEN: '権限 connections:write のあるアプリレベルトークン(xapp- で始まるもの)をご指定ください。',
    SLACK_API_URL: 'SlackのWeb APIのURLをご指定ください(例:https://slack.com/api/)。',
    PORT: 'ポート番号を0(空いているもの)から65535までの数字でご指定ください(例:3000)。',
    HOST: '待ち受けるホスト名かアドレスをご指定ください(例:0.0.0.0)。',
    DATABASE_URL: 'sqlite: に続けてファイルの場所をご指定ください(例:sqlite:./data/tasuki.db)。',
    TASUKI_BACKUP_DIR: '毎晩のバックアップを置くフォルダーか、off をご指定ください。',
    TASUKI_BACKUPS_KEPT: '毎晩のバックアップを残す数を、1から3650までの数字でご指定ください(例:14)。',
    TASUKI_ADMINS: 'SlackのメンバーIDを、カンマで区切ってご指定ください(例:U012AB3CD,U045EF6GH)。',
    TASUKI_COUNTRY: '国を大文字2文字でご指定ください(例:JP)。',
    TASUKI_LOCALE: '言語を ja か en でご指定ください。',
    TASUKI_TZ: 'IANAのタイムゾーン名をご指定ください(例:Asia/Tokyo)。',
    TASUKI_CURRENCY: '通貨を大文字3文字でご指定ください(例:JPY)。',
    TASUKI_FISCAL_START: '会計年度の始まる月を、1から12までの数字でご指定ください(例:4)。',
    LOG_LEVEL: 'ログの量を次からご指定ください:fatal、error、warn、info、debug、trace、silent。',
  },
  secretNeeded:
    'アプリの Basic Information にある Signing Secret をご指定ください(ソケットモードの場合は、代わりに SLACK_APP_TOKEN)。',
  noFile: 'DATABASE_URL の値が使えません。データベースには、ファイルの場所をご指定ください。',
}
