import type { Home } from '../areas/home.js'
import { format } from './format.js'

const n = format.number

const names: Home['names'] = {
  to_decide: 'waiting for your decision',
  to_update: 'due today or before',
  returned: 'returned to you',
  to_vet: 'your signals',
  unassigned: 'without an AE',
  overdue: 'overdue in your team',
  waiting: 'waiting for an AE',
  deals: 'your other deals',
  outcomes: 'what became of yours',
  signals: "everybody's signals",
  unproposed: 'successful accounts without a proposal',
}

export const home: Home = {
  hello: (name) => (name === null ? 'Hello' : `Hello, ${name}`),
  waiting: (count) =>
    count === 0
      ? 'Nothing is waiting for you.'
      : count === 1
        ? '1 thing is waiting for you.'
        : `${n(count)} things are waiting for you.`,
  log: 'Log a signal',
  lists: {
    to_decide: (total) => `Waiting for your decision: ${n(total)}`,
    to_update: (total) => `Due today or before: ${n(total)}`,
    returned: (total) => `Returned to you: ${n(total)}`,
    to_vet: (total) => `Your signals to look into: ${n(total)}`,
    unassigned: (total) => `Without an AE: ${n(total)}`,
    overdue: (total) => `Overdue in your team: ${n(total)}`,
    waiting: (total) => `Waiting for an AE: ${n(total)}`,
    deals: (total) => `Your other deals: ${n(total)}`,
    outcomes: (total) => `What became of yours in 90 days: ${n(total)}`,
    signals: (total) => `Everybody's signals: ${n(total)}`,
    unproposed: (total) => `Successful accounts without a proposal: ${n(total)}`,
  },
  names,
  empty: (given) => `Nothing in: ${given.join(', ')}`,
  noneLeft: 'There is nothing here.',
  seeAll: (total) => `See all ${n(total)}`,
  back: 'Back to Home',
  earlier: 'Previous 10',
  later: 'Next 10',
  page: (from, to, total) => `${n(from)} to ${n(to)} of ${n(total)}.`,
  filter: (chosen) => `Show: ${chosen}`,
  all: 'all',
  due: 'past due',
  hot: 'high heat',
  snoozed: (moment) => `no reminders until ${moment}`,
  since: (day) => `since ${day}`,

  overduePerson: ({ name, n: count, days }) =>
    `${name ?? 'Somebody'}: ${n(count)} (${days === 0 ? 'since today' : days === 1 ? 'for 1 working day' : `for up to ${n(days)} working days`})`,
  overdueElsewhere: (count) =>
    count === 1 ? "1 more is in other managers' teams." : `${n(count)} more are in other managers' teams.`,
  digestTitle: 'Last weekly digest',
  digest: (week, moment) => `For ${week}, posted ${moment}.`,
  noDigest: 'None was posted yet. /csql digest shows what the next one would say so far.',
  openDigest: 'Open the digest',
  proposeTo: 'Log a signal',

  targets: (quarter) => `Targets for ${quarter}`,
  timeTitle: 'Reminders and leave',
  running: 'Reminders: on',
  pause: 'Pause reminders',
  pauseFor: { tomorrow: 'Resume tomorrow', monday: 'Resume next Monday', week: 'Resume in a week' },
  resume: 'Resume reminders',
  leave: (leave) => `Leave: ${leave}`,

  settingsTitle: 'Settings',
  settingsHint: 'Managers, the weekly digest, products, how long people have, and more.',
  importHint: 'Bring in your list of customers, and their names are offered when somebody logs a signal.',
  importAccounts: 'Bring in customers',

  introTitle: 'Welcome to Tasuki',
  intro:
    'Tasuki takes the hints you hear from customers to sales, and tells you what became of them. Logging one takes a line; whether it was accepted, became a deal or was won shows here.',
  howToBegin:
    'There is nothing to set up. Whoever logs a signal is its CSM, and whoever is picked as AE is one. Managers are named in the settings by an admin.',
  howToJoin: 'In this workspace an admin says who takes part. If you would like to, please ask one.',
  openAgain: 'Please wait a moment, and open Home again.',
}
