import { type Delivery, GRACE, LEASE } from '../domain/delivery.js'
import type { WorkspaceId } from '../domain/ids.js'
import type { Instant } from '../domain/time.js'
import { deliver } from './deliver.js'
import { about, type DeliveryCounts, type DeliveryDeps, type DeliveryWork } from './delivery-deps.js'
import { LateCopies } from './late-copies.js'
import { Pacing } from './pacing.js'
import { reconcile } from './reconcile.js'
import { WakeSignal } from './wake-signal.js'

export type { DeliveryCounts, DeliveryDeps } from './delivery-deps.js'

/** Calls to Slack at one time; and of one workspace, so that one whose calls hang leaves places to the others. */
const MOST_IN_FLIGHT = 32
const MOST_OF_A_WORKSPACE = 16
/** The worker looks at least so often (ms): another process may have committed something, or a lease run out. */
const LONGEST_SLEEP = 5000
/** After the queue itself failed (ms). */
const AFTER_TROUBLE = 1000

export interface DeliveryWorker {
  /** Called after every commit that may have enqueued something: it is tried within a second. */
  wake(): void
  /** Delivers until nothing is due now and nothing is in flight. Waits for no later instant. @returns how many were handled */
  drain(): Promise<number>
  /** Delivers from now on, as deliveries fall due. */
  start(): void
  /** Claims nothing more; resolves when what was in flight is settled. */
  stop(): Promise<void>
  /** Looks for copies, come late, of what was sent again: a step of the scheduler. */
  removeLateCopies(now: Instant): Promise<void>
  stats(): DeliveryCounts & { readonly inFlight: number }
  /** What it is at, of its clock; null where it does not run by itself. */
  pulse(): Pulse | null
}

export interface Pulse {
  /** When it last looked at the queue and got an answer. */
  readonly lookedAt: Instant
  /** When it last began or ended a delivery; its start, where it has done neither since. */
  readonly movedAt: Instant
  readonly inFlight: number
  /** Since when it has had the oldest of those in hand. */
  readonly oldestInFlightAt: Instant | null
}

/** Sends what is owed, as the rows say; everything but its pace is in the rows, so it may be killed at any moment. */
export function createDeliveryWorker(deps: DeliveryDeps): DeliveryWorker {
  return new Worker(deps)
}

const noCounts = (): DeliveryCounts => ({
  ...{ sent: 0, edited: 0, skipped: 0, parked: 0, unknown: 0, found: 0, unseen: 0 },
  ...{ limited: 0, copiesRemoved: 0, lateAnswers: 0 },
})

class Worker implements DeliveryWorker {
  readonly #work: DeliveryWork
  readonly #lateCopies: LateCopies
  readonly #signal: WakeSignal
  readonly #inFlight = new Map<Promise<void>, { readonly workspaceId: WorkspaceId; readonly begunAt: Instant }>()
  #lookedAt: Instant
  #movedAt: Instant
  #claiming: Promise<unknown> = Promise.resolve()
  #finished = 0
  #running: Promise<void> | undefined
  #stopped = false

  constructor(deps: DeliveryDeps) {
    this.#work = { ...deps, pacing: new Pacing(), counts: noCounts() }
    this.#lateCopies = new LateCopies(this.#work)
    this.#signal = new WakeSignal(deps.clock)
    this.#lookedAt = this.#movedAt = deps.clock.now()
  }

  wake(): void {
    this.#signal.wake()
  }

  async drain(): Promise<number> {
    let handled = 0
    for (;;) {
      const finished = this.#finished
      const claimed = await this.#claim()
      handled += claimed
      // One that ended while the claim was read may have made way for the next to its recipient.
      if (claimed > 0 || finished !== this.#finished) continue
      if (this.#inFlight.size === 0) return handled
      await Promise.race(this.#inFlight.keys())
    }
  }

  start(): void {
    this.#stopped = false
    this.#lookedAt = this.#movedAt = this.#work.clock.now()
    this.#running ??= this.#run()
  }

  async stop(): Promise<void> {
    this.#stopped = true
    this.#signal.wake()
    await this.#running
    this.#running = undefined
    await this.#claiming
    await Promise.all(this.#inFlight.keys())
  }

  removeLateCopies(now: Instant): Promise<void> {
    return this.#lateCopies.sweep(now)
  }

  stats(): DeliveryCounts & { readonly inFlight: number } {
    return { ...this.#work.counts, inFlight: this.#inFlight.size }
  }

  pulse(): Pulse | null {
    if (this.#running === undefined) return null
    const begun = [...this.#inFlight.values()].map(({ begunAt }) => begunAt)
    const oldestInFlightAt = begun.length === 0 ? null : Math.min(...begun)
    return { lookedAt: this.#lookedAt, movedAt: this.#movedAt, inFlight: begun.length, oldestInFlightAt }
  }

  async #run(): Promise<void> {
    while (!this.#stopped) {
      try {
        if ((await this.#claim()) === 0 && !this.#stopped) await this.#signal.wait(await this.#untilDue())
      } catch (error) {
        this.#work.logger.error({ err: error }, 'the queue of deliveries failed')
        await this.#signal.wait(AFTER_TROUBLE)
      }
    }
  }

  /** Until the next falls due; what is due already and was not claimed waits for something to end. */
  async #untilDue(): Promise<number> {
    const { queue, clock } = this.#work
    const dueAt = await queue.nextDueAt()
    const until = dueAt === null ? 0 : dueAt - clock.now()
    return until > 0 ? Math.min(until, LONGEST_SLEEP) : LONGEST_SLEEP
  }

  /** Claims what fits and sets it going, one claim at a time. */
  #claim(): Promise<number> {
    const claimed = this.#claiming.then(() => this.#claimNow())
    this.#claiming = claimed.catch(() => {})
    return claimed
  }

  async #claimNow(): Promise<number> {
    const { queue, clock } = this.#work
    const free = () => (this.#stopped ? 0 : MOST_IN_FLIGHT - this.#inFlight.size)
    if (free() <= 0) return 0
    const now = clock.now()
    // What is looked into leaves places to what is due: after an outage there is much of both.
    const unknown = await queue.claimUnknown(now, GRACE, now + LEASE, Math.ceil(free() / 2))
    for (const delivery of unknown) this.#launch(delivery, reconcile)
    const due = await queue.claim(now, now + LEASE, free(), (workspaceId) => this.#room(workspaceId))
    this.#lookedAt = clock.now()
    for (const delivery of due) this.#launch(delivery, deliver)
    return unknown.length + due.length
  }

  #room(workspaceId: WorkspaceId): number {
    const inFlight = [...this.#inFlight.values()].filter((one) => one.workspaceId === workspaceId).length
    return Math.max(0, MOST_OF_A_WORKSPACE - inFlight)
  }

  #launch(delivery: Delivery, handle: (work: DeliveryWork, delivery: Delivery) => Promise<void>): void {
    // Whatever is not settled keeps its lease, becomes unknown when that runs out, and is looked for in history then.
    const handled = handle(this.#work, delivery)
      .catch((error: unknown) => {
        this.#work.logger.error({ ...about(delivery), err: error }, 'a delivery was not settled')
      })
      .finally(() => {
        this.#inFlight.delete(handled)
        this.#movedAt = this.#work.clock.now()
        this.#finished += 1
        this.#signal.wake()
      })
    this.#movedAt = this.#work.clock.now()
    this.#inFlight.set(handled, { workspaceId: delivery.workspaceId, begunAt: this.#movedAt })
  }
}
