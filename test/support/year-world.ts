import type { Delivery, Purpose } from '../../src/domain/delivery.js'
import { PersonId, type WorkspaceId } from '../../src/domain/ids.js'
import { LOOSE_SPAN } from '../../src/domain/loose-batches.js'
import { actorOf, type Person, SYSTEM } from '../../src/domain/person.js'
import { DAY_MS, HOUR, type Instant, MINUTE } from '../../src/domain/time.js'
import { isWorkingTime } from '../../src/domain/working-calendar.js'
import { calendarOf } from '../../src/domain/workspace.js'
import { localDay } from '../../src/domain/zone-time.js'
import { createDeliveryWorker, type DeliveryWorker } from '../../src/jobs/delivery-worker.js'
import { scheduledSteps } from '../../src/jobs/scheduled-steps.js'
import type { Step } from '../../src/jobs/scheduler.js'
import { HandClock } from '../../src/sandbox/hand-clock.js'
import { Random } from '../../src/sandbox/random.js'
import { createComposer } from '../../src/slack/compose/composer.js'
import { AccountNames } from '../../src/usecases/account-names.js'
import type { Ctx } from '../../src/usecases/context.js'
import type { Composed, Store } from '../../src/usecases/ports.js'
import { readBatch } from '../../src/usecases/read-batch.js'
import { readEdited } from '../../src/usecases/read-delivery.js'
import { readOverdueSignals } from '../../src/usecases/read-overdue-signals.js'
import { CountingIds } from './database.js'
import { KeptLog } from './log.js'
import { placeOf, QuickSlack } from './quick-slack.js'
import { YearPeople } from './year-people.js'
import { openPlace, type Place } from './year-places.js'

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
const LOOKS = 30_000
/** A file in a digest's thread is no message. */
const UNTOLD: readonly Purpose[] = ['digest_csv']
/** What comes once a slot: a day's, or a week's. */
const SLOTTED: readonly Purpose[] = ['nudge', 'nudge_high', 'escalation', 'digest', 'digest_details', 'summary']
const START = Date.parse('2026-03-02T00:00:00Z')

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
  readonly #people: YearPeople
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
    const { acting = (ctx: Ctx) => ctx } = options
    this.#people = new YearPeople(this.#random, this.#clock, (id, who) => acting(this.#ctx(id, who)))
    this.#worker = this.#newWorker()
    this.#steps = this.#newSteps()
  }

  async begin(): Promise<void> {
    const { days } = this.#options
    const each = Math.ceil(this.#options.csqls / this.#options.workspaces)
    for (let n = 0; n < this.#options.workspaces; n += 1)
      this.#places.push(await openPlace(this.#store, this.#random, n, { csqls: each, days, start: START }))
  }

  async run(): Promise<void> {
    const end = this.#end
    let [downSince, downUntil] = [0, 0]
    for (let at = START; at < end; at += TICK) {
      if (at < downUntil) continue
      if (this.#clock.now() < downUntil) await this.#rise(at, downSince)
      else await this.#until(at)
      for (const step of this.#steps) await step.run(at)
      for (const place of this.#places) this.#people.told(place, at)
      await this.#settle(at + ACT_AFTER)
      this.#clock.set(at + ACT_AFTER)
      await Promise.all(this.#places.map((place) => this.#people.act(place, at + ACT_AFTER)))
      await this.#settle(at + TICK - 1)
      if (this.#random.chance(0.004)) this.#restart()
      if (this.#random.chance(0.0006)) {
        ;[downSince, downUntil] = [at, at + this.#random.pick([3 * HOUR, 20 * HOUR, 72 * HOUR])]
      }
    }
    this.#slack.trouble = 0
    await this.#settle(end + HOUR)
  }

  get #end(): Instant {
    return START + this.#options.days * DAY_MS
  }

  compare(): YearResult {
    const stands = this.#standing()
    const due = this.#people.owed.filter(({ goesAt }) => goesAt < this.#end)
    const expected = [...this.#places.flatMap((place) => this.#expected(place)), ...due.map(({ key }) => key)]
    const owed = new Tally(expected)
    const unexpected = stands.filter(({ key, onItsDay }) => !owed.take(key) && !owed.take(onItsDay))
    const lapsed = new Tally([...this.#people.lapsed.map(({ key }) => key), ...this.#places.flatMap(perhaps)])
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

  #ctx(workspaceId: WorkspaceId, who: Person | null): Ctx {
    return {
      ...{ workspaceId, store: this.#store.of(workspaceId), accountNames: this.#accountNames, ids: this.#ids },
      ...{ now: this.#clock.now(), actor: who === null ? SYSTEM : actorOf(who), requestKey: null, committed: () => {} },
    }
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
  async #rise(at: Instant, since: Instant): Promise<void> {
    this.#clock.set(at)
    this.#people.late(since, at)
    this.#restart()
    await this.#worker.drain()
  }

  /** Delivers what falls due until an instant; while an answer is doubtful, it is looked into on the way. */
  async #settle(end: Instant): Promise<void> {
    const { queue } = this.#store
    for (;;) {
      const due = (await queue.nextDueAt()) ?? end
      const now = this.#clock.now()
      const next = Math.max(now, Math.min(due, (await this.#isInDoubt()) ? now + 10_000 : end))
      // What may not go by then waits for what comes next.
      if (next >= end) return
      this.#clock.set(next)
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
