import { type RawBuilder, sql } from 'kysely'
import { addDays } from '../../domain/days.js'
import { DIMENSIONS, type Dimension, type DimensionKey, type MetricSpan } from '../../domain/metrics.js'
import type { Month } from '../../domain/months.js'
import type { Day, Instant } from '../../domain/time.js'
import { startOfDay } from '../../domain/zone-time.js'
import { inTurn } from '../in-turn.js'
import { prepared } from '../prepared.js'
import type { Scope } from '../rows.js'

/** What a figure asks of the database: one workspace, and what bounds its rows. */
export interface Bounds extends Pick<Scope, 'workspaceId'> {
  /** [start, end) in UTC ms. */
  readonly start: Instant
  readonly end: Instant
  /** The same as days, both included. */
  readonly from: Day
  readonly to: Day
  readonly now: Instant
  /** The month of the last day, and the one a year before it. */
  readonly month: Month
  readonly yearBefore: Month
}

export type Asked = Bounds & Pick<Scope, 'db'>

export const asked = (scope: Scope, { from, to, zone, now }: MetricSpan): Asked => ({
  ...scope,
  ...{ from, to, now },
  start: startOfDay(zone, from),
  end: startOfDay(zone, addDays(to, 1)),
  month: to.slice(0, 7),
  yearBefore: `${Number(to.slice(0, 4)) - 1}${to.slice(4, 7)}`,
})

/** Rows of one kind that figures count: `f` is the CSQL's facts. A figure is such rows, and a list of them its CSQLs. */
export interface Family {
  /** `from … where …`: what is counted at all. */
  readonly rows: (bounds: Bounds) => RawBuilder<unknown>
  /** Where a row stands in each dimension. */
  readonly keys: Readonly<Record<Dimension, RawBuilder<unknown>>>
}

/** Source, product and kind are the CSQL's; the people are those at the event. */
export const keysWith = (csm: string, ae: string): Family['keys'] => ({
  source: sql`f.source`,
  product: sql`f.product_id`,
  kind: sql`f.kind`,
  csm: sql.ref(csm),
  ae: sql.ref(ae),
})

/** Rows with where they stand in the dimensions that were asked for. */
export type Placed<R> = R & Readonly<Partial<Record<Dimension, DimensionKey>>>

/** A statement with bounds, compiled once. */
function statement<R>(build: (bounds: Bounds) => RawBuilder<R>): (on: Asked) => Promise<readonly R[]> {
  const run = prepared<Bounds, R>((db, param) => {
    const bounds: Bounds = {
      ...{ workspaceId: param('workspaceId'), start: param('start'), end: param('end'), from: param('from') },
      ...{ to: param('to'), now: param('now'), month: param('month'), yearBefore: param('yearBefore') },
    }
    return { compile: () => build(bounds).compile(db) }
  })
  return ({ db, ...bounds }) => inTurn(run(db, bounds))
}

/** What is counted of a family: in all, or apart by some dimensions at once and by what else the rows are told by. */
export interface Counting {
  readonly family: Family
  readonly counts?: (bounds: Bounds) => RawBuilder<unknown>
  /** Each with the name that it has in a row. */
  readonly apart?: readonly { readonly name: string; readonly value: RawBuilder<unknown> }[]
}

/**
 * Counts a family's rows in one pass over them, whatever the dimensions: a row for each combination that there is, for
 * the program to add up. Without any, and nothing else that tells rows apart, one row.
 */
export const counted = <R>(counting: Counting) =>
  byDimensions<R>((wanted, bounds) => combinations(counting, wanted, bounds))

/** A statement for each choice of dimensions, compiled once. */
export function byDimensions<R>(
  build: (wanted: readonly Dimension[], bounds: Bounds) => RawBuilder<Placed<R>>,
): (on: Asked, by: readonly Dimension[]) => Promise<readonly Placed<R>[]> {
  const statements = new Map<string, (on: Asked) => Promise<readonly Placed<R>[]>>()
  return (on, by) => {
    const wanted = DIMENSIONS.filter((dimension) => by.includes(dimension))
    const name = wanted.join()
    const known = statements.get(name) ?? statement<Placed<R>>((bounds) => build(wanted, bounds))
    statements.set(name, known)
    return known(on)
  }
}

function combinations<R>(
  { family, counts, apart = [] }: Counting,
  by: readonly Dimension[],
  bounds: Bounds,
): RawBuilder<Placed<R>> {
  const told = [...by.map((dimension) => ({ name: dimension, value: family.keys[dimension] })), ...apart]
  const columns = told.map(({ name, value }) => sql`${value} as ${sql.ref(name)}`)
  const groups = told.length === 0 ? sql`` : sql`group by ${sql.join(told.map(({ value }) => value))}`
  return sql`
    select ${sql.join([...columns, ...(counts === undefined ? [] : [counts(bounds)])])} ${family.rows(bounds)} ${groups}`
}

/** How many rows meet a condition; 0 where there are no rows. */
export const countIf = (condition: RawBuilder<unknown>): RawBuilder<number> =>
  sql<number>`coalesce(sum(case when ${condition} then 1 else 0 end), 0)`

/** A sum too large for a number of JavaScript comes in two halves. */
const HALF = 2 ** 26
export const halves = (value: RawBuilder<unknown>, name: string): RawBuilder<unknown> => sql`
  coalesce(sum((${value}) / ${sql.lit(HALF)}), 0) as ${sql.ref(`${name}_high`)},
  coalesce(sum((${value}) % ${sql.lit(HALF)}), 0) as ${sql.ref(`${name}_low`)}`
export const whole = (high: number, low: number): bigint => BigInt(high) * BigInt(HALF) + BigInt(low)
