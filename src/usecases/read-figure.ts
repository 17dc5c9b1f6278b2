import type { CsqlDetails } from '../domain/csql-details.js'
import { type DayRange, firstOfMonth, lastOfMonth } from '../domain/days.js'
import { periodBefore } from '../domain/fiscal.js'
import type { CohortMonth, FigurePart, Figures, MetricSpan, Metrics } from '../domain/metrics.js'
import { type Names, namesOverdue, personOf, type Slice } from '../domain/report.js'
import { ask, type Ctx } from './context.js'
import type { Tx } from './ports.js'
import { cohortsOf } from './read-cohorts.js'
import { detailsOf } from './read-csql.js'
import { readMetrics } from './read-metrics.js'

export interface FigureBehind {
  readonly rows: readonly CsqlDetails[]
  /** How many there are in all: the figure, as it stands now. */
  readonly total: number
  readonly names: Names
}

/** A page of the CSQLs behind a number of a report. `currency` null = the workspace's. @throws NotAllowed */
export async function readFigure(
  ctx: Ctx,
  of: DayRange & { readonly part: FigurePart; readonly slice: Slice | null; readonly currency: string | null },
  page: { readonly limit: number; readonly offset: number },
): Promise<FigureBehind> {
  const shown = namesOverdue(of.part, of.slice) ? 'overdue_of_person' : 'figures'
  ask(ctx, 'report.read', { owner: personOf(of.slice), fields: [shown] })
  return ctx.store.read(async (tx) => {
    const span = await spanOf(tx, of, ctx.now)
    const { part, slice } = of
    const { ids, total } = await tx.metrics.behind(
      { span, part, only: slice, currency: of.currency ?? span.currency },
      page,
    )
    const rows: CsqlDetails[] = []
    for (const id of ids) {
      const csql = await tx.csqls.get(id)
      if (csql !== null) rows.push(await detailsOf(tx, csql))
    }
    return { rows, total, names: await readNames(tx) }
  })
}

export interface SliceReport {
  readonly span: MetricSpan
  readonly slice: Slice | null
  readonly figures: Figures
  /** Of the stretch before, of the same length. */
  readonly compared: Metrics | null
  /** Where the days are those of a month, and of nothing alone: what its CSQLs came to within so many days. */
  readonly cohort: CohortMonth | null
  readonly names: Names
}

/** Every figure of one key of a dimension, or of all. Null where the key has none in these days. */
export async function readSlice(ctx: Ctx, days: DayRange, slice: Slice | null): Promise<SliceReport | null> {
  ask(ctx, 'report.read', { fields: ['figures'] })
  return ctx.store.read(async (tx) => {
    const figures = await figuresOf(tx, days, slice, ctx.now)
    if (figures === null) return null
    const before = await figuresOf(tx, periodBefore(days, null), slice, ctx.now)
    const span = await spanOf(tx, days, ctx.now)
    const [cohort = null] = slice === null && isMonth(days) ? await cohortsOf(tx, span) : []
    return { span, slice, figures, compared: before?.metrics ?? null, cohort, names: await readNames(tx) }
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
