import type { Delivery } from '../../src/domain/delivery.js'
import { createDeliveryWorker, type DeliveryWorker } from '../../src/jobs/delivery-worker.js'
import type { Random } from '../../src/sandbox/random.js'
import type { Database } from '../../src/store/database.js'
import { storeOn } from '../../src/store/store.js'
import type { ClockPort, DeliveryQueue, Messenger, Store } from '../../src/usecases/ports.js'
import { KeptLog } from '../support/log.js'

/** A line that protects deliveries, switched off, to show that the worlds would see it missing. */
export type Loose =
  /** History is not asked before a second send. */
  | 'history'
  /** Whoever lost the lease may write all the same. */
  | 'fence'
  /** A lease has no end. */
  | 'lease'
  /** Every start writes its slots anew. */
  | 'slot'
  /** Copies that turn up late are left. */
  | 'copies'

class Crashed extends Error {}

interface Surroundings {
  /** A connection that nobody else uses meanwhile. */
  readonly database: Database
  readonly clock: ClockPort
  readonly messenger: Messenger
  readonly random: Random
  readonly loose: Loose | null
  readonly danger: () => { readonly crash: number; readonly sleep: number }
}

/**
 * What one process is: a store on a connection, a worker, and no memory of the ones before. At any step, just before or
 * just after it is done, it may crash, which is the end of it, or fall asleep, to wake when others have taken over.
 */
export class CrashProcess {
  readonly store: Store
  readonly worker: DeliveryWorker
  state: 'well' | 'asleep' | 'crashed' = 'well'
  readonly #database: Database
  readonly #around: Surroundings
  #wake: (() => void) | null = null
  #fellAsleep = () => {}
  readonly #asleep: Promise<void>
  #draining: Promise<unknown> = Promise.resolve()

  constructor(around: Surroundings) {
    this.#around = around
    this.#database = around.database
    this.store = storeOn(this.#database)
    this.#asleep = new Promise((resolve) => {
      this.#fellAsleep = resolve
    })
    this.worker = createDeliveryWorker({
      queue: this.#queue(this.store.queue),
      messenger: this.#messenger(around.messenger),
      composer: {
        compose: async ({ recipient, occasion }) => ({ channel: recipient, text: textOf(occasion), blocks: [] }),
      },
      clock: around.clock,
      logger: new KeptLog(),
      onParked: async () => {},
    })
  }

  /** Delivers what is due, until that is done or the process is well no more. */
  async drain(): Promise<void> {
    this.#draining = this.worker.drain().catch(onlyCrashes)
    await Promise.race([this.#draining, this.#asleep])
  }

  async removeLateCopies(now: number): Promise<void> {
    if (this.#around.loose === 'copies') return
    await Promise.race([this.worker.removeLateCopies(now).catch(onlyCrashes), this.#asleep])
  }

  /** Goes on where it fell asleep, and ends what it had in hand. */
  async wakeUp(): Promise<void> {
    if (this.state !== 'asleep') return
    this.state = 'well'
    this.#wake?.()
    await this.#draining
  }

  /** Whether anything is owed that was not given up. */
  owes(): boolean {
    const open = "select exists (select 1 from deliveries where state in ('pending', 'sending', 'unknown'))"
    return this.#database.reader.raw.prepare(open).pluck().get() === 1
  }

  /** Lets go of what it still holds. @returns its connection, which nothing of it uses any more */
  async end(): Promise<Database> {
    await this.wakeUp()
    await this.worker.stop()
    return this.#database
  }

  #step<A extends unknown[], R>(act: (...args: A) => Promise<R>): (...args: A) => Promise<R> {
    return async (...args) => {
      await this.#danger()
      const result = await act(...args)
      await this.#danger()
      return result
    }
  }

  async #danger(): Promise<void> {
    const { random, danger } = this.#around
    const { crash, sleep } = danger()
    if (this.state === 'well' && random.chance(crash)) this.state = 'crashed'
    if (this.state === 'crashed') throw new Crashed()
    if (this.state === 'well' && this.#wake === null && random.chance(sleep)) this.state = 'asleep'
    // One that sleeps sleeps as a whole.
    if (this.state !== 'asleep') return
    this.#fellAsleep()
    const before = this.#wake
    await new Promise<void>((resolve) => {
      this.#wake = () => {
        before?.()
        resolve()
      }
    })
  }

  #queue(queue: DeliveryQueue): DeliveryQueue {
    const { loose } = this.#around
    const forever = (leaseUntil: number) => (loose === 'lease' ? Number.MAX_SAFE_INTEGER : leaseUntil)
    return {
      ...queue,
      claim: this.#step((now, leaseUntil, limit, room) => queue.claim(now, forever(leaseUntil), limit, room)),
      claimUnknown: this.#step(queue.claimUnknown),
      settle: this.#step((delivery, outcome) =>
        queue.settle(loose === 'fence' ? this.#takenBack(delivery) : delivery, outcome),
      ),
    }
  }

  /** Makes the row its own again, whoever had it meanwhile. */
  #takenBack({ id }: Pick<Delivery, 'id' | 'fence'>): Pick<Delivery, 'id' | 'fence'> {
    const { raw } = this.#database.writer
    raw.prepare(`update deliveries set state = 'sending' where id = ? and state not in ('sending', 'unknown')`).run(id)
    return { id, fence: Number(raw.prepare('select fence from deliveries where id = ?').pluck().get(id)) }
  }

  #messenger(messenger: Messenger): Messenger {
    const { loose } = this.#around
    return {
      post: this.#step((input) => messenger.post(input)),
      update: this.#step((input) => messenger.update(input)),
      find: this.#step(async (input) => (loose === 'history' ? null : messenger.find(input))),
      remove: this.#step((input) => messenger.remove(input)),
    }
  }
}

function onlyCrashes(error: unknown): void {
  if (!(error instanceof Crashed)) throw error
}

/** What a slot's message says: the slot, without what a loose one adds to it. */
const textOf = (occasion: string): string => occasion.split('#')[0] ?? occasion
