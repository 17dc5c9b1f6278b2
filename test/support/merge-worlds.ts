import fc from 'fast-check'
import type { Account, Contract } from '../../src/domain/account.js'
import { exactKey } from '../../src/domain/account-name.js'
import { type Csql, CsqlChanges } from '../../src/domain/csql.js'
import { AccountId, ContactId, ContractId, CsqlId, DepartmentId, NoteId, ProductId } from '../../src/domain/ids.js'
import type { Tx } from '../../src/usecases/ports.js'
import { TUESDAY_AT_TEN as NOW } from './clock.js'
import { anAccount, aProduct } from './database.js'
import { aCsql, anEvent } from './rows.js'
import type { World } from './world.js'

/** Three accounts with all that may hang on them, in any mixture: the first goes, the second stays. */

export const FROM = AccountId.parse('from')
export const INTO = AccountId.parse('into')
export const THIRD = AccountId.parse('third')
export const PRODUCTS = [ProductId.parse('p1'), ProductId.parse('p2')] as const

const maybe = <T>(values: readonly T[]) => fc.constantFrom(null, ...values)
const DEPARTMENTS = ['経理部', 'IT', 'ＩＴ', '製造部'] as const
const MONTHS = ['2026-08', '2026-09', '2026-10'] as const
const STATES = ['signal', 'qualified', 'won', 'rejected', 'merged'] as const

const money = fc.record({
  amount: fc.oneof(fc.constant(null), fc.constant(0), fc.integer({ min: 1, max: 1_000_000 })),
  period: fc.constantFrom('month', 'year'),
  dollars: fc.oneof({ weight: 4, arbitrary: fc.constant(false) }, fc.constant(true)),
})

const side = fc.record({
  kana: maybe(['かな', 'カナ']),
  segment: maybe(['A', 'B']),
  externalId: maybe(['crm']),
  corporateNumber: maybe(['1234567890123', '3210987654321']),
  aliases: fc.uniqueArray(fc.constantFrom('別名', '略称', '旧社名', '月白'), { maxLength: 3 }),
  provisional: fc.boolean(),
  departments: fc.uniqueArray(fc.constantFrom(...DEPARTMENTS), { maxLength: 3, selector: exactKey }),
  contracts: fc.array(
    fc.record({ product: fc.nat(1), department: fc.nat(3), money, phase: maybe(['at_risk', 'churned']) }),
    {
      maxLength: 4,
    },
  ),
  contacts: fc.array(fc.record({ department: fc.nat(3) }), { maxLength: 3 }),
  notes: fc.nat(2),
  snapshots: fc.array(fc.record({ month: fc.nat(2), product: fc.nat(1), money }), { maxLength: 5 }),
  csqls: fc.array(
    fc.record({ department: fc.nat(3), contact: fc.nat(3), product: fc.nat(1), state: fc.constantFrom(...STATES) }),
    { maxLength: 4 },
  ),
})

/** Who is whose parent, in ways that are no circle. */
const parents = fc.constantFrom(
  ...([
    [null, null, null],
    ['into', null, null],
    [null, 'from', null],
    ['third', null, null],
    ['third', null, 'into'],
    [null, 'third', null],
    ['third', 'third', null],
    [null, null, 'from'],
    ['into', 'third', null],
    [null, 'third', 'from'],
  ] as const),
)

export const mergeWorlds = fc.record({ from: side, into: side, parents })
type Given = typeof mergeWorlds extends fc.Arbitrary<infer T> ? T : never

/** Writes such a world into a workspace. */
export async function storeMergeWorld(world: World, given: Given): Promise<void> {
  const { workspaceId } = world
  const of = [
    [FROM, given.from, given.parents[0]],
    [INTO, given.into, given.parents[1]],
  ] as const
  await world.store.of(workspaceId).transaction(async (tx) => {
    for (const id of PRODUCTS) await tx.products.put(aProduct({ workspaceId, id, name: id }))
    const names = { from: '株式会社月白', into: '株式会社ツキシロ' }
    const account = (id: AccountId, own: Partial<Account>) => anAccount({ workspaceId, id, ...own })
    await tx.accounts.insert(account(THIRD, { name: '第三商事' }))
    for (const [id, one] of of) {
      const { kana, segment, aliases, corporateNumber, provisional } = one
      const externalId = one.externalId === null ? null : `${one.externalId}-${id}`
      await tx.accounts.insert(
        account(id, {
          ...{ name: names[id as 'from' | 'into'], nameKana: kana, segment, aliases, externalId, corporateNumber },
          provisional,
        }),
      )
    }
    for (const [id, , parent] of [...of, [THIRD, null, given.parents[2]] as const]) {
      const own = await tx.accounts.get(id)
      if (own !== null && parent !== null) await tx.accounts.update({ ...own, parentId: AccountId.parse(parent) })
    }
    let number = 1
    for (const [id, one] of of) number = await storeSide(tx, world, id, one, number)
  })
}

