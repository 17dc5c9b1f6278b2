import type { KnownBlock } from '@slack/types'
import type { Account, AccountNote, Contact, Contract, Department, Product } from '../domain/account.js'
import type { MonthlyAmount } from '../domain/account-revenue.js'
import type { AuditEntry } from '../domain/audit.js'
import type { CsqlDetails } from '../domain/csql-details.js'
import type { PersonId } from '../domain/ids.js'
import type { Month } from '../domain/months.js'
import type { Instant } from '../domain/time.js'
import type { SheetSection } from '../i18n/areas/accounts.js'
import type { Messages } from '../i18n/messages.js'
import {
  contactLine,
  contactName,
  contractLine,
  contractName,
  historyLine,
  type LineContext,
  moneyLine,
  noteAuthor,
} from './account-lines.js'
import {
  actions,
  bold,
  bullets,
  csqlButton,
  lines,
  para,
  plain,
  plainButton,
  plainMenu,
  quotation,
  small,
} from './blocks.js'
import { csqlLine } from './csql-line.js'
import { csqlInShort } from './csql-rows.js'
import {
  EDIT_ACCOUNT,
  EDIT_CONTACT,
  EDIT_CONTRACT,
  EDIT_NOTE,
  MERGE_ACCOUNT,
  OPEN_ACCOUNT,
  OPEN_LOG,
  UNDO_MERGE,
  writeAccountKey,
  writeSheetKey,
} from './ids.js'
import { customerName, todayOf } from './labels.js'
import { type Message, message, type Viewer } from './message.js'
import { oneLine } from './text.js'

interface Part<T> {
  readonly rows: readonly T[]
  readonly total: number
}

type Named = Pick<Account, 'id' | 'name'>

/** All that is known of an account. */
export interface Sheet {
  readonly account: Account
  readonly parent: Named | null
  readonly children: Part<Named>
  readonly departments: readonly Department[]
  readonly contracts: readonly Contract[]
  readonly products: readonly Product[]
  readonly contacts: readonly Contact[]
  readonly notes: Part<AccountNote>
  readonly revenue: {
    readonly contracts: readonly MonthlyAmount[]
    readonly snapshot: { readonly month: Month; readonly amounts: readonly MonthlyAmount[] } | null
  }
  readonly history: Part<AuditEntry>
  readonly names: ReadonlyMap<PersonId, string>
  readonly open: Part<CsqlDetails>
  readonly past: Part<CsqlDetails>
  readonly may: { readonly edit: boolean; readonly merge: boolean }
  /** A merge into it that can be undone by the reader; null = none. */
  readonly undoable: { readonly id: string; readonly until: Instant } | null
}

/** How much of each list stands on the sheet itself. */
const SHOWN: Readonly<Record<SheetSection, number>> = {
  contracts: 5,
  contacts: 5,
  departments: 8,
  children: 5,
  notes: 2,
  open: 5,
  past: 3,
  history: 3,
}

/** Rows on one page of a list. */
export const SECTION_ROWS = 10

const SECTIONS = Object.keys(SHOWN) as SheetSection[]
export const isSheetSection = (name: string | null): name is SheetSection =>
  (SECTIONS as readonly (string | null)[]).includes(name)

/** An account: what it pays, its contracts, whom we know there, its CSQLs, and what was changed. */
export function accountSheet(sheet: Sheet, m: Messages, viewer: Viewer, now: Instant): Message {
  const { account } = sheet
  const of = contextOf(sheet, m, viewer, now)
  return message(
    para(bold(m.commands.account.title(oneLine(account.name)))),
    lines(...factLines(sheet, m)),
    lines(...revenueLines(sheet, m)),
    sheet.contracts.length === 0 ? lines(m.commands.account.noContracts) : list('contracts', sheet, of),
    sheet.contacts.length === 0 ? lines(m.accounts.noContacts) : list('contacts', sheet, of),
    ...sheet.notes.rows.slice(0, SHOWN.notes).map((note) => quotation(m, noteAuthor(note, of), note.body, 500)),
    ...csqlLists(sheet, of),
    history(sheet, of),
    sheet.undoable === null ? null : small(m.accounts.merging.until(untilOf(sheet.undoable.until, of))),
    ...ways(sheet, of),
  )
}

const contextOf = (sheet: Sheet, m: Messages, viewer: Viewer, now: Instant): LineContext => ({
  ...{ m, viewer, now, products: sheet.products, departments: sheet.departments },
  ...{ contracts: sheet.contracts, contacts: sheet.contacts, names: sheet.names },
})

export const untilOf = (until: Instant, { m, viewer, now }: Pick<LineContext, 'm' | 'viewer' | 'now'>): string =>
  m.format.moment(until, viewer.zone, todayOf(viewer, now))

