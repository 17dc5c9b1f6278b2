import { sql } from 'kysely'
import type { Dimension } from '../../domain/metrics.js'
import type { Wait, Waited } from '../../usecases/ports.js'
import { closed, contacted, decided } from './families.js'
import { type Asked, byDimensions, type Family } from './family.js'
import { narrowed } from './money.js'

/** Spans whose middle is a figure; the AE is told where it is measured in their hours. */
export const SPANS: Readonly<Record<Waited, { family: Family; from: string; to: string; inHours: boolean }>> = {
  lead_time: {
    family: narrowed({
      family: closed,
      where: sql`f.state = 'won' and f.qualified_at is not null and f.qualification_inferred = 0`,
    }),
    from: 'f.qualified_at',
    to: 'f.closed_at',
    inHours: false,
  },
  decision: { family: decided, from: 'f.qualified_at', to: 'f.decided_at', inHours: true },
  first_contact: { family: contacted, from: 'f.accepted_at', to: 'f.contacted_at', inHours: true },
}

const spansOf = (what: Waited) => {
  const { family, from, to, inHours } = SPANS[what]
  return byDimensions<Wait>((wanted, bounds) => {
    const told = inHours ? [...new Set<Dimension>([...wanted, 'ae'])] : wanted
    const columns = told.map((dimension) => sql`${family.keys[dimension]} as ${sql.ref(dimension)}`)
    const span = [sql`${sql.ref(from)} as "from"`, sql`${sql.ref(to)} as "to"`]
    return sql`select ${sql.join([...columns, ...span])} ${family.rows(bounds)}`
  })
}

const STATEMENTS: Readonly<Record<Waited, ReturnType<typeof spansOf>>> = {
  lead_time: spansOf('lead_time'),
  decision: spansOf('decision'),
  first_contact: spansOf('first_contact'),
}

/** Every span of the period, with what it is told apart by: middles and working hours are no matter of SQL. */
export const waits = (what: Waited, on: Asked, by: readonly Dimension[]): Promise<readonly Wait[]> =>
  STATEMENTS[what](on, by)
