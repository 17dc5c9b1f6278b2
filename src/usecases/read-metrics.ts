import type { Currency } from '../domain/csql.js'
import type { DayRange } from '../domain/days.js'
import type { PersonId, ProductId } from '../domain/ids.js'
import { type Counted, figuresOf, medianOf, NO_RETENTION, type Retention } from '../domain/metric-values.js'
import type { Dimension, DimensionKey, Figures, Median, MetricSpan, MetricsReport } from '../domain/metrics.js'
import { addToMonth, type Month, monthHolding, monthsBetween } from '../domain/months.js'
import type { Instant } from '../domain/time.js'
import type { WorkingCalendar } from '../domain/working-calendar.js'
import { workingMinutesBetween } from '../domain/working-time.js'
import { calendarOf, type Settings } from '../domain/workspace.js'
import type { Tx, Wait } from './ports.js'

/** Every figure of some days of the workspace's zone, both ends included, in all and by the dimensions asked for. */
export async function readMetrics(
  tx: Tx,
  days: DayRange,
  now: Instant,
  by: readonly Dimension[] = [],
): Promise<MetricsReport> {
  const settings = await tx.settings.get()
  const span: MetricSpan = { ...days, zone: settings.zone, currency: settings.currency, now }
  const beside = await besideOf(tx, settings, span)
  const all = await figuresBy(tx, span, null, beside)
  const dimensions: [Dimension, readonly (Figures & { key: DimensionKey })[]][] = []
  for (const dimension of by) dimensions.push([dimension, await figuresBy(tx, span, dimension, beside)])
  const [total] = all
  if (total === undefined) throw new TypeError('the whole is always there')
  return { metrics: total.metrics, otherCurrencies: total.otherCurrencies, by: Object.fromEntries(dimensions) }
}

/** What SQL does not count by itself. */
interface BesideCounts {
  readonly activeAccounts: number
  readonly decisions: readonly Worked[]
  readonly contacts: readonly Worked[]
  readonly months: ReadonlySet<Month>
}

type Worked = Wait & { readonly hours: number }

async function besideOf(tx: Tx, settings: Settings, span: MetricSpan): Promise<BesideCounts> {
  const hours = await workingHours(tx, settings)
  const worked = (waits: readonly Wait[]) => waits.map((wait) => ({ ...wait, hours: hours(wait) }))
  return {
    activeAccounts: await tx.metrics.activeAccounts(),
    decisions: worked(await tx.metrics.waits('decision', span)),
    contacts: worked(await tx.metrics.waits('first_contact', span)),
    months: new Set(await tx.snapshots.months()),
  }
}

/** Measures in the hours of whoever was the AE, as their calendar is now. */
async function workingHours(tx: Tx, settings: Settings): Promise<(wait: Wait) => number> {
  const people = new Map((await tx.people.all()).map((person) => [person.id, person]))
  const calendars = new Map<PersonId | null, WorkingCalendar>()
  const calendarFor = (ae: PersonId | null): WorkingCalendar => {
    const found = calendars.get(ae) ?? calendarOf(settings, ae === null ? null : (people.get(ae) ?? null))
    calendars.set(ae, found)
    return found
  }
  return ({ ae, from, to }) => workingMinutesBetween(calendarFor(ae), from, to) / 60
}

async function figuresBy(
  tx: Tx,
  span: MetricSpan,
  by: Dimension | null,
  beside: BesideCounts,
): Promise<readonly (Figures & { readonly key: DimensionKey })[]> {
  const counts = new Map((await tx.metrics.counts(span, by)).map((row) => [row.key, row]))
  const decisions = medians(beside.decisions, by)
  const contacts = medians(beside.contacts, by)
  const keys = by === null ? [null] : [...new Set([...counts.keys(), ...decisions.keys(), ...contacts.keys()])]
  const rows: (Figures & { readonly key: DimensionKey })[] = []
  for (const key of keys.sort(byText)) {
    const figures = figuresOf(counts.get(key) ?? NOTHING, span, {
      activeAccounts: beside.activeAccounts,
      retention: await retentionOf(tx, span, by, key, beside.months),
      decisionWorkingHours: decisions.get(key) ?? medianOf([]),
      firstContactWorkingHours: contacts.get(key) ?? medianOf([]),
    })
    rows.push({ key, ...figures })
  }
  return rows
}

/** What is unknown comes last. */
const byText = (a: DimensionKey, b: DimensionKey): number =>
  a === b ? 0 : a === null ? 1 : b === null ? -1 : a < b ? -1 : 1

const NOTHING: Counted = {
  ...{ signals: 0, everQualified: 0, loggers: 0, csqls: 0, receivable: 0, accepted: 0, decided: 0, firstPass: 0 },
  ...{ opportunities: 0, won: 0, open: 0, accounts: 0, roundsDue: 0, roundsKept: 0, owed: 0, overdue: 0 },
  ...{ dealsWon: 0, dealsLost: 0, leadTime: { n: 0, ms: 0 }, decision: { n: 0, ms: 0 } },
  ...{ expansion: [], estimated: [], pipeline: [], started: [] },
}

function medians(waits: readonly Worked[], by: Dimension | null): ReadonlyMap<DimensionKey, Median> {
  const groups = new Map<DimensionKey, number[]>()
  for (const wait of waits) {
    const key = by === null ? null : wait[by]
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [wait.hours])
    else group.push(wait.hours)
  }
  return new Map([...groups].map(([key, hours]) => [key, medianOf(hours)]))
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
