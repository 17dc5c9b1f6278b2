import type { Currency } from '../domain/csql.js'
import type { DayRange } from '../domain/days.js'
import type { PersonId, ProductId } from '../domain/ids.js'
import { figuresOf, medianOf, NO_RETENTION, NOTHING_COUNTED, type Retention } from '../domain/metric-values.js'
import type { Dimension, DimensionKey, Figures, Median, MetricSpan, MetricsReport } from '../domain/metrics.js'
import { addToMonth, type Month, monthHolding, monthsBetween } from '../domain/months.js'
import { DAY_MS, HOUR, type Instant } from '../domain/time.js'
import type { WorkingCalendar } from '../domain/working-calendar.js'
import { workingMinutesBetween } from '../domain/working-time.js'
import { calendarOf, type Settings } from '../domain/workspace.js'
import type { FigureCounts, Tx, Wait } from './ports.js'

/** Every figure of some days of the workspace's zone, both ends included, in all and by the dimensions asked for. */
export async function readMetrics(
  tx: Tx,
  days: DayRange,
  now: Instant,
  by: readonly Dimension[] = [],
): Promise<MetricsReport> {
  const settings = await tx.settings.get()
  const span: MetricSpan = { ...days, zone: settings.zone, currency: settings.currency, now }
  const views = [null, ...by]
  const beside = await besideOf(tx, settings, span, views)
  const counts = await tx.metrics.counts(span, views)
  const all = await figuresBy(tx, span, null, counts.get(null) ?? [], beside)
  const dimensions: [Dimension, readonly (Figures & { key: DimensionKey })[]][] = []
  for (const dimension of by)
    dimensions.push([dimension, await figuresBy(tx, span, dimension, counts.get(dimension) ?? [], beside)])
  const [total] = all
  if (total === undefined) throw new TypeError('the whole is always there')
  return { metrics: total.metrics, otherCurrencies: total.otherCurrencies, by: Object.fromEntries(dimensions) }
}

/** What SQL does not count by itself. */
interface BesideCounts {
  readonly activeAccounts: number
  readonly leadTimes: Middles
  readonly decisions: Middles
  readonly decisionHours: Middles
  readonly contactHours: Middles
  readonly months: ReadonlySet<Month>
}

type View = Dimension | null
type Middles = ReadonlyMap<View, ReadonlyMap<DimensionKey, Median>>

/** Reckons between the questions: each lets whatever else waits have its turn. */
async function besideOf(tx: Tx, settings: Settings, span: MetricSpan, views: readonly View[]): Promise<BesideCounts> {
  const by = views.filter((view) => view !== null)
  const leadTimes = middlesOf(await tx.metrics.waits('lead_time', span, by), views, inUnitsOf(DAY_MS))
  const decided = await tx.metrics.waits('decision', span, by)
  const contacted = await tx.metrics.waits('first_contact', span, by)
  const hours = await workingHours(tx, settings, [...decided, ...contacted])
  const decisions = middlesOf(decided, views, inUnitsOf(HOUR))
  const activeAccounts = await tx.metrics.activeAccounts()
  const decisionHours = middlesOf(decided, views, hours)
  const months = new Set(await tx.snapshots.months())
  const contactHours = middlesOf(contacted, views, hours)
  return { activeAccounts, leadTimes, decisions, decisionHours, contactHours, months }
}

const inUnitsOf =
  (ms: number) =>
  ({ from, to }: Wait): number =>
    (to - from) / ms

/** Measures in the hours of whoever was the AE, as their calendar is now. */
async function workingHours(tx: Tx, settings: Settings, waits: readonly Wait[]): Promise<(wait: Wait) => number> {
  const aes = new Set(waits.flatMap(({ ae }) => ae ?? []))
  const calendars = new Map<PersonId | null, WorkingCalendar>([[null, calendarOf(settings, null)]])
  for (const ae of await tx.people.many([...aes])) calendars.set(ae.id, calendarOf(settings, ae))
  return ({ ae = null, from, to }) => {
    const calendar = calendars.get(ae) ?? calendars.get(null)
    if (calendar === undefined) throw new TypeError('the calendar of the workspace is always there')
    return workingMinutesBetween(calendar, from, to) / 60
  }
}

