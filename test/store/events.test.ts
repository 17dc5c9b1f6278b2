import Sqlite from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Csql } from '../../src/domain/csql.js'
import type { CsqlEvent } from '../../src/domain/event.js'
import { EventId } from '../../src/domain/ids.js'
import { openTestStore, type Seeded, seedWorkspace, type TestStore } from '../support/database.js'
import { aCsql, anEvent } from '../support/rows.js'

let opened: TestStore
let seeded: Seeded
let csql: Csql
let raw: Sqlite.Database
beforeEach(async () => {
  opened = await openTestStore()
  seeded = await seedWorkspace(opened.store)
  csql = aCsql(seeded, { id: 'c1', number: 1 })
  await seeded.store.transaction((tx) => tx.csqls.insert(csql))
  raw = new Sqlite(opened.file)
  raw.pragma('recursive_triggers = 1')
})
afterEach(async () => {
  raw.close()
  await opened.close()
})

const append = (own: Parameters<typeof anEvent>[1]) =>
  seeded.store.transaction((tx) => tx.events.append(anEvent(csql, own)))

test('an event comes back as it was appended, with the next number in its CSQL', async () => {
  const first = await append({ id: 'e1', changes: { heat: 'high', amount: 5 }, figures: { until: 12, into: 'c2' } })
  const second = await append({ id: 'e2', kind: 'accept', actorId: null, from: 'signal', to: 'accepted' })
  expect([first.seq, second.seq]).toEqual([1, 2])
  const events = await seeded.store.read((tx) => tx.events.of(csql.id))
  expect(events).toEqual([first, second])
  expect(await seeded.store.read((tx) => tx.events.last(csql.id))).toEqual(second)
  expect(await seeded.store.read((tx) => tx.events.get(first.id))).toEqual(first)
})

test('what was written and no longer fits is not read as if it did', async () => {
  await append({ id: 'e1' })
  const other = `INSERT INTO events SELECT workspace_id, 'e2', csql_id, 2, kind, step_id, actor_id, from_state, to_state,
    reverses, '{"heat":"boiling"}', csm_id, ae_id, text_id, figures, occurred_at, recorded_at FROM events`
  raw.exec(other)
  await expect(seeded.store.read((tx) => tx.events.of(csql.id))).rejects.toThrow(/heat/)
})

describe('the database refuses to change the history', () => {
  beforeEach(() => append({ id: 'e1' }))

  test.each([
    ['UPDATE', `UPDATE events SET recorded_at = 0`],
    ['DELETE', `DELETE FROM events`],
    ['REPLACE', `REPLACE INTO events SELECT * FROM events`],
    ['INSERT OR REPLACE', `INSERT OR REPLACE INTO events SELECT * FROM events`],
    ['UPSERT', `INSERT INTO events SELECT * FROM events WHERE true ON CONFLICT DO UPDATE SET recorded_at = 0`],
  ])('by %s', (_way, statement) => {
    expect(() => raw.exec(statement)).toThrow('events are append-only')
    expect(raw.prepare('SELECT count(*) FROM events').pluck().get()).toBe(1)
  })

  const erasing = (workspaceId: string, finishedAt: number | null) =>
    raw
      .prepare(`INSERT INTO erasures (workspace_id, id, what, started_at, finished_at) VALUES (?, 'x', 'csql', 1, ?)`)
      .run(workspaceId, finishedAt)

  test('but for an erasure that is under way: it deletes, and changes nothing', () => {
    erasing(seeded.workspaceId, null)
    expect(() => raw.exec('UPDATE events SET recorded_at = 0')).toThrow('append-only')
    raw.exec('DELETE FROM events')
    expect(raw.prepare('SELECT count(*) FROM events').pluck().get()).toBe(0)
  })

  test.each([
    ['of another workspace', () => erasing('another', null)],
    ['that is over', () => erasing(seeded.workspaceId, 2)],
  ])('an erasure %s opens nothing', (_rule, erase) => {
    erase()
    expect(() => raw.exec('DELETE FROM events')).toThrow('append-only')
  })
})

describe('what is taken back', () => {
  const reversed = () => raw.prepare('SELECT event_id FROM reversed_events ORDER BY event_id').pluck().all()
  const reverse = (id: string, of: string, kind: CsqlEvent['kind']) => append({ id, kind, reverses: EventId.parse(of) })

  test('is the event that a reversal names, until the reversal is taken back itself', async () => {
    await append({ id: 'e1' })
    await append({ id: 'e2', kind: 'reject' })
    await reverse('e3', 'e2', 'reopen')
    expect(reversed()).toEqual(['e2'])
    await reverse('e4', 'e3', 'undo')
    expect(reversed()).toEqual(['e3'])
    await reverse('e5', 'e4', 'reopen')
    expect(reversed()).toEqual(['e2', 'e4'])
  })

  test('goes with its transaction', async () => {
    await append({ id: 'e1' })
    const failed = seeded.store.transaction(async (tx) => {
      await tx.events.append(anEvent(csql, { id: 'e2', kind: 'undo', reverses: EventId.parse('e1') }))
      throw new Error('no')
    })
    await expect(failed).rejects.toThrow('no')
    expect(reversed()).toEqual([])
  })

  test('must be there', async () => {
    await expect(reverse('e2', 'e1', 'undo')).rejects.toThrow('FOREIGN KEY')
  })
})
