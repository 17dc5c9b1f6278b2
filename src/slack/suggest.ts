import type { SlackOptionsMiddlewareArgs } from '@slack/bolt'
import { type Entry, enter } from './actor.js'
import type { Desk } from './desk.js'

type Asked = SlackOptionsMiddlewareArgs<'block_suggestion'>
type Options = NonNullable<Extract<Parameters<Asked['ack']>[0], { options?: unknown }>['options']>

/** Answers what somebody has typed into a search menu. */
export type Suggest = (desk: Desk, body: Asked['body'], ack: Asked['ack']) => Promise<void>

/**
 * Offers options as somebody types. Whoever takes no part, or may not, is offered nothing, and so is everybody while
 * something fails: a menu has no place to say why.
 *
 * @param what is offered, for the log
 */
export const suggesting =
  (what: string, find: (entry: Entry, body: Asked['body']) => Promise<Options> | Options): Suggest =>
  async (desk, body, ack) => {
    try {
      const caller = { teamId: body.team?.id ?? body.user.team_id ?? null, userId: body.user.id }
      await ack({ options: await find(await enter(desk, caller, null), body) })
    } catch (err) {
      desk.log.warn({ err }, `no ${what} were offered`)
      await ack({ options: [] })
    }
  }
