import { AE_CLOCKS, type Clock } from '../domain/clock.js'
import { isByOwner } from '../domain/clock-changes.js'
import type { CsqlDetails } from '../domain/csql-details.js'
import { BATCHES, type Delivery } from '../domain/delivery.js'
import { type CsqlEvent, type EventKind, reversedEvents } from '../domain/event.js'
import { type DeliveryId, PersonId } from '../domain/ids.js'
import { asksForReason, isTold, SNOOZES_TOLD, type StepKind, type ToldStep } from '../domain/nudge-policy.js'
import type { Person } from '../domain/person.js'
import { NEGLECT_REASONS, type NeglectReason } from '../domain/reasons.js'
import { DAY_MS, type Instant } from '../domain/time.js'
import { workingDaysBetween } from '../domain/working-time.js'
import { calendarOf, type Settings } from '../domain/workspace.js'
import { localDay } from '../domain/zone-time.js'
import { type Ctx, forOneself } from './context.js'
import { isReachable, managersAbove } from './managers.js'
import type { DeliveryItem, Tx } from './ports.js'
import { detailsOf } from './read-csql.js'

export type OwnerStanding = 'announced' | 'unnamed' | 'unreached'

/** One row of a batch: a clock, and what has become of it since the batch was made. */
export interface BatchRow {
  readonly details: CsqlDetails
  readonly clock: Clock
  /** Past due, in the owner's working days; 0 while it is not a working day past due. */
  readonly overdueWorkingDays: number
  /** To a manager, only to be known: its owner's answer, or a third snooze in a row. Null for what is to be done. */
  readonly told: ToldStep | null
  /** To a manager: whether its owner was told before that this follows, is not named yet, or cannot be reached. */
  readonly owner: OwnerStanding
  /** The row says that the manager is told next. */
  readonly announces: boolean
  /** The second overdue nudge: it asks what stands in the way, until that is answered. */
  readonly asks: boolean
  /** What its owner said stands in the way, since the clock began. */
  readonly answered: NeglectReason | null
  /** Decided, reassigned, snoozed or asked back since: by what, by whom and when; null = it is still owed by whom it was asked of. */
  readonly done: { readonly kind: EventKind; readonly by: string | null; readonly at: Instant } | null
}

export interface Batch {
  readonly recipient: Person
  /** It asks what stands in the way, and somebody is above its recipient who hears what they answer. */
  readonly isManaged: boolean
  /** When the earliest of it was to be said, UTC ms; empty where nobody knows. */
  readonly meantFor: readonly Instant[]
  /** Oldest and hottest first. */
  readonly rows: readonly BatchRow[]
}

/** Reads a batch of nudges or escalations as it stands now; null when its recipient is gone. */
export async function readBatch(ctx: Ctx, delivery: Delivery): Promise<Batch | null> {
  return ctx.store.read(async (tx) => {
    const recipient = await tx.people.get(PersonId.parse(delivery.recipient))
    if (recipient === null) return null
    const settings = await tx.settings.get()
    const asked = delivery.purpose === 'escalation' ? null : recipient
    const rows: BatchRow[] = []
    const items = await tx.deliveries.items(delivery.id)
    for (const item of items) {
      const row = await rowOf(ctx, tx, settings, item, asked, delivery)
      if (row !== null) rows.push(row)
    }
    const meantFor = items.map((item) => item.meantFor).filter((at) => at !== null)
    const isManaged = rows.some(({ asks }) => asks) && (await managersAbove(tx, recipient.id)).length > 0
    return { recipient, isManaged, meantFor, rows: rows.sort(byAgeAndHeat) }
  })
}

/**
 * A batch that the actor got, whole; null where there is none of that id, or it is somebody else's.
 */
export async function readOwnBatch(ctx: Ctx, id: DeliveryId): Promise<{ delivery: Delivery; batch: Batch } | null> {
  const own = forOneself(ctx, 'batch.read')
  const delivery = await ctx.store.read((tx) => tx.deliveries.get(id))
  if (delivery === null || delivery.recipient !== own || !BATCHES.includes(delivery.purpose)) return null
  const batch = await readBatch(ctx, delivery)
  return batch === null ? null : { delivery, batch }
}

