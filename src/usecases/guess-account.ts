import { AccountId } from '../domain/ids.js'
import type { AccountNamed } from './account-names.js'
import { ask, type Ctx } from './context.js'

/** What a conversation seems to be about. */
export interface AccountGuess {
  /** The one account that the channel is named after, else the one that the text speaks of; null where it is not one. */
  readonly only: AccountNamed | null
  /** All that may be meant, the likeliest first: to choose from. */
  readonly candidates: readonly AccountNamed[]
}

const MOST = 5
/** Signals among which the last accounts are looked for. */
const LOOKED_AT = 20

/** Guesses the account from where something was said and what was said. Nothing is taken for sure: it is offered. */
export async function guessAccount(ctx: Ctx, said: { channelName: string; text: string }): Promise<AccountGuess> {
  ask(ctx, 'account.read')
  return ctx.store.read(async (tx) => {
    const names = await ctx.accountNames.index(tx)
    const byChannel = names.mentionedIn(said.channelName, MOST)
    const byText = names.mentionedIn(said.text, MOST)
    const likeliest = byChannel.length > 0 ? byChannel : byText
    const candidates = [...new Map([...byChannel, ...byText].map((account) => [account.id, account])).values()]
    return { only: likeliest.length === 1 ? (likeliest[0] ?? null) : null, candidates: candidates.slice(0, MOST) }
  })
}

/** The accounts that somebody logged for last: what they may mean before they have typed anything. */
export async function recentAccounts(ctx: Ctx): Promise<readonly { id: string; name: string }[]> {
  ask(ctx, 'account.read')
  const { actor } = ctx
  if (actor.kind !== 'person') return []
  return ctx.store.read(async (tx) => {
    const last = await tx.csqls.lastLoggedBy(actor.id, LOOKED_AT)
    const ids = [...new Set(last.map(({ accountId }) => accountId))].slice(0, MOST)
    const accounts = await Promise.all(ids.map((id) => tx.accounts.get(id)))
    return accounts.filter((account) => account !== null).map(({ id, name }) => ({ id, name }))
  })
}

/** The accounts of these ids that there are, in that order: the ids are hints. */
export async function accountsNamed(
  ctx: Ctx,
  ids: readonly string[],
): Promise<readonly { id: string; name: string }[]> {
  ask(ctx, 'account.read')
  return ctx.store.read(async (tx) => {
    const accounts = await Promise.all(ids.map((id) => tx.accounts.get(AccountId.parse(id))))
    return accounts.filter((account) => account !== null).map(({ id, name }) => ({ id, name }))
  })
}
