import type { Person } from '../domain/person.js'
import type { Tx } from '../usecases/ports.js'

/** Values that are kept at most; beyond it all are forgotten. */
const KEPT = 20_000

/**
 * Settings, people, products, accounts and contracts as they were last read: they are asked for with every command and change
 * seldom. Nothing here outlives a change:
 *
 * - another process's commit shows in `version` (SQLite's `data_version`), which is looked at before each read and batch;
 * - from an own write to the end of its batch, committed or rolled back, nothing is taken from here or kept;
 * - a value whose reading overlapped with either is not kept.
 */
export class MasterData {
  readonly #version: () => number
  readonly #kept = new Map<string, { readonly value: unknown }>()
  #seen: number
  #generation = 0
  #changing = false

  constructor(version: () => number) {
    this.#version = version
    this.#seen = version()
  }

  /** Before a read, and when a batch has begun: forgets everything if another process has committed something. */
  look(): void {
    const version = this.#version()
    if (version === this.#seen) return
    this.#seen = version
    this.#forget()
  }

  /** Something of it was written in the batch at hand, which may yet be rolled back. */
  get isChanging(): boolean {
    return this.#changing
  }

  /** Something of it is being written. */
  changes(): void {
    this.#changing = true
  }

  /** The batch is over, committed or rolled back. */
  ended(): void {
    if (!this.#changing) return
    this.#changing = false
    this.#forget()
  }

  async get<T>(key: string, read: () => Promise<T>): Promise<T> {
    if (this.#changing) return read()
    const kept = this.#kept.get(key)
    if (kept !== undefined) return kept.value as T
    const generation = this.#generation
    const value = await read()
    if (!this.#changing && generation === this.#generation) {
      if (this.#kept.size >= KEPT) this.#kept.clear()
      this.#kept.set(key, { value })
    }
    return value
  }

  #forget(): void {
    this.#kept.clear()
    this.#generation += 1
  }
}

/** The repositories, asked through what is kept. */
export function throughMasterData(tx: Tx, data: MasterData): Tx {
  const { settings, people, products, accounts, accountMerges, erasures, retention, workspaceId } = tx
  const key = (kind: string, id: string): string => `${workspaceId} ${kind} ${id}`
  const writing =
    <A extends unknown[], R>(write: (...args: A) => Promise<R>) =>
    (...args: A): Promise<R> => {
      data.changes()
      return write(...args)
    }
  const person = (id: Person['id']) => data.get(key('person', id), () => people.get(id))
  return {
    ...tx,
    settings: {
      ...settings,
      get: () => data.get(key('settings', ''), () => settings.get()),
      put: writing(settings.put),
    },
    people: {
      ...people,
      get: person,
      many: async (ids) => {
        const found: (Person | null)[] = []
        for (const id of new Set(ids)) found.push(await person(id))
        return found.filter((one) => one !== null)
      },
      bySlackId: (id) => data.get(key('slack', id), () => people.bySlackId(id)),
      put: writing(people.put),
    },
    products: {
      ...products,
      all: () => data.get(key('products', ''), () => products.all()),
      put: writing(products.put),
    },
    accounts: {
      ...accounts,
      get: (id) => data.get(key('account', id), () => accounts.get(id)),
      contracts: (id) => data.get(key('contracts', id), () => accounts.contracts(id)),
      namesVersion: () => data.get(key('names', ''), () => accounts.namesVersion()),
      namesAreSettled: () => !data.isChanging,
      insert: writing(accounts.insert),
      update: writing(accounts.update),
      absorbProvisional: writing(accounts.absorbProvisional),
      putContract: writing(accounts.putContract),
    },
    erasures: {
      ...erasures,
      carryOut: writing(erasures.carryOut),
      beginWorkspace: writing(erasures.beginWorkspace),
      shrink: writing(erasures.shrink),
    },
    retention: {
      ...retention,
      sweepContacts: writing(retention.sweepContacts),
      sweepPeople: writing(retention.sweepPeople),
    },
    accountMerges: { ...accountMerges, apply: writing(accountMerges.apply), revert: writing(accountMerges.revert) },
  }
}
