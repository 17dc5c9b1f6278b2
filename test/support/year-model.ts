import type { Heat } from '../../src/domain/csql.js'
import { addDays, epochDayOf, isoWeekOf, mondayOf } from '../../src/domain/days.js'
import type { Day, Instant } from '../../src/domain/time.js'
import { type Hours, nextWorkingMoment, type WorkingCalendar } from '../../src/domain/working-calendar.js'
import {
  batchMomentFrom,
  batchMomentOn,
  dueOnDay,
  endOfWorkingDayAfter,
  nextBatchMoment,
  noonOfNextWorkingDay,
  weekSlot,
} from '../../src/domain/working-moments.js'
import { addWorkingDays, addWorkingDaysToDay, workingDaysBetween } from '../../src/domain/working-time.js'
import { localDay, startOfDay } from '../../src/domain/zone-time.js'

/**
 * What a workspace's people should be written, as domain.md §4 says it: a second statement of it, which shares with the
 * program only the arithmetic of calendars. It is told of what happens and of each tick, in order, and keeps what is
 * owed by whom; at a person's first tick of a working day from ten it looks at all that they owe.
 */
export type Kind = 'decide' | 'first_contact' | 'convert' | 'update' | 'fix'

/** Working days that each kind runs where no date was given. */
const DAYS: Readonly<Record<Kind, number>> = { decide: 1, first_contact: 2, convert: 15, update: 10, fix: 5 }
const ESCALATING: readonly Kind[] = ['decide', 'first_contact']
/** Working days after which a signal stands in its CSM's Monday. */
const QUALIFY_DAYS = 10

interface Debt {
  readonly csql: number
  readonly kind: Kind
  readonly owner: string
  readonly heat: Heat
  readonly startedAt: Instant
  readonly due: Instant
  /** Working days past due of the last nudge; −1 = none yet. */
  said: number
  saidAtNoon: boolean
  /** The day on which the owner was told that the manager is next. */
  announcedOn: Day | null
  escalated: boolean
  heldUntil: Instant | null
  /** In a row. */
  snoozes: number
  /** When its owner is or was last nudged of it. */
  heardAt: Instant | null
}

/** What the manager hears of a debt, not before an instant. */
interface ForManager {
  readonly debt: Debt
  readonly step: 'escalate' | 'snoozed' | 'answered'
  readonly from: Instant
}

/** What a CSQL owes, so that it can be so again. */
export interface Remembered {
  readonly debts: readonly Debt[]
  readonly forManager: readonly ForManager[]
  readonly isOpen: boolean
}

/** So many snoozes in a row are told to the manager. */
const SNOOZES_TOLD = 3

/** The day of what somebody hears when their pause is over, whenever that will be. */
const NOT_YET: Day = '9999-12-31'

/** What was kept for somebody they hear now. */
function hear(debt: Debt, today: Day, now: Instant): void {
  if (debt.announcedOn === NOT_YET) debt.announcedOn = today
  if (debt.heardAt === Number.POSITIVE_INFINITY) debt.heardAt = now
}

/** What was not said after all is to be said again. */
function giveBack(debt: Debt, row: Row): void {
  const before = row.includes(' plus_3') ? 1 : row.includes(' plus_1') ? 0 : row.includes(' due_day') ? -1 : debt.said
  debt.said = Math.min(debt.said, before)
  if (debt.heardAt === Number.POSITIVE_INFINITY) debt.heardAt = null
  if (!row.endsWith('!')) return
  debt.announcedOn = null
  debt.heardAt = null
}

/** A decision of high heat is also said at its due time, on that day. */
const isHot = ({ kind, heat, saidAtNoon, said }: Debt): boolean =>
  kind === 'decide' && heat === 'high' && !saidAtNoon && said <= 0

/** One row of a message: `decide 12 plus_1 !`. */
export type Row = string

const dueTimeOf = ({ kind, csql }: Debt): Row => `${kind} ${csql} due_time`

export interface Batch {
  readonly purpose: 'nudge' | 'nudge_high' | 'escalation'
  readonly to: string
  readonly day: Day
  readonly rows: readonly Row[]
}

/** What a person's Monday tells them of without having been asked. */
export interface Monday {
  readonly to: string
  readonly week: string
  /** CSQLs past due, by number. */
  readonly signals: readonly number[]
}

export interface Digest {
  /** `2026-W48`. */
  readonly week: string
  /** Whether something stands in its thread: for certain where something happened that nobody can have taken back. */
  readonly details: 'yes' | 'perhaps' | 'no'
}

export interface ModelPerson {
  readonly id: string
  readonly calendar: WorkingCalendar
}

