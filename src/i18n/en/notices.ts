import type { Notices } from '../areas/notices.js'
import { count } from './format.js'
import { troubles } from './troubles.js'

const who = (name: string | null, role: string): string => name ?? role

export const notices: Notices = {
  ...troubles,
  csql: (number, customer) => `${number} (${customer})`,

  accepted: (by, csql) => `${who(by, 'The AE')} accepted ${csql}.`,
  rejected: (csql) => `${csql} was not taken up this time.`,
  converted: (by, csql) => `${who(by, 'The AE')} made ${csql} an opportunity.`,
  lost: (csql) => `${csql} was lost, we are sorry to say.`,
  nurtured: (by, csql, day) =>
    `${who(by, 'The AE')} put ${csql} aside until the time is right.${day === null ? '' : ` It comes back on ${day}.`}`,
  woken: (csql) => `${csql} was picked up again.`,
  askedForMore: (by, csql, csm) => `${who(by, 'The AE')} asked ${who(csm, 'the CSM')} for more detail on ${csql}.`,
  thanksForPassing: 'Thank you for passing it on.',
  thanksAndKept:
    "Thank you for passing it on. It stays in the customer's record, and you can propose it again when things change.",
  thanksForLost:
    "Thank you for bringing it this far. It stays in the customer's record, and you can propose it again when things change.",
  decisionTakenBack: (csql) => `This message about ${csql} no longer holds: the step was undone.`,

  comment: (by) => `From ${who(by, 'the AE')}`,

  returned: (by, csql, missing) =>
    `${who(by, 'The AE')} would like to know more about ${csql}${missing.length === 0 ? '.' : `: ${missing.join(', ')}`}`,
  returnedHow:
    'Add what you know and hand it over again. If you will ask at your next meeting with the customer, set that date.',
  fixPlanned: (day) => `Planned for ${day}. You will not be reminded before.`,

  won: (subject, amount) => `🎉 Won! ${subject}, ${amount}`,
  congratulations: ({ logger, csm, ae, days, selfClosed }) => {
    const span = days === null ? '' : days === 0 ? ' the same day' : ` ${count(days, 'day', 'days')} later`
    if (selfClosed)
      return `${who(csm, 'The CSM')} noticed it and closed it${span === '' ? '' : `,${span}`}. Congratulations!`
    const closed = `${who(ae, 'the AE')} won it${span}. Congratulations!`
    if (csm !== null && logger !== null && csm !== logger) {
      return `${logger} noticed it, ${csm} carried it on, and ${closed}`
    }
    return `${who(csm ?? logger, 'The CSM')} noticed it, and ${closed}`
  },
  handBack: 'Hand-back',
  startOn: (day) => `Starts on: ${day}`,
  promises: 'Promised to the customer',
  noPromises: 'Promised to the customer: nothing noted',

  handedOver: (by, csql) => `${who(by, 'Somebody else')} handed over ${csql}.`,
  reassignedAway: (csql, to) => `${csql} is with ${who(to, 'somebody else')} now. Thank you for looking after it.`,
  csmChanged: (csql, to) => `The CSM of ${csql} is ${who(to, 'somebody else')} now. Thank you for looking after it.`,
  yoursAsCsm: (csql) => `You are the CSM of ${csql} now.`,
  aeChanged: (csql, to) => `The AE of ${csql} is ${who(to, 'somebody else')} now.`,
  proposed: (by, csql) => `${who(by, 'The AE')} asks whether you could take over ${csql}.`,
  proposalHow: 'If you can, press “Take it over”. Until then it stays where it is.',
  withdrawn: (by, csql) => `${who(by, 'The CSM')} withdrew ${csql}.`,
  merged: (by, csql, into) => `${who(by, 'The CSM')} merged ${csql} into ${into}.`,
  reopened: (by, csql, state) => `${who(by, 'A manager')} reopened ${csql}. It is now: ${state}.`,
  taken: '✅ Thank you for taking it over.',
  nurturedAside: (by, csql, day) =>
    `${who(by, 'The CSM')} put ${csql} aside until the time is right.${day === null ? '' : ` It comes back on ${day}.`}`,
  nothingToDo: 'There is nothing for you to do.',

  unassigned: (by, csql) => `${csql}, handed over by ${who(by, 'its CSM')}, has no AE yet.`,
  unassignedHow: 'Please name one: they will be told at once.',
  assignedSince: (ae) => `✅ ${who(ae, 'Somebody')} is its AE now.`,

  wake: (csql) => `It is time to look at ${csql} again.`,
  wakeHow: 'Please see where things stand, and choose how to go on.',
}
