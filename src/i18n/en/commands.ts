import type { Commands } from '../areas/commands.js'
import { count, format } from './format.js'
import { names } from './names.js'
import { usage } from './usage.js'

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const csqls = (n: number) => count(n, 'CSQL', 'CSQLs')

export const commands: Commands = {
  usage,
  title: 'How to use Tasuki',
  intro: 'Pass on, in one line, what you heard in a customer conversation. Japanese names of the commands work too.',
  groups: [
    { title: 'Log and look up', names: ['log', 'list', 'show', 'note', 'account'] },
    { title: 'CSMs', names: ['qualify', 'nurture', 'withdraw', 'merge'] },
    { title: 'AEs', names: ['accept', 'return', 'reject', 'update', 'convert', 'win', 'lose', 'snooze'] },
    { title: 'Reassign, reopen, undo', names: ['assign', 'reopen', 'undo'] },
    {
      title: 'Numbers and settings',
      names: ['report', 'digest', 'summary', 'target', 'pause', 'time', 'settings', 'help'],
    },
  ],
  otherNames: (others) => `Other names: ${others.join(', ')}`,
  examples: 'Examples',
  example: (line) => `Example: ${line}`,
  unknown: (typed) => `There is no command “${typed}”.`,
  didYouMean: (found) => `Did you mean ${found.map((name) => `“${name}”`).join(' or ')}?`,
  toLog: (line) => `To log it, put log in front: ${line}`,
  helpHint: 'All commands: /csql help',
  oneMoment: 'One moment, please.',

  done: {
    log: (csql) => `${csql} is logged.`,
    qualify: (csql) => `${csql} is handed over.`,
    accept: (csql) => `You accepted ${csql}. Thank you.`,
    return: (csql) => `You asked for more on ${csql}.`,
    reject: (csql) => `${csql} is rejected.`,
    update: (csql) => `The progress of ${csql} is updated.`,
    convert: (csql) => `${csql} is an opportunity now.`,
    win: (csql) => `🎉 ${csql} is recorded as won. Congratulations!`,
    lose: (csql) => `${csql} is recorded as lost.`,
    nurture: (csql) => `${csql} is set aside until the time is right.`,
    wake: (csql) => `${csql} is picked up again.`,
    withdraw: (csql) => `${csql} is withdrawn.`,
    merge: (csql) => `${csql} is merged.`,
    reassign: (csql) => `${csql} is reassigned.`,
    reopen: (csql) => `${csql} is reopened.`,
    note: (csql) => `Your note is added to ${csql}.`,
    edit: (csql) => `${csql} is changed.`,
    snooze: (csql) => `Reminders about ${csql} are snoozed.`,
    plan_fix: (csql) => `The date for ${csql} is set.`,
    neglect: (csql) => `Thank you: your answer about ${csql} is recorded.`,
    propose_ae: (csql) => `You proposed another AE for ${csql}.`,
    ask_support: (csql) => `You asked for support with ${csql}.`,
    ask_csm: (csql) => `Your question about ${csql} is on its way to the CSM.`,
    answer_csm: (csql) => `Your answer about ${csql} is on its way. Thank you.`,
  },
  undone: (csql, act) => `Undone on ${csql}: ${act}.`,
  firstContactBy: (moment) => `The first contact with the customer is expected by ${moment}.`,
  nextStepHint: 'Once you know the next step, set its date with “Update progress”. You will not be reminded before.',
  clockBy: (clock, moment) => `${clock}: by ${moment}`,
  selfClosed: 'As you close it yourself, it is accepted already.',
  proposedTo: (ae) => `It stays where it is until ${names.colleague(ae)} or a manager takes it over.`,
  snoozedUntil: (moment) =>
    `The next reminder comes ${moment}, and the manager is not asked before either. The due date stays.`,
  undoHint: 'You can undo this for five minutes.',

  logged: {
    title: (csql) => `✅ ${csql} is logged.`,
    understood: 'As Tasuki read it',
    account: (name) => `Account: ${name}`,
    provisional: (name) => `“${name}” is new here and was added provisionally.`,
    isIt: (name) => `Do you mean ${name}?`,
    whichOne: 'Which account do you mean?',
    yes: (name) => `Yes, ${name}`,
    amount: (reading) => `Amount: ${reading}`,
    amountAssumed: 'No period was given, so it counts as monthly.',
    amountNotTaken: (typed, why, example) =>
      `“${typed}” was not taken as an amount: ${why}. It is logged without one; “Edit” adds it. ${example}`,
    aeNotTaken: (typed, why) => `“${typed}” was not set as the AE. ${why}`,
    note: 'Note',
    missing: (fields) => `Needed for the hand-over: ${fields.join(', ')}`,
    next: 'Once it is complete, “Hand over” passes it to an AE.',
    toMonth: 'Make it monthly',
    toYear: 'Make it yearly',
    fix: 'Correct and log it',
    proposedAgain: (csql) => `This proposes ${csql} again.`,
  },
  duplicate: {
    ask: 'Nothing was logged yet. How would you like to go on?',
    addNote: 'Add it as a note',
    goOn: 'Log it with a reason',
    show: 'Show details',
  },
  list: {
    title: (filter, total) => {
      const label = { mine: 'Yours', open: 'Open', overdue: 'Overdue', waiting: 'Waiting for a decision' }
      return `${label[filter]}: ${csqls(total)}`
    },
    ofAccount: (account, total) => `${account}: ${csqls(total)}`,
    empty: (filter) =>
      ({
        mine: 'You have no open CSQLs. /csql list open shows everybody’s.',
        open: 'There are no open CSQLs.',
        overdue: 'No CSQL is overdue.',
        waiting: 'No CSQL is waiting for a decision.',
      })[filter],
    emptyAccount: (account) => `${account} has no CSQLs yet.`,
    more: (n) => `${format.number(n)} more`,
    overdue: 'overdue',
    due: (moment) => `due ${moment}`,
  },
  show: {
    history: 'History',
    earlier: (n) => `(${format.number(n)} earlier)`,
    notes: 'Notes',
    line: 'As typed',
    loggedOn: (day, by) => `Logged: ${day}${by === null ? '' : ` by ${by}`}`,
    running: (clock, moment, overdue) => `${clock}: by ${moment}${overdue ? ' (overdue)' : ''}`,
    again: (csql) => `Proposes ${csql} again`,
    taken: 'undone',
  },
  account: {
    title: (name) => name,
    provisional: 'This account is provisional.',
    contracts: 'Contracts',
    contract: ({ product, department, amount, phase, outcome, renewal, csm, ae }) =>
      [
        department === null ? product : `${product} (${department})`,
        amount,
        phase,
        outcome === null ? null : outcome ? 'has an outcome' : 'no outcome yet',
        renewal === null ? null : `renews ${renewal}`,
        csm === null ? null : `CSM ${csm}`,
        ae === null ? null : `AE ${ae}`,
      ]
        .filter((part) => part !== null)
        .join(' | '),
    amount: (period, money) => `${money} a ${period}`,
    noContracts: 'No contracts are known.',
    contacts: 'Contacts',
    open: (n) => `Open: ${csqls(n)}`,
    past: (n) => `Past: ${csqls(n)}`,
    parent: (name) => `Parent: ${name}`,
    segment: (name) => `Segment: ${name}`,
    none: 'No CSQLs yet.',
    likely: 'Is it one of these?',
  },
  pause: {
    paused: (day) =>
      `Your reminders start again on ${day}; until then there are none. Hand-overs and decisions still come.`,
    ended: 'Your reminders are on again.',
    now: (day) => `Your reminders are paused and start again on ${day}. To end the pause now: /csql pause off`,
    running: 'Your reminders are on. To pause them, add the day they should start again: /csql pause Jan 5',
  },
  target: {
    title: (quarter) => `Targets for ${quarter}`,
    quarter: ({ fiscalYear, quarter, fromMonth, toMonth }) =>
      `FY${fiscalYear} Q${quarter} (${MONTHS[fromMonth - 1]}–${MONTHS[toMonth - 1]})`,
    metrics: { csqls: 'CSQLs', opportunities: 'opportunities', mrr_won: 'MRR won', sales_won: 'sales won' },
    none: 'There are no targets for this quarter yet.',
    set: (who, metric, value) => `Target set for ${who}: ${metric} ${value}`,
    removed: (who, metric) => `Target removed for ${who}: ${metric}`,
    howTo:
      'Managers can set them: /csql target @sato csqls 12, /csql target everybody mrr 2,000k, /csql target next @sato csqls 12',
    button: 'Set a target',
    modalTitle: 'Set a target',
    submit: 'Set it',
    kinds: { person: 'A person', team: 'A manager’s team', everybody: 'Everybody', source: 'A source' },
    personHint: 'For a person, pick them; for a team, its manager.',
    sourceHint: 'For a target of one source.',
    valueHint: 'A count as 12, money with its unit: ¥500,000 or 500k. 0 takes the target away.',
  },
  report: {
    periods: {
      this_week: 'This week',
      last_week: 'Last week',
      this_month: 'This month',
      last_month: 'Last month',
      this_quarter: 'This quarter',
      last_quarter: 'Last quarter',
      this_half: 'This half-year',
      last_half: 'Last half-year',
      first_half: 'The first half-year',
      second_half: 'The second half-year',
      this_year: 'This fiscal year',
      last_year: 'Last fiscal year',
    },
    between: 'Selected dates',
  },
  settingsSaved: 'The settings are saved.',
  doneTitle: 'Tasuki',
  close: 'Close',
}
