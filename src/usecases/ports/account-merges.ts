import type { Account } from '../../domain/account.js'
import type { MovedTable, RowChange } from '../../domain/account-merge.js'
import type { AccountId, CsqlId, EventId, PersonId } from '../../domain/ids.js'
import type { AccountSnapshot } from '../../domain/snapshot.js'
import type { Instant } from '../../domain/time.js'

/** Two accounts that were made one, with all that is needed to part them again. It holds no text of a person. */
export interface AccountMerge {
  readonly id: string
  /** The account that went: it is known by this no more. */
  readonly fromId: AccountId
  readonly intoId: AccountId
  readonly mergedBy: PersonId
  /** UTC ms. */
  readonly mergedAt: Instant
  readonly undoneBy: PersonId | null
  readonly undoneAt: Instant | null
  readonly changes: MergeChanges
}

export interface MergeChanges {
  readonly account: Account
  readonly aliases: readonly string[]
  readonly rows: readonly RowChange[]
  /** The event that moved each CSQL. */
  readonly csqls: readonly { readonly csqlId: CsqlId; readonly eventId: EventId }[]
}

export interface AccountMergesRepo {
  get(id: string): Promise<AccountMerge | null>
  /** The last merge into an account that stands; null = none. */
  lastInto(intoId: AccountId): Promise<AccountMerge | null>
  /** What an account that went is part of now; null where none of that id was merged. */
  nowPartOf(fromId: AccountId): Promise<AccountId | null>
  put(merge: AccountMerge): Promise<void>
  /** Changes rows as a merge does, and takes the account out that goes. */
  apply(changes: Pick<MergeChanges, 'account' | 'rows'>, intoId: AccountId): Promise<void>
  /**
   * Changes the rows back, and the account is there again.
   *
   * @returns the table of a row that something else has changed since; null where all of it stood. Where it did not, what
   *   was changed so far has to be rolled back
   */
  revert(
    changes: Pick<MergeChanges, 'account' | 'rows'>,
    intoId: AccountId,
  ): Promise<MovedTable | 'account_snapshots' | null>
  /** All that an account paid, month by month. */
  snapshotsOf(accountId: AccountId): Promise<readonly AccountSnapshot[]>
  /** Of these accounts: CSQLs, by number, and the first other table, whose department or contact is of another account. */
  misplaced(
    accounts: readonly AccountId[],
  ): Promise<{ readonly csqls: readonly number[]; readonly table: MovedTable | null }>
}
