import type { Account, Contact, Contract, Department } from './account.js'
import { exactKey } from './account-name.js'
import type { RecurringAmount } from './amounts.js'
import { AmountPeriod } from './csql.js'
import type { FormValues } from './three-way.js'

/** What the form of an account holds: several of a kind stand on lines. */
export const ACCOUNT_FIELDS = [
  'account_name',
  'name_kana',
  'aliases',
  'parent_account',
  'segment',
  'departments',
  'external_id',
  'corporate_number',
] as const
export type AccountField = (typeof ACCOUNT_FIELDS)[number]

/** People by our own ids; an amount as `writeAmount` writes it. */
export const CONTRACT_FIELDS = [
  'product',
  'department',
  'phase',
  'outcome',
  'csm',
  'ae',
  'amount',
  'renewal_on',
  'channel',
  'partner_name',
] as const
export type ContractField = (typeof CONTRACT_FIELDS)[number]

export const CONTACT_FIELDS = [
  'contact_name',
  'contact_title',
  'department',
  'opt_in',
  'opt_in_on',
  'opt_in_how',
] as const
export type ContactField = (typeof CONTACT_FIELDS)[number]

export const accountForm = (account: Account, departments: readonly Department[]): FormValues<AccountField> => ({
  account_name: account.name,
  name_kana: account.nameKana ?? '',
  aliases: account.aliases.join('\n'),
  parent_account: account.parentId ?? '',
  segment: account.segment ?? '',
  departments: departments.map(({ name }) => name).join('\n'),
  external_id: account.externalId ?? '',
  corporate_number: account.corporateNumber ?? '',
})

export const contractForm = (contract: Contract): FormValues<ContractField> => ({
  product: contract.productId,
  department: contract.departmentId ?? '',
  phase: contract.phase ?? '',
  outcome: contract.hasOutcome === null ? '' : contract.hasOutcome ? 'yes' : 'no',
  csm: contract.csmId ?? '',
  ae: contract.aeId ?? '',
  amount:
    contract.amount === null
      ? ''
      : writeAmount({ ...contract, amount: contract.amount, period: contract.amountPeriod ?? 'month' }),
  renewal_on: contract.renewalOn ?? '',
  channel: contract.channel ?? '',
  partner_name: contract.partnerName ?? '',
})

/** `120000 month JPY`: minor units, before tax. What belongs together changes together. */
export const writeAmount = ({ amount, period, currency }: RecurringAmount): string => `${amount} ${period} ${currency}`

/** Null for whatever was not written by `writeAmount`. */
export function readAmount(value: string): RecurringAmount | null {
  const [, minor, period, currency] = /^(\d{1,16}) (month|year) ([A-Z]{3})$/u.exec(value) ?? []
  const amount = Number(minor)
  if (period === undefined || currency === undefined || !Number.isSafeInteger(amount)) return null
  return { amount, period: AmountPeriod.parse(period), currency }
}

export const contactForm = (contact: Contact): FormValues<ContactField> => ({
  contact_name: contact.name,
  contact_title: contact.title ?? '',
  department: contact.departmentId ?? '',
  opt_in: contact.optIn,
  opt_in_on: contact.optInOn ?? '',
  opt_in_how: contact.optInHow ?? '',
})

/** Longest names and texts that are kept, in UTF-16 units. */
export const LONGEST_ACCOUNT_NAME = 100
export const LONGEST_ACCOUNT_NOTE = 3000
/** Aliases, and departments, that the form takes. */
export const MOST_LINES = 100

export interface FieldFault<F extends string = string> {
  readonly field: F
  readonly rule: AccountRule
  /** What was typed, or the name of what is in the way. */
  readonly typed?: string
}

/** What is wrong with a field of an account, or of what hangs on it. */
export const ACCOUNT_RULES = [
  'empty',
  'too_long',
  'too_many',
  'twice',
  'not_kana',
  'not_a_corporate_number',
  'external_id_taken',
  'unknown_account',
  'own_parent',
  'parent_loop',
  'department_used',
  'unknown_choice',
  'contract_twice',
  'not_a_day',
  'future',
  'same_account',
  'currencies_differ',
  'name_taken',
] as const
export type AccountRule = (typeof ACCOUNT_RULES)[number]

export const linesOf = (value: string): readonly string[] => value.split('\n').filter((line) => line !== '')

const KANA = /^[\p{Script=Hiragana}\p{Script=Katakana}ー・\p{N}\p{P}\p{Zs}a-z]*$/iu

/** What is wrong with the form of an account by itself; whoever else stands in its way is for the use case to know. */
export function accountFaults(values: FormValues<AccountField>): readonly FieldFault<AccountField>[] {
  const faults: FieldFault<AccountField>[] = []
  const fault = (field: AccountField, rule: AccountRule, typed?: string) =>
    faults.push({ field, rule, ...(typed === undefined ? {} : { typed }) })
  if (values.account_name === '') fault('account_name', 'empty')
  for (const field of ['account_name', 'name_kana', 'segment', 'external_id'] as const) {
    if (values[field].length > LONGEST_ACCOUNT_NAME) fault(field, 'too_long')
  }
  if (!KANA.test(values.name_kana.normalize('NFKC'))) fault('name_kana', 'not_kana', values.name_kana)
  for (const field of ['aliases', 'departments'] as const) {
    const lines = linesOf(values[field])
    const twin = lines.find((line, at) => lines.findIndex((other) => exactKey(other) === exactKey(line)) < at)
    if (lines.length > MOST_LINES) fault(field, 'too_many')
    else if (lines.some((line) => line.length > LONGEST_ACCOUNT_NAME)) fault(field, 'too_long')
    else if (twin !== undefined && field === 'departments') fault(field, 'twice', twin)
  }
  const number = values.corporate_number
  if (number !== '' && !/^\d{13}$/u.test(number)) fault('corporate_number', 'not_a_corporate_number', number)
  return faults
}
