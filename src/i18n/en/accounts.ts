import type { AccountInput, Accounts } from '../areas/accounts.js'
import { format } from './format.js'

const n = (count: number): string => format.number(count)
const plural = (count: number, one: string, many = `${one}s`): string => `${n(count)} ${count === 1 ? one : many}`
const quoted = (labels: readonly string[]): string => format.list(labels.map((label) => `“${label}”`))

const sections: Accounts['sections'] = {
  contracts: 'Contracts',
  contacts: 'Contacts',
  departments: 'Departments',
  children: 'Group companies',
  notes: 'Notes',
  open: 'Open CSQLs',
  past: 'Past CSQLs',
  history: 'Changes',
}

export const accounts: Accounts = {
  group: (parent) => `Parent: ${parent}`,
  reading: (kana) => `Reading: ${kana}`,
  alsoCalled: (aliases) => `Also known as ${aliases.join(', ')}`,
  revenue: (amounts) => `MRR (before tax): ${format.list(amounts)}`,
  paid: (month, amounts) => `Billed in ${month}: ${amounts.length === 0 ? '0' : format.list(amounts)}`,
  noRevenue: 'No MRR is known.',
  sections,
  titled: (section, count) => `${sections[section]} (${n(count)})`,
  all: (section, count) => `All ${sections[section].toLowerCase().replace('csqls', 'CSQLs')} (${n(count)})`,
  page: (from, to, count) => `${n(from)}–${n(to)} of ${n(count)}`,
  previous: 'Previous',
  next: (count) => `Next (${n(count)} more)`,
  back: 'Back to the account',
  writtenBy: (by, when, edited) => `${by ?? 'Somebody'}, ${when}${edited ? ' (edited)' : ''}`,
  optInSince: (optIn, on, how) => {
    const since = [on, how].filter((part) => part !== null)
    return since.length === 0 ? optIn : `${optIn} (${since.join(', ')})`
  },
  noContacts: 'No contacts yet.',
  open: 'Open',
  buttons: {
    log: 'Log a signal',
    edit: 'Edit account',
    contract: 'Edit a contract',
    newContract: 'Add a contract',
    contact: 'Edit a contact',
    newContact: 'Add a contact',
    note: 'Edit a note',
    newNote: 'Write a note',
    merge: 'Merge with another',
    unmerge: 'Undo the merge',
    products: 'Rename, English names, aliases',
  },
  titles: {
    account: 'Edit account',
    contract: 'Contract',
    contact: 'Contact',
    note: 'Account note',
    merge: 'Merge accounts',
    product: 'Edit product',
  },
  submits: {
    account: 'Save',
    contract: 'Save',
    contact: 'Save',
    note: 'Save',
    merge: 'Preview',
    product: 'Save',
  },
  outcomes: { yes: 'Outcome reached', no: 'No outcome yet' },
  doMerge: 'Merge',
  saved: (account) => `${account} is saved.`,
  faults: {
    empty: () => 'Please fill this in.',
    too_long: () => 'This is too long to be kept. Please shorten it.',
    too_many: () => 'Please give at most 100.',
    twice: (typed) => `“${typed}” is there twice. Please remove one of them.`,
    not_kana: (typed) =>
      `“${typed}” holds characters that are no kana. Please write the reading in hiragana or katakana.`,
    not_a_corporate_number: (typed) => `“${typed}” could not be read as a corporate number. Please give 13 digits.`,
    external_id_taken: (typed) => `${typed} has this external ID. If they are the same company, merge them.`,
    unknown_account: () => 'This account was not found. Please choose again.',
    own_parent: () => 'An account cannot be its own parent.',
    parent_loop: () => 'This company belongs to this account’s group. It cannot be the parent.',
    department_used: (typed) =>
      `“${typed}” is used by CSQLs, contracts or contacts and cannot be removed. To rename departments, please do one at a time.`,
    unknown_choice: () => 'This could not be read. Please choose again.',
    contract_twice: () => 'There is a contract for this product and department already. Please edit that one.',
    not_a_day: () => 'This date could not be read. Please choose again.',
    future: () => 'Please choose a day up to today.',
    same_account: () => 'This is the same account. Please choose another.',
    currencies_differ: () =>
      'The currencies differ, so the amounts cannot be added up. Please keep only those of the account that stays.',
    name_taken: (typed) => `“${typed}” is the name or an alias of another product.`,
  },
  changedMeanwhile: ({ fields, who, when }) =>
    `While you were typing, ${who ?? 'somebody'} changed ${quoted(fields)}${when === null ? '' : ` (${when})`}. What you typed is still here. Please look it over and save again.`,
  standsNow: (label, value) => `“${label}” now: ${value}`,
  empty: '(empty)',
  noOneTime: 'A one-time amount is no part of a contract. Please give what is paid a month or a year.',
  nameOfContact: 'Name of the contact',
  emptiedNote: 'Saved empty, this note goes away.',
  noParent: 'No parent company',
  history: {
    did: {
      'account.edit': 'edited the account',
      'account.merge': 'merged an account into this one',
      'account.unmerge': 'undid a merge',
      'contract.add': 'added a contract',
      'contract.edit': 'edited a contract',
      'contact.add': 'added a contact',
      'contact.edit': 'edited a contact',
      'note.add': 'wrote a note',
      'note.edit': 'edited a note',
      'note.remove': 'removed a note',
    },
    line: ({ when, who, did, what }) =>
      `${when} ${who ?? 'Tasuki'} ${did}${what.length === 0 ? '' : `: ${what.join('; ')}`}`,
    change: (label, before, after) => `${label} ${before} → ${after}`,
    csqls: (count) => plural(count, 'CSQL'),
  },
  merging: {
    intro: (account) =>
      `Use this where the same company is registered under another name. ${account} and the other become one; CSQLs, contracts, contacts, notes and past revenue come along.`,
    keeps: (account) => `Keep ${account}`,
    keepsOther: 'Keep the other one',
    moving: 'What comes along',
    preview: (from, into) => `“${from}” will become part of “${into}”.`,
    moves: ({ csqls, contracts, contacts, departments, notes, children, months }) =>
      (
        [
          [csqls, 'CSQL', 'CSQLs'],
          [contracts, 'contract', 'contracts'],
          [contacts, 'contact with opt-in', 'contacts with their opt-ins'],
          [departments, 'department', 'departments'],
          [notes, 'note', 'notes'],
          [children, 'group company', 'group companies'],
          [months, 'month of revenue', 'months of revenue'],
        ] as const
      )
        .filter(([count]) => count > 0)
        .map(([count, one, many]) => plural(count, one, many)),
    nothingMoves: 'Nothing comes along but the name, as an alias.',
    alias: (name) => `“${name}” stays as an alias and can still be searched for.`,
    filled: (labels) => `${quoted(labels)} will be filled in, being empty now.`,
    differs: (labels) => `${quoted(labels)} differ. Those of the account that stays are kept.`,
    clash: ({ what, from, into }) => `Both have a contract for ${what} (merged: ${from}, kept: ${into}).`,
    monthsClash: (count) => `Both have revenue for the same product in ${plural(count, 'month')}.`,
    both: 'Add the amounts up (they are separate contracts)',
    kept: 'Keep only those of the account that stays (the same contract is registered twice)',
    duplicates: (pairs) => `The same matter is open in both: ${pairs.join(', ')}. Please look at them after the merge.`,
    undoable: 'A merge can be undone for 24 hours.',
    done: (from, into, until) => `“${from}” is now part of ${into}. This can be undone until ${until}.`,
    undone: (from, into) => `The merge is undone. “${from}” and ${into} are separate accounts again, as they were.`,
    until: (until) => `Can be undone until ${until}.`,
    changed: 'What you were shown has changed. Please look it over again.',
    notUndone: {
      too_late: () => 'More than 24 hours have passed since the merge. It cannot be undone any more.',
      undone: () => 'This merge is undone already.',
      merged_again: (what) =>
        `The account was merged into “${what}” afterwards, so this cannot be undone. Please undo that merge first.`,
      name_gone: () => 'The account that it was merged into is not there any more, so this cannot be undone.',
      csql: (what) =>
        `${what} was changed after the merge and uses departments or contacts that came along, so this cannot be undone.`,
      changed: (what) => `What came along was changed after the merge (${what}), so this cannot be undone.`,
    },
    parts: {
      accounts: 'the account’s fields',
      contracts: 'contracts',
      departments: 'departments',
      contacts: 'contacts',
      account_notes: 'notes',
      account_snapshots: 'monthly revenue',
    },
  },
  products: {
    intro:
      'A product that is renamed keeps its records. English names show to whoever reads in English. Aliases may be typed after /csql log.',
    saved: (product) => `“${product}” is saved.`,
  },
}

