import Sqlite from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Contact, Contract } from '../../src/domain/account.js'
import {
  AccountId,
  CompanyId,
  ContactId,
  ContractId,
  DepartmentId,
  PersonId,
  ProductId,
  TextId,
  WorkspaceId,
} from '../../src/domain/ids.js'
import { Target } from '../../src/domain/target.js'
import { TUESDAY_AT_TEN as NOW } from '../support/clock.js'
import {
  anAccount,
  aPerson,
  aProduct,
  openTestStore,
  type Seeded,
  seedWorkspace,
  type TestStore,
} from '../support/database.js'
import { aClock, aCsql } from '../support/rows.js'

let opened: TestStore
let seeded: Seeded
beforeEach(async () => {
  opened = await openTestStore()
  seeded = await seedWorkspace(opened.store)
})
afterEach(() => opened.close())

const names = (people: readonly { name: string }[]) => people.map(({ name }) => name)

describe('workspaces', () => {
  test('are found by id and Slack team once adopted, and can be suspended', async () => {
    const { workspaces } = opened.store
    expect(await workspaces.bySlackTeam('T1')).toBeNull()
    await workspaces.adopt(seeded.workspaceId, { teamId: 'T1', enterpriseId: 'E1', name: 'Aoba' })
    await workspaces.suspend(seeded.workspaceId, true)
    const found = await workspaces.bySlackTeam('T1')
    expect(found).toMatchObject({ slackTeamId: 'T1', slackEnterpriseId: 'E1', name: 'Aoba', suspended: true })
    expect(await workspaces.get(seeded.workspaceId)).toEqual(found)
    expect(await workspaces.all()).toEqual([found])
  })

  test('one Slack team is one workspace', async () => {
    await opened.store.workspaces.adopt(seeded.workspaceId, { teamId: 'T1', enterpriseId: null, name: null })
    const { settings } = (await opened.store.workspaces.get(seeded.workspaceId)) ?? {}
    if (settings === undefined) throw new Error('the workspace is gone')
    const second = { id: WorkspaceId.parse('w2'), slackTeamId: 'T1', slackEnterpriseId: null, name: null, settings }
    await expect(opened.store.workspaces.create({ ...second, suspended: false }, NOW)).rejects.toThrow('UNIQUE')
  })
})

describe('settings', () => {
  test('each change is kept with who made it; what changes nothing is one only the first time', async () => {
    const by = seeded.manager.id
    await seeded.store.transaction(async (tx) => {
      const settings = await tx.settings.get()
      await tx.settings.put(settings, by, NOW)
      await tx.settings.put(settings, by, NOW)
      await tx.settings.put({ ...settings, zone: 'Asia/Seoul' }, by, NOW + 1)
      await tx.settings.put({ ...settings, zone: 'Asia/Taipei' }, null, NOW + 2)
    })
    expect((await seeded.store.read((tx) => tx.settings.get())).zone).toBe('Asia/Taipei')
    const raw = new Sqlite(opened.file)
    const changes = raw.prepare('SELECT seq, changed_by, changed_at FROM settings_changes ORDER BY seq').raw().all()
    raw.close()
    expect(changes).toEqual([
      [1, by, NOW],
      [2, by, NOW + 1],
      [3, null, NOW + 2],
    ])
  })

  test('of an older program get what they lack', async () => {
    const raw = new Sqlite(opened.file)
    raw.prepare(`UPDATE workspaces SET settings = '{"zone":"Asia/Seoul"}'`).run()
    raw.close()
    expect(await seeded.store.read((tx) => tx.settings.get())).toMatchObject({ zone: 'Asia/Seoul', fiscalStart: 4 })
  })
})

describe('people', () => {
  test('come back as they were put, and are replaced by their id', async () => {
    const person = aPerson({
      workspaceId: seeded.workspaceId,
      id: PersonId.parse('p1'),
      slackUserId: 'U1',
      roles: ['ae', 'csm'],
      managerId: seeded.manager.id,
      workingHours: { weekdays: [1, 3], opens: '10:00', closes: '16:00' },
      leave: [{ from: '2026-12-01', to: '2026-12-03', delegateId: seeded.csm.id }],
      pausedUntil: '2026-11-30',
    })
    await seeded.store.transaction((tx) => tx.people.put(person))
    expect(await seeded.store.read((tx) => tx.people.bySlackId('U1'))).toEqual(person)
    const renamed = { ...person, name: 'Ito', roles: ['marketing' as const], leave: [] }
    await seeded.store.transaction((tx) => tx.people.put(renamed))
    expect(await seeded.store.read((tx) => tx.people.get(person.id))).toEqual(renamed)
    expect(await seeded.store.read((tx) => tx.people.all())).toHaveLength(4)
  })

  test('are found by role; admins are those of Slack too, once each', async () => {
    const { workspaceId } = seeded
    await seeded.store.transaction(async (tx) => {
      const person = (id: string, own: object) => aPerson({ workspaceId, id: PersonId.parse(id), name: id, ...own })
      await tx.people.put(person('owner', { slackAdmin: true, roles: ['admin', 'ae'] }))
      await tx.people.put(person('named', { roles: ['admin'] }))
      await tx.people.put(person('slack', { slackAdmin: true }))
    })
    const { aes, admins, many } = await seeded.store.read(async (tx) => ({
      aes: names(await tx.people.withRole('ae')),
      admins: names(await tx.people.admins()),
      many: names(await tx.people.many([seeded.ae.id, PersonId.parse('nobody'), seeded.csm.id, seeded.ae.id])),
    }))
    expect(aes).toEqual(['Suzuki', 'owner'])
    expect(admins).toEqual(['named', 'owner', 'slack'])
    expect(many).toEqual(['Suzuki', 'Sato'])
  })
})

