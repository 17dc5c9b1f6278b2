import type { Account, Contract } from '../../src/domain/account.js'
import { AE_CLOCKS, type Clock } from '../../src/domain/clock.js'
import { type Csql, isOpen } from '../../src/domain/csql.js'
import { addDays } from '../../src/domain/days.js'
import { type CsqlEvent, foldHistory, reversedEvents } from '../../src/domain/event.js'
import type { PersonId } from '../../src/domain/ids.js'
import type {
  CohortRatio,
  Dimension,
  DimensionKey,
  Median,
  MetricSpan,
  Metrics,
  MoneyMetrics,
  Ratio,
} from '../../src/domain/metrics.js'
import { addToMonth, type Month } from '../../src/domain/months.js'
import type { AccountSnapshot } from '../../src/domain/snapshot.js'
import { DAY_MS, HOUR, type Instant } from '../../src/domain/time.js'
import type { WorkingCalendar } from '../../src/domain/working-calendar.js'
import { workingMinutesBetween } from '../../src/domain/working-time.js'
import { localDay } from '../../src/domain/zone-time.js'

/**
 * The metrics of domain.md §5 by a fold over events, in plain loops: the oracle that SQL is held to. It shares nothing
 * with what it is held against but the rules of the history itself.
 */
export interface Told {
  readonly csql: Csql
  readonly events: readonly CsqlEvent[]
  readonly clocks: readonly Clock[]
}

export interface OracleWorld {
  readonly all: readonly Told[]
  readonly accounts: readonly Account[]
  readonly contracts: readonly Contract[]
  readonly snapshots: readonly AccountSnapshot[]
  readonly calendarOf: (ae: PersonId | null) => WorkingCalendar
}

export interface Only {
  readonly by: Dimension
  readonly key: DimensionKey
}

/** A CSQL with what stands of its history. */
export interface Item extends Told {
  readonly row: Csql
  readonly standing: readonly CsqlEvent[]
  readonly first: (...kinds: readonly CsqlEvent['kind'][]) => CsqlEvent | undefined
}

function itemOf(told: Told): Item | null {
  const reversed = reversedEvents(told.events)
  const standing = told.events.filter((event) => !reversed.has(event.id))
  const row = foldHistory(told.csql.number, told.events)
  const isCounted = row.state !== 'merged' && standing.some((event) => event.kind === 'log')
  const first: Item['first'] = (...kinds) => standing.find((event) => kinds.includes(event.kind))
  return isCounted ? { ...told, row, standing, first } : null
}

/** Those that count at all. */
export const itemsOf = ({ all }: OracleWorld): readonly Item[] => all.map(itemOf).filter((item) => item !== null)

