import type { Account, Contract } from '../../domain/account.js'
import type { Csql } from '../../domain/csql.js'
import type { EventKind } from '../../domain/event.js'
import type { AccountId, ContractId, CsqlId } from '../../domain/ids.js'
import type { FirstStep } from '../../domain/steps-to-tell.js'
import type { Instant } from '../../domain/time.js'

/** What spreadsheets hold, in pages. */
export interface SheetsRepo {
  accounts(after: AccountId | null, limit: number): Promise<readonly Account[]>
  contracts(after: ContractId | null, limit: number): Promise<readonly Contract[]>
  /**
   * Those with a number above `after`, in order, logged in [from, to) (UTC ms; null = no bound). What was merged into
   * another, and what was taken back as logged, is left out.
   */
  csqls(
    after: number,
    limit: number,
    logged: { readonly from: Instant | null; readonly to: Instant | null },
  ): Promise<readonly Csql[]>
  /** The account's CSQLs that were logged at that instant, in order of their numbers. */
  loggedAt(accountId: AccountId, at: Instant): Promise<readonly Csql[]>
  /** When each kind of event came first, of those that stand. */
  firstSteps(ids: readonly CsqlId[]): Promise<ReadonlyMap<CsqlId, FirstEvents>>
}

export type FirstEvents = Readonly<Partial<Record<EventKind, FirstStep>>>
