import type { CsqlChanges } from '../domain/csql.js'
import type { FieldName } from '../i18n/areas/modals.js'
import type { Messages } from '../i18n/messages.js'

/** The form's input behind each value that an edit may change. */
const INPUTS: Readonly<Partial<Record<keyof CsqlChanges, FieldName>>> = {
  accountId: 'account',
  departmentId: 'department',
  productId: 'product',
  kind: 'kind',
  referredCompanyId: 'referred_company',
  source: 'source',
  sourceDetailTextId: 'source_detail',
  heat: 'heat',
  problemTextId: 'problem',
  noteTextId: 'note',
  contactId: 'contact',
  checklist: 'checklist',
  amount: 'amount',
  currency: 'amount',
  amountPeriod: 'amount_period',
  oneTime: 'one_time',
  nextActionTextId: 'next_action',
  nextOn: 'next_on',
  progress: 'progress',
  closeMonth: 'close_month',
  startOn: 'start_on',
  crmTextId: 'crm_link',
  promisesTextId: 'promises',
}

/** What an edit changed, by the names of the inputs, in the order of the form; '' where nothing of it is one. */
export function changedFields(changed: readonly (keyof CsqlChanges)[], m: Messages): string {
  const names = Object.entries(INPUTS).filter(([key]) => changed.some((one) => one === key))
  return m.format.list([...new Set(names.map(([, name]) => m.modals.labels[name]))])
}