export function oracleMetrics(world: OracleWorld, span: MetricSpan, only: Only | null): Metrics {
  const items = itemsOf(world)
  const inDays = (at: Instant | undefined): boolean => {
    if (at === undefined) return false
    const day = localDay(span.zone, at)
    return span.from <= day && day <= span.to
  }
  const at = (event: { csmId: PersonId; aeId: PersonId | null } | undefined) => (item: Item) =>
    event !== undefined && isOf(only, item, event.csmId, event.aeId)
  const pick = (find: (item: Item) => CsqlEvent | undefined) =>
    items.filter((item) => inDays(find(item)?.occurredAt) && at(find(item))(item))
  const now = (item: Item) => isOf(only, item, item.row.csmId, item.row.aeId)

  const logged = pick((item) => item.first('log'))
  const cohort = pick((item) => item.first('qualify'))
  const receivable = cohort.filter(isReceivable)
  const decidedOnes = receivable.filter((item) => isAccepted(item) || item.row.state === 'rejected')
  const closed = items.filter((item) => {
    const event = closing(item)
    const day = item.row.state === 'won' ? item.row.wonOn : item.row.lostOn
    return event !== undefined && day !== null && span.from <= day && day <= span.to && at(event)(item)
  })
  const wins = closed.filter((item) => item.row.state === 'won')
  const owed = items.filter((item) => ['qualified', 'accepted'].includes(item.row.state) && now(item))
  const due = items
    .flatMap((item) => (item.row.selfClosed ? [] : roundsOf(item).map((round) => ({ ...round, item }))))
    .filter(
      ({ dueAt, item, begun, owner }) => inDays(dueAt) && dueAt < span.now && isOf(only, item, begun.csmId, owner),
    )
  const decided = pick((item) => firstDecision(item))
  const contacted = pick((item) => firstContact(item))
  const loggers = new Set(logged.map((item) => item.row.loggedBy))
  const activeIds = world.accounts.filter((account) => isActive(account, world.contracts)).map(({ id }) => id)
  const covered = new Set(cohort.map((item) => item.row.accountId).filter((id) => activeIds.includes(id)))
  const immature = localDay(span.zone, span.now) < addDays(span.to, 91)
  const rate = (num: readonly unknown[], den: readonly unknown[]): Ratio => over(num.length, den.length)
  const cohortRate = (num: readonly unknown[], den: readonly unknown[]): CohortRatio => ({
    ...rate(num, den),
    immature,
  })
  const product = only === null ? null : only.by === 'product' && only.key !== null ? only.key : undefined
  const hours = (from: Instant | null, event: CsqlEvent | undefined): number =>
    workingMinutesBetween(world.calendarOf(event?.aeId ?? null), from ?? 0, event?.occurredAt ?? 0) / 60

  return {
    signals: { n: logged.length },
    csqls: { n: cohort.length },
    qualification_rate: cohortRate(
      logged.filter((item) => item.first('qualify') !== undefined),
      logged,
    ),
    acceptance_rate: {
      ...cohortRate(receivable.filter(isAccepted), receivable),
      in_pipeline: cohort.filter((item) => !item.row.selfClosed && !isReceivable(item)).length,
      self_closed: cohort.filter((item) => item.row.selfClosed).length,
    },
    acceptance_rate_of_decided: cohortRate(receivable.filter(isAccepted), decidedOnes),
    first_pass_acceptance: cohortRate(
      receivable.filter((item) => isAccepted(item) && !wasReturnedBefore(item)),
      decidedOnes,
    ),
    sla_kept: rate(
      due.filter((round) => round.kept),
      due,
    ),
    overdue_rate: rate(
      owed.filter((item) => isLate(item, span.now)),
      owed,
    ),
    opportunity_rate: cohortRate(
      cohort.filter((item) => item.first('convert') !== undefined),
      cohort,
    ),
    csql_win_rate: {
      ...cohortRate(
        cohort.filter((item) => item.row.state === 'won'),
        cohort,
      ),
      open: cohort.filter((item) => isOpen(item.row.state)).length,
    },
    deal_win_rate: rate(wins, closed),
    coverage: { ...over(covered.size, activeIds.length), loggers: loggers.size },
    annual_churn_accounts: churnedAccounts(world, span, product),
    lead_time_days: middle(
      wins
        .filter((item) => isTold(item.first('qualify')))
        .map((item) => ((closing(item)?.occurredAt ?? 0) - (item.first('qualify')?.occurredAt ?? 0)) / DAY_MS),
    ),
    time_to_decision_hours: middle(
      decided.map((item) => ((firstDecision(item)?.occurredAt ?? 0) - (item.first('qualify')?.occurredAt ?? 0)) / HOUR),
    ),
    time_to_decision_working_hours: middle(
      decided.map((item) => hours(item.first('qualify')?.occurredAt ?? null, firstDecision(item))),
    ),
    time_to_first_contact_working_hours: middle(
      contacted.map((item) => hours(item.row.firstAcceptedAt, firstContact(item))),
    ),
    ...moneyMetrics(world, span, only, { items, wins, product }, span.currency),
  }
}

