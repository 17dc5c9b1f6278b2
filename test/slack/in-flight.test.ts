import { setTimeout as delay } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { InFlight } from '../../src/slack/in-flight.js'

test('nothing in flight is settled at once', async () => {
  expect(await new InFlight().settled(60_000)).toBe(0)
})

test('work that fails has ended as well, and its error stays with whoever began it', async () => {
  const inFlight = new InFlight()
  const work = inFlight.track(Promise.reject(new Error('failed')))
  await expect(work).rejects.toThrow('failed')
  expect(await inFlight.settled(1_000)).toBe(0)
})

test('work begun by work is waited for', async () => {
  const inFlight = new InFlight()
  let done = false
  const second = async () => {
    await delay(50)
    done = true
  }
  inFlight.track(delay(20).then(() => void inFlight.track(second())))
  expect(await inFlight.settled(5_000)).toBe(0)
  expect(done).toBe(true)
})

test('what still runs at the deadline is told', async () => {
  const inFlight = new InFlight()
  inFlight.track(new Promise(() => undefined))
  inFlight.track(delay(10))
  expect(await inFlight.settled(50)).toBe(1)
  expect(inFlight.size).toBe(1)
})
