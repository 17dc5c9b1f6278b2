import type { App } from '../../app.js'
import { type Instant, MINUTE } from '../../domain/time.js'
import type { HandClock } from '../hand-clock.js'

/** The time between two ticks while much time passes at once. */
const TICK = 30 * MINUTE
/** Deliveries that are due within so long are waited for before anything goes on: the pace Slack allows is kept. */
const SOON = 5_000

/** Lets the workspace's time pass for the app: ticks on the way, and what falls due is delivered. */
export class PassingTime {
  readonly #app: Pick<App, 'scheduler' | 'worker' | 'store'>
  readonly #clock: HandClock
  readonly #seen: () => void

  /** @param seen called after each stretch of time, once what was due is delivered */
  constructor(app: Pick<App, 'scheduler' | 'worker' | 'store'>, clock: HandClock, seen: () => void) {
    this.#app = app
    this.#clock = clock
    this.#seen = seen
  }

  /** Until an instant, with a tick at each full half hour, or at each of other lengths (ms). */
  async until(instant: Instant, tick = TICK): Promise<void> {
    while (this.#clock.now() < instant) {
      const next = Math.min(instant, (Math.floor(this.#clock.now() / tick) + 1) * tick)
      await this.#clock.leap(next - this.#clock.now())
      if (next % MINUTE === 0) await this.#app.scheduler.tick()
      await this.settle()
    }
  }

  /** Delivers what is due, at the pace that Slack allows. */
  async settle(): Promise<void> {
    for (;;) {
      await this.#app.worker.drain()
      const next = await this.#app.store.queue.nextDueAt()
      if (next === null || next > this.#clock.now() + SOON) break
      await this.#clock.advance(1_000)
    }
    this.#seen()
  }
}
