import { standsInFor } from '../domain/delegation.js'
import { DeliveryId, PersonId } from '../domain/ids.js'
import { leaveKey } from '../domain/leave.js'
import type { Leave, Person } from '../domain/person.js'
import type { Day, Instant } from '../domain/time.js'
import { nextWorkingMoment } from '../domain/working-calendar.js'
import { calendarOf, type Settings } from '../domain/workspace.js'
import { localDay, startOfDay } from '../domain/zone-time.js'
import type { Ctx } from './context.js'
import { isReachable } from './managers.js'
import type { Tx } from './ports.js'

/**
 * The messages about a leave. Their subject is whose leave it is; the occasion says which message of which leave.
 *
 * asked    a colleague is asked to stand in, ahead of it
 * begun    it has begun: the delegate is shown what waits
 * entered  to the person themselves: a colleague entered it
 */
export type LeaveOccasion =
  | { readonly kind: 'asked' | 'begun'; readonly from: Day; readonly to: Day }
  | { readonly kind: 'entered'; readonly from: Day; readonly to: Day; readonly by: PersonId }

const OCCASION = /^(asked|begun|entered) (\d{4}-\d{2}-\d{2})\.\.(\d{4}-\d{2}-\d{2})(?: (\S+))?$/

const writeOccasion = (of: LeaveOccasion): string =>
  `${of.kind} ${leaveKey(of)}${of.kind === 'entered' ? ` ${of.by}` : ''}`

/** Null for what this program did not write. */
export function readOccasion(text: string): LeaveOccasion | null {
  const [, kind, from = '', to = '', by] = OCCASION.exec(text) ?? []
  if (kind === 'asked' || kind === 'begun') return { kind, from, to }
  return kind === 'entered' && by !== undefined ? { kind, from, to, by: PersonId.parse(by) } : null
}

/**
 * After somebody's leave changed: whoever is newly named is asked, at once in their working time, and shown what waits once
 * the leave has begun; whoever was named before sees their messages brought up to date; and where a colleague entered it,
 * the person is told.
 */
export async function enqueueLeaveNotices(
  ctx: Ctx,
  tx: Tx,
  settings: Settings,
  before: Person,
  after: Person,
  by: PersonId,
): Promise<void> {
  const same = (a: Leave, b: Leave) => leaveKey(a) === leaveKey(b) && a.delegateId === b.delegateId
  const added = after.leave.filter((leave) => !before.leave.some((held) => same(held, leave)))
  const gone = before.leave.filter((leave) => !after.leave.some((held) => same(held, leave)))
  for (const leave of added.filter(({ to }) => to >= localDay(after.zone, ctx.now))) {
    await askDelegate(ctx, tx, settings, after, leave)
    if (by !== after.id && isReachable(after)) {
      const at = nextWorkingMoment(calendarOf(settings, after), ctx.now)
      const occasion = { kind: 'entered', from: leave.from, to: leave.to, by } as const
      await tell(ctx, tx, { about: after.id, to: after.id, occasion, notBefore: at })
    }
  }
  for (const delegateId of new Set(gone.flatMap((leave) => leave.delegateId ?? [])))
    await bringUpToDate(ctx, tx, delegateId)
}

async function askDelegate(ctx: Ctx, tx: Tx, settings: Settings, person: Person, leave: Leave): Promise<void> {
  const deputy = leave.delegateId === null ? null : await tx.people.get(leave.delegateId)
  if (deputy === null || !isReachable(deputy)) return
  const calendar = calendarOf(settings, deputy)
  const [asked, begun] = [ctx.now, Math.max(ctx.now, startOfDay(person.zone, leave.from))].map((at) =>
    nextWorkingMoment(calendar, at),
  ) as [Instant, Instant]
  const { from, to } = leave
  const told = { about: person.id, to: deputy.id }
  if (asked < begun) await tell(ctx, tx, { ...told, occasion: { kind: 'asked', from, to }, notBefore: asked })
  if (!standsInFor(deputy, person, begun)) return
  await tell(ctx, tx, { ...told, occasion: { kind: 'begun', from, to }, notBefore: begun })
}

/** What a delegate was told and asked, after it is no longer so. */
async function bringUpToDate(ctx: Ctx, tx: Tx, delegateId: PersonId): Promise<void> {
  const sent = await tx.deliveries.list({ recipient: delegateId, state: 'sent', limit: 100 })
  for (const { id, recipientKind, recipient } of sent.filter(
    ({ purpose }) => purpose === 'leave' || purpose === 'delegated',
  )) {
    await tx.deliveries.enqueueEdit({
      ...{ id: DeliveryId.parse(ctx.ids.next()), recipientKind, recipient, purpose: 'edit' as const, subject: id },
      ...{ occasion: ctx.ids.next(), notBefore: ctx.now, createdAt: ctx.now },
    })
  }
}

async function tell(
  ctx: Ctx,
  tx: Tx,
  of: { about: PersonId; to: PersonId; occasion: LeaveOccasion; notBefore: Instant },
): Promise<void> {
  await tx.deliveries.enqueue({
    id: DeliveryId.parse(ctx.ids.next()),
    recipientKind: 'person',
    recipient: of.to,
    purpose: 'leave',
    subject: of.about,
    occasion: writeOccasion(of.occasion),
    notBefore: of.notBefore,
    createdAt: ctx.now,
  })
}
