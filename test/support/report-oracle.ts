import { type Csql, isOpen, type Source } from '../../src/domain/csql.js'
import { addDays, type DayRange } from '../../src/domain/days.js'
import type { CsqlEvent } from '../../src/domain/event.js'
import type { CohortMonth, MetricSpan, PipelineCell } from '../../src/domain/metrics.js'
import { addToMonth, type Month } from '../../src/domain/months.js'
import { DAY_MS, type Day, type Instant } from '../../src/domain/time.js'
import type { KeyFigure, SourceResult, WeeklyDigest } from '../../src/domain/weekly-digest.js'
import { localDay, startOfDay } from '../../src/domain/zone-time.js'
import {
  acceptance,
  closing,
  type Item,
  isReceivable,
  isTold,
  itemsOf,
  type OracleWorld,
  perMonth,
  perYear,
  sum,
} from './metrics-oracle.js'

/** What reports and the digest show beside the metrics, by the same fold over events. */

const firstAt = (item: Item, kind: 'log' | 'qualify' | 'convert'): Instant | undefined => item.first(kind)?.occurredAt

const monthly = (items: readonly Item[], of: (row: Csql) => number): number =>
  perMonth(sum(items.map(({ row }) => of(row))))
const estimate = (row: Csql): number => perYear(row.amount, row.amountPeriod)
const winnings = (row: Csql): number => perYear(row.wonAmount, row.wonAmountPeriod)

function inDays(zone: string, { from, to }: DayRange, at: Instant | undefined): boolean {
  if (at === undefined) return false
  const day = localDay(zone, at)
  return from <= day && day <= to
}

/** The CSQLs that were first qualified in a month, and what had come of them so many days on. */
export function oracleCohort(world: OracleWorld, month: Month, { zone, now }: MetricSpan): CohortMonth {
  const cohort = itemsOf(world).filter((item) => {
    const at = firstAt(item, 'qualify')
    return at !== undefined && localDay(zone, at).startsWith(month)
  })
  const had = (item: Item, at: Instant | undefined, days: number): boolean =>
    isTold(item.first('qualify')) && at !== undefined && at <= (firstAt(item, 'qualify') ?? 0) + days * DAY_MS
  const within = (at: (item: Item) => Instant | undefined) => {
    const after = (days: number) => cohort.filter((item) => had(item, at(item), days)).length
    return [after(30), after(60), after(90), after(180)] as const
  }
  const end = startOfDay(zone, `${addToMonth(month, 1)}-01`)
  const isComplete = (days: number) => now >= end + days * DAY_MS
  return {
    month,
    csqls: cohort.length,
    inferred: cohort.filter((item) => !isTold(item.first('qualify'))).length,
    accepted: within((item) => (isReceivable(item) ? acceptance(item)?.occurredAt : undefined)),
    opportunities: within((item) => firstAt(item, 'convert')),
    won: within((item) => (item.row.state === 'won' ? closing(item)?.occurredAt : undefined)),
    complete: [isComplete(30), isComplete(60), isComplete(90), isComplete(180)],
  }
}

/** Open opportunities, a cell for each stage, close month and currency that there is. */
export function oracleStages(world: OracleWorld): readonly PipelineCell[] {
  const cells = new Map<string, Item[]>()
  for (const item of itemsOf(world).filter(({ row }) => row.state === 'opportunity')) {
    const { progress, closeMonth, currency } = item.row
    const name = JSON.stringify([closeMonth, progress, currency])
    cells.set(name, [...(cells.get(name) ?? []), item])
  }
  return [...cells].map(([name, items]) => {
    const [closeMonth, progress, currency] = JSON.parse(name) as [string | null, string | null, string]
    return { progress, closeMonth, currency, mrr: { value: monthly(items, estimate), n: items.length } }
  })
}

/** What became an opportunity in the span for the first time, by its estimate in the span's currency. */
export function oracleCreated(world: OracleWorld, span: MetricSpan): { value: number; n: number } {
  const created = itemsOf(world).filter(
    (item) => inDays(span.zone, span, firstAt(item, 'convert')) && item.row.currency === span.currency,
  )
  return { value: monthly(created, estimate), n: created.length }
}

/** What any of some people are credited with at the event itself: CSQLs, opportunities, and wins by currency. */
export function oracleCredited(
  world: OracleWorld,
  span: MetricSpan,
  people: readonly { readonly as: 'csm' | 'ae'; readonly id: string }[],
) {
  const isTheirs = (event: CsqlEvent | undefined): boolean =>
    event !== undefined && people.some(({ as, id }) => (as === 'csm' ? event.csmId : event.aeId) === id)
  const items = itemsOf(world)
  const happened = (kind: 'qualify' | 'convert') =>
    items.filter((item) => inDays(span.zone, span, firstAt(item, kind)) && isTheirs(item.first(kind))).length
  const won = items.filter((item) => {
    const { state, wonOn } = item.row
    return state === 'won' && wonOn !== null && span.from <= wonOn && wonOn <= span.to && isTheirs(closing(item))
  })
  return {
    ...{ csqls: happened('qualify'), converted: happened('convert') },
    wins: dealSums(won),
    expansion: dealSums(won.filter(({ row }) => row.kind !== 'referral')),
  }
}

