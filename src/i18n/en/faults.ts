import type { Faults } from '../areas/faults.js'

const EXAMPLES =
  'For example ¥120,000 per month, ¥1,440,000 per year or ¥300,000 one-time, before tax. Leave it empty if it is not known yet.'
const MEMBER_ONLY = 'This person cannot take it over. Please choose somebody else.'

export const faults: Faults = {
  missing: (label) => `Please fill in “${label}”.`,
  missingPerson: (label) => `Please choose “${label}”. For a change, choose somebody other than the current one.`,
  tooLong: (limit) => `Please use at most ${limit.toLocaleString('en-US')} characters.`,
  unreadable: 'This could not be read. Please choose again.',
  notOurs: 'This form is out of date. Please close it and open it again.',
  rules: {
    already_chosen: () => 'This account is chosen already.',
    before_opportunity: ({ bound }) =>
      bound === null ? 'Not before it became an opportunity.' : `Please choose ${bound} or later: it opened then.`,
    bot: () => MEMBER_ONLY,
    csm_as_ae: () => 'The account executive must be somebody other than who logged it or the CSM.',
    deactivated: () => "This person's account is deactivated. Please choose somebody else.",
    empty: () => 'This cannot be left empty.',
    future: () => 'Please choose today or an earlier day.',
    guest: () => 'Guests cannot take it over. Please choose somebody else.',
    itself: () => 'A CSQL cannot be merged into itself.',
    not_after_today: () => 'Please choose tomorrow or a later day.',
    not_open: ({ csql }) => `${csql ?? 'This CSQL'} is closed, so nothing can be merged into it.`,
    nothing_won: () => 'Please give an amount above zero, recurring or one-time.',
    opt_in_required: () =>
      'It can be handed over once the customer agreed to be contacted, directly or through the CSM.',
    other_account: ({ csql }) => `${csql ?? 'This CSQL'} is of another account. Please choose one of the same account.`,
    outsider: () => 'People from outside cannot take it over. Please choose somebody else.',
    past: () => 'Please choose today or a later day.',
    past_month: () => 'Please choose this month or a later one.',
    too_far: ({ bound }) => (bound === null ? 'This is too far away.' : `Please choose a day up to ${bound}.`),
    unknown_number: () => 'There is no such CSQL. Please check the number (for example CSQL-42).',
    unknown_person: () => 'This person could not be found. Please choose again.',
    unknown_reason: () => 'This reason is not in the list. Please choose again.',
    unverified: () => 'This person could not be checked yet. Please try again in a moment.',
    without_role: () => 'This person does not have that role. Please ask an admin.',
  },
  amounts: {
    bare_number: (typed) => `The unit of “${typed}” is missing. ${EXAMPLES}`,
    range: (typed) => `“${typed}” is not one amount. ${EXAMPLES}`,
    approximate: (typed) => `“${typed}” is not one amount. ${EXAMPLES}`,
    tax_included: (typed) => `“${typed}” seems to include tax. Please give it before tax. ${EXAMPLES}`,
    negative: (typed) => `“${typed}” is negative. Please give the increase. ${EXAMPLES}`,
    per_unit: (typed) => `“${typed}” is a unit price. Please give the total. ${EXAMPLES}`,
    two_amounts: (typed) => `“${typed}” holds several amounts. ${EXAMPLES}`,
    two_periods: (typed) => `“${typed}” says both monthly and yearly. ${EXAMPLES}`,
    malformed: (typed) => `“${typed}” could not be read as an amount. ${EXAMPLES}`,
    too_large: (typed) => `“${typed}” is too large. Please check the digits.`,
  },
  oneTimeTwice: 'Both inputs hold a one-time amount. Please give it in one of them.',
  notOneTime: 'Monthly and yearly amounts go into the input above.',
  currenciesDiffer: 'The two amounts are in different currencies. Please use one.',
  days: {
    not_a_date: (typed) => `“${typed}” could not be read as a date. For example 12/1, next Friday, in 3 working days.`,
    no_such_day: (typed) => `“${typed}” does not exist. Please check the date.`,
    which_day: (typed) => `“${typed}” does not say which day. For example 12/1.`,
    ambiguous: (typed) => `“${typed}” can be read in two ways. For example 2026-12-01.`,
    weekday_mismatch: (typed) => `The weekday and the date of “${typed}” do not match.`,
    past: (typed) => `“${typed}” is in the past. Please give today or a later day.`,
    future: (typed) => `“${typed}” is still to come. Please give today or an earlier day.`,
    too_far: (typed) => `“${typed}” is too far away. Please check the year.`,
  },
  noDayChosen: 'Please choose a day.',
  overrideNeeded: 'Please say why it should be handed over now.',
  duplicate: (csql) => `The same matter is open already: ${csql}. To go on with this one too, please say why.`,
  at: (label, fault) => `${label}: ${fault}`,
}