export const accountLabels: Readonly<Record<AccountInput, string>> = {
  account_name: 'Account name',
  name_kana: 'Reading in kana',
  aliases: 'Aliases',
  parent_account: 'Parent company',
  segment: 'Segment',
  departments: 'Departments',
  external_id: 'External ID',
  corporate_number: 'Corporate number',
  phase: 'Phase',
  outcome: 'Outcome',
  renewal_on: 'Renewal date',
  channel: 'Channel',
  partner_name: 'Partner',
  opt_in_on: 'Asked on',
  opt_in_how: 'How it was asked',
  account_note: 'Note',
  merge_with: 'Merge with',
  keep_this: 'Which one stays?',
  amounts_of_both: 'Amounts that both have',
  product_name: 'Product name',
  name_en: 'English name',
  product_aliases: 'Aliases',
}

export const accountHints: Readonly<Partial<Record<AccountInput, string>>> = {
  account_name: 'The former name stays as an alias.',
  name_kana: 'In hiragana or katakana. The account can then be searched for by its reading.',
  aliases: 'One a line. The account can also be searched for by short and former names.',
  parent_account: 'For a company of a group.',
  departments: 'One a line.',
  external_id: 'The ID in your CRM or elsewhere; imports know the account by it.',
  corporate_number: '13 digits.',
  outcome: 'Asked about when an upsell is handed over.',
  opt_in_on: 'Left empty, it is today.',
  opt_in_how: 'For example: webinar survey, phone call',
  product_aliases: 'One a line. For example: Expense',
}
