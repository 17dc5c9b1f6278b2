import type { Account, OptIn, Product } from '../domain/account.js'
import { exactKey, looseKey } from '../domain/account-name.js'
import { AccountId, ContactId, DepartmentId, PersonId, ProductId } from '../domain/ids.js'
import type { Person } from '../domain/person.js'
import { keyOfTyped, type TypedPerson } from '../domain/sheets/people.js'
import type { Settings } from '../domain/workspace.js'
import { FIRST_PRODUCT } from './adopt-workspace.js'
import type { Ctx } from './context.js'
import type { Staging, Tx } from './ports.js'

/** An account of a sheet: found or new; or a name that several bear. `like`: a known one that it looks like. */
export type FoundAccount =
  | { readonly id: AccountId; readonly isNew: boolean; readonly like: string | null }
  | { readonly id: null; readonly bearers: readonly string[] }

/** What an account is told apart by. */
export type Identity = Pick<Account, 'name' | 'externalId' | 'corporateNumber'>

/**
 * The master data that the rows of a sheet refer to. Whoever and whatever a row names and nobody knows is staged once.
 * It keeps a key and an id for each, never the rows themselves.
 */
export class ImportBook {
  readonly #ctx: Ctx
  readonly #tx: Tx
  readonly #staging: Staging<Tx>
  readonly #settings: Settings
  readonly #people = new Map<string, PersonId>()
  readonly #newPeople = new Map<PersonId, Person>()
  readonly #products = new Map<string, ProductId>()
  /** The product that a workspace begins with, as long as nobody has used or named it. */
  #preset: Product | null = null
  readonly #accounts = new Map<string, AccountId | AccountId[]>()
  readonly #identities = new Map<string, AccountId>()
  readonly #former = new Set<string>()
  readonly #idsOf = new Map<AccountId, Omit<Identity, 'name'>>()
  readonly #likes = new Map<string, string>()
  /** Ids for accounts that a row named as its parent and no row has told of yet, by exact name. */
  readonly #promised = new Map<string, { readonly id: AccountId; readonly name: string }>()
  readonly #fresh = new Set<AccountId>()
  readonly #departments = new Map<AccountId, Map<string, DepartmentId>>()
  readonly #contacts = new Map<AccountId, Map<string, ContactId>>()
  readonly counts = { people: 0, products: 0, accounts: 0 }

  private constructor(ctx: Ctx, tx: Tx, staging: Staging<Tx>, settings: Settings) {
    this.#ctx = ctx
    this.#tx = tx
    this.#staging = staging
    this.#settings = settings
  }

  static async open(ctx: Ctx, tx: Tx, staging: Staging<Tx>, settings: Settings): Promise<ImportBook> {
    const book = new ImportBook(ctx, tx, staging, settings)
    for (const { id, slackUserId, email } of await tx.people.all()) {
      if (email !== null) book.#people.set(email.toLowerCase(), id)
      if (slackUserId !== null) book.#people.set(slackUserId, id)
    }
    const products = await tx.products.all()
    for (const { id, name, nameEn, aliases } of products.toReversed()) {
      for (const one of [...aliases, nameEn ?? name, name]) book.#products.set(exactKey(one), id)
    }
    const only = products.length === 1 ? products[0] : undefined
    const isPreset = only !== undefined && Object.values(FIRST_PRODUCT).some((name) => name === only.name)
    if (isPreset && !(await tx.products.isUsed(only.id))) book.#preset = only
    for (const { id, name, aliases } of await tx.accounts.names()) book.#nameAccount(id, [name, ...aliases])
    for (const { id, externalId, corporateNumber, isFormer } of await tx.accounts.identities()) {
      if (isFormer) book.#knowFormer(id, externalId, corporateNumber)
      else book.#identify(id, externalId, corporateNumber)
    }
    return book
  }

