import { refusal, SlackError } from '../slack-error.js'
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
  const files = (args.objects('files', 'invalid_arguments') ?? []).map((given) => {
    const file = workspace.files.get(String(given['id'] ?? ''))
    if (file.bytes === undefined) throw new SlackError('file_not_found')
    return { file, title: given['title'] }
  })
  const channel = args.text('channel_id')
  const to = channel === undefined || channel === '' ? undefined : place(workspace, channel)
  for (const { file, title } of files) {
    file.complete = true
    if (typeof title === 'string') file.title = title
  }
  if (to !== undefined) {
    const { bot } = workspace.config
    const thread = args.text('thread_ts')
    workspace.messages.add({
      channel: to.id,
      user: bot.user_id,
      bot_id: bot.bot_id,
      text: args.text('initial_comment') ?? '',
      files: files.map(({ file }) => file.id),
      ...(thread === undefined ? {} : { thread_ts: thread }),
    })
  }
  return { files: files.map(({ file }) => fileJson(workspace, file.id)) }
}

export const fileMethods = {
  'files.getUploadURLExternal': getUploadUrl,
  'files.completeUploadExternal': completeUpload,
} satisfies Record<string, Handler>
