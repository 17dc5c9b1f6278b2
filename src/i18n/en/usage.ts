import type { Commands } from '../areas/commands.js'

export const usage: Commands['usage'] = {
  log: {
    line: '/csql log ACCOUNT KIND AMOUNT @ae #source note',
    what: 'log a hint of expansion; with nothing added, the form opens',
    examples: [
      '/csql log Acme upsell ¥120k per month @suzuki they are running out of seats',
      '/csql log "Acme Trading" cross-sell high #support expense claims take them two days a month',
      '/csql log',
    ],
  },
  list: {
    line: '/csql list mine|open|overdue|waiting|ACCOUNT',
    what: 'list CSQLs; yours when nothing is added',
    examples: ['/csql list', '/csql list waiting', '/csql list Acme'],
  },
  show: { line: '/csql show N', what: 'details and history', examples: ['/csql show 42', '/csql show CSQL-42'] },
  note: {
    line: '/csql note N TEXT',
    what: 'add a note',
    examples: ['/csql note 42 will ask who decides at the next meeting'],
  },
  qualify: {
    line: '/csql qualify N',
    what: 'complete it and hand it over to an AE (form)',
    examples: ['/csql qualify 42'],
  },
  accept: { line: '/csql accept N', what: 'accept it, at once', examples: ['/csql accept 42', '/csql accept #42'] },
  return: { line: '/csql return N', what: 'ask the CSM for more (form)', examples: ['/csql return 42'] },
  reject: { line: '/csql reject N', what: 'reject it, with a reason (form)', examples: ['/csql reject 42'] },
  update: { line: '/csql update N', what: 'progress and the next date (form)', examples: ['/csql update 42'] },
  convert: {
    line: '/csql convert N',
    what: 'make it an opportunity, with amount and month (form)',
    examples: ['/csql convert 42'],
  },
  win: { line: '/csql win N', what: 'record the win (form)', examples: ['/csql win 42'] },
  lose: { line: '/csql lose N', what: 'record the loss (form)', examples: ['/csql lose 42'] },
  nurture: {
    line: '/csql nurture N DATE REASON',
    what: 'wait until a date; with the number alone, the form opens',
    examples: ['/csql nurture 42', "/csql nurture 42 Apr 1 next year's budget"],
  },
  withdraw: { line: '/csql withdraw N', what: 'withdraw it, with a reason (form)', examples: ['/csql withdraw 42'] },
  merge: {
    line: '/csql merge N INTO',
    what: 'merge it into another CSQL of the same account',
    examples: ['/csql merge 43 42', '/csql merge 43 into 42'],
  },
  assign: {
    line: '/csql assign N @ae',
    what: 'change the AE; an AE proposes another one',
    examples: ['/csql assign 42 @watanabe'],
  },
  reopen: { line: '/csql reopen N', what: 'reopen a closed one (managers, form)', examples: ['/csql reopen 42'] },
  snooze: {
    line: '/csql snooze N tomorrow|3 days|Monday|DATE',
    what: 'be reminded later; the due date stays',
    examples: ['/csql snooze 42 tomorrow', '/csql snooze 42 Dec 1'],
  },
  undo: { line: '/csql undo N', what: 'undo your last step, within five minutes', examples: ['/csql undo 42'] },
  account: { line: '/csql account NAME', what: "an account's contracts and CSQLs", examples: ['/csql account Acme'] },
  target: {
    line: '/csql target @person MEASURE VALUE',
    what: "set this quarter's target (managers); with nothing added, see the targets",
    examples: ['/csql target', '/csql target @sato csqls 12', '/csql target @suzuki mrr ¥500k'],
  },
  pause: {
    line: '/csql pause DATE|off',
    what: 'pause your own reminders',
    examples: ['/csql pause Jan 5', '/csql pause off'],
  },
  time: {
    line: '/csql time DATES|@person',
    what: "your working hours, leave and who stands in (form); managers may set somebody else's",
    examples: ['/csql time', '/csql time Dec 28 to Jan 3', '/csql time @suzuki'],
  },
  report: {
    line: '/csql report week|last week|month|quarter|FROM..TO',
    what: 'the figures; this week when nothing is added',
    examples: ['/csql report', '/csql report quarter', '/csql report 2026-10-01..2026-10-31'],
  },
  digest: { line: '/csql digest', what: 'preview the weekly digest, only for you', examples: ['/csql digest'] },
  summary: {
    line: '/csql summary on|off',
    what: 'your own week in a direct message on Mondays',
    examples: ['/csql summary on', '/csql summary off'],
  },
  settings: { line: '/csql settings', what: 'open the settings (admins)', examples: ['/csql settings'] },
  help: { line: '/csql help SUBCOMMAND', what: 'how to use it', examples: ['/csql help', '/csql help log'] },
}
