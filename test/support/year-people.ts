import { isOpen, type State } from '../../src/domain/csql.js'
import { addDays } from '../../src/domain/days.js'
import type { WorkspaceId } from '../../src/domain/ids.js'
import type { Person } from '../../src/domain/person.js'
import { NEGLECT_REASONS } from '../../src/domain/reasons.js'
import { DAY_MS, HOUR, type Instant } from '../../src/domain/time.js'
import { isWorkingTime, nextWorkingMoment, type WorkingCalendar } from '../../src/domain/working-calendar.js'
import { calendarOf } from '../../src/domain/workspace.js'
import { localDay, startOfDay } from '../../src/domain/zone-time.js'
import type { Random } from '../../src/sandbox/random.js'
import { actOnCsql } from '../../src/usecases/act-on-csql.js'
import type { Ctx } from '../../src/usecases/context.js'
import type { CsqlFields } from '../../src/usecases/csql-fields.js'
import { logSignal } from '../../src/usecases/log-signal.js'
import { pauseNudges } from '../../src/usecases/pause-nudges.js'
import type { ClockPort } from '../../src/usecases/ports.js'
import { undoAction } from '../../src/usecases/undo-action.js'
import type { Kind, Remembered } from './year-model.js'
import type { Csql, Place } from './year-places.js'

/** What nobody can take back; an acceptance may be undone, and what was rejected taken up again. */
const STAYS: readonly State[] = ['returned', 'opportunity', 'won', 'lost']
const ENDED: readonly State[] = ['withdrawn', 'rejected', 'won', 'lost']
/** Of one CSQL. */
const MOST_SNOOZES = 6
const MOST_IN_A_ROW = 3
const WITH_AE: readonly State[] = ['qualified', 'accepted', 'opportunity']
/** How likely somebody of a workspace pauses their reminders at a tick. */
const PAUSES = 0.005
/** How many signals lie for weeks before anything is done about them. */
const LYING = 0.15
/** How likely an AE says what stands in the way, where they could have acted. */
const ANSWERS = 0.08

function whoActs({ manager }: Place, { state, reopens, ae, csm }: Csql): Person {
  if (reopens) return manager
  return WITH_AE.includes(state) ? ae : csm
}

/** A notice that is owed: to whom and about what, and when it may go. */
export interface Notice {
  readonly key: string
  goesAt: Instant
  readonly calendar: WorkingCalendar
  /** It asks for something, so that it need not come once that was done. */
  readonly asks: boolean
}

/** What the people of a simulated year do, by chance, and which notices are owed for it. */
export class YearPeople {
  readonly #random: Random
  readonly #clock: ClockPort
  readonly #acting: (workspaceId: WorkspaceId, who: Person) => Ctx
  /** By workspace and CSQL. */
  readonly #notices = new Map<string, Notice[]>()
  /** Notices that may come or not: what they ask for was done before they could go. */
  readonly #lapsed: Notice[] = []

  /** @param acting the context that somebody acts with now */
  constructor(random: Random, clock: ClockPort, acting: (workspaceId: WorkspaceId, who: Person) => Ctx) {
    this.#random = random
    this.#clock = clock
    this.#acting = acting
  }

  /** Notices that must come, of all workspaces. */
  get owed(): readonly Notice[] {
    return [...this.#notices.values()].flat()
  }

  get lapsed(): readonly Notice[] {
    return this.#lapsed
  }

  /** After a time in which nothing ran, what should have gone in it goes once its reader works again. */
  late(from: Instant, now: Instant): void {
    for (const notice of this.owed) {
      if (notice.goesAt >= from && notice.goesAt < now) notice.goesAt = nextWorkingMoment(notice.calendar, now)
    }
  }

  /** The model hears of the tick that the program has had. */
  told(place: Place, at: Instant): void {
    for (const number of place.model.tick(at)) {
      const csql = place.csqls.find((one) => one.number === number)
      if (csql === undefined) continue
      csql.state = 'qualified'
      this.#owe(place, 'wake', csql.ae, csql)
      csql.actsAt = this.#later()
      place.nextAt = Math.min(place.nextAt, csql.actsAt)
    }
  }

  #later(): Instant {
    return this.#clock.now() + this.#random.pick([2 * HOUR, DAY_MS, 3 * DAY_MS, 9 * DAY_MS, 25 * DAY_MS])
  }

