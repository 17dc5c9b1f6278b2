import type { Digest } from '../areas/digest.js'
import { count, format } from './format.js'
import { names } from './names.js'

const { colleague } = names

export const digest: Digest = {
  title: 'Weekly digest',
  headline: ({ week, csqls, previous, won, amount, queue }) => {
    const compared = previous === null ? '' : ` (${format.difference(csqls - previous)} on the week before)`
    const wins = `${won} won${amount === null ? '' : `, ${amount}`}`
    return `${week}: ${count(csqls, 'CSQL', 'CSQLs')}${compared}; ${wins}. ${queue}`
  },
  queue: ({ waiting, waitingOverdue, overdue }) => {
    const late = waitingOverdue === 0 ? '' : `, ${format.number(waitingOverdue)} of them overdue`
    const queue =
      waiting === 0 ? 'None is waiting for a decision.' : `${format.number(waiting)} waiting for a decision${late}.`
    if (overdue === waitingOverdue) return queue
    return `${queue} ${waitingOverdue === 0 ? '' : 'In all, '}${count(overdue, 'CSQL is', 'CSQLs are')} overdue.`
  },
  topReasons: (reasons) => `Reasons for rejection: ${reasons.join(', ')}`,
  neglected: (reasons) => `What stands in the way of what is past due, as AEs answered: ${reasons.join(', ')}`,
  reason: (label, n) => `${label} ${n}`,
  wonAmount: (mrr, oneTime) =>
    [mrr === null ? null : `+${mrr} MRR (before tax)`, oneTime === null ? null : `${oneTime} one-time`]
      .filter((part) => part !== null)
      .join(', '),

  wins: '🎉 Wins',
  win: ({ subject, amount, people, days }) =>
    `${subject}, ${amount} | ${people}${days === null ? '' : ` | ${count(days, 'day', 'days')} from the first hint`}`,
  people: ({ logger, csm, ae }) => {
    const noticed = logger !== null && logger !== csm ? `noticed by ${logger}, ` : ''
    return `${noticed}CSM ${colleague(csm)}, AE ${colleague(ae)}`
  },
  quick: 'Thank you for the quick follow-up',
  quickOne: ({ csql, csm, ae, hours }) => {
    const span = hours < 1 ? 'within a working hour' : `in ${count(Math.round(hours), 'working hour', 'working hours')}`
    return `${csql}: ${colleague(ae)} took it on ${span}${csm === null ? '' : ` (CSM ${csm})`}`
  },

  overdue: (total) => `Overdue: ${total}`,
  overdueOne: (csql, days) => `${csql}: ${count(days, 'working day', 'working days')}`,
  more: (n) => `and ${format.number(n)} more`,
  notes: {
    managers_unnamed: () => 'No manager is named, so what is overdue goes to the admins. /csql settings names one.',
    nobody_told: () =>
      'There is neither a manager nor an admin, so nobody hears of what is overdue. Ask whoever installed Tasuki to name one.',
    without_manager: ({ n }) =>
      `${count(n, 'person has', 'people have')} no manager of their own: overdue items go to every manager. /csql settings names one.`,
    unassigned: ({ n }) => `${count(n, 'CSQL has', 'CSQLs have')} no AE yet.`,
    undelivered: ({ n }) => `${count(n, 'message', 'messages')} could not be delivered; a manager was told why.`,
  },
}
