import { setImmediate as nextTurn } from 'node:timers/promises'
import { type RawBuilder, sql } from 'kysely'
import { addDays } from '../../domain/days.js'
import type { Dimension, DimensionKey, MetricSpan } from '../../domain/metrics.js'
import type { Instant } from '../../domain/time.js'
import { startOfDay } from '../../domain/zone-time.js'
import type { Scope } from '../rows.js'

/** What a figure asks of the database: one workspace, and a span of days with the instants that bound it. */
export interface Asked extends Scope {
  readonly span: MetricSpan
  /** [start, end) in UTC ms. */
  readonly start: Instant
  readonly end: Instant
}

export const asked = (scope: Scope, span: MetricSpan): Asked => ({
  ...scope,
  span,
  start: startOfDay(span.zone, span.from),
  end: startOfDay(span.zone, addDays(span.to, 1)),
})

/** Rows of one kind that figures count: `f` is the CSQL's facts. A figure is such rows, and a list of them its CSQLs. */
export interface Family {
  /** `from … where …`: what is counted at all. */
  readonly rows: (asked: Asked) => RawBuilder<unknown>
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

export type Keyed<R> = R & { readonly key: DimensionKey }

/** Runs one statement, and then lets whatever else waits have its turn: a report asks some dozens of them. */
export async function rowsOf<R>(query: RawBuilder<R>, { db }: Pick<Scope, 'db'>): Promise<readonly R[]> {
  const { rows } = await query.execute(db)
  await nextTurn()
  return rows
}

/** Counts a family's rows, in all (`by` null) or for each key of a dimension. */
export async function counted<R extends object>(
  family: Family,
  on: Asked,
  by: Dimension | null,
  columns: RawBuilder<unknown>,
  also: RawBuilder<unknown> | null = null,
): Promise<readonly Keyed<R>[]> {
  const key = by === null ? sql`null` : family.keys[by]
  const groups = by === null ? also : also === null ? key : sql`${key}, ${also}`
  const query = sql<Keyed<R>>`
    select ${key} as key, ${columns} ${family.rows(on)} ${groups === null ? sql`` : sql`group by ${groups}`}`
  return rowsOf(query, on)
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
