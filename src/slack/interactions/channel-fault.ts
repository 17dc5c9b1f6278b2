import { z } from 'zod'
import type { Entry } from '../actor.js'
import { slackCode } from '../people.js'

const Channel = z.object({
  is_archived: z.boolean().optional(),
  is_ext_shared: z.boolean().optional(),
  is_member: z.boolean().optional(),
})

/** Slack's answer is waited for so long: the form must be answered in three seconds (ms of the machine's clock). */
const PATIENCE = 1_000

/**
 * Why the digest cannot be posted to a channel, in words: it is shared with outsiders, archived, or we are not in it. Null
 * where nothing speaks against it, or Slack does not say: posting will tell.
 */
export async function channelFault({ deps, workspace, messages }: Entry, channelId: string): Promise<string | null> {
  const { troubleReasons, troubleMends } = messages.notices
  const say = (why: 'shared_channel' | 'channel_gone' | 'not_in_channel') =>
    messages.faults.at(troubleReasons[why], troubleMends[why])
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), PATIENCE)
  })
  try {
    const answer = await Promise.race([deps.clientFor(workspace.id).conversations.info({ channel: channelId }), late])
    const channel = Channel.safeParse(answer?.channel)
    if (!channel.success) return null
    if (channel.data.is_ext_shared === true) return say('shared_channel')
    if (channel.data.is_archived === true) return say('channel_gone')
    return channel.data.is_member === false ? say('not_in_channel') : null
  } catch (error) {
    // A private channel that we are not in is one that we cannot see.
    return slackCode(error) === 'channel_not_found' ? say('not_in_channel') : null
  } finally {
    clearTimeout(timer)
  }
}
