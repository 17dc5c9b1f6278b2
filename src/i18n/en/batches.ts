import type { Batches } from '../areas/batches.js'
import { count, format } from './format.js'
import { terms } from './terms.js'

const workingDays = (n: number): string => count(n, 'working day', 'working days')

const whoReads = (isManaged: boolean): string =>
  isManaged ? 'Your answer goes to your manager; channels see counts only.' : 'Channels see counts of the answers only.'

const dueCounts = ({ dueToday, overdue }: { dueToday: number; overdue: number }): string => {
  const parts = [dueToday > 0 ? `${dueToday} due today` : '', overdue > 0 ? `${overdue} overdue` : ''].filter(Boolean)
  return parts.length === 0 ? '' : ` (${parts.join(', ')})`
}

export const batches: Batches = {
  greeting: (hour) => (hour >= 5 && hour < 12 ? 'Good morning. ' : 'Hello. '),
  headline: ({ n, ...due }) =>
    `${count(n, 'CSQL', 'CSQLs')} ${n === 1 ? 'is' : 'are'} waiting for you${dueCounts(due)}.`,
  doneOf: (done) => `${done} of them ${done === 1 ? 'is' : 'are'} taken care of.`,
  allDone: ({ n, somePutOff }) => {
    if (somePutOff) return '✅ Nothing left to do here for now. Thank you.'
    const asked =
      n === 1 ? 'The CSQL that was waiting for you is' : `All ${format.number(n)} CSQLs that were waiting for you are`
    return `✅ ${asked} taken care of. Thank you.`
  },
  asks: terms.clocks,
  dueToday: (time) => `Due today, ${time}`,
  dueNow: 'Due now',
  dueOn: (moment) => `Due ${moment}`,
  overdue: (moment, days) => (days === 0 ? `Was due ${moment}` : `Was due ${moment} (${workingDays(days)} ago)`),
  age: (days) => (days === 0 ? 'Logged today' : `Logged ${count(days, 'day', 'days')} ago`),
  waitingHint:
    'If you are waiting for the customer, press “Update progress” and set the next date. You will not be reminded before.',
  announces: (csqls, more) =>
    `Without an update, your manager will be asked about ${format.list([...csqls, ...(more === 0 ? [] : [`${more} more`])])} next.`,
  neglect: (csql, days, isManaged) => {
    const past = days === 0 ? 'past its due time' : `${workingDays(days)} past its due date`
    return `We know you are busy. ${csql} is ${past}. Please choose what comes closest to where things stand, and we will suggest how to go on. ${whoReads(isManaged)}`
  },
  neglectMany: (first, others, isManaged) =>
    `We know you are busy. ${first} and ${count(others, 'other', 'others')} are past the due date. For each, please choose what comes closest to where things stand, and we will suggest how to go on. ${whoReads(isManaged)}`,
  neglectPlaceholder: 'Where things stand',
  more: (n) => `And ${format.number(n)} more.`,
  seeAll: 'See all',
  page: (from, to, n) => `${from}–${to} of ${n}`,
  late: (moment) => `This was meant for ${moment}. Sorry for the delay.`,
  told: (manager, n) =>
    `${manager === null ? 'For your information' : `For your information, ${manager}`}: where things stand with ${count(n, 'CSQL', 'CSQLs')} that ${n === 1 ? 'is' : 'are'} slow to move.`,
  toldBeside: (n) => `For your information, where things stand with ${count(n, 'other CSQL', 'other CSQLs')}:`,

  escalation: ({ manager, aes, n, allWaiting, days, atLeast }) => {
    const greeting = manager === null ? 'We would like your help.' : `${manager}, we would like your help.`
    const what = allWaiting
      ? `${count(n, 'CSQL', 'CSQLs')} ${n === 1 ? 'has' : 'have'} been waiting to be accepted`
      : `${count(n, 'CSQL', 'CSQLs')} ${n === 1 ? 'has' : 'have'} been waiting`
    const past = days === 0 ? 'past the due time' : `${atLeast ? 'at least ' : ''}${workingDays(days)} past due`
    const told = aes.length === 0 ? '' : ` ${format.list(aes)} ${aes.length === 1 ? 'was' : 'were'} told beforehand.`
    return `${greeting} ${what}, ${past}.${told} Please see where things stand, and reassign or move a date where that helps.`
  },
  unnamed: ({ n, ...due }) =>
    `${count(n, 'CSQL has', 'CSQLs have')} no AE yet${dueCounts(due)}. Please name one${n === 1 ? '' : ' for each'}.`,
  unreached: (owners, { n, ...due }) =>
    `Our messages do not reach ${owners.length === 0 ? 'the owner' : format.list([...owners])}: ${count(n, 'CSQL', 'CSQLs')} of theirs ${n === 1 ? 'is' : 'are'} waiting${dueCounts(due)}. Please reassign ${n === 1 ? 'it' : 'them'}.`,
  toManager: (manager) => (manager === null ? 'Hello. ' : `Hello ${manager}. `),
  besides: (words) => `Besides: ${words}`,
  snoozedOften: (n) => `Snoozed ${count(n, 'time', 'times')} in a row`,
  answered: (by, reason) => `${by ?? 'The AE'} answered: ${reason}`,
  see: 'See details',
  changeAe: 'Reassign',
  reviewDue: 'Move the date',
}