/** The same for another currency. */
export function oracleMoney(world: OracleWorld, span: MetricSpan, only: Only | null, currency: string): MoneyMetrics {
  const { estimate_accuracy, cs_share_of_expansion, grr, nrr, annual_churn, ...sums } = oracleMetrics(
    world,
    { ...span, currency },
    only,
  )
  const { expansion_mrr, expansion_arr, expansion_one_time, pipeline_mrr } = sums
  return {
    ...{ estimate_accuracy, cs_share_of_expansion, grr, nrr, annual_churn },
    ...{ expansion_mrr, expansion_arr, expansion_one_time, pipeline_mrr },
  }
}

function isOf(only: Only | null, item: Item, csm: PersonId, ae: PersonId | null): boolean {
  if (only === null) return true
  const { source, productId, kind } = item.row
  return { source, product: productId, kind, csm, ae }[only.by] === only.key
}

export const isReceivable = ({ row }: Item): boolean =>
  !row.selfClosed && !(row.state === 'rejected' && row.reason === 'already_in_pipeline')

export const acceptance = (item: Item) =>
  item.standing.find((event) => event.kind === 'accept' || (event.kind === 'qualify' && event.to === 'accepted'))
const isAccepted = (item: Item): boolean => acceptance(item) !== undefined

function wasReturnedBefore(item: Item): boolean {
  const returned = item.first('return')
  const accepted = acceptance(item)
  return returned !== undefined && accepted !== undefined && returned.seq < accepted.seq
}

/** Self-closed ones were decided by nobody, and how long one took is known where neither of its ends was inferred. */
function firstDecision(item: Item): CsqlEvent | undefined {
  const ends = [item.first('qualify'), item.first('accept', 'reject')]
  return item.row.selfClosed || !ends.every(isTold) ? undefined : ends[1]
}

/** What an import concluded took no time that anybody knows. */
export const isTold = (event: CsqlEvent | undefined): boolean => event?.figures['inferred'] === undefined

/** How long one took is known where neither the contact nor the acceptance was inferred, and the acceptance came with no spreadsheet. */
function firstContact(item: Item): CsqlEvent | undefined {
  const contact = item.first('update', 'convert')
  const [log, accepted] = [item.first('log'), acceptance(item)]
  const wasImported = log !== undefined && log.occurredAt < log.recordedAt && accepted?.recordedAt === log.recordedAt
  return isTold(contact) && isTold(accepted) && !wasImported ? contact : undefined
}

export const closing = (item: Item): CsqlEvent | undefined =>
  item.row.state === 'won' || item.row.state === 'lost'
    ? item.standing.findLast((event) => event.kind === 'win' || event.kind === 'lose')
    : undefined

interface Round {
  readonly begun: CsqlEvent
  readonly owner: PersonId | null
  readonly dueAt: Instant
  readonly kept: boolean
}

/** The rounds whose decision was owed until their due time, walked through as if what was undone had never been. */
function roundsOf({ events, clocks }: Item): readonly Round[] {
  const reversed = reversedEvents(events)
  const undos = events.filter((event) => event.kind === 'undo')
  const undone = new Set(undos.map((event) => event.reverses))
  const timeline = events.filter((event) => event.kind !== 'undo' && !undone.has(event.id))
  const rounds: Round[] = []
  let begun: CsqlEvent | null = null
  const end = (by: CsqlEvent | null): void => {
    const clock = clocks.find((one) => one.kind === 'decide' && one.startedBy === begun?.id)
    const decides = by !== null && ['accept', 'return', 'reject'].includes(by.kind)
    const inTime = clock !== undefined && by !== null && by.recordedAt <= clock.dueAt
    const ceased = inTime && (!decides || reversed.has(by.id))
    if (begun !== null && clock !== undefined && !ceased && begun.figures['inferred'] === undefined) {
      rounds.push({ begun, owner: clock.ownerId, dueAt: clock.dueAt, kept: decides && inTime })
    }
    begun = null
  }
  for (const event of timeline) {
    const newAe =
      event.kind === 'reassign' && event.changes.aeId !== undefined && event.changes.aeId !== aeBefore(events, event)
    const enters = event.to === 'qualified' && (event.from !== 'qualified' || event.kind === 'reopen')
    if (begun !== null && (event.to !== 'qualified' || newAe)) end(event)
    if (enters || (event.to === 'qualified' && newAe)) begun = event
  }
  if (begun !== null) end(null)
  return rounds
}

