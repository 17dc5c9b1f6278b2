import { AccountId, PersonId, ProductId, WorkspaceId } from '../../src/domain/ids.js'
import { actorOf, type Person } from '../../src/domain/person.js'
import { Settings } from '../../src/domain/workspace.js'
import { PEOPLE, sampleCompany } from '../../src/sandbox/index.js'
import { openStore } from '../../src/store/store.js'
import { AccountNames } from '../../src/usecases/account-names.js'
import { actOnCsql } from '../../src/usecases/act-on-csql.js'
import type { Ctx } from '../../src/usecases/context.js'
import { logSignal } from '../../src/usecases/log-signal.js'
import type { WorkspaceStore } from '../../src/usecases/ports.js'
import { anAccount, aPerson, aProduct, CountingIds } from '../support/database.js'

/**
 * Writes the sample company's workspace with so many CSQLs, numbered from 1, that sato logged and handed over to
 * suzuki; the cards are owed and not sent yet.
 */
export async function seedHandedOver(file: string, count: number, now: number): Promise<void> {
  const store = await openStore(file)
  const ids = new CountingIds('seed')
  const workspaceId = WorkspaceId.parse(ids.next())
  const names = { slackTeamId: sampleCompany.team.id, slackEnterpriseId: null, name: sampleCompany.team.name }
  await store.workspaces.create({ id: workspaceId, ...names, settings: Settings.parse({}), suspended: false }, now)
  const scoped = store.of(workspaceId)
  const { sato, suzuki } = await seedPeople(scoped, workspaceId, ids, now)
  const product = aProduct({ workspaceId, id: ProductId.parse(ids.next()) })
  await scoped.transaction((tx) => tx.products.put(product))
  const ctx: Ctx = {
    ...{ workspaceId, store: scoped, accountNames: new AccountNames(), ids, now, requestKey: null },
    actor: actorOf(sato),
    committed: () => {},
  }
  for (let n = 1; n <= count; n += 1) {
    const account = anAccount({ workspaceId, id: AccountId.parse(ids.next()), name: `${n}番商事` })
    await scoped.transaction((tx) => tx.accounts.insert(account))
    await handOver(ctx, account.id, suzuki.id)
  }
  await store.close()
}

async function seedPeople(store: WorkspaceStore, workspaceId: WorkspaceId, ids: CountingIds, now: number) {
  const person = (slackUserId: string, role: Person['roles'][number]): Person =>
    aPerson({ workspaceId, id: PersonId.parse(ids.next()), slackUserId, name: slackUserId, roles: [role], readAt: now })
  const people = {
    sato: person(PEOPLE.sato, 'csm'),
    suzuki: person(PEOPLE.suzuki, 'ae'),
    watanabe: person(PEOPLE.watanabe, 'ae'),
    tanaka: person(PEOPLE.tanaka, 'manager'),
  }
  await store.transaction(async (tx) => {
    for (const one of Object.values(people)) await tx.people.put(one)
  })
  return people
}

async function handOver(ctx: Ctx, accountId: AccountId, ae: PersonId): Promise<void> {
  const { number } = await logSignal(ctx, {
    line: null,
    fields: { account: { id: accountId }, kind: 'upsell', note: '定例で席数の不足を相談された' },
  })
  const fields = {
    ...{ source: 'cs_activity' as const, problem: '席が足りず、残業の集計が遅れる', ae },
    ...{ contact: { name: '大槻', title: '経理課長' }, opt_in: 'yes' as const, checklist: ['considering' as const] },
  }
  await actOnCsql(ctx, { number, version: null, action: 'qualify', fields })
}
