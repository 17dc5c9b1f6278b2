import type { AppsManifestCreateArguments } from '@slack/web-api'
import { type BotScope, events, webApiMethods } from './web-api-methods.js'

type Manifest = AppsManifestCreateArguments['manifest']

export const slashCommand = '/csql'

/** Where Slack sends everything; whoever installs the app puts the host of their own there. */
const requestUrl = 'https://YOUR-HOST/slack/events'

const eventNames = Object.keys(events) as (keyof typeof events)[]
const needs = [...Object.values(webApiMethods), ...Object.values(events)]
const sorted = (scopes: readonly BotScope[]) => [...new Set(scopes)].sort()

/** The least the app works with: what its methods and events ask for, and the slash command. */
export const requiredScopes = sorted(['commands', ...needs.flatMap(({ required }) => required)])

/** What a workspace may leave out; each one missing takes something away, as documented. */
export const optionalScopes = sorted(needs.flatMap((need) => ('optional' in need ? need.optional : [])))

/** What Slack is told of the app; `manifest.json` says the same. */
export const manifest = {
  _metadata: { major_version: 2, minor_version: 0 },
  display_information: {
    name: 'Tasuki',
    description: 'CS担当が気づいた商談の芽(CSQL)を営業につなぎ、その後の結果までお知らせします。',
    long_description: [
      'お客様との会話で気づいた商談の芽を、/csql の一行で登録できます。営業担当には背景と期限を添えて届き、引き受け・追加確認・商談化・受注までの結果を、登録した方にお知らせします。期限が近づいたものは本人に、過ぎたものはマネージャーに、静かに共有します。',
      'Write down the sales lead you heard in a customer conversation with one line of /csql. The account executive gets it with its context and a date to answer by, and you hear what became of it: accepted, asked about, turned into a deal, won or lost.',
    ].join('\n\n'),
    background_color: '#2f5d50',
  },
  features: {
    // Without the Messages tab nobody can be sent a direct message.
    app_home: { home_tab_enabled: true, messages_tab_enabled: true, messages_tab_read_only_enabled: true },
    bot_user: { display_name: 'Tasuki', always_online: true },
    shortcuts: [
      {
        name: '商談の芽として登録 Log lead',
        type: 'message',
        callback_id: 'csql.capture',
        description: 'この投稿を商談の芽(シグナル)として登録 — log this message as a signal',
      },
      {
        name: '商談の芽を登録 Log a lead',
        type: 'global',
        callback_id: 'csql.new',
        description: '商談の芽(シグナル)を登録 — log a signal',
      },
    ],
    slash_commands: [
      {
        command: slashCommand,
        url: requestUrl,
        description: '商談の芽(CSQL)を登録・確認する — log and look up CSQLs',
        usage_hint: 'log アクメ商事 アップセル 月12万 @suzuki 席数が不足 | list | show 42 | help',
        should_escape: true,
      },
    ],
  },
  oauth_config: { scopes: { bot: requiredScopes, bot_optional: optionalScopes } },
  settings: {
    event_subscriptions: { request_url: requestUrl, bot_events: eventNames },
    interactivity: { is_enabled: true, request_url: requestUrl },
    org_deploy_enabled: false,
    socket_mode_enabled: false,
    token_rotation_enabled: false,
  },
} satisfies Manifest
