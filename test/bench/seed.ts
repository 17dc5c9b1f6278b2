import Database from 'better-sqlite3'
import { v7 as uuid } from 'uuid'
import { AccountId, ProductId } from '../../src/domain/ids.js'
import { actorOf } from '../../src/domain/person.js'
import { sampleCompany } from '../../src/sandbox/index.js'
import { openStore } from '../../src/store/store.js'
import { AccountNames } from '../../src/usecases/account-names.js'
import { adoptWorkspace } from '../../src/usecases/adopt-workspace.js'
import { logSignal } from '../../src/usecases/log-signal.js'
import { recognisePerson } from '../../src/usecases/recognise-person.js'

const ids = { next: () => uuid() }
const ACCOUNTS = 2000
export const accountName = (n: number): string => `株式会社ベンチ${n % ACCOUNTS}`
export const personId = (n: number): string => `U0BENCH${n}`

/** A workspace with two products, so many customers, and people who are known already. */
export async function seedDatabase(path: string, people: number, now: number): Promise<void> {
  const store = await openStore(path)
  const firstStart = { country: 'JP', locale: 'ja' as const, zone: 'Asia/Tokyo', currency: 'JPY', fiscalStart: 4 }
  const team = { teamId: sampleCompany.team.id, enterpriseId: null, name: sampleCompany.team.name }
  const { id: workspaceId } = await adoptWorkspace({ store, ids, now, firstStart }, team)
  const scoped = store.of(workspaceId)
  await scoped.transaction(async (tx) => {
    const product = { workspaceId, nameEn: null, aliases: [], archived: false }
    await tx.products.put({ ...product, id: ProductId.parse(ids.next()), name: 'ベンチ製品' })
    for (let n = 0; n < ACCOUNTS; n += 1) {
      await tx.accounts.insert({
        ...{ workspaceId, id: AccountId.parse(ids.next()), name: accountName(n), nameKana: null, aliases: [] },
        ...{ externalId: null, corporateNumber: null, parentId: null, segment: null, provisional: false },
      })
    }
  })
  for (let n = 0; n < people; n += 1) {
    await recognisePerson(
      { workspaceId, store: scoped, ids, now },
      {
        ...{ slackUserId: personId(n), name: `人${n}`, email: null, locale: 'ja', zone: 'Asia/Tokyo' },
        ...{ standing: 'member', slackAdmin: false },
      },
    )
  }
  await store.close()
}

/** Multiplies one logged signal, its event, text and clock into so many, by SQL: what a database looks like after years. */
export async function growDatabase(path: string, csqls: number, now: number): Promise<void> {
  const store = await openStore(path)
  const [workspace] = await store.workspaces.all()
  if (workspace === undefined) throw new Error('seed the database first')
  const scoped = store.of(workspace.id)
  const person = await scoped.read((tx) => tx.people.bySlackId(personId(0)))
  if (person === null) throw new Error('seed the people first')
  const ctx = {
    ...{ workspaceId: workspace.id, store: scoped, accountNames: new AccountNames(), ids, now },
    ...{ actor: actorOf(person), requestKey: null, committed: () => undefined },
  }
  await logSignal(ctx, { line: null, fields: { account: { name: accountName(0) }, note: '席が足りない' } })
  await store.close()
  multiply(path, csqls)
}

function multiply(path: string, csqls: number): void {
  const database = new Database(path)
  const copies = (table: string, replace: Readonly<Record<string, string>>): void => {
    const columns = (database.pragma(`table_info(${table})`) as { name: string }[]).map(({ name }) => name)
    const values = columns.map((name) => replace[name] ?? `t.${name}`)
    database.exec(
      `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${csqls - 1})
       INSERT INTO ${table} (${columns.join(', ')})
       SELECT ${values.join(', ')} FROM (SELECT * FROM ${table} LIMIT 1) t, n`,
    )
  }
  const id = (column: string): string => `t.${column} || '-' || n.i`
  database.pragma('foreign_keys = OFF')
  database.exec('BEGIN')
  const texts = Object.fromEntries(
    (database.pragma('table_info(csqls)') as { name: string }[])
      .filter(({ name }) => name.endsWith('_text_id'))
      .map(({ name }) => [name, `CASE WHEN t.${name} IS NULL THEN NULL ELSE ${id(name)} END`]),
  )
  copies('csqls', { id: id('id'), number: 't.number + 1000000 + n.i', ...texts })
  copies('texts', { id: id('id'), csql_id: id('csql_id') })
  copies('events', { id: id('id'), csql_id: id('csql_id'), step_id: id('step_id') })
  copies('clocks', { id: id('id'), csql_id: id('csql_id'), started_by: id('started_by') })
  database.exec(`UPDATE workspaces SET next_number = next_number + 1000000 + ${csqls}`)
  database.exec('COMMIT')
  database.close()
}
