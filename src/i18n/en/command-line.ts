import type { CommandLineWords } from '../areas/command-line.js'

const meant = (word: string | null): string => (word === null ? '' : ` Did you mean ${word}?`)

export const commandLine: CommandLineWords = {
  typed: {
    optionNeeded: (flags) => `${flags} is needed.`,
    valueNeeded: (flags) => `${flags} needs a value.`,
    argumentNeeded: (name) => `<${name}> is needed.`,
    unknownOption: (flag, near) => `There is no option ${flag}.${meant(near)}`,
    unknownCommand: (name, near) => `There is no command "${name}".${meant(near)}`,
    tooMany: (command) => `There are too many words after ${command}. Put a name that holds spaces into quotes.`,
    invalid: (what, typed, why) => `${what} "${typed}": ${why}`,
    choices: (choices) => `it must be one of ${choices}.`,
    help: '(--help shows what may be typed)',
    day: 'it must be a real date, YYYY-MM-DD.',
    wholeNumber: 'it must be a whole number above 0.',
    dimension: (typed, known) => `"${typed}" is none of ${known.join(', ')}.`,
    endBeforeStart: (from, to) => `--from ${from} comes after --to ${to}.`,
    daysNotTaken: '--from and --to are for `tasuki export csqls` and `audit`.',
  },
  unreadable: (file, code) =>
    code === 'ENOENT' ? `There is no file ${file}. Check its name and folder.` : `${file} cannot be read (${code}).`,
  noFile: (file) => `${file} is not a file.`,
  notSaved: (cause) => `Nothing was saved: the database could not take the change (${cause}). Try again.`,
  workspaces: {
    several: 'There are several workspaces: say which by --workspace.',
    unknown: (named) => `There is no workspace "${named}".`,
    alike: (named) => `Several workspaces are called "${named}": say which by its id.`,
    unconnected: '(not connected to Slack yet)',
  },
  report: {
    head: ({ from, to, zone, beforeFrom, beforeTo, currency }) =>
      `${from} to ${to} (${zone}); before: ${beforeFrom} to ${beforeTo}; money in ${currency}`,
    metrics: ['METRIC', 'VALUE', 'OF', 'BEFORE'],
    inCurrency: (currency) => `IN ${currency}`,
    immature: 'immature',
    open: (n) => `${n} open`,
    beyond: {
      in_pipeline: (n) => `${n} in pipeline left out`,
      self_closed: (n) => `${n} self-closed left out`,
      undated: (n) => `${n} without a start left out`,
      unestimated: (n) => `${n} without an amount`,
      loggers: (n) => `${n} ${n === 1 ? 'logger' : 'loggers'}`,
    },
    inferred: (n) => `${n} imported without the date of qualification: in CSQLs alone.`,
    churn: 'CHURN ABOVE THE GATE',
    churnHead: ['PRODUCT', 'A YEAR', 'AMOUNT', 'ACCOUNTS', 'AS OF', 'SEEN'],
    seen: (isSeen) => (isSeen ? 'yes' : 'no'),
    pipeline: 'OPEN OPPORTUNITIES NOW, BY CLOSE MONTH AND STAGE',
    pipelineHead: ['CLOSE MONTH', 'STAGE', 'CURRENCY', 'MRR', 'n'],
    none: '(none)',
    created: (money, n) => `NEWLY CREATED IN THE PERIOD ${money} a month (n=${n})`,
    cohorts: 'BY MONTH OF QUALIFICATION (+ may still grow)',
    cohortsCut: (shown, all) => `The newest ${shown} of ${all} months; all are in --format csv and json.`,
    month: 'MONTH',
    within: (step, days) => `${step} ${days}d`,
    targets: (quarter, elapsed, total) => `TARGETS OF ${quarter}, ${elapsed} of ${total} working days passed`,
    targetsHead: ['FOR', 'METRIC', 'REACHED', 'TARGET', 'SHARE', 'ON PACE'],
    onPace: (isOnPace) => (isOnPace ? 'yes' : 'no'),
    missing: 'MISSING',
    snapshots: (months) => `account snapshots of ${months.join(', ')}: tasuki import snapshots FILE.csv`,
    accounts: 'accounts: tasuki import accounts FILE.csv',
    noTargets: 'targets of the quarter: /csql target in Slack',
    starts: (n) =>
      n === 1
        ? 'the start of 1 win (the CSQL share leaves it out)'
        : `the start of ${n} wins (the CSQL share leaves them out)`,
    estimates: (n) =>
      n === 1
        ? 'the amount of 1 open opportunity (the pipeline MRR leaves it out)'
        : `the amount of ${n} open opportunities (the pipeline MRR leaves them out)`,
  },
  deliveries: {
    head: (zone) => ['ID', 'STATE', 'PURPOSE', 'TO', 'ABOUT', `DUE (${zone})`, 'TRIES', 'REASON'],
    states: {
      pending: 'pending',
      sending: 'sending',
      sent: 'sent',
      unknown: 'unknown',
      parked: 'parked',
      skipped: 'skipped',
    },
    purpose: (code) => code,
    shown: (shown, total, more) => `${shown} of ${total} shown; --limit ${more} shows more.`,
    retried: (id, purpose) =>
      `${id} (${purpose}) is sent again within seconds where the app runs, else after its next start.`,
    suspended: "Slack refused this workspace's token: nothing is sent before a start with a good one.",
    dropped: (id, purpose, state) => `${id} (${purpose}), which was ${state}, will not be sent.`,
    unknown: (id) => `There is no delivery ${id} here. \`tasuki deliveries\` lists them.`,
    notRetried: (id, why) => `${id} cannot be retried: ${why}`,
    notDropped: (id, why) => `${id} cannot be dropped: ${why}`,
    because: {
      pending: 'it is pending, that is, it is going to be sent by itself when it is due.',
      sending: 'it is sending, that is, Slack is being asked to take it at this moment; look again in a minute.',
      sent: 'it is sent, that is, done with.',
      unknown:
        "it is unknown, that is, Slack's answer was lost; within minutes the channel's history shows whether it arrived, and if not it is sent again.",
      parked: 'it is parked, that is, it could not be delivered.',
      skipped: 'it is skipped, that is, there was nothing left to say when its time came, or somebody dropped it.',
    },
    mayBeThere: (id, reason) => [
      `${id} may stand in Slack already: its answer was lost, and history could not be read (${reason}).`,
      `Look there first. If it is there: tasuki deliveries drop ${id}`,
      `If it is not:                  tasuki deliveries retry ${id} --force`,
    ],
  },
}
