import type { Account, Contract } from '../domain/account.js'
import { standsAtAccount } from '../domain/account-rights.js'
import { actorIdOf } from '../domain/attempt.js'
import { AccountChangedMeanwhile, NotFound } from '../domain/errors.js'
import type { AccountId } from '../domain/ids.js'
import type { Who } from '../domain/rights.js'
import { type Digests, type FormValues, reconcile } from '../domain/three-way.js'
import type { Ctx } from './context.js'
import type { Tx } from './ports.js'

/** A form that is sent: what it was opened with, and what its inputs say. */
export interface SentForm<F extends string> {
  readonly opened: Digests
  readonly sent: Readonly<Partial<Record<F, string>>>
}

/** An account with its contracts, and what the actor is to it. @throws NotFound no such account here */
export async function accountAt(
  ctx: Ctx,
  tx: Tx,
  id: AccountId,
): Promise<{ readonly account: Account; readonly contracts: readonly Contract[]; readonly as: readonly Who[] }> {
  const account = await tx.accounts.get(id)
  if (account === null) throw new NotFound({ what: 'account', typed: '' })
  const contracts = await tx.accounts.contracts(id)
  return { account, contracts, as: standsAtAccount(ctx.actor, contracts) }
}

/**
 * What stands after a form, with what somebody else changed meanwhile left as it is.
 *
 * @throws AccountChangedMeanwhile both changed the same field, and not to the same
 */
export async function together<F extends string>(
  tx: Tx,
  subject: string,
  form: SentForm<F>,
  now: FormValues<F>,
): Promise<FormValues<F>> {
  const { values, conflicts } = reconcile(form.opened, form.sent, now)
  if (conflicts.length === 0) return values
  const [last] = (await tx.audit.of(subject, { limit: 1, offset: 0 })).rows
  const actor = last?.actorId == null ? null : await tx.people.get(last.actorId)
  throw new AccountChangedMeanwhile({ fields: conflicts, actorName: actor?.name ?? null, at: last?.at ?? null })
}

/** Fields whose values are codes, ids of our own or figures: they stand in the history, where names and texts do not. */
const TOLD: readonly string[] = ['phase', 'outcome', 'csm', 'ae', 'amount', 'renewal_on', 'channel', 'opt_in']

/**
 * Writes down who changed which fields, and from what to what where that is no name and no text (`before>after`).
 * Nothing is written where nothing changed.
 */
export async function recordChange<F extends string>(
  ctx: Ctx,
  tx: Tx,
  subject: string,
  action: string,
  of: {
    readonly before: FormValues<F> | null
    readonly after: FormValues<F>
    readonly about?: Readonly<Record<string, string>>
  },
): Promise<void> {
  const changed = (Object.keys(of.after) as F[]).filter((field) => (of.before?.[field] ?? '') !== of.after[field])
  if (changed.length === 0) return
  const facts = changed.map((field) => [
    field,
    TOLD.includes(field) ? `${of.before?.[field] ?? ''}>${of.after[field]}` : 'changed',
  ])
  await record(ctx, tx, subject, action, { ...of.about, ...Object.fromEntries(facts) })
}

export async function record(
  ctx: Ctx,
  tx: Tx,
  subject: string,
  action: string,
  facts: Readonly<Record<string, string | number>>,
): Promise<void> {
  await tx.audit.append({
    ...{ id: ctx.ids.next(), at: ctx.now, actorId: actorIdOf(ctx.actor), fromCommandLine: false },
    ...{ action, subject, facts },
  })
}
