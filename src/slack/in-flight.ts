/** The work that has begun and not ended: a stop waits for it, and nothing else knows what is still running. */
export class InFlight {
  readonly #running = new Set<Promise<unknown>>()

  get size(): number {
    return this.#running.size
  }

  /** Counts a piece of work until it ends, well or badly; gives back the same promise. */
  track<T>(work: Promise<T>): Promise<T> {
    this.#running.add(work)
    const ended = () => this.#running.delete(work)
    work.then(ended, ended)
    return work
  }

  /** Waits until nothing runs, work begun meanwhile included. @returns how much still runs after `deadlineMs` */
  async settled(deadlineMs: number): Promise<number> {
    const late = Symbol('late')
    let timer: NodeJS.Timeout | undefined
    const deadline = new Promise<symbol>((resolve) => {
      timer = setTimeout(() => resolve(late), deadlineMs)
    })
    while (this.#running.size > 0) {
      const first = await Promise.race([Promise.allSettled(this.#running), deadline])
      if (first === late) break
    }
    clearTimeout(timer)
    return this.#running.size
  }
}
