import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Contact, Contract } from '../../src/domain/account.js'
import { STATES } from '../../src/domain/csql.js'
import {
  AccountId,
  CompanyId,
  ContactId,
  ContractId,
  DepartmentId,
  EventId,
  NoteId,
  TextId,
} from '../../src/domain/ids.js'
import { Target } from '../../src/domain/target.js'
import type { AccountMerge, Tx } from '../../src/usecases/ports.js'
import { TUESDAY_AT_TEN as NOW } from '../support/clock.js'
import { CountingIds, openTestStore, type Seeded, seedWorkspace, type TestStore } from '../support/database.js'
import { aClock, aCsql, aDelivery, anEvent } from '../support/rows.js'

let opened: TestStore
let ours: Seeded
let theirs: Seeded

const department = () => ({ id: DepartmentId.parse('d1'), accountId: ours.account.id, name: '経理部' })
const company = { id: CompanyId.parse('r1'), name: '緑川工業' }
const contract = (): Contract => ({
  ...{ workspaceId: ours.workspaceId, id: ContractId.parse('k1'), accountId: ours.account.id, departmentId: null },
  ...{ productId: ours.product.id, phase: null, hasOutcome: null, csmId: null, aeId: null, amount: null },
  ...{ amountPeriod: null, currency: 'JPY', renewalOn: null, channel: null, partnerName: null },
})
const contact = (): Contact => ({
  ...{ workspaceId: ours.workspaceId, id: ContactId.parse('o1'), accountId: ours.account.id, departmentId: null },
  ...{ name: '山田', title: null, optIn: 'yes', optInOn: null, optInHow: null },
})
const accountNote = () => ({
  ...{ workspaceId: ours.workspaceId, id: NoteId.parse('n1'), accountId: ours.account.id, body: 'x' },
  ...{ authorId: ours.csm.id, writtenAt: NOW, editedAt: null },
})
const merge = (): AccountMerge => ({
  ...{ id: 'm1', fromId: AccountId.parse('gone'), intoId: ours.account.id, mergedBy: ours.manager.id, mergedAt: NOW },
  ...{ undoneBy: null, undoneAt: null },
  changes: { account: { ...ours.account, id: AccountId.parse('gone') }, aliases: [], rows: [], csqls: [] },
})
const target = () =>
  Target.parse({
    ...{ subjectKind: 'person', subject: ours.ae.id, fiscalYear: 2026, quarter: 3 },
    ...{ metric: 'csqls', value: 5, currency: null },
  })
const csql = () => aCsql(ours, { id: 'c1', number: 1, state: 'qualified', firstQualifiedAt: NOW })
const entry = () => ({
  ...{ id: 'a1', at: NOW, actorId: ours.csm.id, fromCommandLine: false },
  ...{ action: 'delivery.retry', subject: 'd1', facts: { state: 'parked' } },
})
const snapshot = () => ({
  ...{ month: '2026-10', accountId: ours.account.id, productId: ours.product.id, amount: 1, currency: 'JPY' },
})
const erasure = (what: string) => ({
  ...{ workspaceId: ours.workspaceId, id: `erasure of ${what}`, what },
  ...{ startedBy: ours.manager.id, startedAt: NOW },
})
/** A win, for an account of its own with an outcome. */
const other = () => ({ ...ours.account, id: AccountId.parse('a70'), name: '黄昏運輸', nameKana: null })
const wonOne = () =>
  aCsql(ours, { id: 'c70', number: 70, state: 'won', accountId: other().id, wonOn: '2026-11-02', wonAmount: 1 })
const event = () => anEvent(csql(), { id: 'e1' })
const clock = () => aClock(csql(), { id: 'clock1' })
const choice = () => ({ personId: ours.csm.id, wanted: true, chosenAt: NOW })
/** A signal's that is past due. */
const qualifying = () =>
  aClock(csql(), { id: 'clock2', kind: 'qualify', ownerId: ours.csm.id, dueAt: NOW - 1, nextStepAt: null })
const text = () => ({
  ...{ id: TextId.parse('t1'), csqlId: csql().id, field: 'note', body: 'x', authorId: ours.csm.id, createdAt: NOW },
})