describe('accounts', () => {
  test('come back as they were written, and every change of a name is a new version', async () => {
    const account = anAccount({
      workspaceId: seeded.workspaceId,
      id: AccountId.parse('a1'),
      name: '緑川工業',
      nameKana: 'ミドリカワコウギョウ',
      aliases: ['Midorikawa', '緑川'],
      parentId: seeded.account.id,
      provisional: true,
    })
    const version = () => seeded.store.read((tx) => tx.accounts.namesVersion())
    const before = await version()
    await seeded.store.transaction((tx) => tx.accounts.insert(account))
    expect(await version()).toBeGreaterThan(before)
    expect(await seeded.store.read((tx) => tx.accounts.get(account.id))).toEqual(account)
    const changed = { ...account, aliases: ['緑川', 'MK'], provisional: false }
    const inserted = await version()
    await seeded.store.transaction((tx) => tx.accounts.update(changed))
    expect(await version()).toBeGreaterThan(inserted)
    expect(await seeded.store.read((tx) => tx.accounts.get(account.id))).toEqual(changed)
    expect(await seeded.store.read((tx) => tx.accounts.names())).toContainEqual({
      id: account.id,
      name: '緑川工業',
      nameKana: 'ミドリカワコウギョウ',
      aliases: ['緑川', 'MK'],
    })
  })

  test('departments, contracts, contacts and companies come back as they were put', async () => {
    const { workspaceId, account, product } = seeded
    const department = { id: DepartmentId.parse('d1'), accountId: account.id, name: '経理部' }
    const contract: Contract = {
      ...{ workspaceId, id: ContractId.parse('k1'), accountId: account.id, departmentId: department.id },
      ...{ productId: product.id, phase: 'successful', hasOutcome: true, csmId: seeded.csm.id, aeId: null },
      ...{ amount: 120_000, amountPeriod: 'month', currency: 'JPY', renewalOn: '2027-03-31' },
      ...{ channel: 'partner', partnerName: 'Hayashi' },
    }
    const contact: Contact = {
      ...{ workspaceId, id: ContactId.parse('c1'), accountId: account.id, departmentId: null, name: '山田' },
      ...{ title: '部長', optIn: 'via_csm', optInOn: '2026-11-24', optInHow: null },
    }
    const company = { id: CompanyId.parse('r1'), name: '緑川工業' }
    for (const round of [1, 2]) {
      await seeded.store.transaction(async (tx) => {
        await tx.accounts.putDepartment(department)
        await tx.accounts.putContract({ ...contract, hasOutcome: round === 1 ? null : contract.hasOutcome })
        await tx.accounts.putContact(contact)
        if (round === 1) await tx.accounts.insertCompany(company, 'midorikawa')
      })
    }
    await seeded.store.read(async (tx) => {
      expect(await tx.accounts.departments(account.id)).toEqual([department])
      expect(await tx.accounts.department(department.id)).toEqual(department)
      expect(await tx.accounts.contracts(account.id)).toEqual([contract])
      expect(await tx.accounts.contacts(account.id)).toEqual([contact])
      expect(await tx.accounts.contact(contact.id)).toEqual(contact)
      expect(await tx.accounts.company(company.id)).toEqual(company)
      expect(await tx.accounts.companyNamed('midorikawa')).toEqual(company)
      expect(await tx.accounts.companyNamed('緑川工業')).toBeNull()
    })
  })

  describe('a provisional one that another absorbs', () => {
    const typed = AccountId.parse('typed')
    beforeEach(() =>
      seeded.store.transaction(async (tx) => {
        const { workspaceId } = seeded
        await tx.accounts.insert(anAccount({ workspaceId, id: typed, provisional: true, aliases: ['青葉'] }))
        await tx.accounts.putDepartment({ id: DepartmentId.parse('d1'), accountId: typed, name: '経理部' })
      }),
    )
    const absorb = () => seeded.store.transaction((tx) => tx.accounts.absorbProvisional(typed, seeded.account.id))

    test('is gone, and what hung on it hangs on the other', async () => {
      expect(await absorb()).toBe(true)
      expect(await seeded.store.read((tx) => tx.accounts.get(typed))).toBeNull()
      expect(names(await seeded.store.read((tx) => tx.accounts.departments(seeded.account.id)))).toEqual(['経理部'])
    })

    test('stays while a CSQL names it', async () => {
      await seeded.store.transaction((tx) => tx.csqls.insert(aCsql(seeded, { id: 'c1', number: 1, accountId: typed })))
      expect(await absorb()).toBe(false)
      expect(await seeded.store.read((tx) => tx.accounts.departments(typed))).toHaveLength(1)
    })

    test('stays once it is confirmed', async () => {
      const confirmed = anAccount({ workspaceId: seeded.workspaceId, id: typed })
      await seeded.store.transaction((tx) => tx.accounts.update(confirmed))
      expect(await absorb()).toBe(false)
    })
  })
})

