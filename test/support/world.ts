import type { Account, Product } from '../../src/domain/account.js'
import type { WorkspaceId } from '../../src/domain/ids.js'
import { type Actor, actorOf, type Person, SYSTEM } from '../../src/domain/person.js'
import { HandClock } from '../../src/sandbox/hand-clock.js'
import { AccountNames } from '../../src/usecases/account-names.js'
import type { Ctx } from '../../src/usecases/context.js'
import type { Store } from '../../src/usecases/ports.js'
import { TUESDAY_AT_TEN } from './clock.js'
import { CountingIds, openTestStore, type SeedOptions, seedWorkspace } from './database.js'

/** A workspace on a real database, with a CSM, an AE, a manager, a product and an account, and a clock that is moved. */
export interface World {
  readonly store: Store
  /** The database's file: another store may be opened on it. */
  readonly file: string
  readonly workspaceId: WorkspaceId
  readonly clock: HandClock
  readonly csm: Person
  readonly ae: Person
  readonly manager: Person
  readonly product: Product
  readonly account: Account
  /** How often something was committed. */
  readonly commits: () => number
  /** The context of a request made now. */
  as(who: Person | Actor, requestKey?: string): Ctx
  readonly system: () => Ctx
  close(): Promise<void>
}

export async function openWorld(options: SeedOptions = {}): Promise<World> {
  const { store, file, close } = await openTestStore()
  const ids = options.ids ?? new CountingIds()
  const seeded = await seedWorkspace(store, { ...options, ids })
  const clock = new HandClock(TUESDAY_AT_TEN)
  const accountNames = new AccountNames()
  let commits = 0
  const as = (who: Person | Actor, requestKey?: string): Ctx => ({
    workspaceId: seeded.workspaceId,
    store: seeded.store,
    accountNames,
    ids,
    now: clock.now(),
    actor: 'kind' in who ? who : actorOf(who),
    requestKey: requestKey ?? null,
    committed: () => {
      commits += 1
    },
  })
  const { workspaceId, csm, ae, manager, product, account } = seeded
  return {
    ...{ store, file, workspaceId, clock, csm, ae, manager, product, account, as, close },
    commits: () => commits,
    system: () => as(SYSTEM),
  }
}
