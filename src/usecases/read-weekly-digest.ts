import { exact, monthlyOf } from '../domain/amounts.js'
import { type Csql, OPEN_STATES } from '../domain/csql.js'
import { addDays, type DayRange } from '../domain/days.js'
import { fiscalQuarterOf } from '../domain/fiscal.js'
import type { CsqlId } from '../domain/ids.js'
import type { MetricSpan } from '../domain/metrics.js'
import { nextStepOf } from '../domain/next-step.js'
import type { Day, Instant } from '../domain/time.js'
import {
  type Decision,
  type KeyFigure,
  MEAN_WEEKS,
  type SourceResult,
  type StoryOfWin,
  TREND_WEEKS,
  type WaitingOnCsm,
  type WeeklyDigest,
} from '../domain/weekly-digest.js'
import { workingDaysBetween } from '../domain/working-time.js'
import { calendarOf, type Settings } from '../domain/workspace.js'
import { localDay, startOfDay } from '../domain/zone-time.js'
import { accountName, notesOf, overdueOf, quickOf, winsOf } from './digest-figures.js'
import type { Activity, Tx } from './ports.js'
import { readChurn } from './read-churn.js'
import { nameless, readTargetProgress } from './read-targets.js'

/** Rows that are read of each list; the totals count all. */
const READ = { returned: 500, unproposed: 50, decisions: 50 } as const
/** A win that was signed longer ago than this (days) is told by no digest: it comes from a spreadsheet, not from the week. */
const LATEST_WIN = 91

/**
 * What the digest of a week says; null where nothing happened and nothing is open, or nothing was ever logged.
 *
 * @param since when the digest before it was made: what was recorded after that for an earlier week is told now
 */
export async function weeklyDigest(
  tx: Tx,
  week: DayRange,
  since: Instant | null,
  now: Instant,
): Promise<WeeklyDigest | null> {
  const began = await tx.figures.firstLoggedAt()
  if (began === null) return null
  const settings = await tx.settings.get()
  const at = (day: Day): Instant => startOfDay(settings.zone, day)
  const weeks = await weeksUpTo(tx, week, settings, now)
  const figures = await tx.figures.week(at(week.from), at(addDays(week.to, 1)))
  const openTotal = await tx.csqls.count({ states: OPEN_STATES })
  const key = keyFigures(weeks, settings, (monday) => began < at(monday))
  const wins = await storiesOf(tx, settings, figures.wins)
  const lateWins = await storiesOf(tx, settings, await lateWinsOf(tx, week, since))
  const isIdle =
    lateWins.length === 0 &&
    [key.signals.n, key.csqls.n, key.opportunities.n, key.won.n, figures.lost].every((n) => n === 0) &&
    [figures.accepted, figures.returned, figures.rejected].every((n) => n === 0)
  const targets = await readTargetProgress(tx, fiscalQuarterOf(week.to, settings.fiscalStart), now)
  if (isIdle && openTotal === 0 && targets.progress.length === 0) return null
  const overdue = await overdueOf(tx, settings, now)
  const qualified = await tx.csqls.count({ states: ['qualified'] })
  const told = {
    ...{ week, isIdle, key, wins, lateWins, currency: settings.currency },
    ...wonMoney(weeks.at(-1)?.activity, settings),
    open: { total: openTotal, qualified, qualifiedOverdue: overdue.waiting },
    trend: weeks.map(({ from, activity }) => ({ from, csqls: activity.csqls, won: activity.dealsWon })),
    ...(await cohortOf(tx, week, settings, now)),
    ...{ overdue: overdue.rows, overdueTotal: overdue.total },
    ...(await returnedOf(tx, settings, now)),
    ...(await unproposedOf(tx)),
    ...(await decisionsOf(tx, at(week.from), at(addDays(week.to, 1)))),
    ...{ rejectReasons: figures.rejectReasons, lost: figures.lost, lostReasons: figures.lostReasons },
    quick: await quickOf(tx, figures, settings, now),
    neglect: figures.neglectReasons,
    ...{ targets: nameless(targets), churn: await readChurn(tx, now), churnGate: settings.churnGate },
    notes: await notesOf(tx, at(week.from)),
  }
  return { ...told, nextStep: nextStepOf(told) }
}

interface WeekOfTrend {
  readonly from: Day
  readonly activity: Activity
}

const spanOf = (days: DayRange, { zone, currency }: Settings, now: Instant): MetricSpan => ({
  ...days,
  ...{ zone, currency, now },
})

/** The weeks of the trend, the reported one last. */
async function weeksUpTo(
  tx: Tx,
  { from, to }: DayRange,
  settings: Settings,
  now: Instant,
): Promise<readonly WeekOfTrend[]> {
  const weeks: WeekOfTrend[] = []
  for (let back = TREND_WEEKS - 1; back >= 0; back -= 1) {
    const days = { from: addDays(from, -7 * back), to: addDays(to, -7 * back) }
    weeks.push({ from: days.from, activity: await tx.metrics.activity(spanOf(days, settings, now)) })
  }
  return weeks
}

