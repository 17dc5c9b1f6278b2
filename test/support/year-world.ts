import { type Heat, isOpen, type State } from '../../src/domain/csql.js'
import { addDays } from '../../src/domain/days.js'
import type { Delivery, Purpose } from '../../src/domain/delivery.js'
import { AccountId, PersonId, ProductId, WorkspaceId } from '../../src/domain/ids.js'
import { LOOSE_SPAN } from '../../src/domain/loose-batches.js'
import { actorOf, type Person, SYSTEM } from '../../src/domain/person.js'
import { NEGLECT_REASONS } from '../../src/domain/reasons.js'
import { DAY_MS, HOUR, type Instant, MINUTE } from '../../src/domain/time.js'
import { isWorkingTime, nextWorkingMoment } from '../../src/domain/working-calendar.js'
import { calendarOf, Settings } from '../../src/domain/workspace.js'
import { localDay, startOfDay } from '../../src/domain/zone-time.js'
import { createDeliveryWorker, type DeliveryWorker } from '../../src/jobs/delivery-worker.js'
import { scheduledSteps } from '../../src/jobs/scheduled-steps.js'
import type { Step } from '../../src/jobs/scheduler.js'
import { HandClock } from '../../src/sandbox/hand-clock.js'
import { Random } from '../../src/sandbox/random.js'
import { createComposer } from '../../src/slack/compose/composer.js'
import { AccountNames } from '../../src/usecases/account-names.js'
import { actOnCsql } from '../../src/usecases/act-on-csql.js'
import type { Ctx } from '../../src/usecases/context.js'
import type { CsqlFields } from '../../src/usecases/csql-fields.js'
import { logSignal } from '../../src/usecases/log-signal.js'
import { pauseNudges } from '../../src/usecases/pause-nudges.js'
import type { Composed, Store } from '../../src/usecases/ports.js'
import { readBatch } from '../../src/usecases/read-batch.js'
import { readEdited } from '../../src/usecases/read-delivery.js'
import { readOverdueSignals } from '../../src/usecases/read-overdue-signals.js'
import { undoAction } from '../../src/usecases/undo-action.js'
import { anAccount, aPerson, aProduct, CountingIds } from './database.js'
import { KeptLog } from './log.js'
import { placeOf, QuickSlack } from './quick-slack.js'
import { type Kind, type Remembered, YearModel } from './year-model.js'

export interface YearOptions {
  readonly seed: number
  readonly workspaces: number
  /** In all. */
  readonly csqls: number
  readonly days: number
  /** How likely each call to Slack goes wrong. */
  readonly trouble: number
  /** What the scheduler's steps run with, to see that a fault is found. */
  readonly around?: (ctx: Ctx) => Ctx
  /** What people act with, likewise. */
  readonly acting?: (ctx: Ctx) => Ctx
}

export interface YearResult {
  readonly expected: number
  readonly messages: number
  readonly notices: number
  /** Batches and digests that the model says, and nobody got; notices that never came. */
  readonly lost: readonly string[]
  /** What was said that the model does not say, or twice. */
  readonly doubled: readonly string[]
  readonly outside: readonly string[]
  readonly harmed: number
  readonly restarts: number
}

const TICK = 30 * MINUTE
/** People act a while after a tick, so that nothing happens at the very instant of one. */
const ACT_AFTER = 7 * MINUTE
/** How often the worker looks while something is due that it may not send yet (ms). */
const LOOKS = 5000
const PLACES = [
  ['Asia/Tokyo', 'JP'],
  ['Europe/Berlin', 'DE'],
  ['America/New_York', 'US'],
  ['America/Sao_Paulo', 'BR'],
  ['Asia/Kolkata', 'IN'],
  ['Australia/Adelaide', 'AU'],
] as const
/** A file in a digest's thread is no message. */
const UNTOLD: readonly Purpose[] = ['digest_csv']
/** What comes once a slot: a day's, or a week's. */
const SLOTTED: readonly Purpose[] = ['nudge', 'nudge_high', 'escalation', 'digest', 'digest_details', 'summary']
/** What nobody can take back; an acceptance may be undone, and what was rejected taken up again. */
const STAYS: readonly State[] = ['returned', 'opportunity', 'won', 'lost']
const START = Date.parse('2026-03-02T00:00:00Z')

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

