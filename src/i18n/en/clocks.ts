import type { Clocks } from '../areas/clocks.js'
import { count } from './format.js'

export const clocks: Clocks = {
  intro:
    'How long each step may take, in working days. A change holds for what starts from now on; what runs already keeps its due date.',
  notDays: (most) => `A whole number of working days, from 1 to ${most}.`,

  tooLoose: ({ clock, rows, acted }) =>
    `Of ${count(rows, 'reminder', 'reminders')} about “${clock}” in the last four weeks, ${acted} ${acted === 1 ? 'was' : 'were'} acted on within two working days. Perhaps what is expected does not fit how your team works.`,
  tooLooseHow: (setting, days) =>
    `Have a look at the setting “${setting}” (now ${count(days, 'working day', 'working days')}), and make it what your team can keep.`,
}
