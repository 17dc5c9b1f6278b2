import type { ClockPort } from '../usecases/ports.js'

interface Sleeper {
  readonly until: number
  readonly wake: () => void
}

/** A clock that moves when told; who sleeps by it wakes when it has moved far enough, soonest first. */
export class HandClock implements ClockPort {
  #at: number
  #sleepers: Sleeper[] = []

  /** @param at UTC ms */
  constructor(at: number) {
    this.#at = at
  }

  now(): number {
    return this.#at
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    if (ms <= 0 || signal?.aborted) return Promise.resolve()
    return new Promise((resolve) => {
      const sleeper = { until: this.#at + ms, wake: resolve }
      this.#sleepers.push(sleeper)
      signal?.addEventListener('abort', () => {
        this.#sleepers = this.#sleepers.filter((other) => other !== sleeper)
        resolve()
      })
    })
  }

  /** Jumps, back too, and wakes nobody: what a changed clock or a machine that was asleep looks like. */
  set(at: number): void {
    this.#at = at
  }

  /** Moves on, stopping at each sleeper on the way so that it runs at its own time. */
  async advance(ms: number): Promise<void> {
    const end = this.#at + ms
    for (;;) {
      const next = this.#sleepers.filter(({ until }) => until <= end).sort((a, b) => a.until - b.until)[0]
      if (next === undefined) break
      this.#at = Math.max(this.#at, next.until)
      this.#sleepers = this.#sleepers.filter((other) => other !== next)
      next.wake()
      await new Promise((resolve) => setImmediate(resolve))
    }
    this.#at = end
    await new Promise((resolve) => setImmediate(resolve))
  }

  /** Moves on at once: who would have woken on the way wakes at the end, each one time. */
  async leap(ms: number): Promise<void> {
    this.#at += ms
    await this.advance(0)
  }
}
