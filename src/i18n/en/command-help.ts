import type { CommandHelp } from '../areas/command-help.js'

export const commandHelp: CommandHelp = {
  frame: {
    titles: { 'Usage:': 'Usage:', 'Arguments:': 'Arguments:', 'Options:': 'Options:', 'Commands:': 'Commands:' },
    placeholders: { '[options]': '[options]', '[command]': '[command]' },
    help: 'display help for command',
    value: (value) => JSON.stringify(value),
    choices: (choices) => `choices: ${choices.join(', ')}`,
    byDefault: (value) => `default: ${value}`,
    explained: (what, facts) => `${what} (${facts.join(', ')})`,
  },
  tasuki: 'Hands customer success leads to sales.',
  workspace: 'where there are several: its id, its Slack team id (T…) or its name',
  start: 'run the app until it is told to stop',
  import: {
    what: 'bring in a spreadsheet (CSV), or what `export events` gave out: all is checked, and all written or nothing',
    rows: 'what its rows are',
    file: 'the CSV file (UTF-8 or Shift_JIS), or the JSON lines',
    dryRun: 'check everything and write nothing',
  },
  export: {
    what: 'print a spreadsheet (CSV) or everything there is (events, as JSON lines), as `tasuki import` reads it; or the audit log',
    rows: 'what its rows are',
    from: 'csqls, audit: only those of that day or later (YYYY-MM-DD)',
    to: 'csqls, audit: only those of that day or earlier (YYYY-MM-DD)',
  },
  deliveries: {
    what: 'list the messages that are owed, were sent, or could not be delivered; newest first',
    state: 'only those in this state',
    limit: 'list so many at most',
    json: 'as JSON, with everything that is known of each',
    retry: 'send one again that could not be delivered (parked)',
    retryForce: 'although Slack may show it already',
    drop: 'never send one that is pending, unknown or parked',
  },
  backup: {
    what: 'write a backup that is checked before it gets its name; the app may run meanwhile',
    file: 'where to',
    force: 'replace a file of that name',
  },
  restore: {
    what: 'put a backup in the place of the database; the app must be stopped',
    file: 'a backup',
    force: 'replace the database that is there; it is kept under another name',
  },
  doctor: {
    what: 'look over the set-up: Slack, database, people, backups; exits 1 where something must be mended',
    json: 'as JSON',
  },
  erase: {
    what: 'erase data for good; without --yes it only says what would be erased',
    yes: 'erase it; it cannot be undone',
    contact: "a customer's contact, by name; their name is blanked in notes too",
    account: 'where several are called so: the customer',
    person: 'a colleague, by name, e-mail address or Slack member id (U…)',
    csql: 'one CSQL, with its history: it leaves the figures too',
    workspace: 'everything, with the id typed out',
  },
  report: {
    what: 'the metrics of some days of the workspace, both ends included',
    from: 'the first day, YYYY-MM-DD',
    to: 'the last day, YYYY-MM-DD',
    by: (dimensions) => `told apart by any of ${dimensions.join(',')}`,
    allDimensions: 'all of them',
    format: 'how it is written',
  },
}
