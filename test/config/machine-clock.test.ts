import { expect, test } from 'vitest'
import { machineClock } from '../../src/config/machine-clock.js'

test('a wait lasts as long as it says', async () => {
  const began = machineClock.now()
  await machineClock.sleep(50)
  expect(machineClock.now() - began).toBeGreaterThanOrEqual(45)
})

test('the signal ends a wait early, without an error', async () => {
  const controller = new AbortController()
  const began = machineClock.now()
  const waited = machineClock.sleep(60_000, controller.signal)
  controller.abort()
  await waited
  await machineClock.sleep(60_000, controller.signal)
  expect(machineClock.now() - began).toBeLessThan(5_000)
})
