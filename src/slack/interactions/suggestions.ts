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
import { suggesting } from '../suggest.js'

/** What the search menu shows besides the name as it was typed. */
const SUGGESTED = 20

/** Offers accounts as somebody types, and the name itself as a new one. */
export const suggestAccounts = suggesting('accounts', async ({ ctx, messages }, { value: typed, view }) => {
  const matches = typed.trim() === '' ? await likely(ctx, view?.private_metadata) : await matching(ctx, typed)
  return accountOptions(matches, typed, messages)
})

/** Offers countries whose public holidays are known, by their names in either language. */
export const suggestCountries = suggesting('countries', ({ messages }, { value }) =>
  countryOptions(HOLIDAY_COUNTRIES, value, messages, LOCALES.map(messagesFor)),
)

/** Offers time zones by a part of their IANA name, which holds the city. */
export const suggestZones = suggesting('time zones', (_entry, { value }) => zoneOptions(value))

/** Offers accounts that are known, and no new ones; for a parent, also to have none. */
export const suggestKnownAccounts = suggesting('accounts', async ({ ctx, messages: m }, body) => {
  const typed = body.value
  const found = typed.trim() === '' ? await recentAccounts(ctx) : await matching(ctx, typed)
  const own = readAccountMetadata(body.view?.private_metadata)?.accountId
  const choices = found.filter(({ id }) => id !== own).map((account) => accountChoice(account, m))
  const none: Choice[] = body.block_id === 'parent_account' ? [[NO_CHOICE, m.accounts.noParent]] : []
  return [...choices.filter((choice) => choice !== null), ...none].map(option)
})

const matching = (ctx: Ctx, typed: string) =>
  ctx.store.read(async (tx) => (await ctx.accountNames.index(tx)).suggest(typed, SUGGESTED))

/** Before anything is typed: what the message that is captured may be about, then what the person logged last. */
async function likely(ctx: Ctx, metadata: unknown): Promise<readonly { id: string; name: string }[]> {
  const guessed = await accountsNamed(ctx, readLogOrigin(metadata).candidates)
  const recent = (await recentAccounts(ctx)).filter(({ id }) => !guessed.some((account) => account.id === id))
  return [...guessed, ...recent]
}
