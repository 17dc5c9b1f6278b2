import type { AccountNote, Contact, Contract, Department, Product } from '../domain/account.js'
import { readAmount } from '../domain/account-form.js'
import type { MonthlyAmount } from '../domain/account-revenue.js'
import type { AuditEntry } from '../domain/audit.js'
import type { PersonId } from '../domain/ids.js'
import type { Instant } from '../domain/time.js'
import type { AccountAction } from '../i18n/areas/accounts.js'
import type { Messages } from '../i18n/messages.js'
import { shortCompanyName } from './company-name.js'
import { productName } from './csql-line.js'
import { lineName, todayOf } from './labels.js'
import type { Viewer } from './message.js'
import { oneLine } from './text.js'

/** What the lines of an account's sheet are written with. */
export interface LineContext {
  readonly m: Messages
  readonly viewer: Viewer
  readonly now: Instant
  readonly products: readonly Product[]
  readonly departments: readonly Department[]
  readonly contracts: readonly Contract[]
  readonly contacts: readonly Contact[]
  readonly names: ReadonlyMap<PersonId, string>
}

const productOf = ({ products, viewer }: LineContext, id: string | undefined): string => {
  const product = products.find((one) => one.id === id)
  return product === undefined ? '—' : productName(product, viewer)
}

const personOf = ({ names }: LineContext, id: string | null): string | null =>
  id === null || id === '' ? null : lineName(names.get(id as PersonId) ?? null)

/** A contract by its product and department. */
export function contractName(contract: Contract, of: LineContext): string {
  const department = of.departments.find(({ id }) => id === contract.departmentId)
  const product = productOf(of, contract.productId)
  return department === undefined ? product : of.m.cards.remark(product, oneLine(department.name, 40))
}

export function contractLine(contract: Contract, of: LineContext): string {
  const { m, viewer, now } = of
  const department = of.departments.find(({ id }) => id === contract.departmentId)
  const { amount, amountPeriod, currency, renewalOn, channel, partnerName } = contract
  const line = m.commands.account.contract({
    product: productOf(of, contract.productId),
    department: department === undefined ? null : oneLine(department.name),
    amount:
      amount === null ? null : m.commands.account.amount(amountPeriod ?? 'month', m.format.money({ amount, currency })),
    phase: contract.phase === null ? null : m.terms.phases[contract.phase],
    outcome: contract.hasOutcome,
    renewal: renewalOn === null ? null : m.format.shortDay(renewalOn, todayOf(viewer, now)),
    csm: contract.csmId === null ? null : personOf(of, contract.csmId),
    ae: contract.aeId === null ? null : personOf(of, contract.aeId),
  })
  if (channel !== 'partner') return line
  const partner = m.cards.partner(partnerName === null ? null : shortCompanyName(oneLine(partnerName)))
  return m.cards.beside([line, partner])
}

export function contactName({ name, title }: Contact, m: Messages): string {
  const person = m.names.customer(oneLine(name))
  return title === null ? person : `${oneLine(title)} ${person}`
}

export function contactLine(contact: Contact, of: LineContext): string {
  const { m, viewer, now } = of
  const department = of.departments.find(({ id }) => id === contact.departmentId)
  const on = contact.optInOn === null ? null : m.format.shortDay(contact.optInOn, todayOf(viewer, now))
  const how = contact.optInHow === null ? null : oneLine(contact.optInHow, 60)
  const optIn = m.accounts.optInSince(m.terms.optIns[contact.optIn], on, how)
  const facts = [contactName(contact, m), department === undefined ? null : oneLine(department.name), optIn]
  return m.cards.beside(facts.filter((fact) => fact !== null))
}

export const moneyLine = (amounts: readonly MonthlyAmount[], m: Messages): readonly string[] =>
  amounts.map((money) => m.format.money(money))

/** Who wrote a note, and when. */
export function noteAuthor(note: AccountNote, of: LineContext): string {
  const { m, viewer, now } = of
  const when = m.format.stamp(note.writtenAt, viewer.zone, todayOf(viewer, now))
  return m.accounts.writtenBy(personOf(of, note.authorId), when, note.editedAt !== null)
}

/** One entry of what was changed: when, who, and which fields. */
export function historyLine({ at, actorId, action, facts }: AuditEntry, of: LineContext): string {
  const { m, viewer, now } = of
  const did: Readonly<Record<string, string>> = m.accounts.history.did
  return m.accounts.history.line({
    when: m.format.stamp(at, viewer.zone, todayOf(viewer, now)),
    who: personOf(of, actorId),
    did: did[action satisfies string as AccountAction] ?? action,
    what: whatChanged(facts, of),
  })
}

function whatChanged(facts: AuditEntry['facts'], of: LineContext): readonly string[] {
  const { m } = of
  const labels: Readonly<Record<string, string>> = { ...m.modals.labels, amount: m.modals.contractAmount }
  const words: string[] = []
  if (typeof facts['of_product'] === 'string') words.push(productOf(of, facts['of_product']))
  const contact = of.contacts.find(({ id }) => id === facts['contact'])
  if (contact !== undefined) words.push(contactName(contact, m))
  if (typeof facts['csqls'] === 'number') words.push(m.accounts.history.csqls(facts['csqls']))
  for (const [field, value] of Object.entries(facts)) {
    const label = Object.hasOwn(labels, field) ? labels[field] : undefined
    if (label === undefined || field === 'contact') continue
    const [before, after] = typeof value === 'string' && value.includes('>') ? value.split('>') : []
    const isTold = before !== undefined && after !== undefined
    const told = (code: string): string => valueInWords(field, code, of)
    words.push(isTold ? m.accounts.history.change(label, told(before), told(after)) : label)
  }
  return words
}

/** A field's value as the history and the forms keep it, in the reader's words. */
export function valueInWords(field: string, value: string, of: LineContext): string {
  const { m, viewer, now } = of
  if (value === '') return m.accounts.empty
  const coded: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    phase: m.terms.phases,
    outcome: m.accounts.outcomes,
    channel: m.terms.channels,
    opt_in: m.terms.optIns,
  }
  const words = coded[field]?.[value]
  if (words !== undefined) return words
  if (field === 'csm' || field === 'ae') return m.names.colleague(personOf(of, value))
  if (field === 'product') return productOf(of, value)
  if (field === 'department') return oneLine(of.departments.find(({ id }) => id === value)?.name ?? '')
  if (field === 'renewal_on' || field === 'opt_in_on') return m.format.shortDay(value, todayOf(viewer, now))
  const paid = field === 'amount' ? readAmount(value) : null
  if (paid !== null) return m.commands.account.amount(paid.period, m.format.money(paid))
  return oneLine(value.replaceAll('\n', m.format.list(['', ''])), 200)
}
