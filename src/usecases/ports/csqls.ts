import type { Csql, Heat, Kind, State } from '../../domain/csql.js'
import type { AccountId, CompanyId, CsqlId, DepartmentId, PersonId, ProductId } from '../../domain/ids.js'
import type { Instant } from '../../domain/time.js'

/** Which CSQLs are meant. */
export interface CsqlMatch {
  readonly states?: readonly State[]
  readonly accountId?: AccountId
  /** Where the person is CSM, AE, who logged it, or a supporter. */
  readonly involving?: PersonId
  readonly aeId?: PersonId
  readonly csmId?: PersonId
  /** Only those that no AE was named for yet. */
  readonly unassigned?: boolean
  /** Only those that a running clock of an AE has past due, with no event by the AE since. */
  readonly overdueAt?: Instant
  /** Only those that came into their state at an instant or after it. */
  readonly changedSince?: Instant
}

/** A page of them. */
export interface CsqlFilter extends CsqlMatch {
  readonly limit: number
  readonly offset?: number
}

export interface CsqlsRepo {
  /** The workspace's next number; counts up, and is never given twice. */
  nextNumber(): Promise<number>
  byNumber(number: number): Promise<Csql | null>
  get(id: CsqlId): Promise<Csql | null>
  /** How hot it is, where nothing else of it is asked for; null = there is none. */
  heat(id: CsqlId): Promise<Heat | null>
  insert(csql: Csql): Promise<void>
  /**
   * Writes the row as it is after a step, if its version is still what it was before.
   *
   * @returns false when another transition came first: nothing is written
   */
  advance(before: Csql, after: Csql): Promise<boolean>
  /** The first open one with the same key (account, department, product, kind, referred company), other than `except`. */
  openDuplicate(
    key: {
      accountId: AccountId
      departmentId: DepartmentId | null
      kind: Kind
      productId: ProductId | null
      referredCompanyId: CompanyId | null
    },
    except: CsqlId | null,
  ): Promise<Csql | null>
  /** Oldest first. `total` counts all that match. */
  list(filter: CsqlFilter): Promise<{ rows: readonly Csql[]; total: number }>
  /** The numbers of all that match, counting up. */
  numbers(match: CsqlMatch): Promise<readonly number[]>
  /** Those of some numbers, counting up. */
  byNumbers(numbers: readonly number[]): Promise<readonly Csql[]>
  /** How many match, where nobody asks which. */
  count(filter: CsqlMatch): Promise<number>
  /** What somebody logged, the last first. */
  lastLoggedBy(person: PersonId, limit: number): Promise<readonly Csql[]>
  /** Free words people sort by; folded and de-duplicated by the caller. */
  tags(id: CsqlId): Promise<readonly string[]>
  setTags(id: CsqlId, tags: readonly string[]): Promise<void>
}