export interface ModelWorkspace {
  readonly calendar: WorkingCalendar
  readonly people: readonly ModelPerson[]
  readonly manager: ModelPerson
}

interface WorkingDay {
  readonly today: Day
  readonly from: Instant
  readonly until: Instant
  /** When the day's batch goes; null on a day off. */
  readonly ten: Instant | null
  readonly hours: Hours | null
}

export class YearModel {
  readonly batches: Batch[] = []
  /** One a week, unless nothing happened in the week before and nothing is open. */
  readonly digests: Digest[] = []
  readonly mondays: Monday[] = []
  readonly #workspace: ModelWorkspace
  readonly #calendars: ReadonlyMap<string, WorkingCalendar>
  #debts: Debt[] = []
  #sleeping: { readonly csql: number; readonly wakesAt: Instant; readonly owner: string; readonly heat: Heat }[] = []
  readonly #lookedOn = new Map<string, Day>()
  readonly #days = new Map<string, WorkingDay>()
  #nextSlot: Instant = 0
  /** What waits for the manager's next batch, and the day of the last. */
  #forManager: ForManager[] = []
  /** The first instant at which somebody's nudges come again. */
  readonly #pausedUntil = new Map<string, Instant>()
  /** What was to be said while somebody was paused: of each debt the last; and what was to be said at its due time. */
  readonly #kept = new Map<string, Map<Debt, Row>>()
  readonly #keptHigh = new Map<string, Set<Debt>>()
  readonly #highSaidOn = new Map<string, Day>()
  #managerToldOn: Day | null = null
  #firstLoggedAt: Instant | null = null
  readonly #open = new Set<number>()
  readonly #digestWeeks = new Set<string>()
  /** When something happened that a digest counts, and whether it stays so. */
  readonly #counted: { readonly at: Instant; readonly stays: boolean }[] = []
  #signals: { readonly csql: number; readonly owner: string; readonly due: Instant }[] = []
  /** Whose Monday has come, `person week`. */
  readonly #mondays = new Set<string>()
  #mondaysToCome: { readonly to: string; readonly week: string; readonly goesAt: Instant }[] = []
  #digestsToCome: { readonly week: string; readonly monday: Day; readonly goesAt: Instant }[] = []

  constructor(workspace: ModelWorkspace) {
    this.#workspace = workspace
    this.#calendars = new Map(workspace.people.map(({ id, calendar }) => [id, calendar]))
  }

  logged(csql: number, owner: string, at: Instant): void {
    this.#firstLoggedAt ??= at
    this.#open.add(csql)
    this.#signals.push({ csql, owner, due: addWorkingDays(this.#calendar(owner), at, QUALIFY_DAYS) })
    this.counts(at, true)
  }

  /** Something happens that a digest counts, and nobody takes it back where it stays. */
  counts(at: Instant, stays: boolean): void {
    this.#counted.push({ at, stays })
  }

  /** It is open no longer. */
  ended(csql: number): void {
    this.#open.delete(csql)
  }

  owes(csql: number, kind: Kind, owner: string, at: Instant, { heat, on }: { heat: Heat; on?: Day | null }): void {
    const calendar = this.#calendar(owner)
    const due =
      on != null
        ? dueOnDay(calendar, on)
        : kind === 'decide'
          ? heat === 'high'
            ? noonOfNextWorkingDay(calendar, at)
            : endOfWorkingDayAfter(calendar, at, 1)
          : addWorkingDays(calendar, at, DAYS[kind])
    const fresh = {
      said: -1,
      saidAtNoon: false,
      announcedOn: null,
      escalated: false,
      heldUntil: null,
      snoozes: 0,
      heardAt: null,
    }
    this.#debts.push({ csql, kind, owner, heat, startedAt: at, due, ...fresh })
  }

  /** Nothing of these kinds is owed any more; of all where none is named. */
  settled(csql: number, ...kinds: readonly Kind[]): void {
    const ends = (debt: Debt): boolean => debt.csql === csql && (kinds.length === 0 || kinds.includes(debt.kind))
    this.#debts = this.#debts.filter((debt) => !ends(debt))
    if (kinds.length === 0) this.#signals = this.#signals.filter((signal) => signal.csql !== csql)
    // That somebody snoozed for the third time, and what they answered, stays news.
    this.#forManager = this.#forManager.filter(({ debt, step }) => step !== 'escalate' || !ends(debt))
  }

