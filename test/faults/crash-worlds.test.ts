import { expect, test } from 'vitest'
import type { Loose } from './crash-process.js'
import { runCrashWorlds, summaryOf } from './crash-worlds.js'

/**
 * Worlds in which processes crash, fall asleep and are followed by others on the same rows, while Slack goes wrong. The
 * worker, the store and its SQL on a file are the program's own; Slack is in memory, and the disk is not waited for.
 * The other half of the seeds runs in `crash-worlds-more.test.ts`, at the same time.
 */
test('in 5,000 worlds of crashes, each slot is said once: nothing lost, nothing doubled', async () => {
  const result = await runCrashWorlds(1, 5000)
  console.log(summaryOf(result))
  expect(result.failures).toEqual([])
  expect(result.worlds).toBe(5000)
  expect(result.crashes).toBeGreaterThan(5000)
  expect(result.removed).toBeGreaterThan(0)
}, 400_000)

test.each<[string, Loose, number, 'lost' | 'doubled']>([
  ['history is not asked', 'history', 50, 'doubled'],
  ['a worker that lost its lease may still write', 'fence', 400, 'doubled'],
  ['a lease has no end', 'lease', 25, 'lost'],
  ['a slot may be written twice', 'slot', 25, 'doubled'],
  ['late copies are left', 'copies', 100, 'doubled'],
])(
  'the same worlds find the harm where %s',
  async (_rule, loose, worlds, harm) => {
    const result = await runCrashWorlds(1, worlds, loose)
    expect(result[harm], summaryOf(result)).toBeGreaterThan(0)
  },
  120_000,
)
