import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Account, Product } from '../../src/domain/account.js'
import { AccountId, PersonId, ProductId, WorkspaceId } from '../../src/domain/ids.js'
import type { Person } from '../../src/domain/person.js'
import { Settings, type Workspace } from '../../src/domain/workspace.js'
import { openStore } from '../../src/store/store.js'
import type { Ids, Store, WorkspaceStore } from '../../src/usecases/ports.js'
import { TUESDAY_AT_TEN } from './clock.js'

/** Ids that count up and sort as they were made: `id-000001`, `id-000002` … */
export class CountingIds implements Ids {
  #last = 0
  readonly #prefix: string

  constructor(prefix = 'id') {
    this.#prefix = prefix
  }

  next(): string {
    this.#last += 1
    return `${this.#prefix}-${String(this.#last).padStart(6, '0')}`
  }
}

export interface TestStore {
  readonly store: Store
  /** The database's file: another store may be opened on it. */
  readonly file: string
  /** Closes the store and takes the file away. */
  close(): Promise<void>
}

/** An empty folder for a database, taken away by `remove`. */
export function temporaryFolder(): { path: string; remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'tasuki-'))
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) }
}

let template: string | undefined

/** The path of a new database with the schema as it is now: made once by the migrations, and copied from then on. */
export async function freshDatabase(folder: string): Promise<string> {
  const file = join(folder, 'tasuki.db')
  if (template === undefined) {
    const made = temporaryFolder()
    process.once('exit', made.remove)
    template = join(made.path, 'template.db')
    await (await openStore(template)).close()
  }
  copyFileSync(template, file)
  return file
}

/** A store on a fresh file of its own, with the schema as it is now. */
export async function openTestStore(): Promise<TestStore> {
  const folder = temporaryFolder()
  const file = await freshDatabase(folder.path)
  const store = await openStore(file)
  return {
    store,
    file,
    close: async () => {
      await store.close()
      folder.remove()
    },
  }
}

export interface Seeded {
  readonly workspaceId: WorkspaceId
  readonly store: WorkspaceStore
  readonly csm: Person
  readonly ae: Person
  readonly manager: Person
  readonly product: Product
  readonly account: Account
}

export interface SeedOptions {
  readonly ids?: Ids
  readonly settings?: Partial<Settings>
  readonly slackTeamId?: string
}

/** A workspace with a CSM, an AE, a manager, one product and one account. */
export async function seedWorkspace(store: Store, options: SeedOptions = {}): Promise<Seeded> {
  const ids = options.ids ?? new CountingIds()
  const workspaceId = WorkspaceId.parse(ids.next())
  const workspace: Workspace = {
    id: workspaceId,
    slackTeamId: options.slackTeamId ?? null,
    slackEnterpriseId: null,
    name: 'Sample',
    settings: { ...Settings.parse({}), ...options.settings },
    suspended: false,
  }
  await store.workspaces.create(workspace, TUESDAY_AT_TEN)
  const person = (name: string, role: Person['roles'][number]): Person =>
    aPerson({ workspaceId, id: PersonId.parse(ids.next()), slackUserId: `U${name.toUpperCase()}`, name, roles: [role] })
  const people = { csm: person('Sato', 'csm'), ae: person('Suzuki', 'ae'), manager: person('Tanaka', 'manager') }
  const product = aProduct({ workspaceId, id: ProductId.parse(ids.next()) })
  const account = anAccount({ workspaceId, id: AccountId.parse(ids.next()) })
  const scoped = store.of(workspaceId)
  await scoped.transaction(async (tx) => {
    for (const one of Object.values(people)) await tx.people.put(one)
    await tx.products.put(product)
    await tx.accounts.insert(account)
  })
  return { workspaceId, store: scoped, ...people, product, account }
}

export const aPerson = (own: Pick<Person, 'workspaceId' | 'id'> & Partial<Person>): Person => ({
  slackUserId: null,
  email: null,
  name: 'Sato',
  locale: 'ja',
  zone: 'Asia/Tokyo',
  roles: [],
  slackAdmin: false,
  standing: 'member',
  managerId: null,
  workingHours: null,
  leave: [],
  pausedUntil: null,
  readAt: null,
  ...own,
})

export const aProduct = (own: Pick<Product, 'workspaceId' | 'id'> & Partial<Product>): Product => ({
  name: 'プラットフォーム',
  nameEn: 'Platform',
  aliases: [],
  archived: false,
  ...own,
})

export const anAccount = (own: Pick<Account, 'workspaceId' | 'id'> & Partial<Account>): Account => ({
  name: '青葉商事株式会社',
  nameKana: null,
  aliases: [],
  externalId: null,
  corporateNumber: null,
  parentId: null,
  segment: null,
  provisional: false,
  ...own,
})
