import { expect, test } from 'vitest'
import { runCrashWorlds, summaryOf } from './crash-worlds.js'

test('in 5,000 more worlds of crashes, each slot is said once', async () => {
  const result = await runCrashWorlds(5001, 5000)
  console.log(summaryOf(result))
  expect(result.failures).toEqual([])
  expect(result.worlds).toBe(5000)
  expect(result.crashes).toBeGreaterThan(5000)
}, 400_000)
