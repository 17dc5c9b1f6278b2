import { monthly } from '../domain/amounts.js'
import { type Csql, OPEN_STATES, type State } from '../domain/csql.js'
import type { DayRange } from '../domain/days.js'
import type { DigestRow } from '../domain/digest-row.js'
import type { Day, Instant } from '../domain/time.js'
import { localDay, startOfDay } from '../domain/zone-time.js'
import type { Ctx } from './context.js'
import { daysOverdue } from './digest-figures.js'
import type { CsqlMatch, Tx } from './ports.js'

/** A list that is attached to a message is for reading; the whole is given out by `tasuki export`. */
const MOST_ROWS = 5000
const CLOSED: readonly State[] = ['won', 'lost', 'rejected', 'withdrawn']

export interface DigestRows {
  /** By number. */
  readonly rows: readonly DigestRow[]
  /** How many more there are. */
  readonly leftOut: number
}

/**
 * What was closed since the week began, and what is open; of more than there is room for, what was closed before what is
 * open, and the newest of each.
 */
export async function readDigestRows(ctx: Ctx, week: DayRange, most = MOST_ROWS): Promise<DigestRows> {
  return ctx.store.read(async (tx) => {
    const settings = await tx.settings.get()
    const { zone, locale } = settings
    const changedSince = startOfDay(zone, week.from)
    const closed = await newest(tx, { states: CLOSED, changedSince }, most)
    const open = await newest(tx, { states: OPEN_STATES }, most - closed.rows.length)
    const csqls = [...open.rows, ...closed.rows].sort((a, b) => a.number - b.number)
    const products = new Map((await tx.products.all()).map((product) => [product.id, product]))
    const overdue = await daysOverdue(tx, settings, csqls, ctx.now)
    const day = (at: Instant | null): Day | null => (at === null ? null : localDay(zone, at))
    const rows: DigestRow[] = []
    for (const csql of csqls) {
      const product = csql.productId === null ? undefined : products.get(csql.productId)
      const department = csql.departmentId === null ? null : await tx.accounts.department(csql.departmentId)
      const { amount, amountPeriod, wonAmount, wonAmountPeriod, currency } = csql
      rows.push({
        csql,
        accountName: (await tx.accounts.get(csql.accountId))?.name ?? '',
        departmentName: department?.name ?? null,
        productName: (locale === 'en' ? product?.nameEn : null) ?? product?.name ?? null,
        overdueDays: overdue.get(csql.id) ?? null,
        ...{ loggedOn: localDay(zone, csql.loggedAt), qualifiedOn: day(csql.firstQualifiedAt) },
        ...{ acceptedOn: day(csql.firstAcceptedAt), opportunityOn: day(csql.opportunityAt) },
        expectedMrr: amount === null ? null : monthly([{ amount, period: amountPeriod ?? 'month', currency }]),
        wonMrr:
          wonAmount === null ? null : monthly([{ amount: wonAmount, period: wonAmountPeriod ?? 'month', currency }]),
      })
    }
    return { rows, leftOut: open.total + closed.total - rows.length }
  })
}

/** The newest of those that match, as many as there is room for, and how many match. */
async function newest(
  tx: Tx,
  filter: CsqlMatch,
  room: number,
): Promise<{ readonly rows: readonly Csql[]; readonly total: number }> {
  const { total } = await tx.csqls.list({ ...filter, limit: 0 })
  if (room <= 0 || total === 0) return { rows: [], total }
  return tx.csqls.list({ ...filter, limit: room, offset: Math.max(0, total - room) })
}
