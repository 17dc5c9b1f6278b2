import type { Summaries } from '../areas/summaries.js'
import { format } from './format.js'

const n = format.number
const days = (count: number): string => (count === 1 ? '1 working day' : `${n(count)} working days`)

export const summaries: Summaries = {
  title: 'Your week',
  greeting: 'Good morning. This is what waits for you as the week begins.',
  overdueSignals: (total) => `Signals logged a while ago: ${n(total)}`,
  signals: (total) => `Signals to look into: ${n(total)}`,
  returned: (total) => `Returned to you: ${n(total)}`,
  waitingOnAes: (total) => `Waiting for an AE: ${n(total)}`,
  outcomes: (total) => `What became of yours since last week: ${n(total)}`,
  outcome: (csql, state) => `${csql}: ${state}`,
  toDecide: (total) => `Waiting for your decision: ${n(total)}`,
  toUpdate: (total) => `Waiting for an update: ${n(total)}`,
  team: ({ waiting, overdue, unassigned }) =>
    `The whole team: ${n(waiting)} waiting for a decision | ${n(overdue)} overdue | ${n(unassigned)} without an AE`,
  row: (csql, past) => (past === null ? csql : `${csql}, ${days(past)} past due`),
  onlyOverdue:
    'You hear of this on Mondays only, while signals of yours are past due. Hand them over, let them wait, or withdraw them.',
  on: 'Send it every week',
  off: 'Do not send it',
  turnedOn: 'You get your week each Monday, or on the first day you work. To stop it: /csql summary off',
  turnedOff: 'You get it no more. To have it again: /csql summary on',
  isOn: 'You get your week each Monday. To stop it: /csql summary off',
  isOff: 'You do not get your week on Mondays. To have it: /csql summary on',
}
