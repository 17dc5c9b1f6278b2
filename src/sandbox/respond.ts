import type { Answer } from './answer.js'
import { contentOf } from './api/content.js'
import { Arguments } from './arguments.js'
import type { Json } from './json.js'
import type { Message } from './messages.js'
import type { ResponseTarget } from './response-urls.js'
import { SlackError } from './slack-error.js'
import type { Workspace } from './workspace.js'

const TEXT = 40_000

const refused = (status: number, error: string, extra: Json = {}): Answer => ({
  status,
  headers: {},
  body: { ok: false, error, ...extra },
})

/** A post to a response_url: 404 once it is used up or too old, 400 where Slack would not take the message. */
export function answerToResponseUrl(workspace: Workspace, key: string, body: Json): Answer {
  const target = workspace.responseUrls.use(key)
  if (typeof target === 'string') return refused(404, target)
  try {
    const args = new Arguments(body)
    const original = target.message === undefined ? undefined : workspace.messages.find(target.message)
    if (args.flag('delete_original')) {
      if (original !== undefined) workspace.messages.remove(original)
      return { status: 200, headers: {}, body: { ok: true } }
    }
    const { channel, ts } = say(workspace, target, args, args.flag('replace_original') ? original : undefined)
    return { status: 200, headers: {}, body: { ok: true }, wrote: { channel, ts } }
  } catch (error) {
    if (!(error instanceof SlackError)) throw error
    return refused(400, error.code, error.extra)
  }
}

/** What an app said through a response_url or an ack: ephemeral unless it asks for the whole channel. */
export function say(workspace: Workspace, target: ResponseTarget, args: Arguments, replaced?: Message): Message {
  const content = contentOf(workspace, args, TEXT)
  if (replaced !== undefined) {
    workspace.messages.edit(replaced, { text: '', blocks: [], attachments: [], ...content })
    return replaced
  }
  const { bot } = workspace.config
  const thread = args.text('thread_ts') ?? target.thread_ts
  return workspace.messages.add({
    channel: target.channel,
    user: bot.user_id,
    bot_id: bot.bot_id,
    ...(args.text('response_type') === 'in_channel' ? {} : { ephemeralTo: target.user }),
    ...(thread === undefined ? {} : { thread_ts: thread }),
    ...content,
  })
}
