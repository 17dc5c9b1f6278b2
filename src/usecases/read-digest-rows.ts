import { monthly } from '../domain/amounts.js'
import { OPEN_STATES, type State } from '../domain/csql.js'
import type { DayRange } from '../domain/days.js'
import type { DigestRow } from '../domain/digest-row.js'
import type { Day, Instant } from '../domain/time.js'
import { localDay, startOfDay } from '../domain/zone-time.js'
import type { Ctx } from './context.js'
import { daysOverdue } from './digest-figures.js'
import type { Tx } from './ports.js'

/** A list that is attached to a message is for reading; the whole is given out by `tasuki export`. */
const MOST_ROWS = 5000
const CLOSED: readonly State[] = ['won', 'lost', 'rejected', 'withdrawn']
const TOLD = [...OPEN_STATES, ...CLOSED]

/** How many are read at once: while they are told, everything else has its turns. */
const PIECE = 100

export interface DigestRows {
  /** By number, each as it stands when it is read. */
  readonly rows: AsyncIterable<DigestRow>
  /** How many more there are. */
  readonly leftOut: number
}

/**
 * What was closed since the week began, and what is open; of more than there is room for, what was closed before what is
 * open, and the newest of each.
 */
export async function readDigestRows(ctx: Ctx, week: DayRange, most = MOST_ROWS): Promise<DigestRows> {
  return ctx.store.read(async (tx) => {
    const { zone } = await tx.settings.get()
    const closed = await tx.csqls.numbers({ states: CLOSED, changedSince: startOfDay(zone, week.from) })
    const open = await tx.csqls.numbers({ states: OPEN_STATES })
    const told = newest(closed, most)
    const numbers = [...told, ...newest(open, most - told.length)].toSorted((a, b) => a - b)
    return { rows: rowsOf(ctx, numbers), leftOut: closed.length + open.length - numbers.length }
  })
}

async function* rowsOf(ctx: Ctx, numbers: readonly number[]): AsyncGenerator<DigestRow> {
  for (let from = 0; from < numbers.length; from += PIECE) {
    yield* await ctx.store.read((tx) => tellRows(tx, numbers.slice(from, from + PIECE), ctx.now))
  }
}

async function tellRows(tx: Tx, numbers: readonly number[], now: Instant): Promise<readonly DigestRow[]> {
  const settings = await tx.settings.get()
  const { zone, locale } = settings
  // What was merged or taken back since it was looked for is neither.
  const csqls = (await tx.csqls.byNumbers(numbers)).filter(({ state }) => TOLD.includes(state))
  const products = new Map((await tx.products.all()).map((product) => [product.id, product]))
  const overdue = await daysOverdue(tx, settings, csqls, now)
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
}

/** The last of what counts up, as many as there is room for. */
const newest = (numbers: readonly number[], room: number): readonly number[] =>
  numbers.slice(Math.max(0, numbers.length - room))