  #owe({ id, settings }: Place, purpose: string, to: Person, { number }: Csql): void {
    const asks = ['handover', 'returned', 'wake'].includes(purpose)
    const calendar = calendarOf(settings, to)
    const goesAt = nextWorkingMoment(calendar, this.#clock.now())
    const notices = this.#notices.get(`${id} ${number}`) ?? []
    this.#notices.set(`${id} ${number}`, notices)
    notices.push({ key: `${id} ${purpose} ${to.id} ${number}`, goesAt, calendar, asks })
  }

  /** Something is done about a CSQL: what was to be asked of somebody at their next opening need not be asked any more. */
  #lapse({ id }: Place, { number }: Csql, now: Instant, all = false): void {
    const notices = this.#notices.get(`${id} ${number}`) ?? []
    const [lapsed, standing] = [true, false].map((lapses) =>
      notices.filter(({ asks, goesAt }) => ((all || asks) && goesAt > now) === lapses),
    )
    this.#lapsed.push(...(lapsed ?? []))
    this.#notices.set(`${id} ${number}`, standing ?? [])
  }

  /** Now and then somebody wants to hear no reminders for some days. */
  async #pause(place: Place, now: Instant): Promise<void> {
    if (!this.#random.chance(PAUSES)) return
    const who = this.#random.pick([...place.aes, place.manager])
    const isResting = now < (place.pausedUntil.get(who.id) ?? 0)
    if (isResting || !isWorkingTime(calendarOf(place.settings, who), now)) return
    // What was to go already, and was held up by a fault, is not told apart from what was to go later.
    const filter = { state: 'pending', recipient: who.id, limit: 1 } as const
    const waits = await this.#acting(place.id, who).store.read((tx) => tx.deliveries.list(filter))
    if (waits.some(({ dueAt }) => dueAt <= now)) return
    const until = addDays(localDay(who.zone, now), 2 + this.#random.below(9))
    await pauseNudges(this.#acting(place.id, who), until)
    place.pausedUntil.set(who.id, startOfDay(who.zone, until))
    place.model.pauses(who.id, until)
  }

  async act(place: Place, now: Instant): Promise<void> {
    await this.#pause(place, now)
    if (now < place.nextAt) return
    while ((place.toLog[0] ?? Number.POSITIVE_INFINITY) <= now) {
      place.toLog.shift()
      await this.#log(place, now)
    }
    for (const csql of place.csqls) {
      if (csql.actsAt > now) continue
      const who = whoActs(place, csql)
      // People act in their working time.
      if (!isWorkingTime(calendarOf(place.settings, who), now)) continue
      this.#lapse(place, csql, now)
      await this.#actOn(place, csql, now)
      csql.actsAt = this.#later()
    }
    // Nothing is done about what has ended: a year's worth of it is not gone through at every tick.
    place.csqls = place.csqls.filter(({ state, reopens }) => reopens || !ENDED.includes(state))
    place.nextAt = Math.min(place.toLog[0] ?? Number.POSITIVE_INFINITY, ...place.csqls.map(({ actsAt }) => actsAt))
  }

  async #log(place: Place, now: Instant): Promise<void> {
    const csm = this.#random.pick(place.csms)
    const fields = { account: { id: place.account }, note: '席が足りない' }
    const { number } = await logSignal(this.#acting(place.id, csm), {
      line: null,
      fields,
      despiteDuplicate: true,
    } as never)
    place.model.logged(number, csm.id, now)
    const heat = this.#random.pick(['high', 'medium', 'low'] as const)
    place.csqls.push({
      number,
      csm,
      ae: this.#random.pick(place.aes),
      heat,
      state: 'signal',
      actsAt: now + (this.#random.chance(LYING) ? (8 + this.#random.below(30)) * DAY_MS : HOUR),
      snoozes: 0,
      reopens: false,
    })
  }

  async #do(place: Place, csql: Csql, who: Person, action: string, fields: CsqlFields = {}): Promise<void> {
    const input = { number: csql.number, version: null, action, fields, despiteDuplicate: true } as never
    await actOnCsql(this.#acting(place.id, who), input)
  }

  async #actOn(place: Place, csql: Csql, now: Instant): Promise<void> {
    const { ae, csm } = csql
    const day = (person: Person, days: number) => addDays(localDay(person.zone, now), days)
    const owe = (kind: Kind, owner: Person, on?: string | null): void =>
      place.model.owes(csql.number, kind, owner.id, now, { heat: csql.heat, on: on ?? null })
    const move = (state: State): void => {
      csql.state = state
      if (state !== 'withdrawn') place.model.counts(now, STAYS.includes(state))
      if (!isOpen(state)) place.model.ended(csql.number)
      place.model.settled(csql.number)
    }
    const before = { ...place.model.remember(csql.number), state: csql.state }
    if (csql.reopens) return this.#reopen(place, csql, now, owe)
    // Who has put something off is likely to do it again.
    const again = csql.snoozes % MOST_IN_A_ROW > 0 && WITH_AE.includes(csql.state)
    if (again && this.#random.chance(0.6)) return this.#snooze(place, csql, now)
    if (WITH_AE.includes(csql.state) && this.#random.chance(ANSWERS)) {
      await this.#do(place, csql, ae, 'neglect', { reason: this.#random.pick(NEGLECT_REASONS) })
      return place.model.answered(csql.number, now)
    }
    switch (`${csql.state} ${this.#random.below(6)}`) {
      case 'signal 0':
        await this.#do(place, csql, csm, 'withdraw', { reason: 'logged_by_mistake' })
        return move('withdrawn')
      case 'signal 1':
      case 'signal 2':
      case 'signal 3':
      case 'signal 4':
      case 'signal 5':
      case 'returned 0':
      case 'returned 1':
      case 'returned 2':
        return this.#handOver(place, csql, now)
      case 'returned 3': {
        const on = day(csm, 4)
        await this.#do(place, csql, csm, 'plan_fix', { fix_on: on })
        place.model.settled(csql.number, 'fix')
        return owe('fix', csm, on)
      }
      case 'qualified 0':
      case 'qualified 1':
        await this.#accept(place, csql, day(ae, 3), owe, move)
        if (this.#random.chance(0.4)) await this.#undo(place, csql, ae, before)
        return
      case 'qualified 2':
        await this.#do(place, csql, ae, 'return', { missing: ['timing'] })
        move('returned')
        this.#owe(place, 'returned', csm, csql)
        return owe('fix', csm)
      case 'qualified 3':
        await this.#do(place, csql, ae, 'reject', { reason: 'no_budget' })
        move('rejected')
        csql.reopens = this.#random.chance(0.4)
        return this.#owe(place, 'decision', csm, csql)
      case 'qualified 4': {
        const on = day(ae, 12)
        await this.#do(place, csql, ae, 'nurture', { recheck_on: on, reason: 'next_budget' })
        csql.state = 'nurturing'
        csql.actsAt = Number.POSITIVE_INFINITY
        place.model.sleeps(csql.number, on, ae.id, csql.heat)
        return this.#owe(place, 'decision', csm, csql)
      }
      case 'qualified 5':
        return this.#snoozeOrReassign(place, csql, now, owe)
      case 'accepted 0':
      case 'accepted 1':
      case 'opportunity 0':
      case 'opportunity 1': {
        const on = day(ae, 1 + this.#random.below(9))
        await this.#do(place, csql, ae, 'update', { progress: 'contacted', next_on: on })
        place.model.settled(csql.number)
        return owe(csql.state === 'accepted' ? 'convert' : 'update', ae, on)
      }
      case 'accepted 2':
      case 'accepted 3': {
        const money = { amount: 1000, amount_period: 'month', close_month: '2027-12' } as const
        await this.#do(place, csql, ae, 'convert', money)
        move('opportunity')
        this.#owe(place, 'decision', csm, csql)
        return owe('update', ae)
      }
      case 'accepted 4':
      case 'opportunity 2':
        return this.#snooze(place, csql, now)
      case 'opportunity 3': {
        await this.#do(place, csql, ae, 'win', {
          amount: 1000,
          amount_period: 'month',
          won_on: localDay(place.settings.zone, now),
        })
        move('won')
        return this.#owe(place, 'won', csm, csql)
      }
      case 'opportunity 4': {
        await this.#do(place, csql, ae, 'lose', { reason: 'price', lost_on: localDay(place.settings.zone, now) })
        move('lost')
        return this.#owe(place, 'decision', csm, csql)
      }
      default:
    }
  }

  async #handOver(place: Place, csql: Csql, now: Instant): Promise<void> {
    const lead = { kind: 'upsell', source: 'cs_activity', problem: '席が足りない', changed: '予算を聞いた' } as const
    const contact = { name: '大槻', title: null }
    const fields = { ...lead, contact, checklist: [], product: place.product, ae: csql.ae.id, heat: csql.heat }
    await this.#do(place, csql, csql.csm, 'qualify', fields)
    place.model.counts(now, csql.state === 'signal')
    csql.state = 'qualified'
    place.model.settled(csql.number)
    place.model.owes(csql.number, 'decide', csql.ae.id, now, { heat: csql.heat })
    this.#owe(place, 'handover', csql.ae, csql)
  }

  async #accept(
    place: Place,
    csql: Csql,
    on: string,
    owe: (kind: Kind, owner: Person, on?: string | null) => void,
    move: (state: State) => void,
  ): Promise<void> {
    const { ae, csm } = csql
    await this.#do(place, csql, ae, 'accept', { next_on: on })
    move('accepted')
    this.#owe(place, 'decision', csm, csql)
    owe('first_contact', ae, on)
    owe('convert', ae)
  }

  async #reopen(place: Place, csql: Csql, now: Instant, owe: (kind: Kind, owner: Person) => void): Promise<void> {
    await this.#do(place, csql, place.manager, 'reopen', { note: '次の予算が出た' })
    // What was decided and is no more need not be told to whoever has not heard of it yet.
    this.#lapse(place, csql, now, true)
    csql.reopens = false
    csql.state = 'qualified'
    place.model.reopened(csql.number, now)
    owe('decide', csql.ae)
    this.#owe(place, 'handover', csql.ae, csql)
    this.#owe(place, 'assigned', csql.csm, csql)
  }

  /** Somebody takes back at once what they did: nobody is told of that, and what they were told of it may have come. */
  async #undo(place: Place, csql: Csql, who: Person, before: Remembered & { readonly state: State }): Promise<void> {
    await undoAction(this.#acting(place.id, who), { number: csql.number })
    csql.state = before.state
    place.model.undone(csql.number, before)
    const key = `${place.id} ${csql.number}`
    const owed = this.#notices.get(key) ?? []
    this.#lapsed.push(...owed.slice(-1))
    this.#notices.set(key, owed.slice(0, -1))
  }

  async #snoozeOrReassign(
    place: Place,
    csql: Csql,
    now: Instant,
    owe: (kind: Kind, owner: Person) => void,
  ): Promise<void> {
    if (this.#random.chance(0.5)) return this.#snooze(place, csql, now)
    const old = csql.ae
    const next = place.aes.find((one) => one.id !== old.id) ?? old
    await this.#do(place, csql, place.manager, 'reassign', { ae: next.id })
    csql.ae = next
    place.model.settled(csql.number)
    this.#owe(place, 'handover', next, csql)
    this.#owe(place, 'assigned', old, csql)
    this.#owe(place, 'assigned', csql.csm, csql)
    owe('decide', next)
  }

  async #snooze(place: Place, csql: Csql, now: Instant): Promise<void> {
    if (csql.snoozes === MOST_SNOOZES) return
    csql.snoozes += 1
    const { zone } = csql.ae
    const until = startOfDay(zone, addDays(localDay(zone, now), this.#random.pick([1, 3, 8])))
    await this.#do(place, csql, csql.ae, 'snooze', { until })
    place.model.putOff(csql.number, until, now)
  }
}
