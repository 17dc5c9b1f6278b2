import type { ClockPort } from '../usecases/ports.js'

/** Something to wait for that several may wake: a wake that nobody waits for is kept for the next who comes. */
export class WakeSignal {
  readonly #clock: ClockPort
  #pending = false
  #waiters: (() => void)[] = []

  constructor(clock: ClockPort) {
    this.#clock = clock
  }

  wake(): void {
    const waiters = this.#waiters
    this.#waiters = []
    this.#pending = waiters.length === 0
    for (const resolve of waiters) resolve()
  }

  /** Resolves at the next wake, or after `ms` of the clock's time. */
  async wait(ms?: number): Promise<void> {
    if (this.#pending) {
      this.#pending = false
      return
    }
    let resolveWoken = () => {}
    const woken = new Promise<void>((resolve) => {
      resolveWoken = resolve
    })
    this.#waiters.push(resolveWoken)
    if (ms === undefined) return woken
    const sleep = new AbortController()
    await Promise.race([woken, this.#clock.sleep(ms, sleep.signal)])
    sleep.abort()
    this.#waiters = this.#waiters.filter((waiter) => waiter !== resolveWoken)
  }
}
