import { expect, test } from 'vitest'
import { freshIds } from '../../src/config/fresh-ids.js'

const AT = Date.UTC(2026, 10, 24, 1, 0)

test('ids sort as they were made, those of one millisecond too, and never repeat', () => {
  let now = AT
  const ids = freshIds(() => now)
  const made = Array.from({ length: 5000 }, (_, index) => {
    if (index % 700 === 0) now += 1
    return ids.next()
  })
  expect(made.toSorted()).toEqual(made)
  expect(new Set(made).size).toBe(made.length)
  expect(made.every((id) => /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(id))).toBe(
    true,
  )
})

test('a clock that is set back makes no id that sorts before an earlier one', () => {
  let now = AT
  const ids = freshIds(() => now)
  const before = ids.next()
  now -= 7_200_000
  expect(ids.next() > before).toBe(true)
})

test('two processes that start in the same millisecond make different ids', () => {
  expect(freshIds(() => AT).next()).not.toBe(freshIds(() => AT).next())
})