beforeAll(async () => {
  opened = await openTestStore()
  ours = await seedWorkspace(opened.store, { ids: new CountingIds('ours') })
  theirs = await seedWorkspace(opened.store, { ids: new CountingIds('theirs') })
  await ours.store.transaction(async (tx) => {
    await tx.people.put({ ...ours.manager, slackUserId: 'UOURS', roles: ['admin'] })
    await tx.accounts.update({ ...ours.account, externalId: 'ours' })
    await tx.accounts.putDepartment(department())
    await tx.accounts.putContract(contract())
    await tx.accounts.putContact(contact())
    await tx.accounts.insertCompany(company, 'midorikawa')
    await tx.accountNotes.put(accountNote())
    await tx.accountMerges.put(merge())
    await tx.accounts.putContact({ ...contact(), id: ContactId.parse('o2'), departmentId: department().id })
    await tx.targets.put(target(), null, NOW)
    await tx.csqls.insert(csql())
    await tx.csqls.setTags(csql().id, ['tag'])
    await tx.events.append(event())
    await tx.events.append(anEvent(csql(), { id: 'e9', kind: 'accept' }))
    await tx.accounts.insert({ ...other(), parentId: ours.account.id })
    await tx.accounts.putContract({
      ...{ ...contract(), id: ContractId.parse('k70'), accountId: other().id, hasOutcome: true },
    })
    await tx.accounts.putDepartment({ ...department(), id: DepartmentId.parse('d70'), accountId: other().id })
    await tx.accounts.putContact({ ...contact(), id: ContactId.parse('o70'), departmentId: DepartmentId.parse('d70') })
    await tx.csqls.insert(wonOne())
    await tx.events.append(anEvent(wonOne(), { id: 'e70', to: 'signal' }))
    await tx.events.append(anEvent(wonOne(), { id: 'e71', kind: 'win', from: 'opportunity' }))
    await tx.clocks.insert(clock())
    await tx.texts.insert(text())
    await tx.replies.put('key', 'reply', NOW)
    await tx.audit.append(entry())
    await tx.marks.put('loose_batches', NOW)
    await tx.snapshots.put([snapshot()])
    await tx.backups.putTry('2026-11-24', NOW)
    await tx.backups.putOutcome('2026-11-24', { madeAt: NOW, bytes: 1 })
    await tx.erasures.carryOut(erasure('csql:none'), NOW)
    await tx.churn.putAcknowledgement(acknowledgement())
    await tx.summaries.put(choice())
    await tx.clocks.insert(qualifying())
    await tx.csqls.insert(aCsql(ours, { id: 'c2', number: 2, state: 'opportunity', contactId: contact().id }))
    await tx.events.append(anEvent(aCsql(ours, { id: 'c2', number: 2 }), { id: 'e8' }))
    await tx.events.append(anEvent(aCsql(ours, { id: 'c2', number: 2 }), { id: 'e80', kind: 'convert' }))
    await tx.settings.put(await tx.settings.get(), null, NOW)
    for (const id of ['card', 'nudge', 'gone']) {
      const purpose = id === 'nudge' ? 'nudge' : 'handover'
      await tx.deliveries.enqueue(aDelivery({ id, purpose, recipient: id, subject: csql().id }))
    }
    const later = { recipient: 'later', notBefore: NOW + 9_999 }
    await tx.deliveries.enqueue(aDelivery({ id: 'later', purpose: 'nudge', ...later, subject: 'later' }))
    await tx.deliveries.addItem(delivery('nudge'), {
      clockId: clock().id,
      step: 'plus_1',
      announces: false,
      meantFor: null,
    })
  })
  await theirs.store.transaction((tx) => tx.accounts.update({ ...theirs.account, provisional: true }))
  for (const claimed of await opened.store.queue.claim(NOW, NOW + 1000, 10)) {
    if (claimed.id === 'nudge') await opened.store.queue.settle(claimed, SENT)
    if (claimed.id === 'gone') await opened.store.queue.settle(claimed, { state: 'parked', reason: 'gone' })
    const sent = { state: 'sent', channel: 'D1', ts: '1', at: NOW, reason: null } as const
    if (claimed.id === 'nudge') await opened.store.queue.settle(claimed, sent)
  }
})
afterAll(() => opened.close())

const SENT = { state: 'sent', channel: 'D1', ts: '1.1', at: NOW, reason: null } as const
const delivery = (id: string) => aDelivery({ id }).id

