import type { AckFn, RespondArguments, RespondFn, SlashCommand } from '@slack/bolt'
import type { Message } from '../views/message.js'
import type { EdgeLog } from './bolt-logger.js'
import type { Respond } from './openings.js'
import type { Request, Ways } from './ways.js'

/** Slack takes an answer to a response_url within moments, or not at all (ms of the machine's clock). */
const RESPOND_TIMEOUT = 10_000

/** A command's answer stands in its acknowledgement. */
export function commandWays(
  { log }: { readonly log: EdgeLog },
  ack: AckFn<string | RespondArguments>,
  respond: RespondFn,
): Ways {
  return {
    carriesWords: true,
    ack: (answer) => (answer === null ? ack() : ack(ephemeral(answer))),
    respond: respondBy(log, respond),
  }
}

export function requestOfCommand({ team_id, user_id, trigger_id, text }: SlashCommand): Request {
  return {
    caller: { teamId: team_id ?? null, userId: user_id },
    key: trigger_id === undefined ? null : `command:${trigger_id}`,
    typed: text,
    counts: true,
  }
}

/** Sends by a response_url, in time or not at all; a failure is logged, for nobody is left to be told. */
export function respondBy(log: EdgeLog, respond: RespondFn): Respond {
  return async (answer, { replace = false } = {}) => {
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error('no answer in time')), RESPOND_TIMEOUT)
    })
    try {
      const answered = await Promise.race([respond({ ...ephemeral(answer), replace_original: replace }), late])
      if (!answered.ok) log.warn({ status: answered.status }, 'Slack did not take an answer')
    } catch (err) {
      log.warn({ err }, 'an answer did not reach Slack')
    } finally {
      clearTimeout(timer)
    }
  }
}

const ephemeral = ({ text, blocks }: Message): RespondArguments => ({
  ...{ response_type: 'ephemeral', text, blocks },
  // What somebody pasted is quoted, and nothing of it is fetched.
  ...{ unfurl_links: false, unfurl_media: false },
})
