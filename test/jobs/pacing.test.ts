import { expect, test } from 'vitest'
import { Pacing } from '../../src/jobs/pacing.js'

const MINUTE = 60_000

/** Lets so many posts go, each as soon as it is told to come again, and tells when they went. */
function went(posts: number, from: number, pacing = new Pacing()): number[] {
  const waiting = new Array<number>(posts).fill(from)
  const times: number[] = []
  for (;;) {
    const now = Math.min(...waiting)
    if (now === Number.POSITIVE_INFINITY) return times
    const next = pacing.take('w', 'post', now)
    waiting[waiting.indexOf(now)] = next ?? Number.POSITIVE_INFINITY
    if (next === null) times.push(now)
  }
}

const mostWithinAMinute = (times: readonly number[]): number =>
  Math.max(...times.map((from, n) => times.findLastIndex((at) => at < from + MINUTE) - n + 1))

test('a long backlog goes at nearly the whole of the budget, and no minute sees more', () => {
  const times = went(1500, 0)
  expect(mostWithinAMinute(times)).toBeLessThanOrEqual(300)
  // Five minutes at 300 a minute.
  expect(Math.max(...times)).toBeLessThan(5 * MINUTE * 1.08)
})

test('a burst within a minute of the last one is held to the minute of both', () => {
  const pacing = new Pacing()
  const times = [...went(250, 0, pacing), ...went(250, 55_000, pacing)]
  expect(mostWithinAMinute(times)).toBeLessThanOrEqual(300)
})

test('a clock set back an hour holds nothing up for an hour', () => {
  const pacing = new Pacing()
  went(280, 60 * MINUTE, pacing)
  expect(Math.max(...went(100, 0, pacing))).toBeLessThan(2 * MINUTE)
})
