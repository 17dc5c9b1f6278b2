import { exact, monthlyOf } from '../domain/amounts.js'
import { addDays } from '../domain/days.js'
import type { FiscalQuarter } from '../domain/fiscal.js'
import type { PersonId } from '../domain/ids.js'
import type { Dimension, DimensionKey, MetricSpan } from '../domain/metrics.js'
import { type Person, rolesOf } from '../domain/person.js'
import type { QuarterTargets } from '../domain/report.js'
import { creditedAs, type Pace, type Target, type TargetProgress, WHOLE_TEAM } from '../domain/target.js'
import type { Day, Instant } from '../domain/time.js'
import { workingDaysBetween } from '../domain/working-time.js'
import { calendarOf, type Settings } from '../domain/workspace.js'
import { localDay } from '../domain/zone-time.js'
import type { Credited, FigureCounts, Tx } from './ports.js'

/** The targets of a fiscal quarter and how far each has come; the pace is that of the workspace's working days. */
export async function readTargetProgress(tx: Tx, quarter: FiscalQuarter, now: Instant): Promise<QuarterTargets> {
  const settings = await tx.settings.get()
  const targets = await tx.targets.of(quarter.fiscalYear, quarter.quarter)
  const pace = paceOf(quarter, settings, localDay(settings.zone, now))
  if (targets.length === 0) return { quarter, pace, progress: [] }
  const { from, to } = quarter
  const span: MetricSpan = { from, to, zone: settings.zone, currency: settings.currency, now }
  const people = new Map((await tx.people.all()).map((person) => [person.id, person]))
  const counts = await countsBy(tx, span, targets)
  const progress = targets.map((target): TargetProgress => {
    const reached = reachedBy(target, counts, people)
    const onPace = reached * pace.total >= target.value * pace.elapsed
    const personName = people.get(target.subject as PersonId)?.name ?? null
    return { target, personName, reached, share: target.value === 0 ? null : reached / target.value, onPace }
  })
  return { quarter, pace, progress }
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

type Counts = ReadonlyMap<Dimension | null, ReadonlyMap<DimensionKey, FigureCounts>>

/** Only what some target asks for. */
async function countsBy(tx: Tx, span: MetricSpan, targets: readonly Target[]): Promise<Counts> {
  const needed = new Set(targets.flatMap((target) => dimensionsOf(target)))
  const counts = await tx.metrics.counts(span, [...needed])
  return new Map([...counts].map(([by, rows]) => [by, new Map(rows.map((row) => [row.key, row]))]))
}

function dimensionsOf({ subjectKind, subject }: Target): readonly (Dimension | null)[] {
  if (subjectKind === 'source') return ['source']
  return subjectKind === 'team' && subject === WHOLE_TEAM ? [null] : ['csm', 'ae']
}

function reachedBy(target: Target, counts: Counts, people: ReadonlyMap<PersonId, Person>): number {
  const only = countedFor(target, [...people.values()])
  if (only === null) return amountOf(target, [counts.get(null)?.get(null)])
  if (only.by !== 'people') return amountOf(target, [counts.get(only.by)?.get(only.key)])
  return amountOf(
    target,
    only.people.map(({ as, id }) => counts.get(as)?.get(id)),
  )
}

/** Whose CSQLs a target counts; null for everybody's. */
export function countedFor(
  { subjectKind, subject, metric }: Target,
  people: readonly Person[],
): { by: 'source'; key: string } | { by: 'people'; people: readonly Credited[] } | null {
  if (subjectKind === 'source') return { by: 'source', key: subject }
  if (subjectKind === 'team' && subject === WHOLE_TEAM) return null
  const isMember = ({ id, managerId }: Person) => (subjectKind === 'person' ? id === subject : managerId === subject)
  return {
    by: 'people',
    people: people.filter(isMember).map((person) => ({ as: creditedAs(rolesOf(person), metric), id: person.id })),
  }
}

/** Of several rows, summed before anything is rounded. */
function amountOf({ metric, currency }: Target, rows: readonly (FigureCounts | undefined)[]): number {
  const all = rows.filter((row) => row !== undefined)
  if (metric === 'csqls') return all.reduce((sum, row) => sum + row.csqls, 0)
  if (metric === 'opportunities') return all.reduce((sum, row) => sum + row.converted, 0)
  const wins = all.flatMap((row) => row.wins).filter((sum) => sum.currency === currency)
  const yearly = wins.reduce((sum, one) => sum + one.yearly, 0n)
  const once = wins.reduce((sum, one) => sum + one.oneTime, 0n)
  return metric === 'mrr_won' ? monthlyOf(yearly) : exact(yearly + once)
}