async function storeSide(
  tx: Tx,
  world: World,
  accountId: AccountId,
  of: Given['from'],
  first: number,
): Promise<number> {
  const { workspaceId } = world
  const departments = of.departments.map((name, n) => ({
    id: DepartmentId.parse(`${accountId}-d${n}`),
    accountId,
    name,
  }))
  const departmentAt = (n: number) => departments[n]?.id ?? null
  for (const department of departments) await tx.accounts.putDepartment(department)
  const keys = new Set<string>()
  for (const [n, { product, department, money: paid, phase }] of of.contracts.entries()) {
    const departmentId = departmentAt(department)
    const key = `${product} ${departmentId}`
    if (keys.has(key)) continue
    keys.add(key)
    await tx.accounts.putContract({
      ...{ workspaceId, id: ContractId.parse(`${accountId}-k${n}`), accountId, departmentId },
      ...{ productId: PRODUCTS[product] ?? PRODUCTS[0], phase, hasOutcome: n % 2 === 0 ? null : true },
      ...{ csmId: n % 2 === 0 ? world.csm.id : null, aeId: null, amount: paid.amount },
      ...{ amountPeriod: paid.amount === null ? null : paid.period, currency: paid.dollars ? 'USD' : 'JPY' },
      ...{ renewalOn: null, channel: null, partnerName: null },
    } as Contract)
  }
  const contacts = of.contacts.map(({ department }, n) => ({
    ...{ workspaceId, id: ContactId.parse(`${accountId}-c${n}`), accountId, departmentId: departmentAt(department) },
    ...{ name: `窓口${n}`, title: null, optIn: 'yes' as const, optInOn: null, optInHow: null },
  }))
  for (const contact of contacts) await tx.accounts.putContact(contact)
  for (let n = 0; n < of.notes; n += 1) {
    await tx.accountNotes.put({
      ...{ workspaceId, id: NoteId.parse(`${accountId}-n${n}`), accountId, body: `メモ${n}`, authorId: world.csm.id },
      ...{ writtenAt: NOW, editedAt: null },
    })
  }
  await tx.snapshots.put(
    of.snapshots.map(({ month, product, money: paid }) => ({
      ...{ month: MONTHS[month] ?? MONTHS[0], accountId, productId: PRODUCTS[product] ?? PRODUCTS[0] },
      ...{ amount: paid.amount ?? 0, currency: paid.dollars ? 'USD' : 'JPY' },
    })),
  )
  let number = first
  for (const { department, contact, product, state } of of.csqls) {
    await storeCsql(tx, world, {
      ...{ number, accountId, departmentId: departmentAt(department), contactId: contacts[contact]?.id ?? null },
      ...{ productId: PRODUCTS[product] ?? PRODUCTS[0], state },
    })
    number += 1
  }
  return number
}

/** A CSQL whose row is the fold of its history. */
export async function storeCsql(
  tx: Tx,
  world: World,
  own: { readonly number: number } & Partial<Omit<Csql, 'id' | 'number'>>,
): Promise<Csql> {
  const seeded = { ...world, store: world.store.of(world.workspaceId) }
  const csql = aCsql(seeded, { ...own, id: CsqlId.parse(`q${own.number}`) })
  await tx.csqls.insert(csql)
  const { workspaceId: _, id: __, number: ___, version: ____, ...fields } = csql
  await tx.events.append(
    anEvent(csql, { id: `log-${own.number}`, from: null, to: csql.state, changes: CsqlChanges.parse(fields) }),
  )
  return csql
}