const span = { from: '2020-01-01', to: '2030-01-01', zone: 'Asia/Tokyo', currency: 'JPY', now: NOW }
const month = { month: '2026-11', start: NOW - 1, end: NOW + 1 }
const acknowledgement = () => ({
  ...{ fiscalYear: 2026, quarter: 3, productId: ours.product.id },
  ...{ acknowledgedBy: ours.manager.id, acknowledgedAt: NOW },
})
const homeQuery = { states: STATES, order: 'due', limit: 9 } as const
const behind = { span, part: 'csqls.n', only: null, currency: 'JPY' } as const

/** Every method that reads, with arguments that find something where it is. */
const reads: readonly (readonly [name: string, read: (tx: Tx) => Promise<unknown>])[] = [
  ['settings.wasChanged', (tx) => tx.settings.wasChanged()],
  ['accounts.contactsAndErased', (tx) => tx.accounts.contactsAndErased(ours.account.id)],
  ['settings.changes', (tx) => tx.settings.changes(NOW, NOW + 1)],
  ['erasures.contactsNamed', (tx) => tx.erasures.contactsNamed(contact().name, 9)],
  ['erasures.csqlsOfContact', (tx) => tx.erasures.csqlsOfContact(contact().id)],
  ['people.get', (tx) => tx.people.get(ours.csm.id)],
  ['people.many', (tx) => tx.people.many([ours.csm.id])],
  ['people.bySlackId', (tx) => tx.people.bySlackId('UOURS')],
  ['people.withRole', async (tx) => (await tx.people.withRole('csm')).filter(({ id }) => id === ours.csm.id)],
  ['people.admins', (tx) => tx.people.admins()],
  ['people.all', async (tx) => (await tx.people.all()).filter(({ id }) => id === ours.csm.id)],
  ['accounts.get', (tx) => tx.accounts.get(ours.account.id)],
  ['accounts.names', async (tx) => (await tx.accounts.names()).filter(({ id }) => id === ours.account.id)],
  [
    'accounts.namePages',
    async (tx) => {
      const found: unknown[] = []
      for await (const page of tx.accounts.namePages()) found.push(...page.filter(({ id }) => id === ours.account.id))
      return found
    },
  ],
  ['accounts.namesOf', (tx) => tx.accounts.namesOf([ours.account.id])],
  [
    'accounts.namesChangedSince',
    async (tx) => (await tx.accounts.namesChangedSince(0))?.filter((id) => id === ours.account.id),
  ],
  ['accounts.withExternalId', (tx) => tx.accounts.withExternalId('ours')],
  ['accounts.children', async (tx) => (await tx.accounts.children(ours.account.id, 9)).rows],
  ['accounts.children, their total', async (tx) => (await tx.accounts.children(ours.account.id, 9)).total],
  ['accounts.isDepartmentUsed', (tx) => tx.accounts.isDepartmentUsed(department())],
  ['accountNotes.of', async (tx) => (await tx.accountNotes.of(ours.account.id, { limit: 9, offset: 0 })).rows],
  [
    'accountNotes.of, the total',
    async (tx) => (await tx.accountNotes.of(ours.account.id, { limit: 9, offset: 0 })).total,
  ],
  ['accountMerges.get', (tx) => tx.accountMerges.get('m1')],
  ['accountMerges.lastInto', (tx) => tx.accountMerges.lastInto(ours.account.id)],
  ['accountMerges.nowPartOf', (tx) => tx.accountMerges.nowPartOf(AccountId.parse('gone'))],
  ['accountMerges.snapshotsOf', (tx) => tx.accountMerges.snapshotsOf(ours.account.id)],
  ['accountMerges.misplaced', async (tx) => (await tx.accountMerges.misplaced([ours.account.id])).table],
  ['accountNotes.get', (tx) => tx.accountNotes.get(accountNote().id)],
  ['audit.of', async (tx) => (await tx.audit.of('d1', { limit: 9, offset: 0 })).rows],
  ['audit.of, the total', async (tx) => (await tx.audit.of('d1', { limit: 9, offset: 0 })).total],
  ['snapshots.ofAccount', (tx) => tx.snapshots.ofAccount(ours.account.id, '2026-10')],
  [
    'accounts.identities',
    async (tx) => (await tx.accounts.identities()).filter(({ externalId }) => externalId === 'ours'),
  ],
  ['accounts.departments', (tx) => tx.accounts.departments(ours.account.id)],
  ['accounts.department', (tx) => tx.accounts.department(department().id)],
  ['accounts.contracts', (tx) => tx.accounts.contracts(ours.account.id)],
  ['accounts.contacts', (tx) => tx.accounts.contacts(ours.account.id)],
  ['accounts.contact', (tx) => tx.accounts.contact(contact().id)],
  ['accounts.company', (tx) => tx.accounts.company(company.id)],
  ['accounts.companyNamed', (tx) => tx.accounts.companyNamed('midorikawa')],
  ['products.all', async (tx) => (await tx.products.all()).filter(({ id }) => id === ours.product.id)],
  ['csqls.byNumber', (tx) => tx.csqls.byNumber(1)],
  ['csqls.get', (tx) => tx.csqls.get(csql().id)],
  [
    'csqls.openDuplicate',
    (tx) => tx.csqls.openDuplicate({ ...csql(), kind: 'upsell', departmentId: null, referredCompanyId: null }, null),
  ],
  ['csqls.list', async (tx) => (await tx.csqls.list({ limit: 10 })).rows],
  ['csqls.list, its total', async (tx) => (await tx.csqls.list({ limit: 10 })).total],
  ['csqls.count', (tx) => tx.csqls.count({})],
  ['csqls.list of what is overdue', async (tx) => (await tx.csqls.list({ limit: 10, overdueAt: NOW + 9999 })).rows],
  ['csqls.lastLoggedBy', (tx) => tx.csqls.lastLoggedBy(ours.csm.id, 10)],
  ['csqls.tags', (tx) => tx.csqls.tags(csql().id)],
  ['events.of', (tx) => tx.events.of(csql().id)],
  ['events.last', (tx) => tx.events.last(csql().id)],
  ['events.get', (tx) => tx.events.get(event().id)],
  ['clocks.of', (tx) => tx.clocks.of(csql().id)],
  ['clocks.get', (tx) => tx.clocks.get(clock().id)],
  ['clocks.running', (tx) => tx.clocks.running([csql().id])],
  ['clocks.owners', (tx) => tx.clocks.owners()],
  ['clocks.page', (tx) => tx.clocks.page('everybody', null, 10)],
  [
    'clocks.pastDue',
    async (tx) =>
      (await tx.clocks.pastDue({ owner: clock().ownerId ?? ours.ae.id, kind: clock().kind, at: Infinity, limit: 9 }))
        .rows,
  ],
  ['texts.many', async (tx) => [...(await tx.texts.many([text().id])).values()]],
  ['texts.notes', (tx) => tx.texts.notes(csql().id)],
  ['deliveries.get', (tx) => tx.deliveries.get(delivery('card'))],
  ['deliveries.newest', (tx) => tx.deliveries.newest({ recipient: 'card', purpose: 'handover', subject: csql().id })],
  ['deliveries.lastSent', (tx) => tx.deliveries.lastSent({ purpose: 'nudge', subject: csql().id, before: '~' })],
  ['deliveries.items', (tx) => tx.deliveries.items(delivery('nudge'))],
  [
    'deliveries.saying',
    (tx) => tx.deliveries.saying({ clockId: clock().id, purposes: ['nudge'], what: { steps: ['plus_1'] } }),
  ],
  ['deliveries.cardsOf', (tx) => tx.deliveries.cardsOf(csql().id)],
  ['deliveries.batchesOf', (tx) => tx.deliveries.batchesOf(csql().id, 0)],
  [
    'deliveries.isTaken',
    (tx) => tx.deliveries.isTaken(aDelivery({ id: 'card', purpose: 'handover', subject: csql().id })),
  ],
  ['deliveries.countByState', async (tx) => (await tx.deliveries.countByState()).parked],
  ['deliveries.batchesDue', (tx) => tx.deliveries.batchesDue(NOW + 9_999)],
  ['deliveries.waiting', (tx) => tx.deliveries.waiting('everybody', NOW - 1)],
  [
    'deliveries.inSlot',
    (tx) => tx.deliveries.inSlot(aDelivery({ id: 'card', purpose: 'handover', recipient: 'card', subject: csql().id })),
  ],
  ['deliveries.list', (tx) => tx.deliveries.list({ limit: 10 })],
  ['replies.get', (tx) => tx.replies.get('key')],
  ['home.rows', async (tx) => (await tx.home.rows({ ...homeQuery, offset: 0 })).rows],
  ['home.rows, its total', async (tx) => (await tx.home.rows({ ...homeQuery, offset: 0 })).total],
  [
    'home.rows of what is overdue',
    async (tx) => (await tx.home.rows({ ...homeQuery, overdueAt: NOW + 9999, offset: 0 })).rows,
  ],
  ['home.overdueOwners', (tx) => tx.home.overdueOwners(NOW + 9999)],
  ['home.unproposed', async (tx) => (await tx.home.unproposed({ limit: 9, offset: 0 })).rows],
  ['home.unproposed, its total', async (tx) => (await tx.home.unproposed({ limit: 9, offset: 0 })).total],
  ['home.knowsAccounts', (tx) => tx.home.knowsAccounts()],
  ['csqls.heat', (tx) => tx.csqls.heat(csql().id)],
  ['csqls.numbers', (tx) => tx.csqls.numbers({})],
  ['csqls.byNumbers', (tx) => tx.csqls.byNumbers([1, 2, 3])],
  ['figures.week', async (tx) => (await tx.figures.week(NOW, NOW + 1)).accepted],
  ['figures.week, its wins', async (tx) => (await tx.figures.week(NOW, NOW + 1)).wins],
  ['figures.decided', async (tx) => (await tx.figures.decided(NOW, NOW + 1, 9)).rows],
  ['figures.decided, its total', async (tx) => (await tx.figures.decided(NOW, NOW + 1, 9)).total],
  ['figures.recordedLate', (tx) => tx.figures.recordedLate({ from: '2026-01-01', before: '2027-01-01', since: 0 })],
  ['figures.firstLoggedAt', (tx) => tx.figures.firstLoggedAt()],
  ['figures.firstRecordedAt', (tx) => tx.figures.firstRecordedAt()],
  ['figures.overdue', async (tx) => (await tx.figures.overdue(NOW + 99_999, 9)).longest],
  ['figures.overdue, its total', async (tx) => (await tx.figures.overdue(NOW + 99_999, 9)).total],
  ['figures.parkedSince', (tx) => tx.figures.parkedSince(0)],
  ['targets.of', (tx) => tx.targets.of(2026, 3)],
  ['products.isUsed', (tx) => tx.products.isUsed(ours.product.id)],
  ['sheets.accounts', async (tx) => (await tx.sheets.accounts(null, 9)).filter(({ id }) => id === ours.account.id)],
  ['sheets.contracts', (tx) => tx.sheets.contracts(null, 9)],
  ['sheets.csqls', (tx) => tx.sheets.csqls(0, 9, { from: null, to: null })],
  ['sheets.loggedAt', (tx) => tx.sheets.loggedAt(ours.account.id, NOW)],
  ['sheets.firstSteps', async (tx) => [...(await tx.sheets.firstSteps([csql().id]))]],
  ['snapshots.ofMonth', (tx) => tx.snapshots.ofMonth('2026-10')],
  ['snapshots.months', (tx) => tx.snapshots.months()],
  ['metrics.counts', async (tx) => (await tx.metrics.counts(span, [null])).get(null)?.[0]?.csqls ?? 0],
  ['metrics.counts, by source', async (tx) => (await tx.metrics.counts(span, ['source'])).get('source')],
  ['metrics.activity', async (tx) => (await tx.metrics.activity(span)).csqls],
  ['metrics.funnel', async (tx) => (await tx.metrics.funnel(span)).signals],
  ['metrics.sources', (tx) => tx.metrics.sources(span)],
  ['metrics.created', (tx) => tx.metrics.created(span)],
  ['metrics.waits', (tx) => tx.metrics.waits('decision', span, [])],
  ['metrics.activeAccounts', (tx) => tx.metrics.activeAccounts()],
  ['metrics.movements', (tx) => tx.metrics.movements('2026-10', '2026-10', null)],
  ['metrics.churnedAccounts', async (tx) => (await tx.metrics.churnedAccounts('2026-10', '2026-10', null)).opening],
  ['metrics.cohorts', async (tx) => (await tx.metrics.cohorts([month]))[0]?.csqls ?? 0],
  ['metrics.stages', (tx) => tx.metrics.stages()],
  ['summaries.choiceOf', (tx) => tx.summaries.choiceOf(ours.csm.id)],
  ['summaries.all', (tx) => tx.summaries.all()],
  ['summaries.ownersPastDue', (tx) => tx.summaries.ownersPastDue(NOW)],
  ['churn.acknowledged', (tx) => tx.churn.acknowledged(2026, 3)],
  [
    'metrics.credited',
    async (tx) => (await tx.metrics.credited(span, [[{ as: 'csm', id: ours.csm.id }]]))[0]?.converted ?? 0,
  ],
  ['metrics.behind', async (tx) => (await tx.metrics.behind(behind, { limit: 9, offset: 0 })).ids],
  ['metrics.behind, its total', async (tx) => (await tx.metrics.behind(behind, { limit: 9, offset: 0 })).total],
  ['figures.nudged', (tx) => tx.figures.nudged(0, NOW + 99_999)],
  ['marks.get', (tx) => tx.marks.get('loose_batches')],
  ['audit.between', (tx) => tx.audit.between(NOW, NOW + 1)],
  ['backups.of', (tx) => tx.backups.of('2026-11-24')],
  ['backups.newest', (tx) => tx.backups.newest()],
  ['backups.lastGood', (tx) => tx.backups.lastGood()],
]