  /** A colleague; unseen ones become people whom Slack will confirm. */
  person(typed: TypedPerson): PersonId {
    const key = keyOfTyped(typed)
    const known = this.#people.get(key)
    if (known !== undefined) return known
    const person: Person = {
      workspaceId: this.#tx.workspaceId,
      id: PersonId.parse(this.#ctx.ids.next()),
      slackUserId: typed.slackUserId ?? null,
      email: typed.email ?? null,
      name: key,
      locale: this.#settings.locale,
      zone: this.#settings.zone,
      roles: [],
      slackAdmin: false,
      standing: 'unverified',
      managerId: null,
      workingHours: null,
      leave: [],
      pausedUntil: null,
      readAt: null,
    }
    this.#staging.put('people', person)
    this.#newPeople.set(person.id, person)
    this.#people.set(key, person.id)
    this.counts.people += 1
    return person.id
  }

  /** Somebody as they stand, new ones too. */
  async personOf(id: PersonId): Promise<Person | null> {
    return this.#newPeople.get(id) ?? (await this.#tx.people.get(id))
  }

  product(name: string): ProductId {
    const known = this.#products.get(exactKey(name))
    if (known !== undefined) return known
    const preset = this.#preset
    const product: Product = {
      workspaceId: this.#tx.workspaceId,
      id: preset?.id ?? ProductId.parse(this.#ctx.ids.next()),
      name,
      nameEn: null,
      aliases: [],
      archived: false,
    }
    this.#preset = null
    this.#staging.put('products', product)
    this.#products.set(exactKey(name), product.id)
    this.counts.products += 1
    return product.id
  }

  /**
   * The account that a cell names: by the exact name or alias (NFKC), else by external id or corporate number. What
   * merely looks alike is never taken for it: it is a new one, and said to look like the other.
   */
  account(cell: string): FoundAccount {
    const named = this.#accounts.get(exactKey(cell))
    if (Array.isArray(named)) return { id: null, bearers: named }
    const known = named ?? this.#identities.get(`e ${cell}`) ?? this.#identities.get(`c ${digitsOf(cell)}`)
    if (known !== undefined) return { id: known, isNew: false, like: null }
    const like = this.#likes.get(looseKey(cell)) ?? null
    return { id: this.addAccount({ name: cell }).id, isNew: true, like }
  }

  /**
   * The accounts that a row of an accounts sheet tells of: by external id and corporate number, which may point at two;
   * else by the exact name, unless its bearer has ids of its own that say it is another.
   */
  identified(row: Identity): readonly AccountId[] {
    const { externalId, corporateNumber } = row
    const byIds = [
      externalId === null ? undefined : this.#identities.get(`e ${externalId}`),
      corporateNumber === null ? undefined : this.#identities.get(`c ${corporateNumber}`),
    ]
    const found = [...new Set(byIds.filter((id) => id !== undefined))]
    if (found.length > 0) return found
    const named = this.#accounts.get(exactKey(row.name)) ?? []
    return [named].flat().filter((id) => !this.#isAnother(id, row))
  }

  #isAnother(id: AccountId, { externalId, corporateNumber }: Omit<Identity, 'name'>): boolean {
    const own = this.#idsOf.get(id)
    const differs = (mine: string | null | undefined, theirs: string | null) =>
      mine != null && theirs !== null && mine !== theirs
    return differs(own?.externalId, externalId) || differs(own?.corporateNumber, corporateNumber)
  }

  /** The id of a parent that may be told of further down. */
  parent(name: string): AccountId | null {
    const named = this.#accounts.get(exactKey(name)) ?? this.#promised.get(exactKey(name))?.id
    if (Array.isArray(named)) return null
    const known = named ?? this.#identities.get(`e ${name}`) ?? this.#identities.get(`c ${digitsOf(name)}`)
    if (known !== undefined) return known
    const id = AccountId.parse(this.#ctx.ids.next())
    this.#promised.set(exactKey(name), { id, name })
    return id
  }

  /** Makes the parents that no row told of. */
  keepPromises(): void {
    for (const { name } of [...this.#promised.values()]) this.addAccount({ name })
  }

  /** The name of a known account that this one looks like, without being it; null = none. */
  likeOf(name: string): string | null {
    return this.#likes.get(looseKey(name)) ?? null
  }

  addAccount(given: Partial<Account> & { readonly name: string }): Account {
    const promised = this.#promised.get(exactKey(given.name))
    this.#promised.delete(exactKey(given.name))
    const account: Account = {
      workspaceId: this.#tx.workspaceId,
      id: promised?.id ?? AccountId.parse(this.#ctx.ids.next()),
      nameKana: null,
      aliases: [],
      externalId: null,
      corporateNumber: null,
      parentId: null,
      segment: null,
      provisional: false,
      ...given,
    }
    this.#fresh.add(account.id)
    this.counts.accounts += 1
    this.putAccount(account)
    return account
  }

  /** Stages an account, and knows it by its names from now on. */
  putAccount(account: Account): void {
    this.#staging.put('accounts', account)
    this.#nameAccount(account.id, [account.name, ...account.aliases])
    this.#identify(account.id, account.externalId, account.corporateNumber)
  }

  /** Whether the account was made by this import, so that nothing in the database can name it. */
  isFresh = (id: AccountId): boolean => this.#fresh.has(id)

  async department(accountId: AccountId, name: string): Promise<DepartmentId> {
    const known = await this.#partsOf(this.#departments, accountId, () => this.#tx.accounts.departments(accountId))
    const key = exactKey(name)
    const found = known.get(key)
    if (found !== undefined) return found
    const id = DepartmentId.parse(this.#ctx.ids.next())
    this.#staging.put('departments', { id, accountId, name })
    known.set(key, id)
    return id
  }

  async contact(accountId: AccountId, name: string, optIn: OptIn | null): Promise<ContactId> {
    const known = await this.#partsOf(this.#contacts, accountId, () => this.#tx.accounts.contacts(accountId))
    const key = exactKey(name)
    const found = known.get(key)
    if (found !== undefined) return found
    const id = ContactId.parse(this.#ctx.ids.next())
    this.#staging.put('contacts', {
      ...{ workspaceId: this.#tx.workspaceId, id, accountId, departmentId: null, name, title: null },
      ...{ optIn: optIn ?? 'unknown', optInOn: null, optInHow: null },
    })
    known.set(key, id)
    return id
  }

  async #partsOf<T extends string>(
    kept: Map<AccountId, Map<string, T>>,
    accountId: AccountId,
    read: () => Promise<readonly { readonly id: T; readonly name: string }[]>,
  ): Promise<Map<string, T>> {
    const known = kept.get(accountId)
    if (known !== undefined) return known
    const parts = this.#fresh.has(accountId) ? [] : await read()
    const byName = new Map(parts.map(({ id, name }) => [exactKey(name), id]))
    kept.set(accountId, byName)
    return byName
  }

  #nameAccount(id: AccountId, names: readonly string[]): void {
    for (const name of new Set(names.map(exactKey))) {
      const there = this.#accounts.get(name)
      if (there === undefined) this.#accounts.set(name, id)
      else if (Array.isArray(there) ? !there.includes(id) : there !== id) this.#accounts.set(name, [there, id].flat())
      const loose = looseKey(name)
      if (!this.#likes.has(loose)) this.#likes.set(loose, names[0] ?? name)
    }
  }

  /** What another account was told apart by, which is part of this one now. */
  #knowFormer(id: AccountId, externalId: string | null, corporateNumber: string | null): void {
    if (externalId !== null) this.#identities.set(`e ${externalId}`, id)
    if (corporateNumber !== null) this.#identities.set(`c ${corporateNumber}`, id)
    if (externalId !== null) this.#former.add(`e ${externalId}`)
    if (corporateNumber !== null) this.#former.add(`c ${corporateNumber}`)
  }

  /** Whether a row tells of an account that is part of another now: what tells it apart there does not become this one's. */
  isFormer({ externalId, corporateNumber }: Omit<Identity, 'name'>): boolean {
    return this.#former.has(`e ${externalId}`) || this.#former.has(`c ${corporateNumber}`)
  }

  #identify(id: AccountId, externalId: string | null, corporateNumber: string | null): void {
    if (externalId !== null || corporateNumber !== null) this.#idsOf.set(id, { externalId, corporateNumber })
    for (const key of [
      externalId === null ? null : `e ${externalId}`,
      corporateNumber === null ? null : `c ${corporateNumber}`,
    ]) {
      if (key === null) continue
      this.#identities.set(key, id)
      this.#former.delete(key)
    }
  }
}

const digitsOf = (cell: string): string => cell.normalize('NFKC').replace(/[\s-]/gu, '')
