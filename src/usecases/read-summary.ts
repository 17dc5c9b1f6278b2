import type { Clock } from '../domain/clock.js'
import type { Csql, State } from '../domain/csql.js'
import { addDays, isoWeekOf, mondayOf } from '../domain/days.js'
import type { Delivery } from '../domain/delivery.js'
import { PersonId } from '../domain/ids.js'
import type { Person } from '../domain/person.js'
import { rolesOf } from '../domain/person.js'
import { SUMMARY_ROWS, type Summary, type SummaryList, type SummaryRow } from '../domain/summary.js'
import type { Instant } from '../domain/time.js'
import type { WorkingCalendar } from '../domain/working-calendar.js'
import { workingDaysBetween } from '../domain/working-time.js'
import { calendarOf } from '../domain/workspace.js'
import { localDay, startOfDay } from '../domain/zone-time.js'
import type { Ctx } from './context.js'
import { accountName } from './digest-figures.js'
import type { CsqlMatch, Tx } from './ports.js'
import { readOverdueSignals } from './read-overdue-signals.js'

/** Rows of each list; the rest is a count. */
const SHOWN = SUMMARY_ROWS
/** What an AE, or time, made of a CSM's CSQLs. */
const OUTCOMES: readonly State[] = ['accepted', 'opportunity', 'won', 'lost', 'rejected', 'nurturing']

/** What a person's own Monday says now; null = there is nothing to tell. */
export async function readSummary(
  ctx: Ctx,
  delivery: Pick<Delivery, 'recipient' | 'occasion'>,
): Promise<Summary | null> {
  const id = PersonId.parse(delivery.recipient)
  const pastDue = await readOverdueSignals(ctx, id, SHOWN)
  const overdue = {
    rows: pastDue.rows.map(({ details: { csql, account }, workingDays }) => ({
      ...{ number: csql.number, accountName: account.name, overdueDays: Math.max(1, workingDays) },
    })),
    total: pastDue.total,
  }
  return ctx.store.read(async (tx) => {
    const person = await tx.people.get(id)
    if (person === null) return null
    const choice = await tx.summaries.choiceOf(person.id)
    const isWanted = choice?.wanted === true
    if (choice !== null && !isWanted) return null
    const calendar = calendarOf(await tx.settings.get(), person)
    const today = localDay(calendar.zone, ctx.now)
    // One that a leave or a pause carried into another week has that week's behind it.
    if (isoWeekOf(today).label !== delivery.occasion || (person.pausedUntil ?? today) > today) return null
    const reading: Reading = { tx, person, calendar, now: ctx.now, overdue }
    const told = { ...overdueOnly(reading, delivery.occasion), isWanted }
    const summary = isWanted ? { ...told, ...(await wholeWeek(reading)) } : told
    return isEmpty(summary) ? null : summary
  })
}

interface Reading {
  readonly tx: Tx
  readonly person: Person
  readonly calendar: WorkingCalendar
  readonly now: Instant
  /** Signals past due. */
  readonly overdue: SummaryList
}

const NONE = { rows: [], total: 0 }

function overdueOnly({ calendar, now, overdue }: Reading, week: string): Summary {
  return {
    ...{ week, today: localDay(calendar.zone, now), isWanted: false, overdueSignals: overdue },
    ...{ signals: NONE, returned: NONE, waitingOnAes: NONE, outcomes: NONE },
    ...{ toDecide: NONE, toUpdate: NONE, team: null },
  }
}

async function wholeWeek(reading: Reading): Promise<Partial<Summary>> {
  const { tx, person, now } = reading
  const csmId = person.id
  const aeId = person.id
  return {
    ...(await signalsOf(reading)),
    returned: await listOf(reading, { csmId, states: ['returned'] }),
    waitingOnAes: await listOf(reading, { csmId, states: ['qualified'] }),
    outcomes: await outcomesOf(reading),
    toDecide: await listOf(reading, { aeId, states: ['qualified'] }),
    toUpdate: await listOf(reading, { aeId, states: ['accepted', 'opportunity'], overdueAt: now }),
    team: rolesOf(person).has('manager') ? await teamOf(tx, now) : null,
  }
}

async function listOf(reading: Reading, filter: CsqlMatch): Promise<SummaryList> {
  const { tx, calendar, now } = reading
  const { rows, total } = await tx.csqls.list({ ...filter, limit: SHOWN })
  const clocks = await tx.clocks.running(rows.map(({ id }) => id))
  const listed: SummaryRow[] = []
  for (const csql of rows) {
    const due = clocks.filter((clock) => clock.csqlId === csql.id && isPastDue(clock, now))
    const days = due.map((clock) => daysPast(clock, calendar, now))
    listed.push(await rowOf(reading, csql, days.length === 0 ? null : Math.max(...days)))
  }
  return { rows: listed, total }
}

/** All in one list: those past due first, then the oldest. */
async function signalsOf(reading: Reading): Promise<Pick<Summary, 'signals' | 'overdueSignals'>> {
  const { overdue } = reading
  const { rows, total } = await listOf(reading, { csmId: reading.person.id, states: ['signal'] })
  const others = rows.filter(({ number }) => !overdue.rows.some((row) => row.number === number))
  return { overdueSignals: NONE, signals: { rows: [...overdue.rows, ...others].slice(0, SHOWN), total } }
}

/** What became of the person's CSQLs since last Monday. */
async function outcomesOf({ tx, person, calendar, now }: Reading): Promise<Summary['outcomes']> {
  const since = startOfDay(calendar.zone, addDays(mondayOf(localDay(calendar.zone, now)), -7))
  const { rows, total } = await tx.csqls.list({ csmId: person.id, states: OUTCOMES, changedSince: since, limit: SHOWN })
  const outcomes: Summary['outcomes']['rows'][number][] = []
  for (const csql of rows) {
    outcomes.push({ number: csql.number, accountName: await accountName(tx, csql), state: csql.state })
  }
  return { rows: outcomes, total }
}

async function teamOf(tx: Tx, now: Instant): Promise<NonNullable<Summary['team']>> {
  const total = (filter: CsqlMatch) => tx.csqls.count(filter)
  return {
    waiting: await total({ states: ['qualified'] }),
    overdue: (await tx.figures.overdue(now, 0)).total,
    unassigned: await total({ states: ['qualified'], unassigned: true }),
  }
}

const rowOf = async ({ tx }: Reading, csql: Csql, overdueDays: number | null): Promise<SummaryRow> => ({
  ...{ number: csql.number, accountName: await accountName(tx, csql), overdueDays },
})

/** What was put off is not late meanwhile. */
const isPastDue = ({ kind, dueAt, snoozedUntil }: Clock, now: Instant): boolean =>
  kind !== 'wake' && dueAt < now && (snoozedUntil ?? now) <= now

/** At least one: what fell due this morning is past due too. */
const daysPast = ({ dueAt }: Clock, calendar: WorkingCalendar, now: Instant): number =>
  Math.max(1, workingDaysBetween(calendar, localDay(calendar.zone, dueAt), localDay(calendar.zone, now)))

function isEmpty({
  overdueSignals,
  signals,
  returned,
  waitingOnAes,
  outcomes,
  toDecide,
  toUpdate,
  team,
}: Summary): boolean {
  const lists = [overdueSignals, signals, returned, waitingOnAes, outcomes, toDecide, toUpdate]
  const counts = team === null ? [] : [team.waiting, team.overdue, team.unassigned]
  return lists.every(({ total }) => total === 0) && counts.every((n) => n === 0)
}
