import type { NextStep, WeeklyDigest } from './weekly-digest.js'

/** Returned CSQLs that wait for so many working days are worth a word. */
const LONG_RETURNED = 5
/** So many rejections of a week for one reason, and at least half of all, are a pattern. */
const ALIKE = 3
/** A source is compared from so many CSQLs on. */
const ENOUGH = 5
/** A source is worth repeating where its share of opportunities is so many times that of all. */
const MUCH_BETTER = 1.5
/** Fewer than half of the signals of the trend's weeks were vetted, from so many signals on. */
const ENOUGH_SIGNALS = 8

type Told = Omit<WeeklyDigest, 'nextStep'>

/** The first rule that holds: what somebody waits for comes before what could be better, and both before what could grow. */
export function nextStepOf(told: Told): NextStep | null {
  for (const rule of RULES) {
    const step = rule(told)
    if (step !== null) return step
  }
  return null
}

const RULES: readonly ((told: Told) => NextStep | null)[] = [
  ({ notes }) => {
    const unassigned = notes.find((note) => note.kind === 'unassigned')
    return unassigned === undefined ? null : { kind: 'name_aes', n: unassigned.n }
  },
  ({ overdue: [longest], overdueTotal }) =>
    longest === undefined ? null : { kind: 'settle_overdue', n: overdueTotal, ...longest },
  ({ waitingOnCsm: [longest], waitingOnCsmTotal }) =>
    longest === undefined || longest.days < LONG_RETURNED
      ? null
      : { kind: 'answer_returned', n: waitingOnCsmTotal, days: longest.days },
  ({ rejectReasons }) => {
    const of = rejectReasons.reduce((sum, { n }) => sum + n, 0)
    const [most] = rejectReasons
    return most === undefined || most.n < ALIKE || most.n * 2 < of ? null : { kind: 'agree_on_rejections', ...most, of }
  },
  ({ key: { signals } }) =>
    signals.mean === null || signals.mean < 2 || signals.n * 2 > signals.mean
      ? null
      : { kind: 'look_for_signals', n: signals.n, mean: signals.mean },
  ({ funnel: { signals, qualified } }) =>
    signals < ENOUGH_SIGNALS || qualified * 2 >= signals ? null : { kind: 'vet_signals', signals, qualified },
  ({ bySource }) => {
    const all = bySource.reduce(
      (sum, one) => ({ csqls: sum.csqls + one.csqls, opportunities: sum.opportunities + one.opportunities }),
      { csqls: 0, opportunities: 0 },
    )
    const share = (one: { csqls: number; opportunities: number }): number => one.opportunities / one.csqls
    const [best] = bySource.filter(({ csqls }) => csqls >= ENOUGH).toSorted((a, b) => share(b) - share(a))
    if (best === undefined || best.opportunities === 0 || share(best) < MUCH_BETTER * share(all)) return null
    const { source, opportunities, csqls } = best
    return { kind: 'repeat_source', source, opportunities, csqls }
  },
  ({ unproposedTotal }) => (unproposedTotal === 0 ? null : { kind: 'propose_to_successful', n: unproposedTotal }),
]
