import type { KnownBlock } from '@slack/types'
import type { Account, Contact, Contract, Department, Product } from '../domain/account.js'
import type { CsqlDetails } from '../domain/csql-details.js'
import type { PersonId } from '../domain/ids.js'
import type { Instant } from '../domain/time.js'
import type { Messages } from '../i18n/messages.js'
import { bold, bullets, lines, para } from './blocks.js'
import { csqlLine, productName } from './csql-line.js'
import { lineName, todayOf } from './labels.js'
import { type Message, message, type Viewer } from './message.js'
import { oneLine } from './text.js'

interface Page {
  readonly rows: readonly CsqlDetails[]
  readonly total: number
}

/** All that is known of an account. */
export interface Sheet {
  readonly account: Account
  readonly parentName: string | null
  readonly departments: readonly Department[]
  readonly contracts: readonly Contract[]
  readonly products: readonly Product[]
  readonly contacts: readonly Contact[]
  readonly names: ReadonlyMap<PersonId, string>
  readonly open: Page
  readonly past: Page
}

const CONTACTS_SHOWN = 10
const CSQLS_SHOWN = 10

/** An account: its contracts, whom we know there, and its CSQLs, the open ones first. */
export function accountSheet(sheet: Sheet, m: Messages, viewer: Viewer, now: Instant): Message {
  const { account, parentName } = sheet
  const words = m.commands.account
  const contracts = sheet.contracts.map((contract) => contractLine(contract, sheet, m, viewer, now))
  return message(
    para(bold(words.title(oneLine(account.name)))),
    lines(
      account.provisional ? words.provisional : null,
      parentName === null ? null : words.parent(oneLine(parentName)),
      account.segment === null ? null : words.segment(oneLine(account.segment)),
    ),
    contracts.length === 0 ? lines(words.noContracts) : bullets(words.contracts, contracts),
    bullets(words.contacts, sheet.contacts.slice(0, CONTACTS_SHOWN).map(contactLine(m))),
    ...csqls(sheet, m, viewer),
  )
}

function contractLine(contract: Contract, sheet: Sheet, m: Messages, viewer: Viewer, now: Instant): string {
  const product = sheet.products.find(({ id }) => id === contract.productId)
  const department = sheet.departments.find(({ id }) => id === contract.departmentId)
  const { amount, amountPeriod, currency, renewalOn, csmId, aeId } = contract
  const named = (id: PersonId | null) => (id === null ? null : lineName(sheet.names.get(id) ?? null))
  return m.commands.account.contract({
    product: product === undefined ? '—' : productName(product, viewer),
    department: department === undefined ? null : oneLine(department.name),
    amount:
      amount === null ? null : `${m.terms.periods[amountPeriod ?? 'month']} ${m.format.money({ amount, currency })}`,
    phase: contract.phase === null ? null : m.terms.phases[contract.phase],
    outcome: contract.hasOutcome,
    renewal: renewalOn === null ? null : m.format.shortDay(renewalOn, todayOf(viewer, now)),
    csm: named(csmId),
    ae: named(aeId),
  })
}

const contactLine =
  (m: Messages) =>
  ({ name, title, optIn }: Contact): string => {
    const person = m.names.customer(oneLine(name))
    return m.cards.beside([title === null ? person : `${oneLine(title)} ${person}`, m.terms.optIns[optIn]])
  }

function csqls({ open, past }: Sheet, m: Messages, viewer: Viewer): readonly (KnownBlock | null)[] {
  if (open.total + past.total === 0) return [lines(m.commands.account.none)]
  const list = (title: string, { rows, total }: Page) => {
    const shown = rows.slice(0, CSQLS_SHOWN).map((details) => csqlLine(details, m, viewer))
    const more = total > shown.length ? [m.batches.more(total - shown.length)] : []
    return total === 0 ? null : bullets(title, [...shown, ...more])
  }
  return [list(m.commands.account.open(open.total), open), list(m.commands.account.past(past.total), past)]
}

/** A name that may mean more than one account. */
export function likelyAccounts(typed: string, candidates: readonly { readonly name: string }[], m: Messages): Message {
  return message(
    lines(m.errors.lineRules.several_accounts(oneLine(typed, 60))),
    bullets(
      m.commands.account.likely,
      candidates.slice(0, CSQLS_SHOWN).map(({ name }) => oneLine(name)),
    ),
  )
}
