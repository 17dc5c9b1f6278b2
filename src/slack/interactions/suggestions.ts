import type { SlackOptionsMiddlewareArgs } from '@slack/bolt'
import { LOCALES } from '../../domain/person.js'
import { HOLIDAY_COUNTRIES } from '../../domain/public-holidays.js'
import { messagesFor } from '../../i18n/index.js'
import type { Ctx } from '../../usecases/context.js'
import { accountsNamed, recentAccounts } from '../../usecases/guess-account.js'
import { NO_CHOICE } from '../../views/modals/account.js'
import { accountChoice, accountOptions } from '../../views/modals/account-options.js'
import { countryOptions } from '../../views/modals/country-options.js'
import { type Choice, option } from '../../views/modals/inputs.js'
import { readAccountMetadata, readLogOrigin } from '../../views/modals/metadata.js'
import { zoneOptions } from '../../views/modals/zone-options.js'
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
    const matches = typed.trim() === '' ? await likely(ctx, body.view?.private_metadata) : await matching(ctx, typed)
    await ack({ options: accountOptions(matches, typed, messages) })
  } catch (err) {
    desk.log.warn({ err }, 'no accounts were offered')
    await ack({ options: [] })
  }
}

/** Offers countries whose public holidays are known, by their names in either language. */
export async function suggestCountries(
  desk: Desk,
  body: SlackOptionsMiddlewareArgs<'block_suggestion'>['body'],
  ack: SlackOptionsMiddlewareArgs<'block_suggestion'>['ack'],
): Promise<void> {
  try {
    const caller = { teamId: body.team?.id ?? body.user.team_id ?? null, userId: body.user.id }
    const { messages } = await enter(desk, caller, null)
    await ack({ options: countryOptions(HOLIDAY_COUNTRIES, body.value, messages, LOCALES.map(messagesFor)) })
  } catch (err) {
    desk.log.warn({ err }, 'no countries were offered')
    await ack({ options: [] })
  }
}

/** Offers time zones by a part of their IANA name, which holds the city. */
export async function suggestZones(
  desk: Desk,
  body: SlackOptionsMiddlewareArgs<'block_suggestion'>['body'],
  ack: SlackOptionsMiddlewareArgs<'block_suggestion'>['ack'],
): Promise<void> {
  try {
    const caller = { teamId: body.team?.id ?? body.user.team_id ?? null, userId: body.user.id }
    await enter(desk, caller, null)
    await ack({ options: zoneOptions(body.value) })
  } catch (err) {
    desk.log.warn({ err }, 'no time zones were offered')
    await ack({ options: [] })
  }
}

/** Offers accounts that are known, and no new ones; for a parent, also to have none. */
export async function suggestKnownAccounts(
  desk: Desk,
  body: SlackOptionsMiddlewareArgs<'block_suggestion'>['body'],
  ack: SlackOptionsMiddlewareArgs<'block_suggestion'>['ack'],
): Promise<void> {
  try {
    const caller = { teamId: body.team?.id ?? body.user.team_id ?? null, userId: body.user.id }
    const { ctx, messages: m } = await enter(desk, caller, null)
    const typed = body.value
    const found = typed.trim() === '' ? await recentAccounts(ctx) : await matching(ctx, typed)
    const own = readAccountMetadata(body.view?.private_metadata)?.accountId
    const choices = found.filter(({ id }) => id !== own).map((account) => accountChoice(account, m))
    const none: Choice[] = body.block_id === 'parent_account' ? [[NO_CHOICE, m.accounts.noParent]] : []
    await ack({ options: [...choices.filter((choice) => choice !== null), ...none].map(option) })
  } catch (err) {
    desk.log.warn({ err }, 'no accounts were offered')
    await ack({ options: [] })
  }
}

const matching = (ctx: Ctx, typed: string) =>
  ctx.store.read(async (tx) => (await ctx.accountNames.index(tx)).suggest(typed, SUGGESTED))

/** Before anything is typed: what the message that is captured may be about, then what the person logged last. */
async function likely(ctx: Ctx, metadata: unknown): Promise<readonly { id: string; name: string }[]> {
  const guessed = await accountsNamed(ctx, readLogOrigin(metadata).candidates)
  const recent = (await recentAccounts(ctx)).filter(({ id }) => !guessed.some((account) => account.id === id))
  return [...guessed, ...recent]
}
