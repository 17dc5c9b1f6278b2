import { refusal, SlackError } from '../slack-error.js'
import type { Conversation, Workspace } from '../workspace.js'
import type { Handler } from './call.js'
import { fileJson } from './message-json.js'
import { place } from './places.js'

const getUploadUrl: Handler = ({ workspace, args, origin }) => {
  const length = args.number('length', 0)
  if (length < 1) throw refusal('invalid_arguments', ['must be greater than 0 [json-pointer:/length]'])
  const file = workspace.files.announce(args.text('filename') ?? '', length, args.text('alt_text'))
  return { upload_url: `${origin}/upload/${file.id}`, file_id: file.id }
}

const completeUpload: Handler = ({ workspace, args }) => {
  const given = args.objects('files', 'invalid_arguments') ?? []
  if (given.length === 0) throw refusal('invalid_arguments', ['no more than 0 items allowed [json-pointer:/files]'])
  const channel = args.text('channel_id') ?? ''
  const to = channel === '' ? undefined : sharingPlace(workspace, channel)
  const thread = args.text('thread_ts')
  if (to !== undefined && thread !== undefined && workspace.messages.find({ channel, ts: thread }) === undefined) {
    throw new SlackError('invalid_thread_ts')
  }
  const files = given.map(({ id, title }) =>
    workspace.files.complete(String(id ?? ''), typeof title === 'string' ? title : undefined),
  )
  if (to !== undefined) {
    const { bot } = workspace.config
    workspace.messages.add({
      channel: to.id,
      user: bot.user_id,
      bot_id: bot.bot_id,
      text: args.text('initial_comment') ?? '',
      files: files.map(({ id }) => id),
      ...(thread === undefined ? {} : { thread_ts: thread }),
    })
  }
  return { files: files.map(({ id }) => fileJson(workspace, id)) }
}

/** A channel's id and no person's; the app has to be there. @throws SlackError */
function sharingPlace(workspace: Workspace, id: string): Conversation {
  const to = place(workspace, id)
  if (to.is_archived) throw new SlackError('is_archived')
  if (!workspace.membersOf(to).includes(workspace.config.bot.user_id)) throw new SlackError('not_in_channel')
  return to
}

const info: Handler = ({ workspace, args, origin }) => {
  const file = workspace.files.get(args.text('file') ?? '')
  return { file: { ...fileJson(workspace, file.id), url_private_download: `${origin}/files/${file.id}` }, comments: [] }
}

export const fileMethods = {
  'files.info': info,
  'files.getUploadURLExternal': getUploadUrl,
  'files.completeUploadExternal': completeUpload,
} satisfies Record<string, Handler>