/** Who the AE was just before an event. */
function aeBefore(events: readonly CsqlEvent[], event: CsqlEvent): PersonId | null | undefined {
  return events.find((one) => one.seq === event.seq - 1)?.aeId
}

function isLate({ row, clocks }: Item, now: Instant): boolean {
  return clocks.some(
    (clock) =>
      clock.stoppedAt === null &&
      AE_CLOCKS.includes(clock.kind) &&
      clock.dueAt < now &&
      (row.aeActedAt === null || row.aeActedAt <= clock.dueAt),
  )
}

function isActive(account: Account, contracts: readonly Contract[]): boolean {
  const own = contracts.filter((contract) => contract.accountId === account.id)
  return !account.provisional && (own.length === 0 || own.some((contract) => contract.phase !== 'churned'))
}

const over = (num: number, den: number): Ratio => ({ num, den, value: den === 0 ? null : num / den })

function middle(values: readonly number[]): Median {
  const sorted = [...values].sort((a, b) => a - b)
  const n = sorted.length
  if (n === 0) return { median: null, n }
  const half = n / 2
  return { median: n % 2 === 1 ? (sorted[(n - 1) / 2] ?? 0) : ((sorted[half - 1] ?? 0) + (sorted[half] ?? 0)) / 2, n }
}

export const perYear = (amount: number | null, period: 'month' | 'year' | null): number =>
  (amount ?? 0) * (period === 'year' ? 1 : 12)
export const perMonth = (yearly: number): number => Math.floor(yearly / 12 + 0.5)
export const sum = (values: readonly number[]): number => values.reduce((all, one) => all + one, 0)

/** What the currency was when it was estimated: as it stood before the win. */
function estimateCurrency(item: Item): string {
  const win = closing(item)
  const upTo = item.events.filter((event) => event.seq < (win?.seq ?? 0))
  const reversed = reversedEvents(item.events)
  return foldHistory(
    1,
    upTo.filter((event) => event.seq === 1 || !reversed.has(event.id)).map((event) => ({ ...event, reverses: null })),
  ).currency
}

