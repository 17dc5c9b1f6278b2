/** One thing at a time, in the order they came: while somebody acts, time stands still. */
export class Turns {
  #last: Promise<unknown> = Promise.resolve()
  #waiting = 0

  /** Whether nothing is under way. */
  get isIdle(): boolean {
    return this.#waiting === 0
  }

  take<T>(work: () => Promise<T>): Promise<T> {
    this.#waiting += 1
    const done = this.#last.then(work).finally(() => {
      this.#waiting -= 1
    })
    this.#last = done.catch(() => {})
    return done
  }
}
