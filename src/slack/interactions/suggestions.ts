import type { SlackOptionsMiddlewareArgs } from '@slack/bolt'
import { accountOptions } from '../../views/modals/account-options.js'
import { enter } from '../actor.js'
import type { Desk } from '../desk.js'

/** What the search menu shows besides the name as it was typed. */
const SUGGESTED = 20

/** Offers accounts as somebody types, and the name itself as a new one. Whoever takes no part is offered nothing. */
export async function suggestAccounts(
  desk: Desk,
  body: SlackOptionsMiddlewareArgs<'block_suggestion'>['body'],
  ack: SlackOptionsMiddlewareArgs<'block_suggestion'>['ack'],
): Promise<void> {
  const typed = body.value
  try {
    const caller = { teamId: body.team?.id ?? body.user.team_id ?? null, userId: body.user.id }
    const { ctx, messages } = await enter(desk, caller, null)
    const matches = await ctx.store.read(async (tx) => (await ctx.accountNames.index(tx)).suggest(typed, SUGGESTED))
    await ack({ options: accountOptions(matches, typed, messages) })
  } catch (err) {
    desk.log.warn({ err }, 'no accounts were offered')
    await ack({ options: [] })
  }
}
