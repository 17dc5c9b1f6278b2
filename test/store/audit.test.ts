import Sqlite from 'better-sqlite3'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { TUESDAY_AT_TEN as NOW } from '../support/clock.js'
import { openTestStore, type Seeded, seedWorkspace, type TestStore } from '../support/database.js'

let opened: TestStore
let seeded: Seeded
beforeAll(async () => {
  opened = await openTestStore()
  seeded = await seedWorkspace(opened.store)
})
afterAll(() => opened.close())

const entry = (id: string, at: number) => ({
  ...{ id, at, actorId: null, fromCommandLine: true, action: 'delivery.drop', subject: 'd1' },
  facts: { state: 'parked', attempts: 3, reason: null },
})

test('entries come back as they were written, oldest first, the end of the span left out', async () => {
  await seeded.store.transaction(async (tx) => {
    for (const [id, at] of [
      ['b', NOW + 1],
      ['a', NOW],
      ['c', NOW + 2],
    ] as const)
      await tx.audit.append(entry(id, at))
  })
  const found = await seeded.store.read((tx) => tx.audit.between(NOW, NOW + 2))
  const { workspaceId } = seeded
  expect(found).toEqual([
    { ...entry('a', NOW), workspaceId },
    { ...entry('b', NOW + 1), workspaceId },
  ])
})

test('entries are neither changed nor deleted', () => {
  const raw = new Sqlite(opened.file)
  try {
    expect(() => raw.exec(`UPDATE audit_entries SET subject = 'other'`)).toThrow('append-only')
    expect(() => raw.exec('DELETE FROM audit_entries')).toThrow('append-only')
  } finally {
    raw.close()
  }
})