const isNothing = (found: unknown) =>
  found === null || found === false || found === 0 || (Array.isArray(found) && found.length === 0)

test.each(reads)('%s finds what is ours, and nothing in another workspace', async (_name, read) => {
  expect(isNothing(await ours.store.read(read))).toBe(false)
  expect(isNothing(await theirs.store.read(read))).toBe(true)
})

test('every method that reads is in the table above', async () => {
  const writes =
    /^(put|insert|update|append|enqueue|addItem|set|advance|nextNumber|absorb|remove|drop|carryOut|begin|shrink|sweep|apply|revert|leaveOut)/
  const ownVersion = ['settings.get', 'accounts.namesVersion', 'accounts.namesAreSettled']
  const methods = await ours.store.read(async (tx) =>
    Object.entries(tx).flatMap(([name, repo]) =>
      typeof repo === 'object' ? Object.keys(repo).map((method) => `${name}.${method}`) : [],
    ),
  )
  const reading = methods.filter((method) => !writes.test(method.split('.')[1] ?? '') && !ownVersion.includes(method))
  const tried = new Set(reads.map(([name]) => name.split(/[, ]/)[0]))
  expect(reading.filter((method) => !tried.has(method))).toEqual([])
})

/** Every method that writes by the id of a row, or a row: with ours, in their workspace. */
const writes: readonly (readonly [name: string, write: (tx: Tx) => Promise<unknown>])[] = [
  ['people.put', (tx) => tx.people.put(ours.csm)],
  ['accounts.insert', (tx) => tx.accounts.insert(ours.account)],
  ['accounts.update', (tx) => tx.accounts.update({ ...ours.account, name: 'theirs' })],
  ['accounts.putDepartment', (tx) => tx.accounts.putDepartment({ ...department(), name: 'theirs' })],
  ['accounts.putContract', (tx) => tx.accounts.putContract(contract())],
  ['accounts.putContact', (tx) => tx.accounts.putContact(contact())],
  ['products.put', (tx) => tx.products.put(ours.product)],
  ['csqls.insert', (tx) => tx.csqls.insert(csql())],
  ['csqls.insert of our account', (tx) => tx.csqls.insert({ ...csql(), workspaceId: theirs.workspaceId })],
  ['csqls.advance', (tx) => tx.csqls.advance(csql(), { ...csql(), version: 2 })],
  ['accountMerges.put', (tx) => tx.accountMerges.put(merge())],
  ['accountNotes.put', (tx) => tx.accountNotes.put(accountNote())],
  ['csqls.setTags', (tx) => tx.csqls.setTags(csql().id, ['theirs'])],
  ['summaries.put', (tx) => tx.summaries.put({ ...choice(), wanted: false })],
  ['churn.putAcknowledgement', (tx) => tx.churn.putAcknowledgement(acknowledgement())],
  ['snapshots.put', (tx) => tx.snapshots.put([snapshot()])],
  ['events.append', (tx) => tx.events.append({ ...event(), id: EventId.parse('e2') })],
  ['clocks.insert', (tx) => tx.clocks.insert(clock())],
  ['clocks.insert of our CSQL', (tx) => tx.clocks.insert({ ...clock(), workspaceId: theirs.workspaceId })],
  ['clocks.update', (tx) => tx.clocks.update({ ...clock(), snoozes: 9 })],
  ['clocks.updateStep', (tx) => tx.clocks.updateStep({ ...clock(), stepsTaken: 9 })],
  ['erasures.beginWorkspace', (tx) => tx.erasures.beginWorkspace(erasure(`workspace:${ours.workspaceId}`))],
  ['erasures.carryOut', (tx) => tx.erasures.carryOut(erasure(`csql:${csql().id}`), NOW)],
  [
    'deliveries.addItem',
    (tx) =>
      tx.deliveries.addItem(delivery('card'), { clockId: clock().id, step: 'x', announces: true, meantFor: null }),
  ],
  ['deliveries.putBack', (tx) => tx.deliveries.putBack(delivery('gone'), { notBefore: NOW, reason: null })],
  ['deliveries.drop', (tx) => tx.deliveries.drop(delivery('gone'), 'dropped')],
]

