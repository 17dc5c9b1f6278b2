import type { Json } from '../json.js'
import type { Message } from '../messages.js'
import type { Workspace } from '../workspace.js'

/** A message object as Slack writes it; the metadata only where it was asked for. */
export function messageJson(workspace: Workspace, message: Message, withMetadata = false): Json {
  const { team, app_id } = workspace.config
  const replies = message.thread_ts === undefined ? workspace.messages.repliesTo(message).length : 0
  return {
    type: 'message',
    user: message.user,
    ts: message.ts,
    text: message.text,
    team: team.id,
    ...(message.bot_id === undefined ? {} : { bot_id: message.bot_id, app_id }),
    ...(message.blocks.length === 0 ? {} : { blocks: message.blocks }),
    ...(message.attachments.length === 0 ? {} : { attachments: message.attachments }),
    ...(withMetadata && message.metadata !== undefined ? { metadata: message.metadata } : {}),
    ...(message.thread_ts === undefined ? {} : { thread_ts: message.thread_ts }),
    ...(replies === 0 ? {} : { thread_ts: message.ts, reply_count: replies }),
    ...(message.edited === undefined ? {} : { edited: message.edited }),
    ...(message.files.length === 0 ? {} : { files: message.files.map((id) => fileJson(workspace, id)) }),
    ...(message.reactions.size === 0 ? {} : { reactions: reactionsJson(message) }),
  }
}

export function reactionsJson(message: Message): Json[] {
  return [...message.reactions].map(([name, users]) => ({ name, users, count: users.length }))
}

export function fileJson(workspace: Workspace, id: string): Json {
  const file = workspace.files.get(id)
  return { id, name: file.filename, title: file.title, size: file.bytes?.length ?? 0, alt_txt: file.altText }
}
