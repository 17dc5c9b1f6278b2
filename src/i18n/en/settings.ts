import type { SettingsField, SettingsWords } from '../areas/settings.js'
import { count } from './format.js'

const more = (n: number): string => (n === 0 ? '' : ` and ${n} more`)

export const settingsLabels: Readonly<Record<SettingsField, string>> = {
  handover_channel: 'Channel that hears of hand-overs',
  wins_channel: 'Channel that hears of wins',
  group: 'Add a user group',
  group_role: 'The role of its members',
  locale: 'Language of posts in channels',
  zone: 'Time zone',
  currency: 'Currency',
  fiscal_start: 'The fiscal year begins in',
  decide_days: 'Answer to a hand-over (working days)',
  target_definition: 'What the target is',
  target_segments: 'Segments in the target',
  other_segments: 'Segments outside the target',
  csm_closing: 'What CSMs may close themselves',
  opt_in_required: 'Consent to be contacted by sales',
  churn_gate: 'Churn to watch (% a year)',
  offered_sources: 'Sources to choose from',
  added_reject: 'Add reasons for letting go',
  added_lose: 'Add reasons for a loss',
  added_return: 'Add questions for more detail',
  added_nurture: 'Add reasons for waiting',
  added_withdraw: 'Add reasons for withdrawing',
  retention: 'Keep what a closed CSQL says for',
  after_uninstall: 'After uninstalling, keep the data for',
  loose_percent: 'Say so when fewer reminders are acted on than (%)',
  loose_rows: 'Reminders it takes to say so',
  erased: 'Whose data',
  erase_sure: 'Please confirm',
}

export const settingsHints: Readonly<Partial<Record<SettingsField, string>>> = {
  handover_channel:
    'A line for each first hand-over: customer, product, heat and amount, and nobody’s name. Left empty, nothing is posted.',
  wins_channel: 'A post for each win, naming who passed it on and who closed it. Left empty, nothing is posted.',
  group: 'Who is in it when you save is given the role below. Later changes of the group are not followed.',
  group_role: 'Where you picked a user group.',
  locale: 'Each person is written to in the language of their own Slack.',
  zone: 'For the days of the figures, the digest, and what has no owner yet. Type a city to search.',
  currency: 'For amounts from now on, and for the figures. Earlier amounts keep the currency they were given in.',
  fiscal_start: 'For quarters and targets. After a change, look at the targets of each quarter too.',
  decide_days:
    'From a hand-over to the answer whether it is accepted. One of high heat stays due at noon of the next working day.',
  target_definition:
    'Shown where “Outside the target” can be chosen. For example: 100 employees or more, head office in Japan',
  target_segments: 'One per line. An account whose segment is here is shown as being in the target.',
  other_segments: 'One per line. An account whose segment is here is shown as being outside the target.',
  csm_closing: 'For these, a CSM may pick themselves as AE and take it to the win.',
  opt_in_required:
    'Where it is needed, nothing is handed over for a contact who has not agreed (to sales, or by way of the CSM).',
  churn_gate: 'While a product is above it, the report and the digest carry a note.',
  offered_sources: 'What is not ticked is offered no more. What was recorded, and the figures, stay.',
  added_reject:
    'One per line, the Japanese words, a slash, the English ones. Either may stand alone. A reason that was added cannot be removed.',
  added_lose: 'In the same way.',
  added_return: 'In the same way.',
  added_nurture: 'In the same way.',
  added_withdraw: 'In the same way.',
  retention:
    'So long after it was won, lost, let go, withdrawn or merged, its notes and problem are removed and its contact made anonymous. Counts and amounts stay.',
  after_uninstall:
    'So long after the app was removed, all data is erased. Installed again before, everything is where it was.',
  loose_percent:
    'The admins are told when, in four weeks, a smaller share than this was acted on within two working days. 0 turns it off.',
  loose_rows: 'With fewer than this, nothing is said.',
  erased: 'Type part of the name. Contacts of customers are found, and colleagues, also those who left.',
}

