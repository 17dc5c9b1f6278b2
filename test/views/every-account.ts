import type { ModalView } from '@slack/types'
import type { Account, AccountNote, Contact, Contract, Department, Product } from '../../src/domain/account.js'
import { accountForm, contactForm, contractForm } from '../../src/domain/account-form.js'
import type { AuditEntry } from '../../src/domain/audit.js'
import { AccountId, ContactId, ContractId, DepartmentId, NoteId, ProductId, WorkspaceId } from '../../src/domain/ids.js'
import { LOCALES, type Locale } from '../../src/domain/person.js'
import { digestsOf } from '../../src/domain/three-way.js'
import type { SheetSection } from '../../src/i18n/areas/accounts.js'
import { messagesFor } from '../../src/i18n/index.js'
import { accountSection, accountSheet, likelyAccounts, type Sheet } from '../../src/views/account-sheet.js'
import type { Message } from '../../src/views/message.js'
import { accountModal, accountNoteModal, contactModal, contractModal } from '../../src/views/modals/account.js'
import { mergeModal, mergePreviewModal, type ShownMerge } from '../../src/views/modals/account-merge.js'
import { productModal } from '../../src/views/modals/product.js'
import { oneLine } from '../../src/views/text.js'
import { optionsFor } from './every-modal.js'
import { HOSTILE } from './extremes.js'
import { details, NOW, SATO, SUZUKI, viewer } from './sample.js'

const workspaceId = WorkspaceId.parse('w1')
const accountId = AccountId.parse('0193f5a0-0000-7000-8000-000000000001')
const id = (n: number): string => `0193f5a0-0000-7000-8000-${String(n).padStart(12, '0')}`

/** Names and texts at their extremes. */
const TEXTS: ReadonlyMap<string, string> = new Map([
  ['the sample', '株式会社月白精機'],
  ['100 characters', '齋'.repeat(100)],
  ['joined emoji', '👨‍👩‍👧‍👦'.repeat(100)],
  ['right to left', `שלום ${'a\u0301\u0302\u0303\u0304\u0305\u0306'.repeat(40)}`],
  ['nothing visible', '\u200B\u2060\u0000'],
  ['hostile text', HOSTILE],
])

const times = <T>(n: number, make: (index: number) => T): T[] => Array.from({ length: n }, (_, index) => make(index))

/** A sheet on which every text is this one, and every list this long. */
function sheetOf(text: string, n: number): Sheet {
  const account: Account = {
    ...{ workspaceId, id: accountId, name: text, nameKana: n === 0 ? null : text, aliases: times(n, () => text) },
    ...{
      externalId: null,
      corporateNumber: null,
      parentId: null,
      segment: n === 0 ? null : text,
      provisional: n === 0,
    },
  }
  const product = (index: number): Product => ({
    ...{ workspaceId, id: ProductId.parse(id(index)), name: text, nameEn: text, aliases: [], archived: false },
  })
  const department = (index: number): Department => ({ id: DepartmentId.parse(id(index)), accountId, name: text })
  const contract = (index: number): Contract => ({
    ...{ workspaceId, id: ContractId.parse(id(index)), accountId, departmentId: DepartmentId.parse(id(index)) },
    ...{ productId: ProductId.parse(id(index)), phase: 'at_risk', hasOutcome: false, csmId: SATO, aeId: SUZUKI },
    ...{ amount: 9_007_199_254_740_991, amountPeriod: 'year', currency: 'JPY', renewalOn: '2027-03-31' },
    ...{ channel: 'partner', partnerName: text },
  })
  const contact = (index: number): Contact => ({
    ...{ workspaceId, id: ContactId.parse(id(index)), accountId, departmentId: DepartmentId.parse(id(index)) },
    ...{ name: text, title: text, optIn: 'via_csm', optInOn: '2026-11-20', optInHow: text },
  })
  const note = (index: number): AccountNote => ({
    ...{ workspaceId, id: NoteId.parse(id(index)), accountId, body: text.repeat(30).slice(0, 3000) },
    ...{ authorId: SATO, writtenAt: NOW, editedAt: NOW },
  })
  const page = n === 0 ? [] : times(Math.min(n, 20), () => details())
  return {
    account,
    parent: n === 0 ? null : { id: accountId, name: text },
    children: { rows: times(n, () => ({ id: accountId, name: text })), total: n },
    departments: times(n, department),
    contracts: times(n, contract),
    products: times(n, product),
    contacts: times(n, contact),
    notes: { rows: times(Math.min(n, 20), note), total: n },
    revenue: {
      contracts: n === 0 ? [] : ['JPY', 'USD', 'EUR'].map((currency) => ({ currency, amount: 9_007_199_254_740_991 })),
      snapshot: n === 0 ? null : { month: '2026-10', amounts: [] },
    },
    history: { rows: n === 0 ? [] : HISTORY, total: n },
    names: new Map(n === 0 ? [] : [[SATO, text]]),
    open: { rows: page, total: n },
    past: { rows: page, total: n },
    may: { edit: n !== 1, merge: n !== 1 },
    undoable: n === 0 ? null : { id: id(9), until: NOW },
  }
}

