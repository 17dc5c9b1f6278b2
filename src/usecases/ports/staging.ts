import type { Account, Contact, Contract, Department, Product } from '../../domain/account.js'
import type { Clock } from '../../domain/clock.js'
import type { Csql } from '../../domain/csql.js'
import type { CsqlEvent } from '../../domain/event.js'
import type { Person } from '../../domain/person.js'
import type { AccountSnapshot } from '../../domain/snapshot.js'
import type { Text } from './history.js'

/** What may wait in the staging area, by the table that it goes to. */
export interface StagedRows {
  readonly people: Person
  readonly products: Product
  readonly accounts: Account
  readonly departments: Department
  readonly contacts: Contact
  readonly contracts: Contract
  readonly texts: Text
  /** A number below 1 is given when it is written, in the order of these: -1, -2 … */
  readonly csqls: Csql
  readonly events: CsqlEvent
  readonly clocks: Clock
  readonly snapshots: AccountSnapshot
}

/**
 * Rows beside the database, in a file of their own, until all of them are known to be good. Putting one there takes no
 * lock and no memory to speak of. Whatever is staged goes into the database in one transaction, or not at all; people,
 * products, accounts and contracts that are there already are replaced.
 */
export interface Staging<Tx> {
  put<K extends keyof StagedRows>(table: K, row: StagedRows[K]): void
  /** Runs `beside` and writes all that is staged as one; then the area is gone. @throws Overtaken, NotSaved */
  commit(beside: (tx: Tx) => Promise<void>): Promise<void>
  /** Takes the area away; nothing was written. May be called again, and after a commit. */
  discard(): void
}
