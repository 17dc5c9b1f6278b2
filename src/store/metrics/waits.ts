import { sql } from 'kysely'
import type { MetricsRepo, Wait } from '../../usecases/ports.js'
import { closed, contacted, decided } from './families.js'
import { type Asked, type Family, statement } from './family.js'
import { narrowed } from './money.js'

type Waited = Parameters<MetricsRepo['waits']>[0]

/** Spans whose middle is a figure. */
export const SPANS: Readonly<Record<Waited, { family: Family; from: string; to: string }>> = {
  lead_time: {
    family: narrowed({ family: closed, where: sql`f.state = 'won' and f.qualified_at is not null` }),
    from: 'f.qualified_at',
    to: 'f.closed_at',
  },
  decision: { family: decided, from: 'f.qualified_at', to: 'f.decided_at' },
  first_contact: { family: contacted, from: 'f.accepted_at', to: 'f.contacted_at' },
}

const spansOf = (what: Waited) => {
  const { family, from, to } = SPANS[what]
  const { source, product, kind, csm, ae } = family.keys
  return statement<Wait>(
    (bounds) => sql`
      select ${source} as source, ${product} as product, ${kind} as kind, ${csm} as csm, ${ae} as ae,
        ${sql.ref(from)} as "from", ${sql.ref(to)} as "to" ${family.rows(bounds)}`,
  )
}

const STATEMENTS: Readonly<Record<Waited, ReturnType<typeof spansOf>>> = {
  lead_time: spansOf('lead_time'),
  decision: spansOf('decision'),
  first_contact: spansOf('first_contact'),
}

/** Every span of the period, with what it is told apart by: middles and working hours are no matter of SQL. */
export const waits = (what: Waited, on: Asked): Promise<readonly Wait[]> => STATEMENTS[what](on)
