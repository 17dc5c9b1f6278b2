import type {
  Account,
  AccountNote,
  Contact,
  Contract,
  Department,
  Product,
  ReferredCompany,
} from '../../domain/account.js'
import type { AccountId, CompanyId, ContactId, DepartmentId, NoteId, ProductId } from '../../domain/ids.js'

/** What an account is called. */
export type AccountNamed = Pick<Account, 'id' | 'name' | 'nameKana' | 'aliases'>

export interface AccountsRepo {
  get(id: AccountId): Promise<Account | null>
  /** Names, readings and aliases of all, by id, for matching what is typed. */
  names(): Promise<readonly AccountNamed[]>
  /** The same in pages; others have their turn between them. */
  namePages(): AsyncIterable<readonly AccountNamed[]>
  /** Those of these accounts that there are. */
  namesOf(ids: readonly AccountId[]): Promise<readonly AccountNamed[]>
  /**
   * What accounts are told apart by beside their names: those that have any of it. `isFormer`: it was another's, which is
   * part of this one now; those come first.
   */
  identities(): Promise<
    readonly (Pick<Account, 'id' | 'externalId' | 'corporateNumber'> & { readonly isFormer: boolean })[]
  >
  /** Grows with every change of a name, reading or alias: an index built at one version is good while it stays. */
  namesVersion(): Promise<number>
  /** The accounts that were changed, added or taken out after a version; null where that is not known any more. */
  namesChangedSince(version: number): Promise<readonly AccountId[] | null>
  /** False while names that were just written may yet be rolled back. */
  namesAreSettled(): boolean
  withExternalId(externalId: string): Promise<Pick<Account, 'id' | 'name'> | null>
  insert(account: Account): Promise<void>
  update(account: Account): Promise<void>
  /**
   * Hands a provisional account's departments, contracts, contacts and notes to another and takes it out, unless a CSQL still
   * names it or it has paid anything.
   *
   * @returns whether it was taken out
   */
  absorbProvisional(from: AccountId, into: AccountId): Promise<boolean>
  /** Accounts that name it as their parent, by name. `total` counts all. */
  children(parentId: AccountId, limit: number): Promise<{ rows: readonly AccountNamed[]; total: number }>
  departments(accountId: AccountId): Promise<readonly Department[]>
  putDepartment(department: Department): Promise<void>
  department(id: DepartmentId): Promise<Department | null>
  /** Whether a CSQL, a contract or a contact of its account names it. */
  isDepartmentUsed(department: Department): Promise<boolean>
  removeDepartment(id: DepartmentId): Promise<void>
  contracts(accountId: AccountId): Promise<readonly Contract[]>
  putContract(contract: Contract): Promise<void>
  contacts(accountId: AccountId): Promise<readonly Contact[]>
  /** Those too whose data was erased: their rows still hang on the account. */
  contactsAndErased(accountId: AccountId): Promise<readonly Contact[]>
  contact(id: ContactId): Promise<Contact | null>
  putContact(contact: Contact): Promise<void>
  company(id: CompanyId): Promise<ReferredCompany | null>
  /** The referred company of that name (folded as `looseKey` does), or null. */
  companyNamed(looseKey: string): Promise<ReferredCompany | null>
  insertCompany(company: ReferredCompany, looseKey: string): Promise<void>
}

export interface AccountNotesRepo {
  /** The newest first. `total` counts all. */
  of(
    accountId: AccountId,
    page: { readonly limit: number; readonly offset: number },
  ): Promise<{ rows: readonly AccountNote[]; total: number }>
  get(id: NoteId): Promise<AccountNote | null>
  put(note: AccountNote): Promise<void>
  remove(id: NoteId): Promise<void>
}

export interface ProductsRepo {
  all(): Promise<readonly Product[]>
  /** Whether a contract or a CSQL names it. */
  isUsed(id: ProductId): Promise<boolean>
  put(product: Product): Promise<void>
}
