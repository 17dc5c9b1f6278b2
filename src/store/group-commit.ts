import { setImmediate as nextTurn } from 'node:timers/promises'
import { NotSaved } from '../domain/errors.js'
import type { Observer } from '../usecases/ports.js'

/** What group commit does with a connection; each call is finished when it returns. */
export interface Transactional {
  /** @returns false when another process holds the database: to be tried again */
  begin(): boolean
  savepoint(): void
  release(): void
  /** Back to the savepoint, which is gone then. */
  rollbackToSavepoint(): void
  commit(): void
  /** Ends the transaction if there is one still. */
  rollback(): void
}

/** How many units share a commit at most: it bounds how long the first of them waits. */
const BATCH_LIMIT = 64
/** How long units run, one after the other, before everything else has a turn of the event loop (ms). */
const TURN = 4
/** How often a transaction is begun while another process holds the database: about 5 s. */
const BEGIN_TRIES = 20

export type CommitObserver = Pick<Observer, 'committed' | 'notCommitted' | 'foundBusy'>

/** Around a unit that has a transaction of its own: what SQLite does only outside of one. */
export interface Alone {
  before(): void
  after(): void
}

interface Unit {
  readonly work: () => Promise<unknown>
  readonly alone: Alone | null
  readonly resolve: (value: unknown) => void
  readonly reject: (error: unknown) => void
}

/**
 * Runs units of work in turn, and those that wait together as one transaction: many commands, one fsync. Each unit has
 * a savepoint of its own, so that one that throws takes back only what it did. Nothing is answered before the commit:
 * a unit's result, or its error, may rest on what an earlier one wrote. Between units the event loop has its turns, with
 * the transaction still open: requests and reads, which see what is committed, wait for a unit or an fsync, not for all.
 */
export class GroupCommit {
  readonly #connection: Transactional
  readonly #limit: number
  readonly #observer: CommitObserver | undefined
  #waiting: Unit[] = []
  #running = false
  #closed = false

  constructor(connection: Transactional, options: { limit?: number; observer?: CommitObserver | undefined } = {}) {
    this.#connection = connection
    this.#limit = options.limit ?? BATCH_LIMIT
    this.#observer = options.observer
  }

  /**
   * Runs `work` after all that was asked for before. It must wait for nothing but the database.
   *
   * @returns what `work` resolves to, once it is committed
   * @param alone for a unit that shares its transaction with no other
   * @throws NotSaved when the commit failed, or another unit found that the database takes no writes
   */
  run<T>(work: () => Promise<T>, alone: Alone | null = null): Promise<T> {
    if (this.#closed) return Promise.reject(new Error('the store is closed'))
    return new Promise<T>((resolve, reject) => {
      this.#waiting.push({ work, alone, resolve: resolve as (value: unknown) => void, reject })
      if (!this.#running) void this.#drain()
    })
  }

  /** Takes nothing new, and resolves when what was asked for is answered. */
  async close(): Promise<void> {
    this.#closed = true
    while (this.#running) await nextTurn()
  }

  async #drain(): Promise<void> {
    this.#running = true
    while (this.#waiting.length > 0) {
      // A turn of the event loop lets every request that has already arrived join.
      await nextTurn()
      const alone = this.#waiting[0]?.alone ?? null
      const batch = this.#waiting.splice(0, alone === null ? this.#together() : 1)
      const [only] = batch
      if (only === undefined || batch.length > 1) await this.#runBatch(batch)
      else if (alone === null) await this.#runOnly(only)
      else await this.#runAlone(only, alone)
    }
    this.#running = false
  }

  /** How many of those that wait share the next transaction. */
  #together(): number {
    const alone = this.#waiting.findIndex((unit) => unit.alone !== null)
    return alone === -1 ? this.#limit : Math.min(alone, this.#limit)
  }

  async #runAlone(unit: Unit, { before, after }: Alone): Promise<void> {
    try {
      before()
    } catch (error) {
      unit.reject(error)
      return
    }
    await this.#runOnly(unit)
    after()
  }

  /** One that shares its transaction with no other needs no savepoint, for which SQLite keeps every page it changes. */
  async #runOnly({ work, resolve, reject }: Unit): Promise<void> {
    const began = performance.now()
    let result: Outcome
    try {
      await this.#begin()
      result = await outcomeOf(work)
      if ('value' in result) this.#connection.commit()
      else this.#connection.rollback()
    } catch (error) {
      reject(this.#failed(error))
      return
    }
    if ('refused' in result) {
      reject(result.refused)
      return
    }
    this.#observer?.committed(1, performance.now() - began)
    resolve(result.value)
  }

  async #runBatch(batch: readonly Unit[]): Promise<void> {
    const answers: (() => void)[] = []
    const began = performance.now()
    try {
      await this.#begin()
      let turn = performance.now()
      for (const unit of batch) {
        answers.push(await this.#runUnit(unit))
        if (performance.now() - turn < TURN) continue
        await nextTurn()
        turn = performance.now()
      }
      this.#connection.commit()
    } catch (error) {
      const notSaved = this.#failed(error)
      for (const unit of batch) unit.reject(notSaved)
      return
    }
    this.#observer?.committed(batch.length, performance.now() - began)
    for (const answer of answers) answer()
  }

  /** Nothing of the transaction was kept. */
  #failed(error: unknown): NotSaved {
    this.#connection.rollback()
    this.#observer?.notCommitted()
    return error instanceof NotSaved ? error : new NotSaved({ cause: String(error) })
  }

  async #begin(): Promise<void> {
    for (let tries = 1; !this.#connection.begin(); tries += 1) {
      this.#observer?.foundBusy()
      if (tries === BEGIN_TRIES) throw new NotSaved({ cause: 'SQLITE_BUSY' })
      await nextTurn()
    }
  }

  /** @throws NotSaved, which ends the batch: the database itself failed, not the unit */
  async #runUnit({ work, resolve, reject }: Unit): Promise<() => void> {
    this.#connection.savepoint()
    const result = await outcomeOf(work)
    if ('value' in result) {
      this.#connection.release()
      return () => resolve(result.value)
    }
    this.#connection.rollbackToSavepoint()
    return () => reject(result.refused)
  }
}

type Outcome = { readonly value: unknown } | { readonly refused: unknown }

/** @throws NotSaved, which is no outcome of the unit's: the database itself failed */
async function outcomeOf(work: Unit['work']): Promise<Outcome> {
  try {
    return { value: await work() }
  } catch (error) {
    if (error instanceof NotSaved) throw error
    return { refused: error }
  }
}
