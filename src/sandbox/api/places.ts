import type { Arguments } from '../arguments.js'
import { SlackError } from '../slack-error.js'
import type { Conversation, Workspace } from '../workspace.js'

/** The conversation of a channel id that the app can see. @throws SlackError `channel_not_found`. */
export function place(workspace: Workspace, id: string | undefined): Conversation {
  const found = workspace.conversation(id ?? '')
  if (found === undefined) throw new SlackError('channel_not_found')
  const mine = workspace.membersOf(found).includes(workspace.config.bot.user_id)
  if (found.kind === 'channel' && found.is_private && !mine) throw new SlackError('channel_not_found')
  return found
}

/** Where a post to `channel` goes; a person's id means the DM with them. @throws SlackError */
export function postingPlace(workspace: Workspace, args: Arguments): Conversation {
  const id = args.text('channel') ?? ''
  const found = /^[UW]/.test(id) ? dm(workspace, id) : place(workspace, id)
  if (found.is_archived) throw new SlackError('is_archived')
  if (found.kind === 'im' && !workspace.messagesTab) throw new SlackError('messages_tab_disabled')
  if (!workspace.membersOf(found).includes(workspace.config.bot.user_id)) throw new SlackError('not_in_channel')
  return found
}

/** A deactivated person's DM still takes posts: Slack says nothing. */
function dm(workspace: Workspace, user: string): Conversation {
  const person = workspace.people().find(({ id }) => id === user)
  if (person === undefined) throw new SlackError('channel_not_found')
  if (person.is_bot) throw new SlackError('cannot_dm_bot')
  return workspace.imOf(user)
}
