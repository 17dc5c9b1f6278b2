import { CLOCK_KINDS } from '../domain/clock.js'
import type { PersonId } from '../domain/ids.js'
import { LOOSE_SPAN, type LooseClock, looseClocks } from '../domain/loose-batches.js'
import { DAY_MS } from '../domain/time.js'
import { calendarOf } from '../domain/workspace.js'
import type { Ctx } from './context.js'
import { enqueueNotice } from './enqueue-notices.js'
import { isReachable, managersOf } from './managers.js'
import type { Tx } from './ports.js'

/** A look a week is enough (ms). */
const LOOKED_EACH = 7 * DAY_MS

/**
 * Tells the admins of the clocks whose reminders people never act on, with the setting to change: each clock at most
 * once in four weeks.
 *
 * @returns how many messages were queued
 */
export async function reportLooseBatches(ctx: Ctx): Promise<number> {
  const last = await ctx.store.read((tx) => tx.marks.get('loose_batches'))
  if (last !== null && ctx.now - last < LOOKED_EACH && last <= ctx.now) return 0
  const queued = await ctx.store.transaction((tx) => report(ctx, tx))
  if (queued > 0) ctx.committed()
  return queued
}

async function report(ctx: Ctx, tx: Tx): Promise<number> {
  await tx.marks.put('loose_batches', ctx.now)
  const settings = await tx.settings.get()
  const rows = await tx.figures.nudged(ctx.now - LOOSE_SPAN, ctx.now)
  const people = new Map(
    (await tx.people.many([...new Set(rows.map(({ owner }) => owner))])).map((one) => [one.id, one]),
  )
  const calendar = (owner: PersonId) => calendarOf(settings, people.get(owner) ?? null)
  const loose = looseClocks(rows, calendar, ctx.now, settings.looseBatches)
  const admins = (await tx.people.admins()).filter(isReachable)
  let queued = 0
  for (const clock of loose) {
    for (const admin of admins.length > 0 ? admins : await managersOf(tx, null)) {
      const told = await tx.deliveries.newest({ recipient: admin.id, purpose: 'loose', subject: clock.kind })
      if (told !== null && ctx.now - told.createdAt < LOOSE_SPAN) continue
      await enqueueNotice(ctx, tx, settings, admin, 'loose', clock.kind, writeFound(clock, ctx.now))
      queued += 1
    }
  }
  return queued
}

/** What was found stands in the occasion, so that the message says what was true when it was due. */
const writeFound = ({ rows, acted }: LooseClock, at: number): string => `${at}:${rows}:${acted}`

/** What a message about a loose clock is about; null for what this program did not write. */
export function readFound({ subject, occasion }: { subject: string; occasion: string }): LooseClock | null {
  const kind = CLOCK_KINDS.find((one) => one === subject)
  const [, rows, acted] = /^\d+:(\d+):(\d+)$/.exec(occasion) ?? []
  return kind === undefined || rows === undefined ? null : { kind, rows: Number(rows), acted: Number(acted) }
}
