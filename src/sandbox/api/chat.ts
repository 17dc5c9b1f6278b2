import type { Arguments } from '../arguments.js'
import type { Message } from '../messages.js'
import { SlackError } from '../slack-error.js'
import type { Conversation, Workspace } from '../workspace.js'
import type { Handler } from './call.js'
import { contentOf, metadataOf } from './content.js'
import { messageJson } from './message-json.js'
import { place, postingPlace } from './places.js'

/** Slack cuts longer posts off; we would rather hear of it. */
const POST_TEXT = 40_000
const UPDATE_TEXT = 4_000

function threadOf(workspace: Workspace, channel: string, args: Arguments): { thread_ts?: string } {
  const ts = args.text('thread_ts')
  if (ts === undefined || ts === '') return {}
  if (workspace.messages.find({ channel, ts }) === undefined) throw new SlackError('thread_not_found')
  return { thread_ts: ts }
}

const postMessage: Handler = ({ workspace, args, hiddenFor }) => {
  const to = postingPlace(workspace, args)
  const content = contentOf(workspace, args, POST_TEXT)
  const { bot } = workspace.config
  const message = workspace.messages.add({
    channel: to.id,
    user: bot.user_id,
    bot_id: bot.bot_id,
    ...threadOf(workspace, to.id, args),
    broadcast: args.flag('reply_broadcast'),
    ...content,
    metadata: metadataOf(args),
    hiddenFor,
  })
  return { channel: to.id, ts: message.ts, message: messageJson(workspace, message, true) }
}

const postEphemeral: Handler = ({ workspace, args }) => {
  const to = postingPlace(workspace, args)
  const user = args.text('user') ?? ''
  if (!workspace.membersOf(to).includes(user)) throw new SlackError('user_not_in_channel')
  const { bot } = workspace.config
  const message = workspace.messages.add({
    channel: to.id,
    user: bot.user_id,
    bot_id: bot.bot_id,
    ephemeralTo: user,
    ...threadOf(workspace, to.id, args),
    ...contentOf(workspace, args, POST_TEXT),
  })
  return { message_ts: message.ts }
}

/** The app's own message; another's cannot be changed. */
function ownMessage(workspace: Workspace, to: Conversation, args: Arguments, refusal: string): Message {
  const message = workspace.messages.find({ channel: to.id, ts: args.text('ts') ?? '' })
  if (message === undefined || message.ephemeralTo !== undefined) throw new SlackError('message_not_found')
  if (message.bot_id !== workspace.config.bot.bot_id) throw new SlackError(refusal)
  return message
}

const update: Handler = ({ workspace, args }) => {
  const to = place(workspace, args.text('channel'))
  if (to.is_archived) throw new SlackError('is_archived')
  const message = ownMessage(workspace, to, args, 'cant_update_message')
  const content = contentOf(workspace, args, UPDATE_TEXT)
  const metadata = metadataOf(args)
  workspace.messages.edit(message, { ...content, ...(metadata === undefined ? {} : { metadata }) })
  return { channel: to.id, ts: message.ts, text: message.text, message: messageJson(workspace, message, true) }
}

const remove: Handler = ({ workspace, args }) => {
  const to = place(workspace, args.text('channel'))
  const message = ownMessage(workspace, to, args, 'cant_delete_message')
  workspace.messages.remove(message)
  return { channel: to.id, ts: message.ts }
}

const getPermalink: Handler = ({ workspace, args }) => {
  const to = place(workspace, args.text('channel'))
  const { ts } = workspace.messages.get({ channel: to.id, ts: args.text('message_ts') ?? '' })
  const { domain } = workspace.config.team
  return { channel: to.id, permalink: `https://${domain}.slack.com/archives/${to.id}/p${ts.replace('.', '')}` }
}

export const chatMethods = {
  'chat.postMessage': postMessage,
  'chat.postEphemeral': postEphemeral,
  'chat.update': update,
  'chat.delete': remove,
  'chat.getPermalink': getPermalink,
} satisfies Record<string, Handler>
