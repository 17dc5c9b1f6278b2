import type { Notices } from '../areas/notices.js'

type Troubles = Pick<
  Notices,
  'trouble' | 'troubleWhy' | 'troubleReasons' | 'troubleMends' | 'troubleWhat' | 'somebody' | 'channel' | 'openSettings'
>

export const troubles: Troubles = {
  trouble: (what, to) => `${what} for ${to} could not be delivered.`,
  troubleWhy: (why, code) => `Why: ${why} (${code})`,
  troubleReasons: {
    person_gone: 'the account is deactivated or cannot be found',
    channel_gone: 'the channel was archived or deleted',
    not_in_channel: 'Tasuki is not in the channel',
    not_permitted: 'posting to the channel is restricted',
    messages_off: 'messages to Tasuki are turned off',
    token: 'the connection to Slack is no longer valid',
    scope: 'Tasuki lacks a permission',
    shared_channel: 'people from outside are in the channel, where Tasuki does not post',
    uncertain: 'Slack could not tell whether it arrived',
    refused: 'Slack did not take the message',
    other: 'Slack answered with an error',
  },
  troubleMends: {
    person_gone: 'If they hold any CSQLs, please reassign them.',
    channel_gone: 'Please choose another channel in the settings.',
    not_in_channel: 'Type /invite @Tasuki in the channel, or choose another one in the settings.',
    not_permitted: 'Please check who may post there, or choose another channel in the settings.',
    messages_off: "Please ask your Slack administrator to look at the app's settings.",
    token: 'Please ask an admin to install Tasuki again.',
    scope: 'Please ask an admin to install Tasuki again, which adds the permission.',
    shared_channel: 'Please choose a channel without guests from outside in the settings.',
    uncertain: 'It was not sent again, so that nobody gets it twice. /csql digest shows what it said.',
    refused: 'Please ask an admin to look at the log of the server.',
    other: 'Please ask an admin to look at the log of the server.',
  },
  troubleWhat: {
    digest: 'The weekly digest',
    nudge: 'A reminder',
    escalation: 'The list of what is overdue',
    notice: 'A message',
  },
  openSettings: 'Open settings',
  somebody: 'somebody',
  channel: 'the channel in the settings',
}