function factLines({ account, parent, children, departments }: Sheet, m: Messages): readonly (string | null)[] {
  const named = (all: readonly { readonly name: string }[], shown: number): string => {
    const some = all.slice(0, shown).map(({ name }) => oneLine(name, 40))
    const left = all.length - some.length
    return m.format.list(left > 0 ? [...some, m.batches.more(left)] : some)
  }
  const aliases = account.aliases.slice(0, SHOWN.departments).map((alias) => oneLine(alias, 40))
  return [
    account.provisional ? m.commands.account.provisional : null,
    account.nameKana === null ? null : m.accounts.reading(oneLine(account.nameKana)),
    aliases.length === 0 ? null : m.accounts.alsoCalled(aliases),
    parent === null ? null : m.accounts.group(customerName(m, parent.name)),
    children.total === 0
      ? null
      : m.cards.labelled(m.accounts.titled('children', children.total), named(children.rows, SHOWN.children)),
    account.segment === null ? null : m.commands.account.segment(oneLine(account.segment)),
    departments.length === 0
      ? null
      : m.cards.labelled(m.accounts.sections.departments, named(departments, SHOWN.departments)),
  ]
}

function revenueLines({ revenue, contracts }: Sheet, m: Messages): readonly (string | null)[] {
  const { snapshot } = revenue
  const none = revenue.contracts.length === 0 && contracts.length > 0 && snapshot === null
  return [
    revenue.contracts.length === 0 ? null : m.accounts.revenue(moneyLine(revenue.contracts, m)),
    snapshot === null ? null : m.accounts.paid(m.format.month(snapshot.month), moneyLine(snapshot.amounts, m)),
    none ? m.accounts.noRevenue : null,
  ]
}

/** A list with what stands behind it counted. */
function list(section: 'contracts' | 'contacts', sheet: Sheet, of: LineContext): KnownBlock | null {
  const { m } = of
  const rows =
    section === 'contracts'
      ? sheet.contracts.map((contract) => contractLine(contract, of))
      : sheet.contacts.map((contact) => contactLine(contact, of))
  const shown = rows.slice(0, SHOWN[section])
  const left = rows.length - shown.length
  return bullets(m.accounts.sections[section], left > 0 ? [...shown, m.batches.more(left)] : shown)
}

function csqlLists({ open, past }: Sheet, { m, viewer }: LineContext): readonly (KnownBlock | null)[] {
  if (open.total + past.total === 0) return [lines(m.commands.account.none)]
  const part = (title: string, { rows, total }: Part<CsqlDetails>, most: number) => {
    const shown = rows.slice(0, most).map((details) => csqlLine(details, m, viewer))
    const left = total - shown.length
    return total === 0 ? null : bullets(title, left > 0 ? [...shown, m.batches.more(left)] : shown)
  }
  return [
    part(m.commands.account.open(open.total), open, SHOWN.open),
    part(m.commands.account.past(past.total), past, SHOWN.past),
  ]
}

function history({ history: { rows, total } }: Sheet, of: LineContext): KnownBlock | null {
  const { m } = of
  const shown = rows.slice(0, SHOWN.history).map((entry) => historyLine(entry, of))
  const left = total - shown.length
  return bullets(m.accounts.sections.history, left > 0 ? [...shown, m.batches.more(left)] : shown)
}

/** What can be done from here: each list that goes on, and the forms. */
function ways(sheet: Sheet, of: LineContext): readonly (KnownBlock | null)[] {
  const { m } = of
  const { id } = sheet.account
  const { buttons } = m.accounts
  const totals = totalsOf(sheet)
  const longer = SECTIONS.filter((section) => totals[section] > SHOWN[section])
  const { edit, merge } = sheet.may
  return [
    actions(
      ...longer.map((section) =>
        plainButton(
          `${OPEN_ACCOUNT}.${section}`,
          m.accounts.all(section, totals[section]),
          writeSheetKey(id, section, 0),
        ),
      ),
    ),
    actions(
      plainButton(OPEN_LOG, buttons.log, writeAccountKey(id)),
      edit ? plainButton(EDIT_ACCOUNT, buttons.edit, writeSheetKey(id)) : null,
      edit ? contractMenu(sheet, of) : null,
      edit ? contactMenu(sheet, of) : null,
      edit ? noteMenu(sheet, of) : null,
      merge ? plainButton(MERGE_ACCOUNT, buttons.merge, writeSheetKey(id)) : null,
      sheet.undoable === null ? null : plainButton(UNDO_MERGE, buttons.unmerge, writeSheetKey(id, sheet.undoable.id)),
    ),
  ]
}

const totalsOf = (sheet: Sheet): Readonly<Record<SheetSection, number>> => ({
  contracts: sheet.contracts.length,
  contacts: sheet.contacts.length,
  departments: sheet.departments.length,
  children: sheet.children.total,
  notes: sheet.notes.total,
  open: sheet.open.total,
  past: sheet.past.total,
  history: sheet.history.total,
})

/** Choices in one menu, the one that adds included. */
const MENU_ROWS = 100

function contractMenu({ account, contracts }: Sheet, of: LineContext) {
  const { buttons } = of.m.accounts
  if (contracts.length === 0) return plainButton(EDIT_CONTRACT, buttons.newContract, writeSheetKey(account.id, 'new'))
  return plainMenu(EDIT_CONTRACT, buttons.contract, [
    ...contracts
      .slice(0, MENU_ROWS - 1)
      .map((contract) => [writeSheetKey(account.id, contract.id), contractName(contract, of)] as const),
    [writeSheetKey(account.id, 'new'), buttons.newContract],
  ])
}

