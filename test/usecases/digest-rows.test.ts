import { afterEach, beforeEach, expect, test } from 'vitest'
import { DAY_MS } from '../../src/domain/time.js'
import { messagesFor } from '../../src/i18n/index.js'
import { readDigestRows } from '../../src/usecases/read-digest-rows.js'
import { TUESDAY_AT_TEN as NOW } from '../support/clock.js'
import { aCsql } from '../support/rows.js'
import { openWorld, type World } from '../support/world.js'

const WEEK = { from: '2026-11-16', to: '2026-11-22' }
let world: World

beforeEach(async () => {
  world = await openWorld()
  await world.store.of(world.workspaceId).transaction(async (tx) => {
    const seeded = { ...world, store: world.store.of(world.workspaceId) }
    for (let number = 1; number <= 6; number += 1) {
      const state = number === 1 ? 'won' : 'accepted'
      await tx.csqls.insert(aCsql(seeded, { id: `c${number}`, number, state, stateSince: NOW - DAY_MS }))
    }
  })
})
afterEach(() => world.close())

const numbers = async (most?: number) => {
  const { rows, leftOut } = await readDigestRows(world.system(), WEEK, most)
  const told: number[] = []
  for await (const { csql } of rows) told.push(csql.number)
  return { numbers: told, leftOut }
}

test('a digest’s file holds what was closed and what is open, by number', async () => {
  expect(await numbers()).toEqual({ numbers: [1, 2, 3, 4, 5, 6], leftOut: 0 })
})

test('of more than it has room for, it leaves out the oldest that are open, and tells how many', async () => {
  expect(await numbers(3)).toEqual({ numbers: [1, 5, 6], leftOut: 3 })
  expect(messagesFor('ja').weekly.csv.title('11/16〜11/22', 3)).toContain('ほか3件')
  expect(messagesFor('en').weekly.csv.title('11/16–11/22', 3)).toContain('3 more')
})

test('however many there are, each stands in the file once', async () => {
  await world.store.of(world.workspaceId).transaction(async (tx) => {
    const seeded = { ...world, store: world.store.of(world.workspaceId) }
    for (let number = 7; number <= 345; number += 1) {
      await tx.csqls.insert(aCsql(seeded, { id: `c${number}`, number, state: 'accepted', stateSince: NOW - DAY_MS }))
    }
  })
  expect(await numbers()).toEqual({ numbers: Array.from({ length: 345 }, (_, n) => n + 1), leftOut: 0 })
  expect((await numbers(300)).numbers).toEqual([1, ...Array.from({ length: 299 }, (_, n) => n + 47)])
})
