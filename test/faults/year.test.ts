import { describe, expect, test } from 'vitest'
import { DAY_MS } from '../../src/domain/time.js'
import { openTestStore } from '../support/database.js'
import { simulateYear, type YearOptions } from '../support/year-world.js'
import { mustFail } from './fault.js'
import { type Around, withoutSlots, withTx } from './office.js'

const SMALL = { workspaces: 2, csqls: 24, days: 28, trouble: 0.05 }

/** People are written what domain.md says, each message once and in their working time. */
async function asTheModelSays(options: Partial<YearOptions> & { readonly seed: number }): Promise<void> {
  const opened = await openTestStore()
  try {
    const { lost, doubled, outside, expected, harmed } = await simulateYear(opened.store, { ...SMALL, ...options })
    const { seed } = options
    expect({ seed, lost, doubled, outside }).toEqual({ seed, lost: [], doubled: [], outside: [] })
    expect(expected).toBeGreaterThan(30)
    expect(harmed).toBeGreaterThan(0)
  } finally {
    await opened.close()
  }
}

test.each([1, 3])(
  'weeks of notices, nudges, escalations and digests are what the model says: seed %i',
  async (seed) => {
    await asTheModelSays({ seed })
  },
  60_000,
)

describe('the comparison sees', () => {
  /** The nudge of the first working day past due comes on the next days too. */
  const onPlusTwo: Around = withTx((tx) => ({
    ...tx,
    clocks: {
      ...tx.clocks,
      update: (clock) => {
        const again = clock.nextStepAt !== null && clock.stepsTaken === 3
        return tx.clocks.update(again ? { ...clock, stepsTaken: 2, nextStepAt: (clock.nudgedAt ?? 0) + DAY_MS } : clock)
      },
    },
  }))

  test.each<[string, Around]>([
    ['nudges on +2 as well', onPlusTwo],
    ['slots that are not unique', withoutSlots],
  ])(
    '%s',
    async (_name, around) => {
      await mustFail(() => asTheModelSays({ seed: 1, days: 14, around }))
    },
    60_000,
  )
})