const dealSums = (won: readonly Item[]) =>
  ['JPY', 'USD'].flatMap((currency) => {
    const own = won.filter(({ row }) => row.currency === currency)
    const [yearly, oneTime] = [sum(own.map(({ row }) => winnings(row))), sum(own.map(({ row }) => row.wonOneTime ?? 0))]
    return own.length === 0 ? [] : [{ currency, n: own.length, yearly: BigInt(yearly), oneTime: BigInt(oneTime) }]
  })

export type OracleDigest = Pick<WeeklyDigest, 'key' | 'wonMrr' | 'wonOneTime' | 'trend' | 'funnel' | 'bySource'>

/** The figures of the digest of the week that begins on a Monday. */
export function oracleDigest(world: OracleWorld, monday: Day, span: MetricSpan): OracleDigest {
  const items = itemsOf(world)
  const began = Math.min(...world.all.map(({ csql }) => csql.loggedAt))
  const weekOf = (back: number): DayRange => ({ from: addDays(monday, -7 * back), to: addDays(monday, 6 - 7 * back) })
  const hadBegunBy = (day: Day): boolean => began < startOfDay(span.zone, day)
  const key = (of: (week: DayRange) => number): KeyFigure => ({
    n: of(weekOf(0)),
    before: hadBegunBy(monday) ? of(weekOf(1)) : null,
    mean: hadBegunBy(addDays(monday, -21)) ? sum([1, 2, 3, 4].map((back) => of(weekOf(back)))) / 4 : null,
  })
  const counted =
    (kind: 'log' | 'qualify' | 'convert') =>
    (week: DayRange): number =>
      items.filter((item) => inDays(span.zone, week, firstAt(item, kind))).length
  const winsOf = ({ from, to }: DayRange): readonly Item[] =>
    items.filter(({ row }) => row.state === 'won' && row.wonOn !== null && from <= row.wonOn && row.wonOn <= to)
  const expansionOf = (week: DayRange) => winsOf(week).filter(({ row }) => row.kind !== 'referral')
  const own = expansionOf(weekOf(0))
  const currencies = ['JPY', 'USD'].filter((currency) => own.some(({ row }) => row.currency === currency))
  const inCurrency = (currency: string, all = own) => all.filter(({ row }) => row.currency === currency)
  return {
    key: {
      signals: key(counted('log')),
      csqls: key(counted('qualify')),
      opportunities: key(counted('convert')),
      won: key((week) => winsOf(week).length),
      mrr: key((week) => monthly(inCurrency('JPY', expansionOf(week)), winnings)),
    },
    wonMrr: currencies.map((currency) => ({ currency, amount: monthly(inCurrency(currency), winnings) })),
    wonOneTime: currencies.map((currency) => ({
      currency,
      amount: sum(inCurrency(currency).map(({ row }) => row.wonOneTime ?? 0)),
    })),
    trend: Array.from({ length: 12 }, (_, index) => weekOf(11 - index)).map((week) => ({
      from: week.from,
      csqls: counted('qualify')(week),
      won: winsOf(week).length,
    })),
    ...cohortOf(items, { from: weekOf(11).from, to: weekOf(0).to }, span.zone),
  }
}

/** The funnel of what was logged in some days, and the sources of what was first qualified in them. */
function cohortOf(items: readonly Item[], days: DayRange, zone: string): Pick<WeeklyDigest, 'funnel' | 'bySource'> {
  const logged = items.filter((item) => inDays(zone, days, firstAt(item, 'log')))
  const qualified = items.filter((item) => inDays(zone, days, firstAt(item, 'qualify')))
  const came = (all: readonly Item[]) => ({
    opportunities: all.filter((item) => item.first('convert') !== undefined).length,
    won: all.filter(({ row }) => row.state === 'won').length,
  })
  const bySource = new Map<Source, Item[]>()
  for (const item of qualified) {
    const { source } = item.row
    if (source !== null) bySource.set(source, [...(bySource.get(source) ?? []), item])
  }
  const results = [...bySource].map(([source, all]): SourceResult => ({ source, csqls: all.length, ...came(all) }))
  return {
    funnel: {
      span: days,
      signals: logged.length,
      qualified: logged.filter((item) => item.first('qualify') !== undefined).length,
      accepted: logged.filter((item) => acceptance(item) !== undefined).length,
      ...came(logged),
    },
    bySource: results.sort((a, b) => b.csqls - a.csqls || (a.source < b.source ? -1 : 1)),
  }
}

/** Whether a digest of a week has anything to tell of, apart from what happened in it. */
export const somethingOpen = (world: OracleWorld): boolean => itemsOf(world).some(({ row }) => isOpen(row.state))