const entry = (action: string, facts: AuditEntry['facts']): AuditEntry => ({
  ...{ workspaceId, id: action, at: NOW, actorId: SATO, fromCommandLine: false, action, subject: accountId, facts },
})
const HISTORY: readonly AuditEntry[] = [
  entry('account.edit', { account_name: 'changed', aliases: 'changed', parent_account: 'changed' }),
  entry('contract.edit', {
    ...{ contract: id(0), of_product: id(0), phase: '>at_risk', outcome: 'yes>no', csm: `${SATO}>`, ae: `>${SUZUKI}` },
    ...{
      amount: '120000 month JPY>',
      renewal_on: '2027-03-31>2028-03-31',
      channel: '>partner',
      partner_name: 'changed',
    },
  }),
  entry('contact.add', { contact: id(0), contact_name: 'changed', opt_in: '>yes', opt_in_on: 'changed' }),
  entry('note.remove', { note: id(0) }),
  entry('account.merge', { csqls: 3 }),
  entry('of.tomorrow', { unheard_of: 'x', toString: 'changed' }),
  { ...entry('account.unmerge', { csqls: 1 }), actorId: null },
]

const SECTIONS: readonly SheetSection[] = [
  'contracts',
  'contacts',
  'departments',
  'children',
  'notes',
  'open',
  'past',
  'history',
]

/** Every message about an account. */
export function everyAccountMessage(text: string, n: number, locale: Locale): readonly (readonly [string, Message])[] {
  const m = messagesFor(locale)
  const sheet = sheetOf(text, n)
  const who = viewer(locale)
  return [
    ['sheet', accountSheet(sheet, m, who, NOW)],
    [
      'likely',
      likelyAccounts(
        text,
        times(n, () => ({ id: accountId, name: text })),
        m,
      ),
    ],
    ...SECTIONS.flatMap((section): [string, Message][] => [
      [section, accountSection(sheet, section, 0, m, who, NOW)],
      [`${section}, further on`, accountSection(sheet, section, Math.max(0, n - 10), m, who, NOW)],
    ]),
  ]
}

function productOf(text: string) {
  const values = { product_name: text, name_en: text, product_aliases: text }
  return { values, opened: digestsOf(values) }
}

function mergeOf(text: string, n: number): ShownMerge {
  const { account, contracts, products, departments } = sheetOf(text, n)
  const counts = { csqls: n, contracts: n, contacts: n, departments: n, notes: n, children: n, months: n }
  return {
    ...{ from: account, into: account, counts, products, departments, digest: 'x.1' },
    filled: n === 0 ? [] : ['name_kana', 'segment', 'external_id', 'corporate_number', 'parent_account'],
    differing: n === 0 ? [] : ['name_kana', 'segment', 'external_id', 'corporate_number', 'parent_account'],
    clashes: contracts.map((contract) => ({ from: contract, into: contract })),
    clashingMonths: times(n, () => '2026-10'),
    asksForAmounts: n > 0,
    duplicates: times(n, (index) => [index + 1, index + 2] as const),
  }
}

/** Every form of an account, empty or full; also shown again. */
export function everyAccountModal(text: string, n: number, locale: Locale): readonly (readonly [string, ModalView])[] {
  const { account, departments, contracts, contacts, products } = sheetOf(text, Math.max(1, n))
  const options = optionsFor(locale)
  const words = messagesFor(locale).accounts
  const again =
    n === 0
      ? undefined
      : {
          words: words.changedMeanwhile({ fields: ['x', 'y'], who: oneLine(text), when: '11/26 10:00' }),
          standing: [words.standsNow('x', oneLine(text))],
        }
  const [contract, contact] = [contracts[0], contacts[0]]
  const of = <F extends string>(values: Readonly<Record<F, string>>) => ({
    ...{ ...options, account, partId: n === 0 ? null : id(0), values, opened: digestsOf(values), again },
  })
  if (contract === undefined || contact === undefined) return []
  return [
    ['account', accountModal({ ...of(accountForm(account, departments)), parentName: text })],
    [
      'contract',
      contractModal({ ...of(contractForm(contract)), products, departments, slackIds: new Map([[SATO, 'U0SATO']]) }),
    ],
    ['contact', contactModal({ ...of(contactForm(contact)), departments })],
    ['note', accountNoteModal(of({ note: text.repeat(30) }))],
    ['product', productModal({ ...options, productId: id(0), ...productOf(text), again: again?.words })],
    ['merge', mergeModal({ ...options, account })],
    ['merge, previewed', mergePreviewModal(mergeOf(text, n), { ...options, changed: n === 1 })],
  ]
}

export const ACCOUNT_CASES = LOCALES.flatMap((locale) =>
  [...TEXTS].flatMap(([name, text]) => [0, 1, 1000].map((n) => [locale, name, n, text] as const)),
)
