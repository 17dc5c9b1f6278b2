import type { CsqlDetails } from '../domain/csql-details.js'
import { type DayRange, firstOfMonth, lastOfMonth } from '../domain/days.js'
import { readCellKey, TARGET_PARTS, targetKey } from '../domain/figure-keys.js'
import { fiscalQuarterOf, type PeriodUnit, periodBeforeSoFar } from '../domain/fiscal.js'
import type { CohortMonth, FigurePart, Figures, MetricSpan, Metrics } from '../domain/metrics.js'
import { type FigureOf, type Names, namesOverdue, personOf, type Slice } from '../domain/report.js'
import type { TargetProgress } from '../domain/target.js'
import type { Day } from '../domain/time.js'
import { localDay } from '../domain/zone-time.js'
import { ask, type Ctx } from './context.js'
import type { Only, Tx } from './ports.js'
import { cohortsOf, monthsOf } from './read-cohorts.js'
import { detailsOf } from './read-csql.js'
import { readMetrics } from './read-metrics.js'
import { countedFor, readTargetProgress } from './read-targets.js'
import { seenBy } from './set-target.js'

export interface FigureBehind {
  readonly rows: readonly CsqlDetails[]
  /** How many there are in all: the figure, as it stands now. */
  readonly total: number
  /** The target, where it is what a target counts. */
  readonly target: TargetProgress | null
  readonly names: Names
}

/**
 * A page of the CSQLs behind a number of a report. `currency` null = the workspace's. Null for a target or a stage that
 * there is not, or that is not for who asks.
 *
 * @throws NotAllowed
 */
export async function readFigure(
  ctx: Ctx,
  of: DayRange & { readonly part: FigurePart; readonly slice: FigureOf | null; readonly currency: string | null },
  page: { readonly limit: number; readonly offset: number },
): Promise<FigureBehind | null> {
  const shown = namesOverdue(of.part, of.slice) ? 'overdue_of_person' : 'figures'
  ask(ctx, 'report.read', { owner: personOf(of.slice), fields: [shown] })
  return ctx.store.read(async (tx) => {
    const span = await spanOf(tx, of, ctx.now)
    const { part, slice } = of
    const target = slice?.by === 'target' ? await targetOf(ctx, tx, { part, key: slice.key, to: of.to }) : null
    const only = target === null ? onlyOf(slice) : countedFor(target.target, await tx.people.all())
    if (only === undefined) return null
    const { ids, total } = await tx.metrics.behind({ span, part, only, currency: of.currency ?? span.currency }, page)
    const rows: CsqlDetails[] = []
    for (const id of ids) {
      const csql = await tx.csqls.get(id)
      if (csql !== null) rows.push(await detailsOf(tx, csql))
    }
    return { rows, total, target, names: await readNames(tx) }
  })
}

/** Undefined for what there is not. */
function onlyOf(slice: FigureOf | null): Only | null | undefined {
  if (slice === null) return null
  if (slice.by === 'target') return undefined
  if (slice.by !== 'cell') return slice
  const cell = readCellKey(slice.key)
  return cell === null ? undefined : { by: 'cell', ...cell }
}

/** The target that the key names, of the quarter that a day is in: nothing of its people but what it counts. */
async function targetOf(
  ctx: Ctx,
  tx: Tx,
  { part, key, to }: { readonly part: FigurePart; readonly key: string; readonly to: Day },
): Promise<TargetProgress | null> {
  const { fiscalStart } = await tx.settings.get()
  const { progress } = seenBy(ctx.actor, await readTargetProgress(tx, fiscalQuarterOf(to, fiscalStart), ctx.now))
  return progress.find(({ target }) => targetKey(target) === key && TARGET_PARTS[target.metric] === part) ?? null
}

export interface Compared {
  readonly span: DayRange
  readonly metrics: Metrics
}

export interface SliceReport {
  readonly span: MetricSpan
  readonly slice: Slice | null
  readonly figures: Figures
  /** Of the stretch before, as far as this one has run; null where the key has none in it. */
  readonly compared: Compared | null
  /** Where the days are those of a month, and of nothing alone: what its CSQLs came to within so many days. */
  readonly cohort: CohortMonth | null
  readonly names: Names
}

/** Every figure of one key of a dimension, or of all. Null where the key has none in these days. */
export async function readSlice(
  ctx: Ctx,
  { unit, ...days }: DayRange & { readonly unit: PeriodUnit | null },
  slice: Slice | null,
): Promise<SliceReport | null> {
  ask(ctx, 'report.read', { fields: ['figures'] })
  return ctx.store.read(async (tx) => {
    const figures = await figuresOf(tx, days, slice, ctx.now)
    if (figures === null) return null
    const span = await spanOf(tx, days, ctx.now)
    const before = periodBeforeSoFar(days, unit, localDay(span.zone, ctx.now))
    const earlier = await figuresOf(tx, before, slice, ctx.now)
    const compared = earlier === null ? null : { span: before, metrics: earlier.metrics }
    const [cohort = null] = slice === null && isMonth(days) ? await cohortsOf(tx, monthsOf(days), span) : []
    return { span, slice, figures, compared, cohort, names: await readNames(tx) }
  })
}

const isMonth = ({ from, to }: DayRange): boolean => from === firstOfMonth(from) && to === lastOfMonth(from)

async function figuresOf(tx: Tx, { from, to }: DayRange, slice: Slice | null, now: number): Promise<Figures | null> {
  if (slice === null) return readMetrics(tx, { from, to }, now)
  const { by, key } = slice
  return (await readMetrics(tx, { from, to }, now, [by])).by[by]?.find((row) => row.key === key) ?? null
}

async function spanOf(tx: Tx, { from, to }: DayRange, now: number): Promise<MetricSpan> {
  const { zone, currency } = await tx.settings.get()
  return { from, to, zone, currency, now }
}

/** What products and people are called. */
export async function readNames(tx: Tx): Promise<Names> {
  return {
    products: new Map((await tx.products.all()).map((product) => [product.id, product])),
    people: new Map((await tx.people.all()).map((person) => [person.id, person])),
  }
}