export const settings: SettingsWords = {
  title: 'Tasuki settings',
  sections: {
    people: 'Roles and participation',
    digest: 'Channels',
    hours: 'Hours and holidays',
    products: 'Products',
    basics: 'Language, currency, year',
    team: 'Who is whose manager',
    clocks: 'How long steps may take',
    target: 'Target',
    rules: 'Rules',
    lists: 'Sources, reasons, emoji',
    data: 'How long data is kept',
  },
  about: {
    people: 'Who hears of what. CSMs and AEs are added as they begin to use it.',
    digest: 'Where each week’s counts and wins are posted, and when.',
    hours: 'Nothing is sent outside these hours or on a day off, and neither counts towards a deadline.',
    products: 'What can be picked when something is logged. One per line.',
    basics: 'What the figures are counted in.',
    team: 'Which manager hears of overdue items.',
    clocks: 'In working days.',
    target: 'So that “outside the target” means the same to everybody.',
    rules: 'What CSMs may do themselves, and what a hand-over needs.',
    lists: 'What is offered to choose from, and the emoji that offers to log a message.',
    data: 'How long personal data and texts stay.',
  },
  change: 'Change',
  begin: 'Set up',
  progress: (done, all, next) =>
    done === 0
      ? `There are ${all} steps, and “${next}” is the first. You can save each as it is and begin.`
      : `${done} of ${all} steps are done. Next: “${next}”. You can save each as it is and begin.`,
  complete: '✅ Everything is set up. A change holds as soon as it is saved.',
  intro: 'A change holds as soon as it is saved.',
  stepDone: '✅',
  stepOpen: '⬜',
  setUp: 'To begin with',
  others: 'Everything else',
  step: (at, all) => `Step ${at} of ${all}`,
  steps: {
    people: 'Pick the managers first. The rest may stay as it is.',
    digest: 'Pick the channel of the weekly digest, or leave it empty for now.',
    hours: 'Look at the days and hours, and at the days off. Nothing is sent outside them.',
    products: 'Write your own products here.',
    basics: 'Change only what differs from what you use.',
  },
  saveAndNext: 'Save and go on',
  saveAndEnd: 'Save and finish',

  now: {
    managers: (names, rest) => `Managers: ${names.join(', ')}${more(rest)}`,
    noManagers: 'Managers: none yet',
    roles: ({ csms, aes, insideSales }) =>
      `${count(csms, 'CSM', 'CSMs')}, ${count(aes, 'AE', 'AEs')}${insideSales === 0 ? '' : `, ${insideSales} in inside sales`}`,
    digest: (weekday, at, hasChannel) =>
      `Weekly digest: ${weekday} at ${at}${hasChannel ? '' : ' (no channel yet: it comes as a direct message)'}`,
    channels: (handOver, wins) => [handOver ? 'Hand-overs too' : '', wins ? 'Wins too' : ''].filter(Boolean).join(', '),
    hours: (hours, country) => `${hours}, ${country}`,
    holidays: (n) => (n === 0 ? 'Company holidays: none' : `Company holidays: ${n}`),
    products: (names, rest) => `${names.join(', ')}${more(rest)}`,
    basics: ({ language, zone, currency, month }) => `${language}, ${zone}, ${currency}, year from ${month}`,
    team: (named) =>
      named === 0 ? 'Every manager hears of everybody' : `Named for ${count(named, 'person', 'people')}`,
    clocks: ({ decide, firstContact, update }) =>
      `Answer ${decide}, first contact ${firstContact}, update ${update} working days`,
    target: (names, rest) => `${names.join(', ')}${more(rest)}`,
    noTarget: 'Not written down yet',
    rules: ({ closing, optIn, gate }) =>
      `CSMs may close: ${closing === 0 ? 'nothing' : count(closing, 'combination', 'combinations')}. Consent: ${optIn ? 'needed' : 'optional'}. Churn to watch: ${gate}%`,
    lists: ({ sources, reasons, emoji }) =>
      `${count(sources, 'source', 'sources')}, ${count(reasons, 'reason', 'reasons')} added, emoji ${emoji === null ? 'none' : `:${emoji}:`}`,
    data: (months, days) => `Texts: ${months}. After uninstalling: ${count(days, 'day', 'days')}`,
  },

  languages: { ja: 'Japanese', en: 'English' },
  month: (month) => new Intl.DateTimeFormat('en', { month: 'long', timeZone: 'UTC' }).format(Date.UTC(2024, month - 1)),
  yes: 'Needed',
  no: 'Optional',
  everyProduct: 'Every product',
  closing: (product, kind) => `${product}: ${kind}`,
  kept: (months) => {
    if (months === null) return 'for good'
    return months % 12 === 0 ? count(months / 12, 'year', 'years') : count(months, 'month', 'months')
  },
  afterDays: (days) => count(days, 'day', 'days'),
  reasonsNow: (labels) => `Added so far: ${labels.join(', ')}`,
  noGroups:
    'To add the members of a user group at once, the app needs the scope usergroups:read. Without it nothing else is missing.',
  groupWaits: 'Type part of the name',

  noSource: 'Please leave at least one source.',
  notPercent: (from, to) => `A whole number from ${from} to ${to}, please.`,
  segmentTwice: (name) => `“${name}” is in both lists. Leave it in one.`,
  tooManyReasons: (most) => `A list takes ${most} reasons of your own at most.`,
  unknownZone: 'There is no such time zone. Please choose one from the list.',
  groupUnread: 'The members of the group could not be read. Please try again in a moment.',
  groupRoleMissing: 'Please choose the role of its members.',

  targetIs: (definition) => `What the target is: ${definition}`,
  segmentIs: (segment, isTarget) =>
    `Segment of this account: ${segment}${isTarget === null ? '' : isTarget ? ' (in the target)' : ' (outside the target)'}`,
  targetSegments: (names) => `Segments in the target: ${names.join(', ')}`,

  handedOver: (csql, subject) => `${csql} was handed over: ${subject}`,

  welcome:
    'Welcome to Tasuki. It passes leads that come up in customer conversations on to sales, and tells whoever logged them what became of each. Setting it up takes about five minutes, and all of it can be changed later.',
  welcomeHow: 'The button below leads you through it. If you close it half-way, /csql settings goes on from there.',
  welcomeButton: 'Begin',
}