test('products come back as they were put', async () => {
  const other = { id: ProductId.parse('x'), name: 'アナリティクス', aliases: ['分析', 'BI'], archived: true }
  const product = aProduct({ workspaceId: seeded.workspaceId, ...other })
  await seeded.store.transaction((tx) => tx.products.put({ ...product, aliases: ['old'] }))
  await seeded.store.transaction((tx) => tx.products.put(product))
  expect(await seeded.store.read((tx) => tx.products.all())).toEqual([product, seeded.product])
})

describe('clocks', () => {
  const csql = () => aCsql(seeded, { id: 'c1', number: 1 })
  beforeEach(() => seeded.store.transaction((tx) => tx.csqls.insert(csql())))

  test('come back as they were written', async () => {
    const clock = aClock(csql(), { id: 'k1', givenOn: '2026-11-30' })
    const stopped = { ...clock, stoppedAt: NOW, stoppedBy: clock.startedBy, ending: 'done' as const, nextStepAt: null }
    await seeded.store.transaction((tx) => tx.clocks.insert(clock))
    expect(await seeded.store.read((tx) => tx.clocks.running([clock.csqlId]))).toEqual([clock])
    await seeded.store.transaction((tx) => tx.clocks.update(stopped))
    expect(await seeded.store.read((tx) => tx.clocks.get(clock.id))).toEqual(stopped)
    expect(await seeded.store.read((tx) => tx.clocks.of(clock.csqlId))).toEqual([stopped])
    expect(await seeded.store.read((tx) => tx.clocks.running([clock.csqlId]))).toEqual([])
    expect(await seeded.store.read((tx) => tx.clocks.running([]))).toEqual([])
  })

  test('that are stopped have no next step', async () => {
    const clock = aClock(csql(), { id: 'k1', stoppedAt: NOW, nextStepAt: NOW })
    await expect(seeded.store.transaction((tx) => tx.clocks.insert(clock))).rejects.toThrow('CHECK')
  })
})

test('texts are kept word for word; notes are in the order they were written', async () => {
  const csql = aCsql(seeded, { id: 'c1', number: 1 })
  const hostile = `'; DROP TABLE csqls; -- %_\u202e<!channel>\n\u0000 𠮷`
  const text = (id: string, field: string, createdAt: number, body: string) => ({
    ...{ id: TextId.parse(id), csqlId: csql.id, field, body, authorId: seeded.csm.id, createdAt },
  })
  const texts = [text('t3', 'note', NOW, 'b'), text('t1', 'note', NOW + 1, hostile), text('t2', 'problem', NOW, 'c')]
  await seeded.store.transaction(async (tx) => {
    await tx.csqls.insert(csql)
    for (const one of texts) await tx.texts.insert(one)
  })
  expect(await seeded.store.read((tx) => tx.texts.notes(csql.id))).toEqual(texts.slice(0, 2))
  const ids = ['t1', 't2', 'none'].map((id) => TextId.parse(id))
  expect([...(await seeded.store.read((tx) => tx.texts.many(ids))).values()]).toEqual(
    expect.arrayContaining(texts.slice(1)),
  )
  expect(await seeded.store.read((tx) => tx.texts.many([]))).toEqual(new Map())
})

test('replies are kept until they are forgotten', async () => {
  await seeded.store.transaction(async (tx) => {
    await tx.replies.put('old', '1', NOW)
    await tx.replies.put('new', '2', NOW + 1)
    await tx.replies.put('new', '3', NOW + 2)
  })
  await opened.store.schedule.forgetRepliesBefore(NOW + 1)
  const reply = (key: string) => seeded.store.read((tx) => tx.replies.get(key))
  expect([await reply('old'), await reply('new')]).toEqual([null, '3'])
})

test('targets are replaced by person, quarter and metric; 0 takes one away', async () => {
  const target = Target.parse({
    ...{ subjectKind: 'person', subject: seeded.ae.id, fiscalYear: 2026, quarter: 3 },
    ...{ metric: 'mrr_won', creditedAs: 'ae', value: 500_000, currency: 'JPY' },
  })
  const put = (own: Partial<Target>) =>
    seeded.store.transaction((tx) => tx.targets.put({ ...target, ...own }, null, NOW))
  const read = () => seeded.store.read((tx) => tx.targets.of(2026, 3))
  await put({})
  await put({ creditedAs: 'csm', value: 600_000 })
  await put({ quarter: 4 })
  expect(await read()).toEqual([{ ...target, creditedAs: 'csm', value: 600_000 }])
  await put({ value: 0 })
  expect(await read()).toEqual([])
})