test.each(writes)('%s is refused in another workspace, and ours stays as it was', async (_name, write) => {
  const all = () => ours.store.read(async (tx) => Promise.all(reads.map(([, read]) => read(tx))))
  const before = await all()
  await expect(theirs.store.transaction(write)).rejects.toThrow()
  expect(await all()).toEqual(before)
})

test('what is deleted or replaced in another workspace leaves ours', async () => {
  await theirs.store.transaction(async (tx) => {
    await tx.replies.put('key', 'theirs', NOW)
    await tx.snapshots.removeMonth('2026-10')
    await tx.accountNotes.remove(accountNote().id)
    await tx.accounts.removeDepartment(department().id)
    await tx.targets.put({ ...target(), value: 0 }, null, NOW)
    await tx.backups.putOutcome('2026-11-24', { failure: 'other' })
    await tx.erasures.carryOut({ ...erasure(`csql:${csql().id}`), workspaceId: theirs.workspaceId }, NOW)
    for (const what of [`contact:${contact().id}`, `person:${ours.csm.id}`]) {
      await tx.erasures.carryOut({ ...erasure(what), id: what, workspaceId: theirs.workspaceId }, NOW)
    }
    await tx.retention.sweepTexts(NOW + 999, null, 99)
    await tx.retention.sweepContacts(NOW + 999, null, 99, NOW)
    await tx.retention.sweepPeople(NOW + 999, 99, NOW)
    await tx.deliveries.enqueueEdit(aDelivery({ id: 'edit', purpose: 'edit', subject: 'card' }))
    await tx.deliveries.setSlot(delivery('later'), { occasion: 'theirs', notBefore: 1 })
    await tx.deliveries.setPending(delivery('later'), 1)
    await tx.deliveries.setReplaced(delivery('later'))
    expect(await tx.accounts.absorbProvisional(ours.account.id, theirs.account.id)).toBe(false)
  })
  expect(await ours.store.read((tx) => tx.replies.get('key'))).toBe('reply')
  expect(await ours.store.read((tx) => tx.targets.of(2026, 3))).toHaveLength(1)
  expect(await ours.store.read((tx) => tx.snapshots.months())).toEqual(['2026-10'])
  const waiting = await ours.store.read((tx) => tx.deliveries.waiting('everybody', NOW))
  expect(waiting.map(({ occasion, notBefore }) => [occasion, notBefore])).toEqual([['later', NOW + 9_999]])
  expect(await ours.store.read((tx) => tx.csqls.get(csql().id))).not.toBeNull()
  expect(await ours.store.read((tx) => tx.backups.lastGood())).toMatchObject({ madeAt: NOW, failure: null })
  expect(await ours.store.read((tx) => tx.accounts.contact(contact().id))).toEqual(contact())
  expect((await ours.store.read((tx) => tx.people.get(ours.csm.id)))?.name).toBe(ours.csm.name)
  expect([...(await ours.store.read((tx) => tx.texts.many([text().id]))).values()][0]?.body).toBe(text().body)
})
