import fc from 'fast-check'
import { expect, test } from 'vitest'
import { WorkspaceId } from '../../src/domain/ids.js'
import { Turns } from '../../src/store/turns.js'

const ids = (...names: string[]) => names.map((name) => WorkspaceId.parse(name))

/** What is taken where each workspace has so many. */
const taking = (stock: Readonly<Record<string, number>>) => {
  const left = new Map(Object.entries(stock))
  return async (id: string, most: number) => {
    const n = Math.min(most, left.get(id) ?? 0)
    left.set(id, (left.get(id) ?? 0) - n)
    return Array.from({ length: n }, () => id)
  }
}
const tally = (taken: readonly string[]) =>
  Object.fromEntries([...new Set(taken)].map((id) => [id, taken.filter((one) => one === id).length]))

test('the places are shared evenly, whoever has more', async () => {
  const turns = new Turns()
  const taken = await turns.take(ids('a', 'b', 'c'), 9, () => 9, taking({ a: 5000, b: 5000, c: 3 }))
  expect(tally(taken)).toEqual({ a: 3, b: 3, c: 3 })
})

test('what one leaves goes to the others', async () => {
  const taken = await new Turns().take(ids('a', 'b', 'c'), 9, () => 9, taking({ a: 5000, b: 1, c: 0 }))
  expect(tally(taken)).toEqual({ a: 8, b: 1 })
})

test('nobody takes more than it has room for', async () => {
  const room = (id: string) => (id === 'a' ? 2 : 0)
  expect(tally(await new Turns().take(ids('a', 'b'), 9, room, taking({ a: 50, b: 50 })))).toEqual({ a: 2 })
})

test('where there are more workspaces than places, each has its turn', async () => {
  const turns = new Turns()
  const take = taking({ a: 9, b: 9, c: 9, d: 9 })
  const rounds = []
  for (let n = 0; n < 4; n += 1) rounds.push(await turns.take(ids('a', 'b', 'c', 'd'), 3, () => 9, take))
  expect(rounds.map((round) => round.join(''))).toEqual(['abc', 'dab', 'cda', 'bcd'])
})

test('one that holds nothing ready costs nobody a place', async () => {
  const turns = new Turns()
  for (let n = 0; n < 3; n += 1) {
    expect(await turns.take(ids('a', 'b'), 1, () => 9, taking({ b: 9 }))).toEqual(['b'])
  }
})

test('never more than the places, never less than there is, nobody far ahead of another that has more', async () => {
  const stock = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd', 'e'), fc.nat(30))
  await fc.assert(
    fc.asyncProperty(stock, fc.nat(40), fc.integer({ min: 1, max: 20 }), async (held, places, room) => {
      const waiting = ids(...Object.keys(held).toSorted())
      const taken = tally(await new Turns().take(waiting, places, () => room, taking(held)))
      const sum = Object.values(taken).reduce((all, n) => all + n, 0)
      const there = Object.values(held).reduce((all, n) => all + Math.min(n, room), 0)
      expect(sum).toBe(Math.min(places, there))
      for (const [one, n] of Object.entries(taken)) {
        for (const other of waiting) {
          const hasMore = (taken[other] ?? 0) < Math.min(held[other] ?? 0, room)
          if (hasMore) expect(n, `${one} beside ${other}`).toBeLessThanOrEqual((taken[other] ?? 0) + 2)
        }
      }
    }),
    { numRuns: 5000 },
  )
})
