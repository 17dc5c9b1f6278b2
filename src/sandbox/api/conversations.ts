import type { Arguments } from '../arguments.js'
import type { Json } from '../json.js'
import type { Message } from '../messages.js'
import { SlackError } from '../slack-error.js'
import type { Conversation, Workspace } from '../workspace.js'
import type { Call, Handler } from './call.js'
import { messageJson, reactionsJson } from './message-json.js'
import { page } from './pages.js'
import { place } from './places.js'

function channelJson(workspace: Workspace, conversation: Conversation): Json {
  if (conversation.kind === 'im') {
    return { id: conversation.id, is_im: true, user: conversation.user, is_archived: conversation.is_archived }
  }
  const { id, name, is_archived, is_private, is_ext_shared } = conversation
  return {
    id,
    name,
    is_channel: !is_private,
    is_group: is_private,
    is_im: false,
    is_private,
    is_archived,
    is_ext_shared,
    is_shared: is_ext_shared,
    is_member: workspace.membersOf(conversation).includes(workspace.config.bot.user_id),
  }
}

const open: Handler = ({ workspace, args }) => {
  const users = (args.text('users') ?? '').split(',').filter((id) => id !== '')
  const named = args.text('channel')
  if (named !== undefined) return { channel: channelJson(workspace, place(workspace, named)) }
  const [user] = users
  if (user === undefined) throw new SlackError('users_list_not_supplied')
  if (users.length > 1) throw new SlackError('not_enough_users')
  const person = workspace.person(user)
  if (person.deleted) throw new SlackError('user_disabled')
  if (person.is_bot) throw new SlackError('cannot_dm_bot')
  const im = workspace.imOf(user)
  return { channel: args.flag('return_im') ? channelJson(workspace, im) : { id: im.id } }
}

const info: Handler = ({ workspace, args }) => {
  const conversation = place(workspace, args.text('channel'))
  const members = args.flag('include_num_members') ? { num_members: workspace.membersOf(conversation).length } : {}
  return { channel: { ...channelJson(workspace, conversation), ...members } }
}

const members: Handler = ({ workspace, args }) => {
  const { items, next } = page(workspace.membersOf(place(workspace, args.text('channel'))), args)
  return { members: items, response_metadata: { next_cursor: next } }
}

/** The messages that history shows by now, within `oldest` and `latest`. */
function visible({ workspace, args }: Call, messages: readonly Message[]): Message[] {
  const now = workspace.clock.now()
  const within = withinRange(args)
  return messages.filter((message) => message.visibleFrom <= now && within(message.ts))
}

const micros = (ts: string) => BigInt(Math.round(Number(ts.split('.')[0] ?? 0))) * 1_000_000n + fraction(ts)
const fraction = (ts: string) => BigInt((ts.split('.')[1] ?? '').padEnd(6, '0').slice(0, 6))

function withinRange(args: Arguments): (ts: string) => boolean {
  const bound = (name: string) => {
    const given = args.text(name)
    if (given === undefined || given === '') return undefined
    if (!/^\d+(\.\d+)?$/.test(given)) throw new SlackError(`invalid_ts_${name}`)
    return micros(given)
  }
  const oldest = bound('oldest')
  const latest = bound('latest')
  const inclusive = args.flag('inclusive')
  return (ts) => {
    const at = micros(ts)
    const after = oldest === undefined || at > oldest || (inclusive && at === oldest)
    return after && (latest === undefined || at < latest || (inclusive && at === latest))
  }
}

function historyPlace({ workspace, args }: Call): Conversation {
  const conversation = place(workspace, args.text('channel'))
  if (!workspace.membersOf(conversation).includes(workspace.config.bot.user_id)) throw new SlackError('not_in_channel')
  return conversation
}

function messagePage(call: Call, messages: readonly Message[]): Json {
  const { items, next } = page(messages, call.args)
  const withMetadata = call.args.flag('include_all_metadata')
  return {
    messages: items.map((message) => messageJson(call.workspace, message, withMetadata)),
    has_more: next !== '',
    response_metadata: { next_cursor: next },
  }
}

const history: Handler = (call) => {
  const { id } = historyPlace(call)
  const top = call.workspace.messages.in(id).filter((message) => message.thread_ts === undefined || message.broadcast)
  return messagePage(call, visible(call, top).reverse())
}

const replies: Handler = (call) => {
  const { id } = historyPlace(call)
  const parent = call.workspace.messages.find({ channel: id, ts: call.args.text('ts') ?? '' })
  if (parent === undefined) throw new SlackError('thread_not_found')
  return messagePage(call, visible(call, [parent, ...call.workspace.messages.repliesTo(parent)]))
}

const reactions: Handler = ({ workspace, args }) => {
  const { id } = place(workspace, args.text('channel'))
  const message = workspace.messages.get({ channel: id, ts: args.text('timestamp') ?? '' })
  return {
    type: 'message',
    channel: id,
    message: { ...messageJson(workspace, message), reactions: reactionsJson(message) },
  }
}

export const conversationMethods = {
  'conversations.open': open,
  'conversations.info': info,
  'conversations.members': members,
  'conversations.history': history,
  'conversations.replies': replies,
  'reactions.get': reactions,
} satisfies Record<string, Handler>
