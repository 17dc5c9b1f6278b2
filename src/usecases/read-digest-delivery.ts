import { soFar } from '../domain/running-week.js'
import { HOUR, type Instant } from '../domain/time.js'
import type { WeeklyDigest } from '../domain/weekly-digest.js'
import { nextWorkingMoment } from '../domain/working-calendar.js'
import { calendarOf } from '../domain/workspace.js'
import { localDay } from '../domain/zone-time.js'
import type { Ctx } from './context.js'
import { comingDigest, digestSlot, weekReported } from './digest-slots.js'
import type { Tx } from './ports.js'
import type { DeliveryReader } from './read-delivery.js'
import { weeklyDigest } from './read-weekly-digest.js'

/** So much later than it was to be there, a digest says so. */
const LATE = HOUR

export interface DigestTold {
  readonly digest: WeeklyDigest
  /** When it was to be there; null = it is in time. */
  readonly lateFor: Instant | null
}

/** What the digest of an ISO week's slot says to its reader; null = nothing. */
export async function readDigestTold(ctx: Ctx, week: string, reader: DeliveryReader): Promise<DigestTold | null> {
  const { settings, person } = reader
  const slot = digestSlot(settings, week)
  const due = person === null ? slot : nextWorkingMoment(calendarOf(settings, person), slot)
  const digest = await ctx.store.read(async (tx) =>
    weeklyDigest(tx, weekReported(week), await madeBefore(tx, week), ctx.now),
  )
  return digest === null ? null : { digest, lateFor: ctx.now > due + LATE ? due : null }
}

export interface DigestPreview {
  readonly digest: WeeklyDigest
  /** The week is not over. */
  readonly isRunning: boolean
}

/** What the next digest would say if it were posted now: of a week that is over and was not told of yet, else of the running one. */
export async function readDigestPreview(ctx: Ctx): Promise<DigestPreview | null> {
  return ctx.store.read(async (tx) => {
    const week = await comingDigest(tx, ctx.now)
    const reported = weekReported(week)
    const digest = await weeklyDigest(tx, reported, await madeBefore(tx, week), ctx.now)
    const { zone } = await tx.settings.get()
    const isRunning = localDay(zone, ctx.now) <= reported.to
    return digest === null ? null : { digest: isRunning ? soFar(digest) : digest, isRunning }
  })
}

/** When the digest before that of a week was read for its post; null where there was none. */
async function madeBefore(tx: Tx, week: string): Promise<Instant | null> {
  const before = await tx.deliveries.lastSent({ purpose: 'digest', subject: tx.workspaceId, before: week })
  return before?.triedAt ?? null
}
