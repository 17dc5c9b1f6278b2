import type { Away } from '../areas/away.js'
import { count } from './format.js'
import { names } from './names.js'

const { colleague } = names

const regions = new Intl.DisplayNames('en', { type: 'region' })
const span = (from: string, to: string): string => (from === to ? from : `${from} – ${to}`)

export const away: Away = {
  title: 'Working hours and leave',
  intro: 'Nothing is sent on your days off or outside your hours, and days off count towards no deadline.',
  introFor: (person) => `The working hours and leave of ${colleague(person)}, who is told of what you change.`,
  open: 'Working hours and leave',
  addLeave: 'Add another leave',
  weekdays: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'],
  weekdaySpan: (first, last) => `${first}–${last}`,
  hours: (days, opens, closes) => `${days} ${opens}–${closes}`,
  asWorkspace: (hours) => `As the workspace (${hours})`,
  ownHours: 'My own',
  everybodys: 'Anybody can set their own hours with /csql time.',
  leave: (from, to, delegate) => `${span(from, to)}${delegate === null ? '' : ` (delegate: ${colleague(delegate)})`}`,
  pauseOver: 'End the pause now',
  pausedUntil: (day) => `They are paused and start again on ${day}.`,
  saved: 'Your working hours and leave are saved.',
  savedFor: (person) => `The working hours and leave of ${colleague(person)} are saved.`,
  noLeave: 'Leave: none planned',
  delegateAway: (delegate, from, to) =>
    `${colleague(delegate)} is away too on ${span(from, to)}: on those days nobody stands in.`,
  duesMoved: 'What is due was moved to fit the leave.',

  inPlaceOf: (person, stamp) => `for ${colleague(person)}, ${stamp}`,
  decidedFor: (person) => `Decided for ${colleague(person)}, who is on leave.`,

  forPerson: (person, until) =>
    `${colleague(person)} is on leave until ${until}, and you stand in: you may decide this for them.`,
  backToPerson: (person) => `From here on ${colleague(person)} looks after it. Thank you for standing in.`,

  asked: (person, from, to) => `${colleague(person)} asks you to stand in during their leave, ${span(from, to)}.`,
  askedHow: (person) =>
    `What needs a decision from them comes to you too on those days. If that does not suit you, tell ${colleague(person)} or a manager.`,
  begun: (person, to, waiting) =>
    `${colleague(person)} is on leave until ${to}. ${waiting === 0 ? 'Nothing waits for them right now.' : `You stand in, and may take care of ${count(waiting, 'CSQL', 'CSQLs')}:`}`,
  begunHow: (person) =>
    `What comes in new is sent to you as it comes. Due dates were moved to when ${colleague(person)} is back, so only what is urgent needs you.`,
  called: (person) => `The leave of ${colleague(person)} has changed: you need not stand in any more.`,
  entered: (by, leave) => `${colleague(by)} entered leave for you: ${leave}`,
  enteredHow: 'You can change it at any time with the button below.',

  aeAway: (ae, until, delegate) =>
    `${colleague(ae)} is on leave until ${until}. ${delegate === null ? 'The due date is after the leave; if it is urgent, ask a manager.' : `${colleague(delegate)}, who stands in, gets it too.`}`,

  country: { none: 'No public holidays', name: (code) => regions.of(code) ?? code },
  teams: (lines, more) => `Now: ${lines.join('; ')}${more === 0 ? '' : `; and ${more} more`}`,
  team: (manager, members) => `${members.map((name) => colleague(name)).join(', ')} → ${colleague(manager)}`,
  noTeams: 'Nobody has a manager of their own yet: overdue items go to every manager.',
  noTeamManager: 'No manager of their own (goes to every manager)',
  eitherManager: 'Please either pick a manager or take it away.',
}
