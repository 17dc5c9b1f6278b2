import { isoWeekOf } from '../domain/days.js'
import type { DigestFigures } from '../domain/digest.js'
import type { Day } from '../domain/time.js'
import { localDay } from '../domain/zone-time.js'
import type { Ctx } from './context.js'
import { readFigures } from './digest-figures.js'
import { weekReported } from './enqueue-digest.js'

/** The figures of any span of days, both ends included, with what is open now. Null: nothing was ever logged, or nothing happened. */
export async function readReport(ctx: Ctx, span: { from: Day; to: Day }): Promise<DigestFigures | null> {
  return ctx.store.read((tx) => readFigures(tx, span, ctx.now))
}

/** What the next digest would say if it were posted now: the week before the running one. */
export async function previewDigest(ctx: Ctx): Promise<DigestFigures | null> {
  return ctx.store.read(async (tx) => {
    const { zone } = await tx.settings.get()
    return readFigures(tx, weekReported(isoWeekOf(localDay(zone, ctx.now)).label), ctx.now)
  })
}