async function figuresBy(
  tx: Tx,
  span: MetricSpan,
  by: Dimension | null,
  counted: readonly FigureCounts[],
  beside: BesideCounts,
): Promise<readonly (Figures & { readonly key: DimensionKey })[]> {
  const counts = new Map(counted.map((row) => [row.key, row]))
  const middle = (of: Middles, key: DimensionKey): Median => of.get(by)?.get(key) ?? NO_MEDIAN
  const keys =
    by === null
      ? [null]
      : [
          ...new Set(
            [counts, beside.decisions.get(by), beside.contactHours.get(by)].flatMap((of) => [...(of?.keys() ?? [])]),
          ),
        ]
  const rows: (Figures & { readonly key: DimensionKey })[] = []
  for (const key of keys.sort(byText)) {
    const figures = figuresOf(counts.get(key) ?? NOTHING_COUNTED, span, {
      activeAccounts: beside.activeAccounts,
      retention: await retentionOf(tx, span, by, key, beside.months),
      leadTimeDays: middle(beside.leadTimes, key),
      decisionHours: middle(beside.decisions, key),
      decisionWorkingHours: middle(beside.decisionHours, key),
      firstContactWorkingHours: middle(beside.contactHours, key),
    })
    rows.push({ key, ...figures })
  }
  return rows
}

/** What is unknown comes last. */
const byText = (a: DimensionKey, b: DimensionKey): number =>
  a === b ? 0 : a === null ? 1 : b === null ? -1 : a < b ? -1 : 1

const NO_MEDIAN: Median = { median: null, n: 0 }

/** The middle length of the waits, in all (null) and for each key of a dimension. */
function middlesOf(waits: readonly Wait[], views: readonly View[], lengthOf: (wait: Wait) => number): Middles {
  const lengths = waits.map(lengthOf)
  return new Map(views.map((by) => [by, mediansBy(waits, lengths, by)]))
}

function mediansBy(waits: readonly Wait[], lengths: readonly number[], by: View): ReadonlyMap<DimensionKey, Median> {
  const groups = new Map<DimensionKey, number[]>()
  for (const [index, wait] of waits.entries()) {
    const key = by === null ? null : (wait[by] ?? null)
    const length = lengths[index] ?? 0
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [length])
    else group.push(length)
  }
  return new Map([...groups].map(([key, own]) => [key, medianOf(own)]))
}

/**
 * What accounts pay is known of the workspace and of each product; nothing else tells accounts' amounts apart. Opening is
 * the month before the period's first, closing its last; a year is the twelve months that end with it.
 */
async function retentionOf(
  tx: Tx,
  span: MetricSpan,
  by: Dimension | null,
  key: DimensionKey,
  imported: ReadonlySet<Month>,
): Promise<Retention> {
  if (by !== null && (by !== 'product' || key === null)) return NO_RETENTION
  const product = key as ProductId | null
  const { opening, closing, yearBefore } = monthsOf(span)
  const has = (...months: readonly Month[]) => months.every((month) => imported.has(month))
  const moved = async (from: Month, to: Month) => {
    const rows = has(from, to) ? await tx.metrics.movements(from, to, product) : null
    return rows === null ? null : new Map(rows.map((row) => [row.currency, row]))
  }
  return {
    period: await moved(opening, closing),
    year: await moved(yearBefore, closing),
    accounts: has(yearBefore, closing) ? await tx.metrics.churnedAccounts(yearBefore, closing, product) : null,
    expansion: has(...monthsBetween(yearBefore, closing)) ? await expansionOf(tx, yearBefore, closing, product) : null,
  }
}

const monthsOf = ({ from, to }: DayRange) => ({
  opening: addToMonth(monthHolding(from), -1),
  closing: monthHolding(to),
  yearBefore: addToMonth(monthHolding(to), -12),
})

/** Month by month, so that what a customer bought in the year it became one counts too. */
async function expansionOf(
  tx: Tx,
  before: Month,
  closing: Month,
  product: ProductId | null,
): Promise<ReadonlyMap<Currency, bigint>> {
  const sums = new Map<Currency, bigint>()
  for (const month of monthsBetween(addToMonth(before, 1), closing)) {
    for (const { currency, expansion } of await tx.metrics.movements(addToMonth(month, -1), month, product)) {
      sums.set(currency, (sums.get(currency) ?? 0n) + expansion)
    }
  }
  return sums
}

/** The months that a period's retention figures need and that were not imported, in order. */
export async function missingSnapshots(tx: Tx, days: DayRange): Promise<readonly Month[]> {
  const { opening, closing, yearBefore } = monthsOf(days)
  const imported = new Set(await tx.snapshots.months())
  const needed = new Set([opening, ...monthsBetween(yearBefore, closing)])
  return [...needed].filter((month) => !imported.has(month)).sort()
}
