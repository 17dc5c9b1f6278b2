import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { ContactId, CsqlId, DeliveryId, DepartmentId, EventId } from '../../src/domain/ids.js'
import { factsOn } from '../../src/store/csql-facts.js'
import { type Database, openDatabase } from '../../src/store/database.js'
import { storeOn } from '../../src/store/store.js'
import type { Store, Tx } from '../../src/usecases/ports.js'
import { TUESDAY_AT_TEN as NOW } from '../support/clock.js'
import { freshDatabase, type Seeded, seedWorkspace, temporaryFolder } from '../support/database.js'
import { aCsql, aDelivery, anEvent } from '../support/rows.js'

let folder: ReturnType<typeof temporaryFolder>
let database: Database
let store: Store
let seeded: Seeded
beforeEach(async () => {
  folder = temporaryFolder()
  database = openDatabase(await freshDatabase(folder.path))
  store = storeOn(database)
  seeded = await seedWorkspace(store)
})
afterEach(async () => {
  await store.close()
  folder.remove()
})

/** All statements that some work prepares. */
async function statementsOf(work: () => Promise<unknown>): Promise<readonly string[]> {
  const statements = new Set<string>()
  const spies = [database.writer.raw, database.reader.raw].map((raw) => {
    const prepare = raw.prepare.bind(raw)
    return vi.spyOn(raw, 'prepare').mockImplementation((sql: string) => {
      statements.add(sql)
      return prepare(sql) as never
    })
  })
  await work()
  for (const spy of spies) spy.mockRestore()
  return [...statements]
}

/** The plans of all statements that some work prepares. Parameters are unknown to a plan, as they are to SQLite. */
async function plansOf(work: () => Promise<unknown>): Promise<string[]> {
  return (await statementsOf(work)).flatMap((sql) => {
    const plan = database.reader.raw.prepare(`EXPLAIN QUERY PLAN ${sql}`)
    return (plan.all(...[...sql.matchAll(/\?/g)].map(() => null)) as { detail: string }[]).map(({ detail }) => detail)
  })
}

const csql = () => aCsql(seeded, { id: 'c1', number: 1 })
const reading = (read: (tx: Tx) => Promise<unknown>) => () => seeded.store.read(read)
const writing = (write: (tx: Tx) => Promise<unknown>) => () => seeded.store.transaction(write)

const SPAN = { from: '2026-11-01', to: '2026-11-30', zone: 'Asia/Tokyo', currency: 'JPY', now: NOW }
const counting = () => reading((tx) => tx.metrics.counts(SPAN, [null]))

/** A scan is right only where an index holds just the rows that are wanted, or to count all of a table. */
const SMALL =
  /USING (COVERING )?INDEX (deliveries_(due|sending|unknown|not_sent|pending_by_recipient)|sqlite_autoindex_(erasures|workspaces)_1|clocks_running_by_due|sqlite_autoindex_deliveries_1)\b/

