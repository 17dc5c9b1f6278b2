import { monthly } from '../domain/amounts.js'
import { OPEN_STATES, type State } from '../domain/csql.js'
import type { DayRange } from '../domain/days.js'
import type { DigestRow } from '../domain/digest-row.js'
import type { Day, Instant } from '../domain/time.js'
import { localDay, startOfDay } from '../domain/zone-time.js'
import type { Ctx } from './context.js'
import { daysOverdue } from './digest-figures.js'

/** A list that is attached to a message is for reading; the whole is given out by `tasuki export`. */
const MOST_ROWS = 5000
const CLOSED: readonly State[] = ['won', 'lost', 'rejected', 'withdrawn']

/** What is open, and what was closed since the week began, by number; the first 5,000. */
export async function readDigestRows(ctx: Ctx, week: DayRange): Promise<readonly DigestRow[]> {
  return ctx.store.read(async (tx) => {
    const settings = await tx.settings.get()
    const { zone, locale } = settings
    const changedSince = startOfDay(zone, week.from)
    const open = await tx.csqls.list({ states: OPEN_STATES, limit: MOST_ROWS })
    const closed = await tx.csqls.list({ states: CLOSED, changedSince, limit: MOST_ROWS })
    const csqls = [...open.rows, ...closed.rows].sort((a, b) => a.number - b.number).slice(0, MOST_ROWS)
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
    return rows
  })
}