interface Csql {
  readonly number: number
  readonly csm: Person
  ae: Person
  heat: Heat
  state: State
  /** When something is done about it next. */
  actsAt: Instant
  snoozes: number
  /** The manager will not let it end so. */
  reopens: boolean
}

function whoActs({ manager }: Place, { state, reopens, ae, csm }: Csql): Person {
  if (reopens) return manager
  return WITH_AE.includes(state) ? ae : csm
}

interface Place {
  readonly id: WorkspaceId
  readonly settings: Settings
  readonly csms: readonly Person[]
  readonly aes: readonly Person[]
  readonly manager: Person
  readonly account: AccountId
  readonly product: ProductId
  readonly model: YearModel
  /** Those that are open. */
  csqls: Csql[]
  /** When the next ones are logged. */
  readonly toLog: Instant[]
  /** When something is done next. */
  nextAt: Instant
  readonly pausedUntil: Map<PersonId, Instant>
}

/** A notice that is owed: to whom and about what, and when it may go. */
interface Notice {
  readonly key: string
  readonly goesAt: Instant
  /** It asks for something, so that it need not come once that was done. */
  readonly asks: boolean
}

/** Runs the world and its model side by side, and compares what people were written with what the model says. */
export async function simulateYear(store: Store, options: YearOptions): Promise<YearResult> {
  const world = new YearWorld(store, options)
  await world.begin()
  await world.run()
  return world.compare()
}

class YearWorld {
  readonly #store: Store
  readonly #options: YearOptions
  readonly #random: Random
  readonly #clock = new HandClock(START)
  readonly #slack: QuickSlack
  readonly #ids = new CountingIds('y')
  readonly #places: Place[] = []
  /** By workspace and CSQL. */
  readonly #notices = new Map<string, Notice[]>()
  /** Notices that may come or not: what they ask for was done before they could go. */
  readonly #lapsed: Notice[] = []
  /** What each delivery said when it was composed last. */
  readonly #said = new Map<string, { readonly delivery: Delivery; readonly rows: readonly string[] }>()
  readonly #accountNames = new AccountNames()
  #worker: DeliveryWorker
  #steps: readonly Step[]
  #restarts = 0
  /** How many calls had gone wrong when nothing was in doubt any more. */
  #clearedUp = 0

  constructor(store: Store, options: YearOptions) {
    this.#store = store
    this.#options = options
    this.#random = new Random(options.seed)
    this.#slack = new QuickSlack(this.#clock, new Random(options.seed + 1))
    this.#slack.trouble = options.trouble
    this.#worker = this.#newWorker()
    this.#steps = this.#newSteps()
  }

