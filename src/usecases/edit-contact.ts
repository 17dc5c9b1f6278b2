import { type Contact, OptIn } from '../domain/account.js'
import {
  CONTACT_FIELDS,
  type ContactField,
  contactForm,
  type FieldFault,
  LONGEST_ACCOUNT_NAME,
} from '../domain/account-form.js'
import { isDay } from '../domain/days.js'
import { BadFields, NotFound } from '../domain/errors.js'
import { type AccountId, ContactId, DepartmentId } from '../domain/ids.js'
import type { FormValues } from '../domain/three-way.js'
import { localDay } from '../domain/zone-time.js'
import { accountAt, recordChange, type SentForm, together } from './account-changes.js'
import { ask, type Ctx } from './context.js'
import { once } from './once.js'
import type { Tx } from './ports.js'

const NOTHING = Object.fromEntries(CONTACT_FIELDS.map((field) => [field, ''])) as FormValues<ContactField>

/**
 * Changes a contact of an account, or adds one (`contactId` null). An opt-in that changes without a day is of today.
 *
 * @throws NotFound no such account here, or a contact that is not of it
 * @throws NotAllowed the actor may not change it
 * @throws AccountChangedMeanwhile somebody changed the same field while the form was open
 * @throws BadFields what the fields hold cannot stand
 */
export async function editContact(
  ctx: Ctx,
  input: { readonly accountId: AccountId; readonly contactId: ContactId | null; readonly form: SentForm<ContactField> },
): Promise<{ readonly accountId: string }> {
  return once(ctx, async (tx) => {
    const { account, as } = await accountAt(ctx, tx, input.accountId)
    ask(ctx, 'account.edit', { as })
    const contacts = await tx.accounts.contacts(account.id)
    const known = input.contactId === null ? null : contacts.find(({ id }) => id === input.contactId)
    if (known === undefined) throw new NotFound({ what: 'account', typed: account.name })
    const before = known === null ? NOTHING : contactForm(known)
    const values = await together(tx, account.id, input.form, before)
    const { zone } = await tx.settings.get()
    const today = localDay(zone, ctx.now)
    const isAsked = values.opt_in !== before.opt_in && values.opt_in !== 'unknown'
    const sameDay = values.opt_in_on === before.opt_in_on
    const after = isAsked && sameDay ? { ...values, opt_in_on: today } : values
    const faults = await faultsOf(tx, account.id, after, today)
    if (faults.length > 0) throw new BadFields({ faults })
    const contact: Contact = {
      ...{ workspaceId: tx.workspaceId, id: known?.id ?? ContactId.parse(ctx.ids.next()), accountId: account.id },
      departmentId: after.department === '' ? null : DepartmentId.parse(after.department),
      name: after.contact_name,
      title: after.contact_title === '' ? null : after.contact_title,
      optIn: OptIn.parse(after.opt_in === '' ? 'unknown' : after.opt_in),
      optInOn: after.opt_in_on === '' ? null : after.opt_in_on,
      optInHow: after.opt_in_how === '' ? null : after.opt_in_how,
    }
    await tx.accounts.putContact(contact)
    await recordChange(ctx, tx, account.id, known === null ? 'contact.add' : 'contact.edit', {
      ...{ before, after: contactForm(contact), about: { contact: contact.id } },
    })
    return { accountId: account.id }
  })
}

async function faultsOf(
  tx: Tx,
  accountId: AccountId,
  values: FormValues<ContactField>,
  today: string,
): Promise<readonly FieldFault<ContactField>[]> {
  const faults: FieldFault<ContactField>[] = []
  const fault = (field: ContactField, rule: FieldFault['rule']) => faults.push({ field, rule })
  if (values.contact_name === '') fault('contact_name', 'empty')
  for (const field of ['contact_name', 'contact_title', 'opt_in_how'] as const) {
    if (values[field].length > LONGEST_ACCOUNT_NAME) fault(field, 'too_long')
  }
  if (values.opt_in !== '' && !OptIn.safeParse(values.opt_in).success) fault('opt_in', 'unknown_choice')
  if (values.opt_in_on !== '' && !isDay(values.opt_in_on)) fault('opt_in_on', 'not_a_day')
  else if (values.opt_in_on > today) fault('opt_in_on', 'future')
  const departments = values.department === '' ? [] : await tx.accounts.departments(accountId)
  if (values.department !== '' && !departments.some(({ id }) => id === values.department)) {
    fault('department', 'unknown_choice')
  }
  return faults
}