async function rowOf(
  ctx: Ctx,
  tx: Tx,
  settings: Settings,
  item: DeliveryItem,
  asked: Person | null,
  batch: Delivery,
): Promise<BatchRow | null> {
  const clock = await tx.clocks.get(item.clockId)
  const csql = clock === null ? null : await tx.csqls.get(clock.csqlId)
  if (clock === null || csql === null) return null
  const owner = clock.ownerId === null ? null : await tx.people.get(clock.ownerId)
  const calendar = calendarOf(settings, owner)
  const day = (at: Instant): string => localDay(calendar.zone, at)
  const events = await tx.events.of(csql.id)
  const dealt = dealtWith(clock, asked, events, ctx.now)
  const answer = answerOf(clock, events)
  const answered = NEGLECT_REASONS.find((reason) => reason === answer?.figures['reason']) ?? null
  const actor = dealt?.actorId == null ? null : await tx.people.get(dealt.actorId)
  return {
    details: naming(await detailsOf(tx, csql, { events }), owner),
    clock,
    overdueWorkingDays: ctx.now <= clock.dueAt ? 0 : workingDaysBetween(calendar, day(clock.dueAt), day(ctx.now)),
    told: isTold(item.step)
      ? item.step
      : asked === null && dealt !== null && batch.state !== 'sent'
        ? toldInstead(clock, events, answer, batch)
        : null,
    owner: ownerStanding(item, clock, owner),
    announces: item.announces,
    asks: answered === null && AE_CLOCKS.includes(clock.kind) && asksForReason(item.step as StepKind),
    answered,
    done: dealt === null ? null : { kind: dealt.kind, by: actor?.name ?? null, at: dealt.recordedAt },
  }
}

/** Whoever owed it is still named once it went to somebody else. */
const naming = (details: CsqlDetails, owner: Person | null): CsqlDetails =>
  owner === null ? details : { ...details, people: new Map([...details.people, [owner.id, owner]]) }

/** Of whoever can be reached a manager hears only by an escalation, which is announced to them. */
function ownerStanding({ step }: DeliveryItem, { ownerId }: Clock, owner: Person | null): OwnerStanding {
  if (ownerId === null) return 'unnamed'
  return step === 'escalate' && owner !== null && isReachable(owner) ? 'announced' : 'unreached'
}

/** What a manager hears of what was to be told as overdue and is not any more: that it was put off again or what was answered, whichever came first. */
function toldInstead(
  clock: Clock,
  events: readonly CsqlEvent[],
  answer: CsqlEvent | null,
  batch: Delivery,
): ToldStep | null {
  const third = thirdSnooze(clock, events)
  const [first] = [third, answer]
    .filter((event) => event !== null)
    .filter(({ recordedAt }) => recordedAt >= batch.createdAt)
    .toSorted((a, b) => a.seq - b.seq)
  if (first === undefined) return null
  return first === third ? 'snoozed' : 'answered'
}

/** By what its owner put it off for the third time in a row; null = they did not. */
function thirdSnooze(clock: Clock, events: readonly CsqlEvent[]): CsqlEvent | null {
  const reversed = reversedEvents(events)
  const { snoozes } = clock
  const isOwn = (event: CsqlEvent) => event.kind === 'snooze' && isByOwner(event, clock) && !reversed.has(event.id)
  const all = whileRunning(clock, events).filter(isOwn)
  return snoozes < SNOOZES_TOLD ? null : (all.slice(-snoozes)[SNOOZES_TOLD - 1] ?? null)
}

/** What was answered while the clock ran: an answer about what it followed, or what followed it, is none. */
function answerOf(clock: Clock, events: readonly CsqlEvent[]): CsqlEvent | null {
  const reversed = reversedEvents(events)
  const answers = whileRunning(clock, events).filter(({ id, kind }) => kind === 'neglect' && !reversed.has(id))
  return answers.at(-1) ?? null
}

/** What happened after what started a clock, up to what stopped it. */
function whileRunning({ startedBy, stoppedBy }: Clock, events: readonly CsqlEvent[]): readonly CsqlEvent[] {
  const began = events.findIndex(({ id }) => id === startedBy)
  const stopped = stoppedBy === null ? -1 : events.findIndex(({ id }) => id === stoppedBy)
  return events.slice(began + 1, stopped < 0 ? undefined : stopped)
}

/** The event by which a clock is no longer owed by whom it was asked of: it stopped, went to somebody else, was put off, or waits for the CSM. */
function dealtWith(clock: Clock, asked: Person | null, events: readonly CsqlEvent[], now: Instant): CsqlEvent | null {
  const last = (kind: EventKind): CsqlEvent | null => events.findLast((event) => event.kind === kind) ?? null
  if (clock.stoppedAt !== null) return events.find((event) => event.id === clock.stoppedBy) ?? events.at(-1) ?? null
  if (asked !== null && clock.ownerId !== null && clock.ownerId !== asked.id) return last('reassign')
  if (clock.snoozedUntil !== null && clock.snoozedUntil > now) return last('snooze')
  // A question to the CSM waits for its answer: until then nothing is asked of anybody.
  return clock.pausedUntil !== null && clock.pausedUntil > now ? last('ask_csm') : null
}

const HEAT_ORDER = { high: 0, medium: 1, low: 2 } as const

/** Longest due first; of those due on the same day, the hottest. */
function byAgeAndHeat(a: BatchRow, b: BatchRow): number {
  const days = Math.floor(a.clock.dueAt / DAY_MS) - Math.floor(b.clock.dueAt / DAY_MS)
  const heat = HEAT_ORDER[a.details.csql.heat] - HEAT_ORDER[b.details.csql.heat]
  return days || heat || a.clock.dueAt - b.clock.dueAt
}