  async begin(): Promise<void> {
    const each = Math.ceil(this.#options.csqls / this.#options.workspaces)
    for (let n = 0; n < this.#options.workspaces; n += 1) this.#places.push(await this.#openPlace(n, each))
  }

  async run(): Promise<void> {
    const end = this.#end
    let downUntil = 0
    for (let at = START; at < end; at += TICK) {
      if (at < downUntil) continue
      if (this.#clock.now() < downUntil) await this.#rise(at)
      else await this.#until(at)
      for (const step of this.#steps) await step.run(at)
      for (const place of this.#places) this.#told(place, at)
      await this.#settle(at + ACT_AFTER)
      this.#clock.set(at + ACT_AFTER)
      await Promise.all(this.#places.map((place) => this.#act(place, at + ACT_AFTER)))
      await this.#settle(at + TICK - 1)
      if (this.#random.chance(0.004)) this.#restart()
      if (this.#random.chance(0.0006)) downUntil = at + this.#random.pick([3 * HOUR, 20 * HOUR, 72 * HOUR])
    }
    this.#slack.trouble = 0
    await this.#settle(end + HOUR)
  }

  get #end(): Instant {
    return START + this.#options.days * DAY_MS
  }

  compare(): YearResult {
    const stands = this.#standing()
    const due = [...this.#notices.values()].flat().filter(({ goesAt }) => goesAt < this.#end)
    const expected = [...this.#places.flatMap((place) => this.#expected(place)), ...due.map(({ key }) => key)]
    const owed = new Tally(expected)
    const unexpected = stands.filter(({ key, onItsDay }) => !owed.take(key) && !owed.take(onItsDay))
    const lapsed = new Tally([...this.#lapsed.map(({ key }) => key), ...this.#places.flatMap(perhaps)])
    const mayCome = this.#spaced(stands)
    // What falls due after the last tick is nobody's to compare.
    const doubled = unexpected.filter(({ key, at, id }) => at < this.#end && !lapsed.take(key) && !mayCome.has(id))
    return {
      expected: expected.length,
      messages: stands.length,
      notices: due.length,
      lost: owed.left(),
      doubled: doubled.map(({ key, at }) => `${new Date(at).toISOString()} ${key}`),
      outside: stands.filter(({ inside }) => !inside).map(({ key, at }) => `${new Date(at).toISOString()} ${key}`),
      ...{ harmed: this.#slack.harmed, restarts: this.#restarts },
    }
  }

  #expected({ id, model, manager }: Place): readonly string[] {
    return [
      ...model.batches.map(({ purpose, to, day, rows }) => `${id} ${purpose} ${to} ${day}: ${rows.join(', ')}`),
      ...model.digests.map(({ week }) => `${id} digest ${manager.id} ${week}: `),
      ...model.digests.filter(({ details }) => details === 'yes').map(({ week }) => detailsKey(id, manager, week)),
      ...model.mondays.map(
        ({ to, week, signals }) => `${id} summary ${to} ${week}: ${signals.toSorted((a, b) => a - b).join(' ')}`,
      ),
    ]
  }

  /** Messages about reminders that nobody acts on: of these the model says only how often they may come. */
  #spaced(stands: readonly { readonly id: string }[]): ReadonlySet<string> {
    const told = stands.flatMap(({ id }) => this.#said.get(id)?.delivery ?? []).filter((one) => one.purpose === 'loose')
    const last = new Map<string, Instant>()
    const spaced = new Set<string>()
    for (const { id, workspaceId, recipient, subject, createdAt } of told.sort((a, b) => a.createdAt - b.createdAt)) {
      const key = `${workspaceId} ${recipient} ${subject}`
      if (createdAt - (last.get(key) ?? 0) >= LOOSE_SPAN) spaced.add(id)
      last.set(key, createdAt)
    }
    return spaced
  }

  /** Every message that stands in a DM; a batch that was late for its own day goes by the day on which it came. */
  #standing(): readonly { id: string; key: string; onItsDay: string; at: Instant; inside: boolean }[] {
    return this.#places.flatMap((place) =>
      [...place.csms, ...place.aes, place.manager].flatMap((person) =>
        this.#slack.messages.in(placeOf(person.slackUserId ?? '')).map(({ text, ts }) => {
          const said = this.#said.get(text)
          if (said === undefined) throw new Error(`a message that nobody composed: ${text}`)
          const { purpose, recipient, occasion } = said.delivery
          const isSlot = SLOTTED.includes(purpose)
          const at = Math.round(Number(ts) * 1000)
          const keyOf = (slot: string) =>
            `${place.id} ${purpose} ${recipient} ${isSlot ? `${slot}: ` : ''}${said.rows.join(', ')}`
          return {
            ...{ id: text, key: keyOf(occasion), onItsDay: keyOf(localDay(person.zone, at)), at },
            // What stands in a thread follows its message at any hour.
            inside: purpose === 'digest_details' || isWorkingTime(calendarOf(place.settings, person), at),
          }
        }),
      ),
    )
  }

  async #openPlace(n: number, csqls: number): Promise<Place> {
    const random = this.#random
    const [zone, country] = PLACES[n % PLACES.length] ?? PLACES[0]
    const id = WorkspaceId.parse(`w${String(n).padStart(4, '0')}`)
    const companyHolidays = country === 'JP' ? ['12-29..01-03', '08-13..08-15'] : ['2026-12-24']
    const settings = { ...Settings.parse({ zone, country, companyHolidays }) }
    const names = { slackTeamId: `T${id}`, slackEnterpriseId: null, name: id }
    await this.#store.workspaces.create({ id, ...names, settings, suspended: false }, START)
    const person = (name: string, role: Person['roles'][number]): Person => {
      const from = START + random.below(this.#options.days) * DAY_MS
      const leave = {
        from: localDay('UTC', from),
        to: localDay('UTC', from + random.below(10) * DAY_MS),
        delegateId: null,
      }
      const own = { name, roles: [role], leave: random.chance(0.5) ? [leave] : [] }
      const elsewhere = random.chance(0.2) ? random.pick(PLACES)[0] : zone
      return aPerson({
        workspaceId: id,
        id: PersonId.parse(`${id}-${name}`),
        slackUserId: `U${id}${name}`,
        zone: elsewhere,
        ...own,
      })
    }
    const csms = ['c1', 'c2'].map((name) => person(name, 'csm'))
    const aes = ['a1', 'a2', 'a3'].map((name) => person(name, 'ae'))
    const manager = person('m', 'manager')
    const product = aProduct({ workspaceId: id, id: ProductId.parse(`${id}-p`) })
    const account = anAccount({ workspaceId: id, id: AccountId.parse(`${id}-k`) })
    await this.#store.of(id).transaction(async (tx) => {
      for (const one of [...csms, ...aes, manager]) await tx.people.put(one)
      await tx.products.put(product)
      await tx.accounts.insert(account)
    })
    const modelled = ({ id: whose, ...of }: Person) => ({ id: whose, calendar: calendarOf(settings, { ...of }) })
    const model = new YearModel({
      calendar: calendarOf(settings, null),
      people: [...csms, ...aes, manager].map(modelled),
      manager: modelled(manager),
    })
    const toLog = Array.from({ length: csqls }, () => START + random.below(this.#options.days * 24 * 60) * MINUTE)
    const own = { account: account.id, product: product.id, model, csqls: [], nextAt: 0, pausedUntil: new Map() }
    return { id, settings, csms, aes, manager, ...own, toLog: toLog.sort((a, b) => a - b) }
  }

  #ctx(workspaceId: WorkspaceId, who: Person | null): Ctx {
    return {
      ...{ workspaceId, store: this.#store.of(workspaceId), accountNames: this.#accountNames, ids: this.#ids },
      ...{ now: this.#clock.now(), actor: who === null ? SYSTEM : actorOf(who), requestKey: null, committed: () => {} },
    }
  }

  #acting(workspaceId: WorkspaceId, who: Person): Ctx {
    const { acting = (ctx: Ctx) => ctx } = this.#options
    return acting(this.#ctx(workspaceId, who))
  }

  #newWorker(): DeliveryWorker {
    const composer = createComposer({ ctxOf: (id) => this.#ctx(id, null) })
    return createDeliveryWorker({
      queue: this.#store.queue,
      messenger: this.#slack,
      composer: {
        compose: async (delivery) => {
          if (UNTOLD.includes(delivery.purpose)) return null
          if (delivery.purpose === 'edit') return this.#edit(delivery)
          const composed = await composer.compose(delivery)
          if (composed === null) return null
          this.#said.set(delivery.id, { delivery, rows: await this.#rowsOf(delivery) })
          // What stands in a DM names its delivery, so that it can be found again.
          return { ...composed, text: delivery.id }
        },
      },
      clock: this.#clock,
      logger: new KeptLog(),
      onParked: async (delivery) => {
        throw new Error(`parked: ${delivery.purpose} ${delivery.reason}`)
      },
    })
  }

  /** An edit goes the way of every delivery; what it says nobody compares, so its words are not made. */
  async #edit(delivery: Delivery): Promise<Composed | null> {
    const target = await readEdited(this.#ctx(delivery.workspaceId, null), delivery)
    if (target === null || target.channel === null || target.ts === null) return null
    return { channel: target.channel, editTs: target.ts, text: delivery.id, blocks: [] }
  }

  async #rowsOf(delivery: Delivery): Promise<readonly string[]> {
    const ctx = this.#ctx(delivery.workspaceId, null)
    if (['digest', 'digest_details', 'loose'].includes(delivery.purpose)) return []
    if (delivery.purpose === 'summary') {
      const { rows } = await readOverdueSignals(ctx, PersonId.parse(delivery.recipient), Number.MAX_SAFE_INTEGER)
      // What falls due with the slot is past due a second later: it may stand there or not.
      const slot = ctx.now - (ctx.now % TICK)
      return [
        rows
          .filter(({ dueAt }) => dueAt < slot)
          .map(({ details }) => details.csql.number)
          .sort((a, b) => a - b)
          .join(' '),
      ]
    }
    if (!['nudge', 'nudge_high', 'escalation'].includes(delivery.purpose)) {
      const csql = await ctx.store.read((tx) => tx.csqls.get(delivery.subject as never))
      return [String(csql?.number)]
    }
    const items = new Map(
      (await ctx.store.read((tx) => tx.deliveries.items(delivery.id))).map((item) => [item.clockId, item]),
    )
    const rows = (await readBatch(ctx, delivery))?.rows.filter(({ done, told }) => told !== null || done === null) ?? []
    return rows
      .map(({ clock, details, announces, told }) => {
        return `${clock.kind} ${details.csql.number} ${told ?? items.get(clock.id)?.step}${announces ? '!' : ''}`
      })
      .toSorted()
  }

  #newSteps(): readonly Step[] {
    const { around = (ctx: Ctx) => ctx } = this.#options
    const ctxOf = (id: WorkspaceId, now: Instant): Ctx => around({ ...this.#ctx(id, null), now })
    const worker = { removeLateCopies: (now: Instant) => this.#worker.removeLateCopies(now) }
    return scheduledSteps({ store: this.#store, ctxOf, worker })
  }

  /** All that is kept in memory is gone. */
  #restart(): void {
    this.#restarts += 1
    this.#worker = this.#newWorker()
    this.#steps = this.#newSteps()
  }

  /** After a time in which nothing ran: the worker begins before the first tick. */
  async #rise(at: Instant): Promise<void> {
    this.#clock.set(at)
    this.#restart()
    await this.#worker.drain()
  }

  /** Delivers what falls due until an instant; while an answer is doubtful, it is looked into on the way. */
  async #settle(end: Instant): Promise<void> {
    const { queue } = this.#store
    for (;;) {
      const due = (await queue.nextDueAt()) ?? end
      const now = this.#clock.now()
      const next = Math.min(due, (await this.#isInDoubt()) ? now + 10_000 : end)
      if (next >= end) return
      this.#clock.set(Math.max(now, next))
      const handled = await this.#worker.drain()
      // A batch waits while a step is due that the next tick takes.
      if (handled === 0) this.#clock.set(this.#clock.now() + LOOKS)
    }
  }

  /** Whether something is under way: only after a call that went wrong it can be. */
  async #isInDoubt(): Promise<boolean> {
    const { harmed } = this.#slack
    if (harmed === this.#clearedUp) return false
    const { sending, unknown } = await this.#store.queue.counts()
    if (sending + unknown === 0) this.#clearedUp = harmed
    return sending + unknown > 0
  }

  async #until(at: Instant): Promise<void> {
    await this.#settle(at)
    this.#clock.set(at)
  }

  /** The model hears of the tick that the program has had. */
  #told(place: Place, at: Instant): void {
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
    const goesAt = nextWorkingMoment(calendarOf(settings, to), this.#clock.now())
    const notices = this.#notices.get(`${id} ${number}`) ?? []
    this.#notices.set(`${id} ${number}`, notices)
    notices.push({ key: `${id} ${purpose} ${to.id} ${number}`, goesAt, asks })
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
    const waits = await this.#store.of(place.id).read((tx) => tx.deliveries.list(filter))
    if (waits.some(({ dueAt }) => dueAt <= now)) return
    const until = addDays(localDay(who.zone, now), 2 + this.#random.below(9))
    await pauseNudges(this.#acting(place.id, who), until)
    place.pausedUntil.set(who.id, startOfDay(who.zone, until))
    place.model.pauses(who.id, until)
  }

  async #act(place: Place, now: Instant): Promise<void> {
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
    const { number } = await logSignal(this.#ctx(place.id, csm), {
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

const detailsKey = (id: WorkspaceId, manager: Person, week: string): string =>
  `${id} digest_details ${manager.id} ${week}: `

/** What may stand in a digest's thread or not. */
const perhaps = ({ id, model, manager }: Place): readonly string[] =>
  model.digests.filter(({ details }) => details === 'perhaps').map(({ week }) => detailsKey(id, manager, week))

/** How often each is there still. */
class Tally {
  readonly #counts = new Map<string, number>()

  constructor(all: readonly string[]) {
    for (const one of all) this.#counts.set(one, (this.#counts.get(one) ?? 0) + 1)
  }

  /** @returns whether there was one to take */
  take(one: string): boolean {
    const n = this.#counts.get(one) ?? 0
    if (n > 0) this.#counts.set(one, n - 1)
    return n > 0
  }

  left(): readonly string[] {
    return [...this.#counts].flatMap(([one, n]) => Array.from({ length: n }, () => one))
  }
}
