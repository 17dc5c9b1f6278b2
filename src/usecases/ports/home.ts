import type { Clock } from '../../domain/clock.js'
import type { Csql, Heat, State } from '../../domain/csql.js'
import type { AccountId, PersonId, ProductId } from '../../domain/ids.js'
import type { Instant } from '../../domain/time.js'

/** Which CSQLs stand in a list of Home, in which order. */
export interface HomeQuery {
  readonly states: readonly State[]
  readonly csmId?: PersonId
  readonly aeId?: PersonId
  /** Of any of these AEs. */
  readonly aeIds?: readonly PersonId[]
  /** Where the person is CSM, or logged it. */
  readonly creditedTo?: PersonId
  /** Only those that no AE was named for yet. */
  readonly unassigned?: boolean
  /** Only those that a running clock of an AE has past due, with no event by the AE since. */
  readonly overdueAt?: Instant
  /** Only those of which a running clock falls due before an instant. */
  readonly dueBefore?: Instant
  /** Only those of which none does. */
  readonly notDueBefore?: Instant
  readonly heat?: Heat
  readonly productId?: ProductId
  /** Only those that came into their state at an instant or after it. */
  readonly changedSince?: Instant
  /** What falls due first, of the same moment the hottest; what changed its state last; or what was logged first. */
  readonly order: 'due' | 'changed' | 'logged'
  readonly limit: number
  readonly offset: number
}

/** A CSQL with the names that a row shows, and the running clock that falls due first. */
export interface HomeCsql {
  readonly csql: Csql
  readonly accountName: string
  readonly departmentName: string | null
  readonly referredCompanyName: string | null
  readonly clock: Clock | null
}

export interface OverdueOwner {
  readonly aeId: PersonId
  readonly csqls: number
  readonly oldestDueAt: Instant
}

/** What Home shows, by one statement each. */
export interface HomeRepo {
  /** `total` counts all that match; it is 0 on a page behind the last one. */
  rows(query: HomeQuery): Promise<{ rows: readonly HomeCsql[]; total: number }>
  /** Whose CSQLs are overdue now, as `isOverdue` says, those with most first. */
  overdueOwners(at: Instant): Promise<readonly OverdueOwner[]>
  /** Accounts with an outcome on a contract that has not ended, and no open CSQL; by name, `total` counts all. */
  unproposed(of: {
    readonly limit: number
    readonly offset: number
  }): Promise<{ rows: readonly { readonly id: AccountId; readonly name: string }[]; total: number }>
  /** Whether any customer is known that was not only typed. */
  knowsAccounts(): Promise<boolean>
}