function contactMenu({ account, contacts }: Sheet, { m }: LineContext) {
  const { buttons } = m.accounts
  if (contacts.length === 0) return plainButton(EDIT_CONTACT, buttons.newContact, writeSheetKey(account.id, 'new'))
  return plainMenu(EDIT_CONTACT, buttons.contact, [
    ...contacts
      .slice(0, MENU_ROWS - 1)
      .map((contact) => [writeSheetKey(account.id, contact.id), contactName(contact, m)] as const),
    [writeSheetKey(account.id, 'new'), buttons.newContact],
  ])
}

function noteMenu({ account, notes }: Sheet, { m }: LineContext) {
  const { buttons } = m.accounts
  if (notes.total === 0) return plainButton(EDIT_NOTE, buttons.newNote, writeSheetKey(account.id, 'new'))
  return plainMenu(EDIT_NOTE, buttons.note, [
    [writeSheetKey(account.id, 'new'), buttons.newNote],
    ...notes.rows.map((note) => [writeSheetKey(account.id, note.id), oneLine(note.body, 60)] as const),
  ])
}

/** One list of an account, ten rows at a time, `from` a row on. */
export function accountSection(
  sheet: Sheet,
  section: SheetSection,
  from: number,
  m: Messages,
  viewer: Viewer,
  now: Instant,
): Message {
  const of = contextOf(sheet, m, viewer, now)
  const { id, name } = sheet.account
  const total = totalsOf(sheet)[section]
  const rows = rowsOf(sheet, section, from, of)
  const last = from + rows.length
  const to = (label: string, at: number, name: string) =>
    plainButton(`${OPEN_ACCOUNT}.${name}`, label, writeSheetKey(id, section, at))
  return message(
    para(bold(m.cards.beside([customerName(m, name), m.accounts.titled(section, total)]))),
    total === 0 ? null : small(m.accounts.page(from + 1, last, total)),
    ...rows,
    actions(
      from > 0 ? to(m.accounts.previous, Math.max(0, from - SECTION_ROWS), 'previous') : null,
      last < total ? to(m.accounts.next(total - last), last, 'next') : null,
      plainButton(OPEN_ACCOUNT, m.accounts.back, writeSheetKey(id)),
    ),
  )
}

function rowsOf(sheet: Sheet, section: SheetSection, from: number, of: LineContext): readonly KnownBlock[] {
  const { m, viewer, now } = of
  const { id } = sheet.account
  const page = <T>(all: readonly T[]): readonly T[] => all.slice(from, from + SECTION_ROWS)
  const editing = (action: string, part: string, label: string) =>
    sheet.may.edit ? plainButton(action, label, writeSheetKey(id, part)) : null
  const { edit } = m.terms.buttons
  switch (section) {
    case 'contracts':
      return page(sheet.contracts).map((one) => row(contractLine(one, of), editing(EDIT_CONTRACT, one.id, edit)))
    case 'contacts':
      return page(sheet.contacts).map((one) => row(contactLine(one, of), editing(EDIT_CONTACT, one.id, edit)))
    case 'departments':
      return page(sheet.departments).map(({ name }) => row(oneLine(name), null))
    case 'children':
      return page(sheet.children.rows).map((child) =>
        row(oneLine(child.name), plainButton(OPEN_ACCOUNT, m.accounts.open, writeSheetKey(child.id))),
      )
    case 'notes':
      return sheet.notes.rows
        .slice(0, SECTION_ROWS)
        .flatMap((note) => [
          quotation(m, noteAuthor(note, of), note.body, 900),
          ...(sheet.may.edit ? [actions(plainButton(EDIT_NOTE, edit, writeSheetKey(id, note.id)))] : []),
        ])
        .filter((block) => block !== null)
    case 'history':
      return sheet.history.rows.slice(0, SECTION_ROWS).map((entry) => row(historyLine(entry, of), null))
    case 'open':
    case 'past':
      return sheet[section].rows
        .slice(0, SECTION_ROWS)
        .map((details) =>
          row(csqlInShort(details, m, viewer, now).join('\n'), csqlButton('show', m.terms.buttons.show, details.csql)),
        )
  }
}

const row = (text: string, button: ReturnType<typeof plainButton> | null): KnownBlock => ({
  type: 'section',
  text: plain(text, 3000),
  ...(button === null ? {} : { accessory: button }),
})

/** A name that may mean more than one account: each can be opened. */
export function likelyAccounts(
  typed: string,
  candidates: readonly { readonly id: string; readonly name: string }[],
  m: Messages,
): Message {
  return message(
    lines(m.errors.lineRules.several_accounts(oneLine(typed, 60))),
    para(bold(m.commands.account.likely)),
    ...candidates
      .slice(0, SECTION_ROWS)
      .map(({ id, name }) => row(oneLine(name), plainButton(OPEN_ACCOUNT, m.accounts.open, writeSheetKey(id)))),
  )
}
