import { type RawBuilder, sql } from 'kysely'
import type { Dimension } from '../../domain/metrics.js'
import type { MedianSpan, Wait } from '../../usecases/ports.js'
import { closed, contacted, decided } from './families.js'
import { type Asked, type Family, type Keyed, rowsOf } from './family.js'
import { narrowed } from './money.js'

/** Spans whose middle is a figure. */
export const SPANS: Readonly<Record<'lead_time' | 'decision', { family: Family; from: string; to: string }>> = {
  lead_time: {
    family: narrowed({ family: closed, where: sql`f.state = 'won' and f.qualified_at is not null` }),
    from: 'f.qualified_at',
    to: 'f.closed_at',
  },
  decision: { family: decided, from: 'f.qualified_at', to: 'f.decided_at' },
}

/** The median span in ms, in all or for each key: of an even number, the mean of the two in the middle. */
export async function medians(
  what: keyof typeof SPANS,
  on: Asked,
  by: Dimension | null,
): Promise<readonly Keyed<MedianSpan>[]> {
  const { family, from, to } = SPANS[what]
  const key = by === null ? sql`null` : family.keys[by]
  const span = sql`${sql.ref(to)} - ${sql.ref(from)}`
  const query = sql<Keyed<MedianSpan>>`
    select key, n, avg(ms) as ms from (
      select key, ms, row_number() over (partition by key order by ms) as place, count(*) over (partition by key) as n
      from (select ${key} as key, ${span} as ms ${family.rows(on)}) as spans
    ) as placed
    where place = (n + 1) / 2 or place = (n + 2) / 2
    group by key, n`
  return rowsOf(query, on)
}

/** Every span of the period, with what it is told apart by: working hours are no matter of SQL. */
export async function waits(what: 'decision' | 'first_contact', on: Asked): Promise<readonly Wait[]> {
  const [family, from, to] =
    what === 'decision' ? [decided, 'f.qualified_at', 'f.decided_at'] : [contacted, 'f.accepted_at', 'f.contacted_at']
  const { source, product, kind, csm, ae } = family.keys
  const columns: RawBuilder<unknown> = sql`${source} as source, ${product} as product, ${kind} as kind,
    ${csm} as csm, ${ae} as ae, ${sql.ref(from)} as "from", ${sql.ref(to)} as "to"`
  return rowsOf(sql<Wait>`select ${columns} ${family.rows(on)}`, on)
}
