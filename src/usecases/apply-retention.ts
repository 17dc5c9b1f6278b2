import { addMonths } from '../domain/days.js'
import type { ContactId } from '../domain/ids.js'
import { DAY_MS, HOUR, type Instant } from '../domain/time.js'
import type { Settings } from '../domain/workspace.js'
import { localDay, startOfDay } from '../domain/zone-time.js'
import { ask, type Ctx } from './context.js'
import type { TextsPlace } from './ports.js'

/** Rows that one commit looks at: it is over within a few milliseconds. */
const AT_ONCE = 100

/** A sweep under way: what it has still to go through, and what it has taken out. */
export type Sweep =
  | { readonly phase: 'texts'; readonly after: TextsPlace | null; readonly counts: SweepCounts }
  | { readonly phase: 'contacts'; readonly after: ContactId | null; readonly counts: SweepCounts }
  | { readonly phase: 'people'; readonly counts: SweepCounts }
interface SweepCounts {
  readonly texts: number
  readonly contacts: number
  readonly people: number
}

/** Closed before this, what a CSQL says is kept no longer; null = it is kept for good. */
function keptSince({ zone, retention: { closedMonths } }: Settings, now: Instant): Instant | null {
  return closedMonths === null ? null : startOfDay(zone, addMonths(localDay(zone, now), -closedMonths))
}

/** The night's sweep begins after the backup. */
const SWEEP_FROM = 3 * HOUR

/**
 * Claims the sweep of the night: of several processes one makes it. Null where retention is off, it is not time yet, or
 * somebody has it. A sweep that ends half-way is made up for in the next night, for it finds what it left.
 */
export async function claimSweep(ctx: Ctx): Promise<Sweep | null> {
  ask(ctx, 'data.erase', { fields: ['person', 'contact'] })
  const settings = await ctx.store.read((tx) => tx.settings.get())
  if (keptSince(settings, ctx.now) === null) return null
  const from = startOfDay(settings.zone, localDay(settings.zone, ctx.now)) + SWEEP_FROM
  const night = ctx.now >= from ? from : from - DAY_MS
  const isMade = (last: Instant | null): boolean => last !== null && last >= night && last <= ctx.now
  if (isMade(await ctx.store.read((tx) => tx.marks.get('retention')))) return null
  const claimed = await ctx.store.transaction(async (tx) => {
    if (isMade(await tx.marks.get('retention'))) return false
    await tx.marks.put('retention', ctx.now)
    return true
  })
  return claimed ? { phase: 'texts', after: null, counts: { texts: 0, contacts: 0, people: 0 } } : null
}

/**
 * One small commit of a sweep: first the texts of closed CSQLs, then contacts whose CSQLs are all closed so long, then
 * colleagues who left so long ago. No event, amount or date is touched, so that every figure stays what it was.
 *
 * @returns the sweep as it goes on; null once it is through
 */
export async function sweepOn(ctx: Ctx, sweep: Sweep): Promise<Sweep | null> {
  ask(ctx, 'data.erase', { fields: ['person', 'contact'] })
  return ctx.store.transaction(async (tx) => {
    const before = keptSince(await tx.settings.get(), ctx.now)
    if (before === null) return null
    const { counts } = sweep
    if (sweep.phase === 'texts') {
      const { taken, next } = await tx.retention.sweepTexts(before, sweep.after, AT_ONCE)
      const now = { ...counts, texts: counts.texts + taken }
      return next === null
        ? { phase: 'contacts', after: null, counts: now }
        : { phase: 'texts', after: next, counts: now }
    }
    if (sweep.phase === 'contacts') {
      const { taken, next } = await tx.retention.sweepContacts(before, sweep.after, AT_ONCE, ctx.now)
      const now = { ...counts, contacts: counts.contacts + taken }
      return next === null ? { phase: 'people', counts: now } : { phase: 'contacts', after: next, counts: now }
    }
    const people = await tx.retention.sweepPeople(before, AT_ONCE, ctx.now)
    const now = { ...counts, people: counts.people + people.length }
    if (people.length === AT_ONCE) return { phase: 'people', counts: now }
    await tx.audit.append({
      ...{ id: ctx.ids.next(), at: ctx.now, actorId: null, fromCommandLine: false },
      ...{ action: 'retention.apply', subject: tx.workspaceId, facts: { ...now, closed_before: before } },
    })
    return null
  })
}
