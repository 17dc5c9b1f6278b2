import { describe, expect, test } from 'vitest'
import { BATCHES } from '../../src/domain/delivery.js'
import type { ToldStep } from '../../src/domain/nudge-policy.js'
import { DAY_MS } from '../../src/domain/time.js'
import { openTestStore } from '../support/database.js'
import { simulateYear, type YearOptions } from '../support/year-world.js'
import { mustFail } from './fault.js'
import { type Around, withTx } from './office.js'

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
      updateStep: (clock) => {
        const again = clock.nextStepAt !== null && clock.stepsTaken === 3
        return tx.clocks.updateStep(
          again ? { ...clock, stepsTaken: 2, nextStepAt: (clock.nudgedAt ?? 0) + DAY_MS } : clock,
        )
      },
    },
  }))

  /** What makes a batch the only one of its day is gone: each tick makes its own. */
  const oneATick: Around = (ctx) =>
    withTx(({ deliveries, ...tx }) => ({
      ...tx,
      deliveries: {
        ...deliveries,
        enqueue: (row) => {
          const isBatch = BATCHES.includes(row.purpose)
          return deliveries.enqueue(isBatch ? { ...row, subject: `${row.subject} ${ctx.now}` } : row)
        },
      },
    }))(ctx)

  /** Nobody's Monday tells of signals past due. */
  const noMondays: Around = withTx((tx) => ({ ...tx, summaries: { ...tx.summaries, ownersPastDue: async () => [] } }))

  test.each<[string, Partial<YearOptions>, Around]>([
    ['nudges on +2 as well', { days: 14 }, onPlusTwo],
    ['batches that are not one a day', { csqls: 60 }, oneATick],
    ['Mondays that tell of nothing', { csqls: 40, days: 42 }, noMondays],
  ])(
    '%s',
    async (_name, size, around) => {
      await mustFail(() => asTheModelSays({ seed: 1, ...size, around }))
    },
    60_000,
  )

  /** Somebody asks for a pause, and it is kept nowhere. */
  const throughPauses: Around = withTx((tx) => ({
    ...tx,
    people: { ...tx.people, put: (person) => tx.people.put({ ...person, pausedUntil: null }) },
  }))

  /** What a manager would be told, they are not. */
  const untold = (step: ToldStep): Around =>
    withTx((tx) => ({
      ...tx,
      deliveries: {
        ...tx.deliveries,
        addItem: async (id, item) => (item.step === step ? undefined : tx.deliveries.addItem(id, item)),
      },
    }))

  /** What was undone stays as if it had been done. */
  const withoutReturn: Around = withTx((tx) => ({
    ...tx,
    clocks: {
      ...tx.clocks,
      update: async (clock) => {
        const stood = (await tx.clocks.get(clock.id))?.stoppedAt ?? null
        if (stood === null || clock.stoppedAt !== null) await tx.clocks.update(clock)
      },
    },
  }))

  test.each<[string, { readonly seed: number; readonly days: number }, Around]>([
    ['pauses that are forgotten', { seed: 3, days: 28 }, throughPauses],
    ['a third snooze in a row of which the manager hears nothing', { seed: 3, days: 35 }, untold('snoozed')],
    ['an answer of which the manager hears nothing', { seed: 1, days: 28 }, untold('answered')],
    ['an undo after which nothing is owed', { seed: 3, days: 28 }, withoutReturn],
  ])(
    '%s',
    async (_name, world, acting) => {
      await mustFail(() => asTheModelSays({ csqls: 40, ...world, around: acting, acting }))
    },
    60_000,
  )
})