function keyFigures(
  weeks: readonly WeekOfTrend[],
  { currency }: Settings,
  hadBegun: (monday: Day) => boolean,
): WeeklyDigest['key'] {
  const own = weeks.at(-1)
  const before = weeks.at(-2)
  const mean = weeks.slice(-1 - MEAN_WEEKS, -1)
  const figure = (of: (activity: Activity) => number): KeyFigure => ({
    n: own === undefined ? 0 : of(own.activity),
    before: before !== undefined && own !== undefined && hadBegun(own.from) ? of(before.activity) : null,
    mean: mean.some((week) => !hadBegun(addDays(week.from, 7)))
      ? null
      : mean.reduce((sum, { activity }) => sum + of(activity), 0) / MEAN_WEEKS,
  })
  return {
    signals: figure(({ signals }) => signals),
    csqls: figure(({ csqls }) => csqls),
    opportunities: figure(({ converted }) => converted),
    won: figure(({ dealsWon }) => dealsWon),
    mrr: figure(({ expansion }) => monthlyOf(expansion.find((sum) => sum.currency === currency)?.yearly ?? 0n)),
  }
}

/** What was won in the week, the workspace's currency first: currencies are never added together. */
function wonMoney(
  own: Activity | undefined,
  { currency: first }: Settings,
): Pick<WeeklyDigest, 'wonMrr' | 'wonOneTime'> {
  const sums = [...(own?.expansion ?? [])].sort((a, b) => Number(b.currency === first) - Number(a.currency === first))
  return {
    wonMrr: sums.map(({ currency, yearly }) => ({ currency, amount: monthlyOf(yearly) })),
    wonOneTime: sums.map(({ currency, oneTime }) => ({ currency, amount: exact(oneTime) })),
  }
}

/** The funnel and the sources of the trend's weeks. */
async function cohortOf(
  tx: Tx,
  week: DayRange,
  settings: Settings,
  now: Instant,
): Promise<Pick<WeeklyDigest, 'funnel' | 'bySource'>> {
  const days = { from: addDays(week.from, -7 * (TREND_WEEKS - 1)), to: week.to }
  const span = spanOf(days, settings, now)
  const bySource = await tx.metrics.sources(span)
  const largestFirst = (a: SourceResult, b: SourceResult): number => b.csqls - a.csqls || (a.source < b.source ? -1 : 1)
  return { funnel: { span: days, ...(await tx.metrics.funnel(span)) }, bySource: bySource.toSorted(largestFirst) }
}

async function lateWinsOf(tx: Tx, week: DayRange, since: Instant | null): Promise<readonly CsqlId[]> {
  if (since === null) return []
  return tx.figures.recordedLate({ from: addDays(week.from, -LATEST_WIN), before: week.from, since })
}

/** What each win was for, and what it came to. */
async function storiesOf(tx: Tx, settings: Settings, ids: readonly CsqlId[]): Promise<readonly StoryOfWin[]> {
  const stories: StoryOfWin[] = []
  for (const { csql, win } of await winsOf(tx, ids, settings)) {
    const problem =
      csql.problemTextId === null ? undefined : (await tx.texts.many([csql.problemTextId])).values().next()
    stories.push({
      ...win,
      problem: problem?.value?.body ?? null,
      wonOn: csql.wonOn ?? localDay(settings.zone, csql.stateSince),
    })
  }
  return stories
}

async function returnedOf(
  tx: Tx,
  settings: Settings,
  now: Instant,
): Promise<Pick<WeeklyDigest, 'waitingOnCsm' | 'waitingOnCsmTotal'>> {
  const { rows, total } = await tx.csqls.list({ states: ['returned'], limit: READ.returned })
  const calendar = calendarOf(settings, null)
  const days = (csql: Csql): number =>
    workingDaysBetween(calendar, localDay(calendar.zone, csql.stateSince), localDay(calendar.zone, now))
  const waiting: WaitingOnCsm[] = []
  for (const csql of rows) {
    waiting.push({ number: csql.number, accountName: await accountName(tx, csql), days: days(csql) })
  }
  return { waitingOnCsm: waiting.sort((a, b) => b.days - a.days || a.number - b.number), waitingOnCsmTotal: total }
}

async function unproposedOf(tx: Tx): Promise<Pick<WeeklyDigest, 'unproposed' | 'unproposedTotal'>> {
  const { rows, total } = await tx.home.unproposed({ limit: READ.unproposed, offset: 0 })
  return { unproposed: rows.map(({ name }) => name), unproposedTotal: total }
}

async function decisionsOf(
  tx: Tx,
  from: Instant,
  to: Instant,
): Promise<Pick<WeeklyDigest, 'decisions' | 'decisionsTotal'>> {
  const { rows, total } = await tx.figures.decided(from, to, READ.decisions)
  const decisions: Decision[] = []
  for (const { csqlId, kind } of rows) {
    const csql = await tx.csqls.get(csqlId)
    if (csql === null) continue
    const reason = kind === 'reject' && csql.state === 'rejected' ? csql.reason : null
    decisions.push({ kind, number: csql.number, accountName: await accountName(tx, csql), reason })
  }
  return { decisions, decisionsTotal: total }
}
