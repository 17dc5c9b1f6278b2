import type { CsqlEdit } from '../domain/attempt.js'
import type { Csql } from '../domain/csql.js'
import { BadValue, NotFound } from '../domain/errors.js'
import type { AccountId } from '../domain/ids.js'
import { requireRight } from '../domain/may.js'
import { attempt } from '../domain/transitions.js'
import type { Acted } from './act-on-csql.js'
import type { Ctx } from './context.js'
import { partnersOf } from './log-signal.js'
import { once } from './once.js'
import type { Tx } from './ports.js'
import { calendarFor, recordStep } from './record-step.js'
import { standingAccount } from './standing-account.js'

/**
 * "Yes, that is the one": moves a CSQL from the provisional account of a typed name to the account that was meant. The
 * name becomes an alias of it, so that it is known from now on. Its contract's CSM and AE come with it, as they would
 * have at once.
 *
 * @throws NotFound no such CSQL or account here
 * @throws NotAllowed the actor may not edit it
 */
export async function chooseAccount(ctx: Ctx, input: { number: number; accountId: AccountId }): Promise<Acted> {
  return once(ctx, async (tx) => {
    const csql = await tx.csqls.byNumber(input.number)
    if (csql === null) throw new NotFound({ what: 'csql', typed: String(input.number) })
    const settings = await tx.settings.get()
    requireRight('edit', ctx.actor, csql, settings, { fields: ['account'] })
    const [typed, meant] = [await tx.accounts.get(csql.accountId), await standingAccount(tx, input.accountId)]
    if (meant === null) throw new NotFound({ what: 'account', typed: input.accountId })
    if (typed === null || typed.id === meant.id) throw new BadValue({ field: 'account', rule: 'already_chosen' })
    const step = attempt(
      csql,
      ctx.actor,
      { action: 'edit', changes: { accountId: meant.id, ...(await peopleOf(tx, csql, meant.id)) } },
      {
        now: ctx.now,
        settings,
        calendar: await calendarFor(tx, settings, null),
        gates: [],
        optIn: null,
        history: [],
      },
    )
    const events = await recordStep(ctx, tx, settings, step)
    if (typed.provisional && (await tx.accounts.absorbProvisional(typed.id, meant.id))) {
      await tx.accounts.update({ ...meant, aliases: [...new Set([...meant.aliases, typed.name])] })
    }
    return {
      number: csql.number,
      version: step.after.version,
      state: step.after.state,
      eventId: events.at(-1)?.id ?? '',
    }
  })
}

/** Whoever was named stays; a hand-over has settled both. */
async function peopleOf(tx: Tx, csql: Csql, accountId: AccountId): Promise<Pick<CsqlEdit, 'csmId' | 'aeId'>> {
  if (csql.state !== 'signal') return {}
  const partners = partnersOf(await tx.accounts.contracts(accountId), csql.productId)
  const nobodyNamed = csql.csmId === csql.loggedBy && partners.csmId !== csql.aeId
  const csmId = (nobodyNamed ? partners.csmId : null) ?? csql.csmId
  const aeId = csql.aeId ?? (partners.aeId === csmId ? null : partners.aeId)
  return { ...(csmId === csql.csmId ? {} : { csmId }), ...(aeId === csql.aeId ? {} : { aeId }) }
}