  putOff(csql: number, until: Instant, at: Instant): void {
    const owed = this.#debts.filter((debt) => debt.csql === csql).sort((a, b) => a.due - b.due)
    // All count it, and none is held by an earlier one any more; who owes hears again of what falls due first, and of
    // what would be heard of before it is over.
    for (const [n, debt] of owed.entries()) {
      debt.snoozes += 1
      debt.heldUntil = n === 0 || debt.said >= 0 || this.#firstNudge(debt) <= until ? until : null
    }
    const told = owed.find((debt) => debt.snoozes === SNOOZES_TOLD)
    if (told !== undefined) this.#managerHears(told, 'snoozed', at)
  }

  /** An AE says what stands in the way, which changes nothing of what they owe. */
  answered(csql: number, at: Instant): void {
    const debts = this.#debts.filter((debt) => debt.csql === csql && debt.kind !== 'fix')
    const [first] = debts.sort((a, b) => a.due - b.due)
    if (first !== undefined) this.#managerHears(first, 'answered', at)
  }

  #managerHears(debt: Debt, step: 'snoozed' | 'answered', at: Instant): void {
    this.#forManager.push({ debt, step, from: nextBatchMoment(this.#workspace.manager.calendar, at + 1) })
  }

  /** Somebody hears nothing more of what they owe until a day. */
  pauses(id: string, until: Day): void {
    this.#pausedUntil.set(id, startOfDay(this.#calendar(id).zone, until))
  }

  remember(csql: number): Remembered {
    const debts = this.#debts.filter((debt) => debt.csql === csql)
    const forManager = this.#forManager.filter(({ debt }) => debts.includes(debt))
    return { debts, forManager, isOpen: this.#open.has(csql) }
  }

  /** What was done is undone: what was owed is owed again, as it was. */
  undone(csql: number, { debts, forManager, isOpen }: Remembered): void {
    this.settled(csql)
    this.#debts.push(...debts)
    this.#forManager.push(...forManager.filter((one) => !this.#forManager.includes(one)))
    if (isOpen) this.#open.add(csql)
  }

  reopened(csql: number, at: Instant): void {
    this.#open.add(csql)
    this.counts(at, false)
  }

  sleeps(csql: number, on: Day, owner: string, heat: Heat): void {
    this.settled(csql)
    this.#sleeping.push({ csql, owner, heat, wakesAt: batchMomentFrom(this.#calendar(owner), on) })
  }

  /** @returns the CSQLs that wake */
  tick(now: Instant): readonly number[] {
    const waking = this.#sleeping.filter(({ wakesAt }) => wakesAt <= now)
    this.#sleeping = this.#sleeping.filter((one) => !waking.includes(one))
    for (const { csql, owner, heat } of waking) this.owes(csql, 'decide', owner, now, { heat })
    const atNoon = this.#debts.filter((debt) => debt.due <= now && isHot(debt))
    for (const person of this.#workspace.people) this.#look(person, now, atNoon)
    this.#tellManager(now)
    for (const person of this.#workspace.people) this.#monday(person, now)
    this.#digest(now)
    return waking.map(({ csql }) => csql)
  }

  /** @param hot decisions of high heat whose due time has come */
  #look(person: ModelPerson, now: Instant, hot: readonly Debt[]): void {
    const { id } = person
    const { today, ten, isOpen } = this.#today(person, now)
    const looks = ten !== null && now >= ten && this.#lookedOn.get(id) !== today
    const keptHigh = this.#keptHigh.get(id)
    if (!isOpen || (!looks && hot.length === 0 && keptHigh === undefined)) return
    const pausedUntil = this.#pausedUntil.get(id) ?? 0
    const isPaused = now < pausedUntil
    const isOwn = (debt: Debt): boolean => debt.owner === id && (debt.heldUntil ?? 0) <= now
    const atNoon = hot.filter((debt) => isOwn(debt) && this.#isOfToday(debt, today))
    // What is said while they are paused, they hear when it is over.
    const heardAt = isPaused ? Number.POSITIVE_INFINITY : now
    for (const debt of atNoon) {
      debt.saidAtNoon = true
      debt.said = Math.max(debt.said, 0)
      debt.heardAt = heardAt
    }
    this.#highHeat(id, today, now, isPaused, atNoon)
    if (!looks) return
    this.#lookedOn.set(id, today)
    const kept = this.#kept.get(id) ?? new Map<Debt, Row>()
    for (const debt of this.#debts.filter(isOwn)) {
      for (const row of this.#nudge(debt, today, isPaused ? NOT_YET : today)) {
        kept.set(debt, row)
        debt.heardAt = heardAt
      }
    }
    if (isPaused) {
      this.#kept.set(id, kept)
      return
    }
    this.#kept.delete(id)
    const standing = [...kept].filter(([debt]) => this.#debts.includes(debt))
    for (const [debt, row] of standing) {
      if (isOwn(debt)) hear(debt, today, now)
      else giveBack(debt, row)
    }
    const rows = standing.filter(([debt]) => isOwn(debt)).map(([, row]) => row)
    this.#say('nudge', id, today, rows)
  }

  /** The one message a day of what is due at noon. */
  #highHeat(id: string, today: Day, now: Instant, isPaused: boolean, atNoon: readonly Debt[]): void {
    if (isPaused) {
      // After a pause there is one message: what was due meanwhile is a row of its batch.
      const kept = this.#kept.get(id) ?? new Map<Debt, Row>()
      for (const debt of atNoon) kept.set(debt, dueTimeOf(debt))
      this.#kept.set(id, kept)
      return
    }
    const all = new Set([...(this.#keptHigh.get(id) ?? []), ...atNoon])
    if (all.size === 0) return
    if (this.#highSaidOn.get(id) === today) {
      this.#keptHigh.set(id, all)
      return
    }
    this.#keptHigh.delete(id)
    const standing = [...all].filter((debt) => this.#debts.includes(debt) && (debt.heldUntil ?? 0) <= now)
    if (standing.length === 0) return
    this.#highSaidOn.set(id, today)
    this.#say('nudge_high', id, today, standing.map(dueTimeOf))
  }

  /** What is asked at each tick, worked out once a day. */
  #today({ id, calendar }: ModelPerson, now: Instant): WorkingDay & { readonly isOpen: boolean } {
    let found = this.#days.get(id)
    if (found === undefined || now < found.from || now >= found.until) {
      const today = localDay(calendar.zone, now)
      const [from, until] = [startOfDay(calendar.zone, today), startOfDay(calendar.zone, addDays(today, 1))]
      const hours = calendar.hours(epochDayOf(today))
      found = { today, from, until, ten: batchMomentOn(calendar, today), hours }
      this.#days.set(id, found)
    }
    const { hours } = found
    return { ...found, isOpen: hours !== null && hours.opens <= now && now < hours.closes }
  }

  #firstNudge({ owner, due, startedAt }: Debt): Instant {
    const calendar = this.#calendar(owner)
    const dueDay = localDay(calendar.zone, due)
    const onDueDay = batchMomentFrom(calendar, dueDay)
    return onDueDay >= startedAt ? onDueDay : batchMomentFrom(calendar, addWorkingDaysToDay(calendar, dueDay, 1))
  }

  #isOfToday(debt: Debt, today: Day): boolean {
    return localDay(this.#calendar(debt.owner).zone, debt.due) === today
  }

  /** Whoever put something off until a day is reminded on it, whether anything falls due then or not. */
  #nudge(debt: Debt, today: Day, heardOn: Day): readonly Row[] {
    const { heldUntil, heardAt } = debt
    const isOver = heldUntil !== null && (heardAt === null || heardAt < heldUntil)
    const reminder = isOver ? [`${debt.kind} ${debt.csql} snooze_over`] : []
    const calendar = this.#calendar(debt.owner)
    const dueDay = localDay(calendar.zone, debt.due)
    if (today < dueDay) return reminder
    const past = workingDaysBetween(calendar, dueDay, today)
    const step = past >= 3 ? 3 : past >= 1 ? 1 : 0
    const isNew = step > debt.said && !(step === 0 && (batchMomentOn(calendar, dueDay) ?? 0) < debt.startedAt)
    const escalates = ESCALATING.includes(debt.kind) && !debt.escalated
    const announcesFrom = debt.heat === 'high' ? 1 : 3
    const escalatesFrom = debt.heat === 'high' ? 3 : 5
    const announces = escalates && step >= announcesFrom
    if (escalates && past >= escalatesFrom) {
      if (debt.announcedOn !== null && debt.announcedOn < today) {
        debt.escalated = true
        this.#forManager.push({ debt, step: 'escalate', from: 0 })
        if (!isNew) return reminder
        debt.said = step
        return [`${debt.kind} ${debt.csql} plus_3`]
      }
      debt.said = 3
      debt.announcedOn = heardOn
      return [`${debt.kind} ${debt.csql} plus_3!`]
    }
    if (!isNew) return reminder
    debt.said = step
    if (announces) debt.announcedOn ??= heardOn
    const word = step === 0 ? 'due_day' : `plus_${step}`
    return [`${debt.kind} ${debt.csql} ${word}${announces ? '!' : ''}`]
  }

  /** Batched: one message a working day, at the manager's first working moment from ten. */
  #tellManager(now: Instant): void {
    if (this.#forManager.length === 0) return
    const { id } = this.#workspace.manager
    const { today, ten, isOpen } = this.#today(this.#workspace.manager, now)
    if (!isOpen || ten === null || now < ten || this.#managerToldOn === today) return
    if (now < (this.#pausedUntil.get(id) ?? 0)) return
    const due = this.#forManager.filter(({ from }) => from <= now)
    if (due.length === 0) return
    this.#forManager = this.#forManager.filter((one) => !due.includes(one))
    const rows = new Map<Debt, Row>()
    for (const { debt } of due.filter(({ step }) => step === 'escalate')) {
      // What they put off meanwhile the manager hears of when that is over.
      if ((debt.heldUntil ?? 0) <= now) rows.set(debt, `${debt.kind} ${debt.csql} escalate`)
      else debt.escalated = false
    }
    for (const { debt, step } of due.filter((one) => one.step !== 'escalate')) {
      if (!rows.has(debt)) rows.set(debt, `${debt.kind} ${debt.csql} ${step}`)
    }
    // A batch of which nothing is left has said nothing yet: what comes later that day stands in it.
    if (rows.size > 0) this.#managerToldOn = today
    this.#say('escalation', id, today, [...rows.values()])
  }

  #say(purpose: Batch['purpose'], to: string, day: Day, rows: readonly Row[]): void {
    if (rows.length > 0) this.batches.push({ purpose, to, day, rows: rows.toSorted() })
  }

  /** Signals past due, on the person's Monday at nine or at their first working moment after it in that week. */
  #monday({ id, calendar }: ModelPerson, now: Instant): void {
    const today = localDay(calendar.zone, now)
    const { label: week } = isoWeekOf(today)
    if (!this.#mondays.has(`${id} ${week}`)) {
      const slot = weekSlot(calendar, startOfDay(calendar.zone, today), 1, '09:00')
      const isToday = slot <= now && localDay(calendar.zone, slot) === today
      if (isToday && this.#signals.some(({ owner, due }) => owner === id && due < slot)) {
        this.#mondays.add(`${id} ${week}`)
        this.#mondaysToCome.push({ to: id, week, goesAt: nextWorkingMoment(calendar, now) })
      }
    }
    const going = this.#mondaysToCome.filter(({ to, goesAt }) => to === id && goesAt <= now)
    this.#mondaysToCome = this.#mondaysToCome.filter((one) => !going.includes(one))
    for (const one of going) {
      const signals = this.#signals.filter(({ owner, due }) => owner === id && due < now).map(({ csql }) => csql)
      if (one.week === week && signals.length > 0) this.mondays.push({ to: id, week, signals })
    }
  }

  /** Monday at nine, or the next opening where that is a day off; this week's and, where it was missed, last week's. */
  #digest(now: Instant): void {
    const { calendar } = this.#workspace
    const slotOf = (day: Day): Instant => weekSlot(calendar, startOfDay(calendar.zone, day), 1, '09:00')
    const today = localDay(calendar.zone, now)
    // Until the next slot comes, nothing can have become due.
    const looks = now >= this.#nextSlot
    if (looks) this.#nextSlot = Math.min(...[0, 7, 14].map((on) => slotOf(addDays(today, on))).filter((at) => at > now))
    for (const back of looks ? [7, 0] : []) {
      const day = addDays(today, -back)
      const week = isoWeekOf(day).label
      const at = slotOf(day)
      const isDue = at <= now && this.#firstLoggedAt !== null && this.#firstLoggedAt <= at
      if (!isDue || this.#digestWeeks.has(week)) continue
      this.#digestWeeks.add(week)
      const goesAt = nextWorkingMoment(this.#workspace.manager.calendar, now)
      this.#digestsToCome.push({ week, monday: mondayOf(day), goesAt })
    }
    const going = this.#digestsToCome.filter(({ goesAt }) => goesAt <= now)
    this.#digestsToCome = this.#digestsToCome.filter((one) => !going.includes(one))
    for (const { week, monday } of going) {
      const details = this.#newsBefore(monday)
      if (details !== 'no' || this.#open.size > 0) this.digests.push({ week, details })
    }
  }

  #newsBefore(monday: Day): Digest['details'] {
    const { zone } = this.#workspace.calendar
    const [from, to] = [startOfDay(zone, addDays(monday, -7)), startOfDay(zone, monday)]
    const counted = this.#counted.filter(({ at }) => at >= from && at < to)
    if (counted.some(({ stays }) => stays)) return 'yes'
    return counted.length > 0 ? 'perhaps' : 'no'
  }

  #calendar(id: string): WorkingCalendar {
    const found = this.#calendars.get(id)
    if (found === undefined) throw new Error(`nobody is ${id}`)
    return found
  }
}