function moneyMetrics(
  world: OracleWorld,
  span: MetricSpan,
  only: Only | null,
  { items, wins, product }: { items: readonly Item[]; wins: readonly Item[]; product: DimensionKey | undefined },
  currency: string,
): MoneyMetrics {
  const own = wins.filter(({ row }) => row.currency === currency)
  const expansion = own.filter(({ row }) => row.kind !== 'referral')
  const wonYearly = (all: readonly Item[]) => sum(all.map(({ row }) => perYear(row.wonAmount, row.wonAmountPeriod)))
  const estimated = own.filter((item) => item.row.amount !== null && estimateCurrency(item) === currency)
  const open = items.filter(
    (item) =>
      item.row.state === 'opportunity' &&
      item.row.currency === currency &&
      isOf(only, item, item.row.csmId, item.row.aeId),
  )
  const pipelined = sum(open.map(({ row }) => perYear(row.amount, row.amountPeriod)))
  const lastMonth = span.to.slice(0, 7)
  const started = items.filter((item) => {
    const { state, kind, startOn } = item.row
    const event = closing(item)
    const month = startOn?.slice(0, 7) ?? ''
    return (
      event !== undefined &&
      month > addToMonth(lastMonth, -12) &&
      month <= lastMonth &&
      state === 'won' &&
      kind !== 'referral' &&
      item.row.currency === currency &&
      isOf(only, item, event.csmId, event.aeId)
    )
  })
  const undated = items.filter((item) => {
    const { state, kind, startOn, wonOn, currency: own, wonAmount } = item.row
    const event = closing(item)
    const month = wonOn?.slice(0, 7) ?? ''
    return (
      event !== undefined &&
      month > addToMonth(lastMonth, -12) &&
      month <= lastMonth &&
      state === 'won' &&
      kind !== 'referral' &&
      startOn === null &&
      (wonAmount ?? 0) > 0 &&
      own === currency &&
      isOf(only, item, event.csmId, event.aeId)
    )
  })
  const months = Array.from({ length: 12 }, (_, n) => addToMonth(lastMonth, n - 11))
  const grown = months.map((month) => compare(world, addToMonth(month, -1), month, currency, product)?.expansion)
  const share = grown.includes(undefined)
    ? over(0, 0)
    : over(perMonth(wonYearly(started)), sum(grown.map((one) => one ?? 0)))
  const moved = compare(world, addToMonth(span.from.slice(0, 7), -1), lastMonth, currency, product)
  const year = compare(world, addToMonth(lastMonth, -12), lastMonth, currency, product)
  return {
    estimate_accuracy: {
      ...over(
        perMonth(wonYearly(estimated)),
        perMonth(sum(estimated.map(({ row }) => perYear(row.amount, row.amountPeriod)))),
      ),
      n: estimated.length,
    },
    cs_share_of_expansion: {
      ...share,
      value: started.length === 0 && undated.length > 0 ? null : share.value,
      ...{ n: started.length, undated: undated.length },
    },
    grr: over(moved?.keptAtMost ?? 0, moved?.opening ?? 0),
    nrr: over(moved?.kept ?? 0, moved?.opening ?? 0),
    annual_churn: over(year?.churned ?? 0, year?.opening ?? 0),
    expansion_mrr: { value: perMonth(wonYearly(expansion)), n: expansion.length },
    expansion_arr: { value: wonYearly(expansion), n: expansion.length },
    expansion_one_time: { value: sum(expansion.map(({ row }) => row.wonOneTime ?? 0)), n: expansion.length },
    pipeline_mrr: {
      ...{ value: perMonth(pipelined), n: open.length },
      unestimated: open.filter(({ row }) => row.amount === null).length,
    },
  }
}

interface Compared {
  opening: number
  kept: number
  keptAtMost: number
  churned: number
  expansion: number
}

/** Undefined where a month was not imported, or nothing tells amounts apart by the dimension. */
function compare(
  { snapshots }: OracleWorld,
  opening: Month,
  closing: Month,
  currency: string,
  product: DimensionKey | undefined,
): Compared | undefined {
  const imported = (month: Month) => snapshots.some((row) => row.month === month)
  if (product === undefined || !imported(opening) || !imported(closing)) return undefined
  const result: Compared = { opening: 0, kept: 0, keptAtMost: 0, churned: 0, expansion: 0 }
  const own = snapshots.filter((row) => row.currency === currency && (product === null || row.productId === product))
  for (const account of new Set(own.map((row) => row.accountId))) {
    const paid = (month: Month) =>
      sum(own.filter((row) => row.month === month && row.accountId === account).map((row) => row.amount))
    const [before, after] = [paid(opening), paid(closing)]
    if (before === 0) continue
    result.opening += before
    result.kept += after
    result.keptAtMost += Math.min(before, after)
    if (after === 0) result.churned += before
    else result.expansion += Math.max(0, after - before)
  }
  return result
}

function churnedAccounts({ snapshots }: OracleWorld, span: MetricSpan, product: DimensionKey | undefined): Ratio {
  const closing = span.to.slice(0, 7)
  const opening = addToMonth(closing, -12)
  const imported = (month: Month) => snapshots.some((row) => row.month === month)
  if (product === undefined || !imported(opening) || !imported(closing)) return over(0, 0)
  const payers = (month: Month) =>
    new Set(
      snapshots
        .filter((row) => row.month === month && row.amount > 0 && (product === null || row.productId === product))
        .map((row) => row.accountId),
    )
  const had = [...payers(opening)]
  return over(had.filter((account) => !payers(closing).has(account)).length, had.length)
}
