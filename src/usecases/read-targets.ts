import { exact, monthlyOf } from '../domain/amounts.js'
import { addDays } from '../domain/days.js'
import type { FiscalQuarter } from '../domain/fiscal.js'
import type { PersonId } from '../domain/ids.js'
import type { MetricSpan } from '../domain/metrics.js'
import type { Person } from '../domain/person.js'
import type { QuarterTargets } from '../domain/report.js'
import { CREDITED_AS, type Pace, type Target, type TargetProgress, WHOLE_TEAM } from '../domain/target.js'
import type { Day, Instant } from '../domain/time.js'
import { workingDaysBetween } from '../domain/working-time.js'
import { calendarOf, type Settings } from '../domain/workspace.js'
import { localDay } from '../domain/zone-time.js'
import type { CountsBy, Credited, CreditedCounts, Tx } from './ports.js'

/** The targets of a fiscal quarter and how far each has come; the pace is that of the workspace's working days. */
export async function readTargetProgress(tx: Tx, quarter: FiscalQuarter, now: Instant): Promise<QuarterTargets> {
  const settings = await tx.settings.get()
  const targets = await tx.targets.of(quarter.fiscalYear, quarter.quarter)
  const pace = paceOf(quarter, settings, localDay(settings.zone, now))
  const { currency } = settings
  if (targets.length === 0) return { quarter, pace, currency, progress: [] }
  const { from, to } = quarter
  const span: MetricSpan = { from, to, zone: settings.zone, currency, now }
  const people = new Map((await tx.people.all()).map((person) => [person.id, person]))
  const counts = await countsOf(tx, span, targets, [...people.values()])
  const progress = targets.map((target): TargetProgress => {
    const reached = amountOf(target, counts.get(target))
    const onPace = reached * pace.total >= target.value * pace.elapsed
    const personName = people.get(target.subject as PersonId)?.name ?? null
    return { target, personName, reached, share: target.value === 0 ? null : reached / target.value, onPace }
  })
  return { quarter, pace, currency, progress }
}

/**
 * Of a quarter's targets, those that a channel may show: everybody's and the sources'. A person's are theirs and managers'
 * to see, and a team is called by its manager: names stand only beside wins and quick follow-up (domain.md §4).
 */
export const nameless = ({ progress, ...of }: QuarterTargets): QuarterTargets => ({
  ...of,
  progress: progress.filter(
    ({ target: { subjectKind, subject } }) =>
      subjectKind === 'source' || (subjectKind === 'team' && subject === WHOLE_TEAM),
  ),
})

function paceOf({ from, to }: FiscalQuarter, settings: Settings, today: Day): Pace {
  const calendar = calendarOf(settings, null)
  const before = addDays(from, -1)
  const until = today < before ? before : today > to ? to : today
  return { elapsed: workingDaysBetween(calendar, before, until), total: workingDaysBetween(calendar, before, to) }
}

/** What each target counts. Only what some target asks for is read. */
async function countsOf(
  tx: Tx,
  span: MetricSpan,
  targets: readonly Target[],
  people: readonly Person[],
): Promise<ReadonlyMap<Target, CreditedCounts | undefined>> {
  const asked = targets.map((target) => ({ target, only: countedFor(target, people) }))
  const views = new Set(asked.flatMap(({ only }) => (only === null ? [null] : only.by === 'source' ? [only.by] : [])))
  const counts: CountsBy = views.size === 0 ? new Map() : await tx.metrics.counts(span, [...views])
  const groups = asked.flatMap(({ only }) => (only?.by === 'people' ? [only.people] : []))
  const credited = groups.length === 0 ? [] : await tx.metrics.credited(span, groups)
  return new Map(
    asked.map(({ target, only }) => {
      if (only === null) return [target, counts.get(null)?.[0]]
      if (only.by === 'people') return [target, credited[groups.indexOf(only.people)]]
      return [target, counts.get('source')?.find(({ key }) => key === only.key)]
    }),
  )
}

/**
 * Whose CSQLs a target counts; null for everybody's. A team's are what any of its people is the CSM or the AE of: what its
 * CSM handed to its AE is one CSQL, and counts once.
 */
export function countedFor(
  { subjectKind, subject, creditedAs }: Target,
  people: readonly Person[],
): { by: 'source'; key: string } | { by: 'people'; people: readonly Credited[] } | null {
  if (subjectKind === 'source') return { by: 'source', key: subject }
  if (subjectKind === 'team' && subject === WHOLE_TEAM) return null
  const isMember = ({ id, managerId }: Person) => (subjectKind === 'person' ? id === subject : managerId === subject)
  const as = creditedAs === null ? CREDITED_AS : [creditedAs]
  return {
    by: 'people',
    people: people.filter(isMember).flatMap(({ id }) => as.map((one): Credited => ({ as: one, id }))),
  }
}

/** Sums are rounded once, at the end. */
function amountOf({ metric, currency }: Target, counts: CreditedCounts | undefined): number {
  if (metric === 'csqls') return counts?.csqls ?? 0
  if (metric === 'opportunities') return counts?.converted ?? 0
  const wins = metric === 'mrr_won' ? counts?.expansion : counts?.wins
  const won = wins?.find((sum) => sum.currency === currency)
  if (won === undefined) return 0
  return metric === 'mrr_won' ? monthlyOf(won.yearly) : exact(won.yearly + won.oneTime)
}
