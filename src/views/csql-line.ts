import { CHECKLIST } from '../domain/csql.js'
import { type CsqlDetails, type CsqlInBrief, textOf } from '../domain/csql-details.js'
import type { Instant } from '../domain/time.js'
import type { Messages } from '../i18n/messages.js'
import { shortCompanyName } from './company-name.js'
import { personName, todayOf } from './labels.js'
import type { Viewer } from './message.js'
import { oneLine } from './text.js'

/** What it is about: `月白精機様 × ホタルビ経費`. */
export function subjectOf(details: CsqlInBrief, m: Messages, viewer: Viewer): string {
  const { account, departmentName, product, referredCompanyName } = details
  return m.cards.subject({
    account: shortCompanyName(oneLine(account.name)),
    department: departmentName === null ? null : oneLine(departmentName),
    product: product === null ? null : productName(product, viewer),
    referred: referredCompanyName === null ? null : shortCompanyName(oneLine(referredCompanyName)),
  })
}

/** A product by the name it has in the reader's language. */
export const productName = (product: { name: string; nameEn: string | null }, viewer: Viewer): string =>
  oneLine(viewer.locale === 'en' ? (product.nameEn ?? product.name) : product.name)

/** The amount as it stands: what was won, once it is won, else the estimate. */
export function amountOf(details: Pick<CsqlInBrief, 'csql'>, m: Messages): string {
  const { csql } = details
  if (csql.state !== 'won') return m.amounts.increment(csql, 'estimate')
  const { wonAmount, wonAmountPeriod, wonOneTime, currency } = csql
  return m.amounts.increment(
    { amount: wonAmount, amountPeriod: wonAmountPeriod, oneTime: wonOneTime, currency },
    'exact',
  )
}

/** Subject with its kind, heat and amount, side by side. */
export function headOf(details: CsqlInBrief, m: Messages, viewer: Viewer): readonly [subject: string, facts: string] {
  const { csql } = details
  const subject = subjectOf(details, m, viewer)
  const titled = csql.kind === null ? subject : m.cards.remark(subject, m.terms.kinds[csql.kind])
  return [titled, m.cards.beside([m.cards.heat(csql.heat), amountOf(details, m)])]
}

/** One CSQL on one line of a list. */
export function csqlLine(details: CsqlInBrief, m: Messages, viewer: Viewer): string {
  const { csql } = details
  const facts = [
    m.terms.states[csql.state],
    m.cards.heat(csql.heat),
    csql.amount === null && csql.oneTime === null && csql.state !== 'won' ? null : amountOf(details, m),
    csql.aeId === null ? null : m.cards.ae(personName(details, csql.aeId)),
  ].filter((fact) => fact !== null)
  return `${m.terms.number(csql.number)} ${m.cards.beside([subjectOf(details, m, viewer), ...facts])}`
}

/** Contact, source, what was verified, the partner: the lines under the head of a card. */
export function backgroundLines(details: CsqlDetails, m: Messages, viewer: Viewer, now: Instant): readonly string[] {
  return [
    contactLine(details, m, viewer, now),
    sourceLine(details, m),
    ...partnerLine(details, m),
    ...supportersLine(details, m),
  ]
}

function contactLine({ contact }: CsqlDetails, m: Messages, viewer: Viewer, now: Instant): string {
  if (contact === null) return m.cards.noContact
  return m.cards.contact({
    name: oneLine(contact.name),
    title: contact.title === null ? null : oneLine(contact.title),
    optIn: contact.optIn,
    optInOn: contact.optInOn === null ? null : m.format.shortDay(contact.optInOn, todayOf(viewer, now)),
  })
}

function sourceLine(details: CsqlDetails, m: Messages): string {
  const { csql } = details
  const detail = textOf(details, csql.sourceDetailTextId)
  const items = CHECKLIST.filter((item) => item !== 'outcome_exists' || csql.kind === 'upsell')
  const named = (ticked: boolean) =>
    items.filter((item) => csql.checklist.includes(item) === ticked).map((item) => m.terms.checklistShort[item])
  const checked = named(true)
  const unchecked = named(false)
  const facts = [
    csql.source === null ? null : m.cards.source(csql.source, detail === null ? null : oneLine(detail)),
    checked.length === 0 ? null : m.cards.checked(checked),
    unchecked.length === 0 ? null : m.cards.unchecked(unchecked),
  ]
  return m.cards.beside(facts.filter((fact) => fact !== null))
}

function supportersLine(details: CsqlDetails, m: Messages): readonly string[] {
  const { supporterIds } = details.csql
  return supporterIds.length === 0 ? [] : [m.asking.supporters(supporterIds.map((id) => personName(details, id)))]
}

/** A question to the CSM that waits for its answer; null where none does. */
export function openQuestion(details: CsqlInBrief, m: Messages): string | null {
  const { csql } = details
  return csql.questionTextId === null ? null : m.asking.open(personName(details, csql.csmId))
}

/** The product's own contract tells the channel; for a product that is new to the account, any contract does. */
function partnerLine({ csql, contracts }: CsqlDetails, m: Messages): readonly string[] {
  const own = contracts.filter((contract) => contract.productId === csql.productId)
  const partner = (own.length > 0 ? own : contracts).find((contract) => contract.channel === 'partner')
  if (partner === undefined) return []
  return [m.cards.partner(partner.partnerName === null ? null : shortCompanyName(oneLine(partner.partnerName)))]
}