test.each<[string, () => Promise<unknown>, RegExp]>([
  [
    'texts that may be kept no longer',
    writing((tx) => tx.retention.sweepTexts(NOW, null, 9)),
    /t USING (?:COVERING )?INDEX texts_by_age \(workspace_id=\? AND/,
  ],
  [
    'the CSQLs of a contact',
    writing((tx) => tx.retention.sweepContacts(NOW, null, 9, NOW)),
    /c USING (?:COVERING )?INDEX csqls_by_contact \(workspace_id=\? AND contact_id=\?\)/,
  ],
  [
    'the CSQLs that name somebody who is erased',
    reading((tx) => tx.erasures.csqlsOfContact(ContactId.parse('k1'))),
    /csqls_by_contact \(workspace_id=\? AND contact_id=\?\)/,
  ],
  [
    'due clocks of all workspaces',
    () => store.schedule.clocksDue(NOW, 9),
    /COVERING INDEX clocks_due \(next_step_at>\? AND next_step_at<\?\)/,
  ],
  ['replies to forget', () => store.schedule.forgetRepliesBefore(NOW), /replies_given \(given_at<\?\)/],
  ['clocks of a CSQL', reading((tx) => tx.clocks.of(csql().id)), /clocks_by_csql/],
  ['whoever owes something', reading((tx) => tx.clocks.owners()), /COVERING INDEX clocks_running_by_due/],
  ['running clocks', reading((tx) => tx.clocks.running([csql().id])), /clocks_by_csql/],
  [
    'what somebody owes past due',
    reading((tx) => tx.clocks.pastDue({ owner: seeded.csm.id, kind: 'qualify', at: NOW, limit: 9 })),
    /clocks_running_by_due \(workspace_id=\? AND due_at<\?\)/,
  ],
  [
    'who has signals past due',
    reading((tx) => tx.summaries.ownersPastDue(NOW)),
    /clocks_running_by_due \(workspace_id=\? AND due_at<\?\)/,
  ],
  [
    'workspaces in which somebody may hear of their own week',
    () => store.schedule.summaryReaders(NOW),
    /SEARCH k USING COVERING INDEX clocks_running_by_due \(workspace_id=\? AND due_at<\?\)/,
  ],
  [
    'due deliveries',
    async () => {
      await seeded.store.transaction((tx) => tx.deliveries.enqueue(aDelivery({ id: 'd1' })))
      await store.queue.claim(NOW, NOW + 1, 10)
    },
    /deliveries_due_by_workspace \(workspace_id=\? AND not_before<\?\)/,
  ],
  ['leases that ran out', () => store.queue.claim(NOW, NOW + 1, 10), /deliveries_sending \(lease_until<\?\)/],
  ['unknown deliveries', () => store.queue.claimUnknown(NOW, 1, NOW + 1, 10), /deliveries_unknown \(tried_at<\?\)/],
  ['the next due delivery', () => store.queue.nextDueAt(), /deliveries_due/],
  [
    'batches that are due',
    () => store.queue.withBatchesDue(NOW, '2026-11-24'),
    /deliveries_due_by_workspace \(workspace_id=\? AND not_before<\?\)/,
  ],
  [
    'the batches of a workspace that are due',
    reading((tx) => tx.deliveries.batchesDue(NOW)),
    /deliveries_due_by_workspace \(workspace_id=\? AND not_before<\?\)/,
  ],
  ['the oldest due delivery', () => store.queue.oldestDue(NOW), /deliveries_owed \(workspace_id=\? AND due_at<\?\)/],
  ['how many there are', () => store.queue.counts(), /deliveries_not_sent/],
  ['how many were not sent', () => store.queue.notSent(), /deliveries_not_sent/],
  ['where somebody is reached', () => store.queue.channelOf(seeded.workspaceId, 'p'), /deliveries_sent_by_recipient/],
  [
    'when somebody was last posted to',
    () => store.queue.postedSince({ workspaceId: seeded.workspaceId, recipient: 'p' }, NOW - 1, NOW),
    /deliveries_sent_by_recipient \(workspace_id=\? AND recipient=\? AND sent_at>\? AND sent_at<\?\)/,
  ],
  ['what was sent again', () => store.queue.resentSince(NOW), /deliveries_resent/],
  [
    'what comes of a delivery',
    () => store.queue.settle({ id: DeliveryId.parse('d'), fence: 1 }, { state: 'skipped' }),
    /SEARCH deliveries USING INDEX sqlite_autoindex_deliveries_\d \(id=\?\)/,
  ],
  [
    'a slot that is taken',
    writing(async (tx) => {
      await tx.deliveries.enqueue(aDelivery({ id: 'd1' }))
      await tx.deliveries.enqueue(aDelivery({ id: 'd1' }))
    }),
    /recipient=\? AND purpose=\? AND subject=\? AND occasion=\?/,
  ],
  [
    'edits of a message',
    writing((tx) => tx.deliveries.enqueueEdit(aDelivery({ id: 'd2', purpose: 'edit' }))),
    /deliveries_by_subject/,
  ],
  ['cards of a CSQL', reading((tx) => tx.deliveries.cardsOf(csql().id)), /deliveries_by_subject/],
  [
    'what waits for somebody',
    reading((tx) => tx.deliveries.waiting(seeded.ae.id, NOW)),
    /deliveries_pending_by_recipient \(workspace_id=\? AND recipient=\? AND not_before>\?\)/,
  ],
  [
    'what waits for anybody',
    reading((tx) => tx.deliveries.waiting('everybody', NOW)),
    /deliveries_due_by_workspace \(workspace_id=\? AND not_before>\?\)/,
  ],
  ['batches of a CSQL', reading((tx) => tx.deliveries.batchesOf(csql().id, NOW)), /delivery_items_by_clock/],
  [
    'signals of a span',
    counting(),
    /COVERING INDEX csql_facts_logged \(workspace_id=\? AND logged_at>\? AND logged_at<\?\)/,
  ],
  [
    'CSQLs of a span',
    counting(),
    /COVERING INDEX csql_facts_qualified \(workspace_id=\? AND qualified_at>\? AND qualified_at<\?\)/,
  ],
  ['rounds that fell due', counting(), /clocks_decide_by_due \(workspace_id=\? AND due_at>\? AND due_at<\?\)/],
  ['what is owed now', counting(), /csql_facts_owed \(workspace_id=\?\)/],
  [
    'what of that is overdue, in one walk for all',
    counting(),
    /LIST SUBQUERY \d+[\s\S]*SEARCH k USING COVERING INDEX clocks_running_by_due \(workspace_id=\? AND due_at<\?\)/,
  ],
  [
    'what is overdue, a piece at a time',
    reading((tx) => tx.figures.overdue(NOW, 9)),
    /^SEARCH k USING COVERING INDEX clocks_running_by_due \(workspace_id=\? AND \(due_at,csql_id\)>\(\?,\?\)(?: AND due_at<\?)?\)\nSEARCH o USING INDEX sqlite_autoindex_csql_facts_1 \(workspace_id=\? AND csql_id=\?\)\n(?!USE TEMP B-TREE)/,
  ],
  ['the pipeline now', counting(), /csql_facts_pipeline \(workspace_id=\?\)/],
  ['deals of a span', counting(), /csql_facts_closed \(workspace_id=\? AND closed_on>\? AND closed_on<\?\)/],
  [
    'wins without a start',
    counting(),
    /COVERING INDEX csql_facts_undated \(workspace_id=\? AND closed_on>\? AND closed_on<\?\)/,
  ],
  [
    'decisions of a span',
    reading((tx) => tx.metrics.waits('decision', SPAN, [])),
    /COVERING INDEX csql_facts_decided \(workspace_id=\? AND decided_at>\? AND decided_at<\?\)/,
  ],
  [
    'wins of a span',
    reading((tx) => tx.metrics.waits('lead_time', SPAN, [])),
    /csql_facts_closed \(workspace_id=\? AND closed_on>\? AND closed_on<\?\)/,
  ],
  [
    'what happened in a span',
    reading((tx) => tx.metrics.activity(SPAN)),
    /csql_facts_opportunities \(workspace_id=\? AND opportunity_at>\? AND opportunity_at<\?\)/,
  ],
  [
    'how far the signals of a span came',
    reading((tx) => tx.metrics.funnel(SPAN)),
    /csql_facts_logged \(workspace_id=\? AND logged_at>\? AND logged_at<\?\)/,
  ],
  [
    'first contacts of a span',
    reading((tx) => tx.metrics.waits('first_contact', SPAN, [])),
    /COVERING INDEX csql_facts_contacted \(workspace_id=\? AND contacted_at>\? AND contacted_at<\?\)/,
  ],
  [
    'what accounts pay in two months',
    reading((tx) => tx.metrics.movements('2025-10', '2026-10', null)),
    /account_snapshots USING INDEX sqlite_autoindex_account_snapshots_1 \(workspace_id=\? AND month=\?\)/,
  ],
  ['a CSQL by its number', reading((tx) => tx.csqls.byNumber(1)), /\(workspace_id=\? AND number=\?\)/],
  ['a CSQL by its id', reading((tx) => tx.csqls.get(csql().id)), /\(workspace_id=\? AND id=\?\)/],
  [
    'duplicates',
    reading((tx) => tx.csqls.openDuplicate({ ...csql(), kind: 'upsell' }, null)),
    /csqls_by_account \(workspace_id=\? AND account_id=\? AND kind=\? AND product_id=\? AND state=\?\)/,
  ],
  [
    'the numbers of CSQLs by state',
    reading((tx) => tx.csqls.numbers({ states: ['rejected', 'won'], changedSince: NOW })),
    /^SEARCH csqls USING COVERING INDEX csqls_by_state \(workspace_id=\? AND state=\?\)$/,
  ],
  ['CSQLs of some numbers', reading((tx) => tx.csqls.byNumbers([1, 2])), /\(workspace_id=\? AND number=\?\)/],
  ['CSQLs by state', reading((tx) => tx.csqls.list({ states: ['signal'], limit: 9 })), /csqls_by_state/],
  ['CSQLs of an AE', reading((tx) => tx.csqls.list({ aeId: seeded.ae.id, limit: 9 })), /csqls_by_ae|autoindex_csqls/],
  ['whose they are', reading((tx) => tx.csqls.list({ involving: seeded.ae.id, limit: 9 })), /MULTI-INDEX|autoindex/],
  ['overdue CSQLs', reading((tx) => tx.csqls.list({ overdueAt: NOW, limit: 9 })), /clocks_running_by_due/],
  [
    'a list of Home of a CSM',
    reading((tx) => tx.home.rows({ csmId: seeded.csm.id, states: ['signal'], order: 'due', limit: 9, offset: 0 })),
    /^(?![\s\S]*clocks_running_by_due)[\s\S]*SEARCH c USING INDEX csqls_by_csm \(workspace_id=\? AND csm_id=\? AND state=\?\)/,
  ],
  [
    'a list of Home of an AE',
    reading((tx) =>
      tx.home.rows({ aeId: seeded.ae.id, states: ['accepted'], dueBefore: NOW, order: 'due', limit: 9, offset: 0 }),
    ),
    /^(?![\s\S]*clocks_running_by_due)[\s\S]*SEARCH c USING INDEX csqls_by_ae \(workspace_id=\? AND ae_id=\? AND state=\?\)/,
  ],
  [
    'what became of somebody’s',
    reading((tx) =>
      tx.home.rows({ creditedTo: seeded.csm.id, states: ['won'], order: 'changed', limit: 9, offset: 0 }),
    ),
    /csqls_by_csm \(workspace_id=\? AND csm_id=\? AND state=\? AND state_since>\?\)[\s\S]*csqls_by_logger \(workspace_id=\? AND logged_by=\? AND state=\? AND state_since>\?\)/,
  ],
  [
    'a list of Home of a manager',
    reading((tx) =>
      tx.home.rows({
        ...{ aeIds: [seeded.ae.id], states: ['qualified'], overdueAt: NOW },
        ...{ order: 'due', limit: 9, offset: 0 },
      }),
    ),
    /clocks_by_csql|clocks_running_by_due/,
  ],
  [
    'what has no AE',
    reading((tx) => tx.home.rows({ states: ['qualified'], unassigned: true, order: 'due', limit: 9, offset: 0 })),
    /SEARCH c USING INDEX csqls_by_(ae|state) \(workspace_id=\? AND state=\?/,
  ],
  [
    'whose are overdue',
    reading((tx) => tx.home.overdueOwners(NOW)),
    /SEARCH o USING COVERING INDEX clocks_running_by_due \(workspace_id=\? AND due_at<\?\)/,
  ],
  [
    'accounts with an outcome and no proposal',
    reading((tx) => tx.home.unproposed({ limit: 9, offset: 0 })),
    /SEARCH k USING (COVERING )?INDEX contracts_with_outcome \(workspace_id=\?\)/,
  ],
  ['subsidiaries', reading((tx) => tx.accounts.children(seeded.account.id, 9)), /accounts_by_parent/],
  ['an account by its external id', reading((tx) => tx.accounts.withExternalId('x')), /external_id=\?/],
  ['names that changed', reading((tx) => tx.accounts.namesChangedSince(5)), /version>\?/],
  ['names of some', reading((tx) => tx.accounts.namesOf([seeded.account.id])), /\(workspace_id=\? AND id=\?\)/],
  [
    'notes of an account',
    reading((tx) => tx.accountNotes.of(seeded.account.id, { limit: 3, offset: 0 })),
    /account_notes_by_account/,
  ],
  [
    'what was done to one thing',
    reading((tx) => tx.audit.of('x', { limit: 3, offset: 0 })),
    /audit_entries_by_subject/,
  ],
  [
    'what one account paid in a month',
    reading((tx) => tx.snapshots.ofAccount(seeded.account.id, '2026-10')),
    /\(workspace_id=\? AND month=\? AND account_id=\?\)/,
  ],
  ['a merge into an account', reading((tx) => tx.accountMerges.lastInto(seeded.account.id)), /account_merges_by_into/],
  [
    'what a merged account is now',
    reading((tx) => tx.accountMerges.nowPartOf(seeded.account.id)),
    /account_merges_by_from/,
  ],
  [
    'all that an account paid',
    reading((tx) => tx.accountMerges.snapshotsOf(seeded.account.id)),
    /account_snapshots.* \(workspace_id=\? AND month=\? AND account_id=\?\)/,
  ],
  [
    'what stands at the wrong account',
    reading((tx) => tx.accountMerges.misplaced([seeded.account.id])),
    /csqls_by_account \(workspace_id=\? AND account_id=\?\)/,
  ],
  ['whether a customer is known', reading((tx) => tx.home.knowsAccounts()), /SEARCH accounts/],
  ['what somebody logged last', reading((tx) => tx.csqls.lastLoggedBy(seeded.csm.id, 9)), /csqls_by_logged_at/],
  ['a step', writing((tx) => tx.csqls.advance(csql(), { ...csql(), version: 2 })), /\(workspace_id=\? AND id=\?\)/],
  [
    'CSQLs of an account by when they were logged',
    reading((tx) => tx.sheets.loggedAt(seeded.account.id, NOW)),
    /csqls_by_account \(workspace_id=\? AND account_id=\?\)/,
  ],
  [
    'a page of CSQLs for a sheet',
    reading((tx) => tx.sheets.csqls(5, 9, { from: null, to: null })),
    /\(workspace_id=\? AND number>\?\)/,
  ],
  [
    'their first steps',
    reading((tx) => tx.sheets.firstSteps([csql().id])),
    /events .*\(workspace_id=\? AND csql_id=\?\)/,
  ],
  ['the history', reading((tx) => tx.events.of(CsqlId.parse('c1'))), /\(workspace_id=\? AND csql_id=\?\)/],
  ['its last event', reading((tx) => tx.events.last(CsqlId.parse('c1'))), /\(workspace_id=\? AND csql_id=\?\)/],
  [
    'an event appended',
    writing(async (tx) => {
      await tx.csqls.insert(csql())
      await tx.events.append(anEvent(csql(), { id: 'e1' }))
      await tx.events.append(anEvent(csql(), { id: 'e2', kind: 'undo', reverses: EventId.parse('e1') }))
    }),
    /reversed_events_by_csql/,
  ],
  ['when anything was logged first', reading((tx) => tx.figures.firstLoggedAt()), /events_by_occurred_at/],
  [
    'when anything was recorded first',
    reading((tx) => tx.figures.firstRecordedAt()),
    /e USING INDEX sqlite_autoindex_events_2 \(workspace_id=\? AND csql_id=\? AND seq=\?\)/,
  ],
  [
    'what was decided in a week',
    reading((tx) => tx.figures.decided(NOW, NOW + 1, 9)),
    /events_by_occurred_at \(workspace_id=\? AND occurred_at>\? AND occurred_at<\?\)/,
  ],
  [
    'wins that were recorded late',
    reading((tx) => tx.figures.recordedLate({ from: SPAN.from, before: SPAN.to, since: NOW })),
    /csql_facts_closed \(workspace_id=\? AND closed_on>\? AND closed_on<\?\)/,
  ],
  ['the figures of a week', reading((tx) => tx.figures.week(NOW, NOW + 1)), /events_by_occurred_at/],
  [
    'a person by their Slack id',
    reading((tx) => tx.people.bySlackId('U1')),
    /\(workspace_id=\? AND slack_user_id=\?\)/,
  ],
  ['a reply', reading((tx) => tx.replies.get('key')), /\(workspace_id=\? AND key=\?\)/],
])('%s: by an index', async (_name, work, wanted) => {
  const plans = await plansOf(work)
  expect(
    plans.filter(
      (detail) =>
        /^SCAN (?!counted$|placed$|paid$|imported$|matching$|page$|earned$|json_each\b|\(subquery-\d+\)$)/.test(
          detail,
        ) && !SMALL.test(detail),
    ),
  ).toEqual([])
  expect(plans.join('\n')).toMatch(wanted)
})

test('master data that others refer to is written without a look at who refers to it', async () => {
  const { account, csm, workspaceId } = seeded
  const department = { id: DepartmentId.parse('d1'), accountId: account.id, name: '情報システム部' }
  const contact = {
    ...{ workspaceId, id: ContactId.parse('k1'), accountId: account.id, departmentId: null },
    ...{ name: '山田', title: null, optIn: 'yes' as const, optInOn: null, optInHow: null },
  }
  const plans = await plansOf(async () => {
    await seeded.store.transaction(async (tx) => {
      await tx.people.put({ ...csm, name: '別名' })
      for (const product of await tx.products.all()) await tx.products.put({ ...product, name: '別名' })
      for (const contract of await tx.accounts.contracts(account.id)) await tx.accounts.putContract(contract)
      await tx.accounts.putDepartment(department)
      await tx.accounts.putContact(contact)
    })
  })
  expect(plans.filter((detail) => /\b(csqls|clocks|events|contracts USING INDEX contracts_by)\b/.test(detail))).toEqual(
    [],
  )
  expect(plans.filter((detail) => /^SEARCH (people|products|departments|contacts) /.test(detail))).not.toEqual([])
})

test('the facts of what a transaction touched are found from there, and no history is walked', async () => {
  const plans = await plansOf(async () => void factsOn(database.writer.raw))
  // Scanned is what is stale, and what was gathered of it.
  expect(plans.filter((detail) => /^SCAN (?!(s|m|stale_facts|CONSTANT ROW)$)/.test(detail))).toEqual([])
  expect(plans).toContain('SEARCH e USING INDEX sqlite_autoindex_events_2 (workspace_id=? AND csql_id=?)')
})

// SQLite looks at the value of a parameter that may decide the plan, and makes the plan anew whenever that may have changed.
test('what is run often is planned once: no limit is a bare parameter, and no state that an index is about', async () => {
  const edit = aDelivery({ id: 'd9', purpose: 'edit' })
  const statements = await statementsOf(async () => {
    await writing(async (tx) => {
      await tx.deliveries.enqueue(aDelivery({ id: 'd1' }))
      await tx.deliveries.enqueueEdit(edit)
      await tx.deliveries.setReplaced(edit.id)
    })()
    await reading(async (tx) => {
      await tx.events.last(csql().id)
      await tx.deliveries.newest(edit)
      await tx.deliveries.cardsOf(csql().id)
      await tx.deliveries.batchesOf(csql().id, NOW)
      await tx.csqls.list({ limit: 5 } as never)
    })()
    await store.queue.claim(NOW, NOW + 1, 10)
    await store.queue.claimUnknown(NOW, 1, NOW + 1, 10)
  })
  expect(statements.filter((sql) => /\blimit\b/.test(sql)).length).toBeGreaterThan(5)
  expect(statements.filter((sql) => /\blimit \?/.test(sql))).toEqual([])
  const ofDeliveries = statements.filter((sql) => /\bdeliveries\b/.test(sql) && /\bwhere\b/.test(sql))
  expect(ofDeliveries.filter((sql) => /where.*\bstate"? (=|in|not in) \(?\?/s.test(sql))).toEqual([])
})
