import type { Around } from '../../src/app.js'
import type { Delivery } from '../../src/domain/delivery.js'
import type {
  DeliveriesRepo,
  DeliveryQueue,
  Messenger,
  NewDelivery,
  Store,
  Tx,
  WorkspaceStore,
} from '../../src/usecases/ports.js'

/** The moments of a command and of its deliveries at which the process itself dies. */
export const OWN_STEPS = [
  /** The transaction's work is done, and not committed. */
  'committing',
  /** Committed; nobody was woken and nothing answered. */
  'committed',
  'claiming',
  'claimed',
  'calling',
  /** Slack's answer is read, and nothing written of it. */
  'answered',
  'settled',
] as const
/** The moments of looking into what a dead process has left behind. */
export const LOOKING_STEPS = ['looking', 'finding', 'found', 'looked'] as const
export type OwnStep = (typeof OWN_STEPS)[number] | (typeof LOOKING_STEPS)[number]

/** A line that protects deliveries, switched off, to show that the test would see it missing. */
export const UNGUARDED = [
  /** History is not asked before a second send. */
  'history',
  /** A delivery is written down as sent before it is posted. */
  'claim',
  /** Deliveries are written after the commit of what causes them. */
  'outbox',
] as const
export type Unguarded = (typeof UNGUARDED)[number]

/** Where the process dies: by its own SIGKILL, which nothing can catch. */
export class Fate {
  #step: OwnStep | null = null
  #left = 0

  /** Dies when the step is reached for the `nth` time from now on. */
  arm(step: OwnStep, nth: number): void {
    this.#step = step
    this.#left = nth
  }

  reach(step: OwnStep): void {
    if (step !== this.#step) return
    this.#left -= 1
    if (this.#left === 0) process.kill(process.pid, 'SIGKILL')
  }
}

/** Puts a fate around the ways out of the program. */
export function mortal(fate: Fate, unguarded: Unguarded | null): Around {
  return {
    store: (store) => mortalStore(store, fate, unguarded),
    messenger: (messenger) => mortalMessenger(messenger, fate, unguarded),
  }
}

function mortalStore(store: Store, fate: Fate, unguarded: Unguarded | null): Store {
  return {
    workspaces: store.workspaces,
    schedule: store.schedule,
    close: () => store.close(),
    queue: mortalQueue(store.queue, fate, unguarded),
    of: (workspaceId) => {
      const scoped = store.of(workspaceId)
      return unguarded === 'outbox' ? late(scoped, fate) : mortalTransactions(scoped, fate)
    },
  }
}

function mortalTransactions(scoped: WorkspaceStore, fate: Fate): WorkspaceStore {
  return {
    ...scoped,
    transaction: async (work) => {
      const result = await scoped.transaction(async (tx) => {
        const done = await work(tx)
        fate.reach('committing')
        return done
      })
      fate.reach('committed')
      return result
    },
  }
}

/** What is owed is kept in memory until the commit, and written after it. */
function late(scoped: WorkspaceStore, fate: Fate): WorkspaceStore {
  return {
    ...scoped,
    transaction: async (work) => {
      const owed: NewDelivery[] = []
      const result = await scoped.transaction((tx) => work(remembering(tx, owed)))
      fate.reach('committed')
      await scoped.transaction(async (tx) => {
        for (const delivery of owed) await tx.deliveries.enqueue(delivery)
      })
      return result
    },
  }
}

function remembering(tx: Tx, owed: NewDelivery[]): Tx {
  const enqueue: DeliveriesRepo['enqueue'] = async (delivery) => {
    owed.push(delivery)
    return { delivery: { ...delivery } as Delivery, isNew: true }
  }
  return { ...tx, deliveries: { ...tx.deliveries, enqueue } }
}

function mortalQueue(queue: DeliveryQueue, fate: Fate, unguarded: Unguarded | null): DeliveryQueue {
  const lookedInto = new Set<string>()
  return {
    ...queue,
    claim: async (now, leaseUntil, limit, room) => {
      const dueAt = await queue.nextDueAt()
      if (dueAt !== null && dueAt <= now) fate.reach('claiming')
      const claimed = await queue.claim(now, leaseUntil, limit, room)
      if (unguarded === 'claim') {
        const sent = { state: 'sent', channel: 'unknown', ts: '0.1', at: now, reason: null } as const
        for (const delivery of claimed) if (delivery.purpose !== 'edit') await queue.settle(delivery, sent)
      }
      if (claimed.length > 0) fate.reach('claimed')
      return claimed
    },
    claimUnknown: async (now, grace, leaseUntil, limit) => {
      const claimed = await queue.claimUnknown(now, grace, leaseUntil, limit)
      for (const { id } of claimed) lookedInto.add(id)
      if (claimed.length > 0) fate.reach('looking')
      return claimed
    },
    settle: async (delivery, outcome) => {
      const written = await queue.settle(delivery, outcome)
      fate.reach(lookedInto.delete(delivery.id) ? 'looked' : 'settled')
      return written
    },
  }
}

function mortalMessenger(messenger: Messenger, fate: Fate, unguarded: Unguarded | null): Messenger {
  return {
    post: async (input) => {
      fate.reach('calling')
      const posted = await messenger.post(input)
      fate.reach('answered')
      return posted
    },
    update: (input) => messenger.update(input),
    find: async (input) => {
      fate.reach('finding')
      const found = unguarded === 'history' ? null : await messenger.find(input)
      fate.reach('found')
      return found
    },
    remove: (input) => messenger.remove(input),
  }
}
