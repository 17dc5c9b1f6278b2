import type { Errors } from '../areas/errors.js'
import { count } from './format.js'

export const errors: Errors = {
  notFound: {
    csql: (typed) => `There is no CSQL “${typed}” here. /csql list shows the numbers.`,
    account: (typed) => (typed === '' ? 'This account was not found.' : `There is no account “${typed}” here.`),
    person: (typed) => `Nobody called “${typed}” was found. Please pick the name after an @.`,
    product: (typed) => `There is no product “${typed}” here.`,
    delivery: (typed) => `There is no message “${typed}” here.`,
  },
  illegal: ({ csql, state, act }) =>
    `${csql} is “${state}” now, so this cannot be done: ${act}. /csql show ${csql} shows what can.`,
  changedMeanwhile: ({ csql, did, when, state }) =>
    `${csql} has already changed: ${did} (${when}). It is “${state}” now. Your action was not applied.`,
  incomplete: (fields) => `Please fill in: ${fields.join(', ')}.`,
  lineRules: {
    not_a_number: (typed) => `“${typed}” could not be read as the number of a CSQL. Examples: 42, #42, CSQL-42`,
    not_a_person: (typed) => `It is not clear who “${typed}” is. Please pick the name after an @.`,
    not_an_amount: (typed) => `“${typed}” could not be read as an amount. Example: ¥120,000 per month (before tax)`,
    not_a_count: (typed) => `“${typed}” could not be read as a count. Example: 12`,
    not_a_period: (typed) =>
      `“${typed}” could not be read as a period. Examples: week, last month, 2026-10-01..2026-10-31`,
    not_a_measure: (typed) => `There is no measure “${typed}”. Please pick csqls, opportunities, mrr or sales.`,
    several_accounts: (typed) => `“${typed}” fits more than one account.`,
    unknown_account: (typed) => `There is no account “${typed}” here.`,
    on_or_off: (typed) => `“${typed}” could not be read. Add on to have it, or off not to.`,
    empty_note: () => 'Please type the note.',
  },
  lineFields: {
    pause_until: 'Resume reminders on',
    number: 'Number',
    person: 'Person',
    period: 'Period',
    metric: 'Measure',
    value: 'Target',
    line: 'What you typed',
  },
  tooLong: (limit, length) =>
    `At most ${limit.toLocaleString('en-US')} characters; this has ${length.toLocaleString('en-US')}. Nothing was saved. Please keep to the essentials.`,
  amountFaults: {
    bare_number: 'it had neither a unit nor a currency sign',
    range: 'it was not one single amount',
    approximate: 'it was an approximate amount',
    tax_included: 'it included tax (amounts are before tax)',
    negative: 'it was negative (please give the increase)',
    per_unit: 'it was a price per unit without a count',
    two_amounts: 'there were two amounts',
    two_periods: 'it was not clear whether it is monthly or yearly',
    malformed: 'it could not be read',
    too_large: 'it was too large',
  },
  amountExample: 'Examples: ¥120,000 per month, ¥1,440,000 per year, one-time ¥300,000 (before tax)',
  gateFired: (gates) => gates.join(' '),
  duplicate: (csql) => `${csql} is open already, for the same account, product and kind.`,
  nothingToUndo: {
    too_late: (csql) => `The last step on ${csql} was more than five minutes ago, so it can no longer be undone.`,
    not_yours: (csql) => `The last step on ${csql} was somebody else's, so you cannot undo it.`,
    followed: (csql) => `Something else happened to ${csql} since, so that step can no longer be undone.`,
    is_undo: (csql) => `There is nothing to undo on ${csql}.`,
  },
  notTakingPart: {
    guest:
      'Sorry, Tasuki is not available to guests. If you have a question, please ask your contact in this workspace.',
    outsider:
      'Sorry, Tasuki is only available to members of this workspace. If you have a question, please ask your contact here.',
    bot: 'Sorry, Tasuki is not available to apps and bots.',
    deactivated: 'Sorry, this account is deactivated, so Tasuki is not available to it.',
    unverified: 'Sorry, Slack did not confirm you as a member, so Tasuki is not available just now.',
    no_role: 'You need a role here to use Tasuki. Please ask an admin to give you one.',
  },
  notSaved: 'Sorry, the database could not be written, so nothing was saved. Please wait a moment and try again.',
  postFailed: 'Sorry, this could not be posted to Slack. Please wait a moment and try again.',
  tooLarge: 'The amount is too large to be kept exactly. Please check it.',
  calendar: 'No working day was found. Please check the working hours and holidays in the settings.',
  unexpected: (id) =>
    `Sorry, that did not work, and nothing was saved. Please wait a moment and try again. If it goes on, please give this number to an admin: ${id}`,
  unexpectedAfterSave: (id) =>
    `It was saved, but the result could not be shown. Please check with /csql list. If it goes on, please give this number to an admin: ${id}`,
  personSilent: 'Slack could not confirm who you are, so nothing was saved. Please wait a moment and try again.',
  unknownWorkspace: 'Sorry, Tasuki is not ready in this workspace. Please ask an admin.',
  tooMany: (seconds) =>
    `That was a lot in a short time. Please wait ${count(seconds, 'second', 'seconds')} and try again. Nothing was saved.`,
  staleButton: 'This button is out of date. /csql list shows how things stand.',
  staleForm: 'This form is out of date. Please close it and open it again.',
  formNotOpened: 'The form could not be opened. Please try again.',
  forgottenDraft: 'What you had typed was kept for an hour, which has passed. The form is empty.',
  secretRemoved:
    '⚠️ Something that looks like a password or a token was taken out. If it is real, please revoke it now.',
  secretMark: '(secret taken out)',
  yourText: 'What you typed',
}
