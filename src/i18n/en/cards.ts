import type { Cards } from '../areas/cards.js'
import { names } from './names.js'
import { terms } from './terms.js'

const { colleague } = names

/** `Sato accepted it`; with nobody to name, the passive. */
const by = (name: string | null, active: string, passive: string): string =>
  name === null ? passive : `${name} ${active}`

export const cards: Cards = {
  subject: ({ account, department, product, referred }) => {
    const customer = department === null ? account : `${account}, ${department}`
    const what = product === null ? '' : ` × ${product}`
    return referred === null ? `${customer}${what}` : `${referred} (introduced by ${customer})${what}`
  },
  labelled: (label, value) => `${label}: ${value}`,
  beside: (facts) => facts.join(' | '),
  quoted: (...texts) => texts.map((text) => `“${text}”`).join(', '),
  remark: (text, remark) => `${text} (${remark})`,
  cut: (total) => `… (cut; ${total.toLocaleString('en-US')} characters in all)`,

  tossUp: (from) => `A hand-over from ${colleague(from)}`,
  tossUpAgain: (from, round) => `A hand-over from ${colleague(from)} (round ${round})`,
  problem: "The customer's problem",
  noProblem: '(not filled in)',
  heat: (heat) => `Heat: ${terms.heats[heat].toLowerCase()}`,
  contact: ({ name, title, optIn, optInOn }) => {
    const person = title === null ? name : `${name}, ${title}`
    return `Contact: ${person} (contact by sales: ${terms.optIns[optIn]}${optInOn === null ? '' : `, ${optInOn}`})`
  },
  noContact: 'Contact: not known yet',
  source: (source, detail) =>
    `Source: ${detail === null ? terms.sources[source] : `${terms.sourcesShort[source]} (${detail})`}`,
  checked: (items) => `Verified: ${items.join(', ')}`,
  unchecked: (items) => `Not verified: ${items.join(', ')}`,
  partner: (name) =>
    `Channel: through ${name ?? 'a partner'} (please check with the partner before contacting the customer)`,
  override: 'Why now',
  changed: 'What changed since last time',
  due: (moment) => `Please have a look by ${moment}.`,
  dueFor: (what, moment) => `${what} is due by ${moment}.`,
  overdueSince: (moment) => `This was due by ${moment}. Please have a look.`,
  nextOn: (day) => `Next step: ${day}`,
  nextAction: 'Next action',
  closeMonth: (month) => `Expected to close: ${month}`,
  recheckOn: (day) => `Look again: ${day}`,
  ae: (name) => `AE: ${name ?? 'to be assigned'}`,
  csm: (name) => `CSM: ${colleague(name)}`,
  unassigned: 'AE: to be assigned',
  reason: (reason) => `Reason: ${reason}`,
  days: (n) => `${n} ${n === 1 ? 'day' : 'days'}`,

  did: {
    log: (name) => by(name, 'logged it', 'Logged'),
    qualify: (name) => by(name, 'handed it over', 'Handed over'),
    accept: (name) => `✅ ${by(name, 'accepted it', 'Accepted')}`,
    return: (name) => by(name, 'returned it for more detail', 'Returned for more detail'),
    reject: (name) => by(name, 'rejected it', 'Rejected'),
    update: (name) => by(name, 'updated the progress', 'Progress updated'),
    convert: (name) => `✅ ${by(name, 'made it an opportunity', 'Made an opportunity')}`,
    win: (name) => `🎉 ${by(name, 'won it', 'Won')}`,
    lose: (name) => by(name, 'recorded it as lost', 'Recorded as lost'),
    nurture: (name) => by(name, 'put it aside until the time is right', 'Put aside until the time is right'),
    wake: (name) => by(name, 'picked it up again', 'The day to look again came'),
    withdraw: (name) => by(name, 'withdrew it', 'Withdrawn'),
    merge: (name) => by(name, 'merged it into another CSQL', 'Merged into another CSQL'),
    reassign: (name) => by(name, 'reassigned it', 'Reassigned'),
    reopen: (name) => by(name, 'reopened it', 'Reopened'),
    undo: (name) => by(name, 'undid the last step', 'The last step was undone'),
    note: (name) => by(name, 'added a note', 'A note was added'),
    edit: (name) => by(name, 'edited it', 'Edited'),
    snooze: (name) => by(name, 'snoozed it', 'Snoozed'),
    plan_fix: (name) => by(name, 'set a date for the answer', 'A date for the answer was set'),
    neglect: (name) => by(name, 'said where things stand', 'Where things stand was answered'),
    propose_ae: (name) => by(name, 'proposed another AE', 'Another AE was proposed'),
    ask_support: (name) => by(name, 'asked for support', 'Support was asked for'),
    ask_csm: (name) => by(name, 'asked the CSM', 'The CSM was asked'),
    answer_csm: (name) => by(name, 'answered the question', 'The question was answered'),
  },
  mergedInto: (name, into) => by(name, `merged it into ${into}`, `Merged into ${into}`),
  reassignedTo: (name, ae) =>
    name !== null && name === ae
      ? `${name} took it over`
      : by(name, `reassigned it to ${colleague(ae)}`, `Reassigned to ${colleague(ae)}`),
  since: (state, day) => `Now: ${state} (since ${day})`,
  notYours: (ae) => `This is with ${ae ?? 'somebody else'} now. There is nothing for you to do.`,
  continuedBelow: 'This goes on in the newer message below.',
  takenBack: 'The hand-over was taken back. There is nothing for you to do.',
}
