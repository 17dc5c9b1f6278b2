import type { Sheets } from '../areas/sheets.js'

const n = (value: number): string => value.toLocaleString('en-US')
const one = (words: readonly string[] = []): string => words.join(', ')
const SEPARATORS: Readonly<Record<string, string>> = { '\t': 'tabs', ';': 'semicolons (;)' }
const separator = (typed = ''): string => SEPARATORS[typed] ?? `"${typed}"`
const AS_CSV = 'Open it in Excel, choose "Save As", and save it as "CSV UTF-8 (Comma delimited)".'
const EXAMPLE_AMOUNT = 'For example: 120000 (before tax). Leave it empty if it is not known yet.'
const EXAMPLE_TIME = 'For example: 2026-11-20, or 2026/11/20 15:00.'
const counted = (count: number, word: string): string => `${n(count)} ${word}${count === 1 ? '' : 's'}`

export const sheets: Sheets = {
  kinds: {
    accounts: 'Accounts',
    contracts: 'Contracts',
    csqls: 'CSQLs',
    snapshots: 'Monthly amounts',
    events: 'The whole history',
  },
  rules: {
    no_header: ({ allowed }) => `The file is empty. Put the names of the columns in row 1 (${one(allowed)}).`,
    unknown_column: ({ other, allowed }) =>
      other === undefined
        ? `There is no such column. The columns are: ${one(allowed)}. Delete it if you do not need it.`
        : `There is no such column. Did you mean "${other}"?`,
    unknown_columns: ({ pairs = [], limit, allowed }) => {
      const known = pairs.flatMap(({ typed, other }) => (other === undefined ? [] : [`${typed} → ${other}`]))
      const others = pairs.flatMap(({ typed, other }) => (other === undefined ? [typed] : []))
      const parts = [
        `${n(limit ?? pairs.length)} columns have names that are not known.`,
        known.length === 0 ? null : `Perhaps they should be called: ${one(known)}.`,
        others.length === 0 ? null : `Delete those you do not need: ${one(others)}. The columns are: ${one(allowed)}.`,
      ]
      return parts.filter((part) => part !== null).join(' ')
    },
    workbook: () => `This is an Excel file (such as .xlsx), not a CSV. ${AS_CSV}`,
    other_separator: ({ typed }) =>
      `The columns are separated by ${separator(typed)}; they should be by commas. ${AS_CSV}`,
    missing_column: () => 'This column is needed. Add it to row 1.',
    column_twice: () => 'This column stands there twice. Take one of them out.',
    archive_cut: () => 'The file is cut short. Write it again by tasuki export events.',
    archive_newer: () => 'A newer Tasuki wrote this file. Update Tasuki, then import it.',
    no_archive: () => 'This file was not written by tasuki export events.',
    not_a_line: () => 'This line could not be read. Was the file changed?',
    unknown_field: ({ typed }) => `There is no field "${typed ?? ''}". Look at the file.`,
    unknown_table: ({ typed }) => `There are no rows "${typed ?? ''}". Look at the file.`,
    quote_inside: () => 'A " is out of place. Within a cell, write it twice: "".',
    quote_open: () => 'A " is never closed. Look at the rows around here.',
    too_many_cells: ({ limit }) =>
      `There are more cells than the ${limit ?? ''} columns. Put a cell that holds a comma into quotes.`,
    unreadable_letters: () => 'Some letters cannot be read. Save the file as UTF-8 or Shift_JIS.',
    empty: () => 'This is empty. Fill it in.',
    too_long: ({ limit }) => `At most ${n(limit ?? 0)} characters, please.`,
    not_one_of: ({ typed, allowed }) => `"${typed ?? ''}" is none of: ${one(allowed)}.`,
    not_a_day: ({ typed }) => `"${typed ?? ''}" could not be read as a day. For example: 2026-11-20.`,
    no_such_day: ({ typed }) => `"${typed ?? ''}" is not a real date. Check it.`,
    year_out_of_range: ({ typed }) => `"${typed ?? ''}" is too far away. Check the year.`,
    not_a_month: ({ typed }) => `"${typed ?? ''}" could not be read as a month. For example: 2026-11.`,
    not_a_time: ({ typed }) => `"${typed ?? ''}" could not be read as a time. ${EXAMPLE_TIME}`,
    in_the_future: ({ typed }) => `"${typed ?? ''}" is in the future. Leave empty what has not happened yet.`,
    not_yes_or_no: ({ typed }) => `"${typed ?? ''}" is neither yes nor no.`,
    not_a_person: ({ typed }) =>
      `"${typed ?? ''}" does not identify one person. Write an e-mail address or a Slack member id (U…).`,
    not_a_number: ({ typed }) => `"${typed ?? ''}" is no number. For example: 42. Empty gets the next one.`,
    not_a_corporate_number: ({ typed }) => `"${typed ?? ''}" is no corporate number: it has thirteen digits.`,
    unknown_currency: ({ typed }) => `There is no currency "${typed ?? ''}". For example: JPY, USD.`,
    other_currency: ({ typed, other }) =>
      `"${typed ?? ''}" is not in the currency of its row (${other ?? ''}). Name the currency in its column.`,
    other_period: ({ typed }) =>
      `"${typed ?? ''}" says what it is paid for. Leave the amount alone here, and name the period in its column.`,
    two_accounts: ({ typed }) =>
      `Several accounts are called "${typed ?? ''}". Name one by its external_id or corporate number.`,
    same_twice: ({ typed, otherRow }) => `"${typed ?? ''}" is the same as in row ${otherRow ?? ''}. Keep one of them.`,
    identity_clash: ({ typed }) =>
      `"${typed ?? ''}": the external_id and the corporate number are of two accounts. Mend one of them.`,
    own_parent: () => 'An account cannot be its own parent. Leave it empty, or name the parent.',
    number_taken: ({ typed, other }) =>
      `CSQL-${typed ?? ''} is another matter here (${other ?? ''}). Leave it empty to get a new number.`,
    out_of_order: ({ other }) =>
      `This does not fit with ${other ?? ''}. Check both dates; a day alone means its midnight.`,
    two_endings: ({ other }) => `${other ?? ''} is filled in too; keep only the real outcome.`,
    accepted_at_once: () => 'Where the CSM closes, qualifying accepts at once. Leave this empty.',
    no_step_for_it: ({ other }) => `${other ?? ''} is empty. Give the time there, or leave this empty.`,
    unknown_reason: ({ typed, allowed }) => `There is no reason "${typed ?? ''}". There are: ${one(allowed)}.`,
    csm_as_ae: () => 'CSM and AE are the same. Name another, or let CSMs close in the settings.',
    won_without_amount: () => 'The amount won is missing. Give won_amount or won_one_time.',
    nothing_won: () => 'It was won for 0. Give an amount above 0 in won_amount or won_one_time.',
  },
  amounts: {
    bare_number: (typed) => `"${typed}" has no unit. ${EXAMPLE_AMOUNT}`,
    range: (typed) => `"${typed}" could be more than one amount. ${EXAMPLE_AMOUNT}`,
    approximate: (typed) => `"${typed}" could be more than one amount. ${EXAMPLE_AMOUNT}`,
    tax_included: (typed) => `"${typed}" seems to include tax. Give the amount before tax. ${EXAMPLE_AMOUNT}`,
    negative: (typed) => `"${typed}" seems to be below 0. ${EXAMPLE_AMOUNT}`,
    per_unit: (typed) => `"${typed}" seems to be a price per unit. Give the total. ${EXAMPLE_AMOUNT}`,
    two_amounts: (typed) => `"${typed}" holds several amounts. ${EXAMPLE_AMOUNT}`,
    two_periods: (typed) => `"${typed}" could be monthly or yearly. ${EXAMPLE_AMOUNT}`,
    malformed: (typed) => `"${typed}" could not be read as an amount. ${EXAMPLE_AMOUNT}`,
    too_large: (typed) => `"${typed}" is too large. Check its digits.`,
  },
  notices: {
    looks_like: ({ typed, other }) =>
      `"${typed ?? ''}" looks like "${other ?? ''}", which is known, and becomes an account of its own. If they are one, write the same name or add an alias.`,
    step_inferred: () =>
      'No date is given, so it is taken to be that of the next step. It is left out of the figures of how long things took.',
    differs_here: () => 'Something else is known here. What is known is left as it is.',
    start_filled: () => 'The win is known here without a start date: it is given this one.',
    look_again_over: ({ typed }) => `${typed ?? ''} has come, so it is back in the state before.`,
  },
  choice: (word, code) => `${word} (${code})`,
  ofBoth: (words) => words.en,
  place: (row, column) => (column === null ? `Row ${n(row)}` : `Row ${n(row)}, ${column}`),
  summary: ({ kind, rows, added, changed, unchanged }) =>
    `${kind}: ${counted(rows, 'row')}. ${n(added)} new, ${n(changed)} changed, ${n(unchanged)} as before.`,
  made: ({ people, products, accounts }) => {
    const parts = [
      people > 0 ? (people === 1 ? '1 person' : `${n(people)} people`) : '',
      products > 0 ? counted(products, 'product') : '',
      accounts > 0 ? counted(accounts, 'account') : '',
    ]
    return `Added with them: ${parts.filter(Boolean).join(', ')}.`
  },
  given: ({ csm, ae }) => {
    const parts = [csm > 0 ? counted(csm, 'CSM') : '', ae > 0 ? counted(ae, 'AE') : '']
    return `Roles for people who have none: ${parts.filter(Boolean).join(', ')}.`
  },
  written: 'It is imported.',
  nothingNew: 'There was nothing new. Nothing was changed.',
  dryRun: 'This was only a check. Nothing was imported yet.',
  faulty: (count) => `${counted(count, 'thing')} to mend. Nothing was imported.`,
  toLookAt: (count) => `To look at: ${n(count)}`,
  andMore: (count) => `and ${n(count)} more`,
  notEmpty: 'This workspace holds data already. The whole history is imported into an empty database only.',
  notFitting: (detail) => `The rows do not belong together, so nothing was imported (${detail}).`,
  progress: (rows) => `${counted(rows, 'row')} checked…`,
  upload: {
    open: 'Import a CSV',
    title: 'Import a CSV',
    submit: 'Check',
    intro: 'It is only checked at first, and you hear what it comes to. You say then whether it is imported.',
    what: 'What its rows are',
    file: 'CSV file (up to 10 MB)',
    byCommand: 'Earlier records are brought in on the server: tasuki import.',
    checking: (file) => `${file} is being checked. You will hear of it here.`,
    stillChecking: (rows) => `${counted(rows, 'row')} checked so far. The rest is on its way.`,
    stillImporting: (rows) => `${counted(rows, 'row')} read so far. You will hear here when they are imported.`,
    confirm: 'Import this',
    unreadable: 'The file could not be read. Choose it again, or use tasuki import on the server.',
    tooBig: 'A file of more than 10 MB is brought in on the server: tasuki import.',
  },
  overtaken: 'Accounts or products changed while the rows were checked. Nothing was imported. Try again in a moment.',
}
