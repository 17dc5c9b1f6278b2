import type { KnownBlock } from '@slack/types'
import type { Contact, Department, Gate, Product } from '../../domain/account.js'
import { HEATS, type Heat, KINDS, type Kind, SOURCES, type Source } from '../../domain/csql.js'
import { type CsqlDetails, textOf } from '../../domain/csql-details.js'
import type { Messages } from '../../i18n/messages.js'
import { csqlButton, plain } from '../blocks.js'
import { csqlNameOf } from '../labels.js'
import type { Viewer } from '../message.js'
import { oneLine } from '../text.js'
import { contactChoices, type HeldProduct, inWords, productChoices, withHeld } from './choices.js'
import { type Asked, type Choice, menu, nameLine, textArea, textLine } from './inputs.js'
import type { ModalOptions } from './modal.js'

/** Master data to choose from. */
export interface MasterData {
  readonly products: readonly Product[]
  /** Of the account, as the next ones. */
  readonly departments: readonly Department[]
  readonly contacts: readonly Contact[]
}

/** What is known of a matter before the form is filled in. */
export interface LeadValues {
  readonly kind: Kind | null
  readonly source: Source | null
  readonly sourceDetail: string | null
  readonly heat: Heat
}

export const leadValuesOf = (details: CsqlDetails): LeadValues => ({
  kind: details.csql.kind,
  source: details.csql.source,
  sourceDetail: textOf(details, details.csql.sourceDetailTextId),
  heat: details.csql.heat,
})

export const productField = (
  m: Messages,
  viewer: Viewer,
  { products }: Pick<MasterData, 'products'>,
  held: HeldProduct,
  asked: Asked = {},
): KnownBlock | null => menu(m, 'product', productChoices(products, held, viewer), held.chosen?.id ?? null, asked)

export const kindField = (m: Messages, { kind }: LeadValues, asked: Asked = {}): KnownBlock | null =>
  menu(m, 'kind', inWords(KINDS, m.terms.kinds), kind, asked)

export const heatField = (m: Messages, { heat }: LeadValues): KnownBlock | null =>
  menu(m, 'heat', inWords(HEATS, m.terms.heats), heat, { required: true })

/** The conversion point, and which webinar or survey it was. One that is chosen stays on offer. */
export const sourceFields = (
  { m, sources = SOURCES, lastSources = [] }: Pick<ModalOptions, 'm' | 'sources' | 'lastSources'>,
  { source, sourceDetail }: LeadValues,
  asked: Asked = {},
): readonly (KnownBlock | null)[] => [
  menu(
    m,
    'source',
    inWords(
      [...new Set([...lastSources, ...SOURCES])].filter((one) => one === source || sources.includes(one)),
      m.terms.sources,
    ),
    source,
    asked,
  ),
  textLine(m, 'source_detail', sourceDetail),
]

/** Null where the account has no departments. */
export function departmentField(m: Messages, { departments }: MasterData, details: CsqlDetails): KnownBlock | null {
  const { csql, departmentName } = details
  const held =
    csql.departmentId === null ? null : { id: csql.departmentId, accountId: csql.accountId, name: departmentName ?? '' }
  const choices = withHeld(departments, held).map(({ id, name }): Choice => [id, oneLine(name)])
  return menu(m, 'department', choices, csql.departmentId)
}

/** The referred company belongs to a referral; while the kind is open, it may become one. */
export const referredCompanyField = (m: Messages, details: CsqlDetails): KnownBlock | null =>
  details.csql.kind === 'referral' || details.csql.kind === null
    ? nameLine(m, 'referred_company', details.referredCompanyName, {
        label:
          details.csql.kind === null
            ? m.cards.remark(m.modals.labels.referred_company, m.terms.kinds.referral)
            : undefined,
      })
    : null

const CONTACTS_SHOWN = 100

/**
 * Who moves it at the customer's: the people known there, and inputs for somebody new where nobody is chosen yet or
 * somebody else may be needed. Nothing is preset for the opt-in of a person on record: it would be written over
 * another's as soon as another is chosen.
 */
export function contactFields(
  m: Messages,
  master: MasterData,
  details: CsqlDetails,
  { offerNew }: { offerNew: boolean },
): readonly (KnownBlock | null)[] {
  const { contact } = details
  const contacts = withHeld(master.contacts, contact)
  const known = contacts.length > 0
  const isCut = contacts.length > CONTACTS_SHOWN
  const hint = isCut ? m.modals.contactsCut(CONTACTS_SHOWN, contacts.length) : undefined
  const asksName = offerNew || contact === null || isCut
  return [
    menu(m, 'contact', contactChoices(contacts, m), contact?.id ?? null, {
      ...{ hint, required: known && !asksName },
      placeholder: m.modals.choose,
    }),
    ...(asksName ? newContact(m, known) : []),
    menu(m, 'opt_in', inWords(['yes', 'via_csm', 'no', 'unknown'], m.terms.optIns), known ? null : 'unknown', {
      hint: contact === null ? undefined : m.modals.optInNow(m.terms.optIns[contact.optIn]),
    }),
  ]
}

const newContact = (m: Messages, othersKnown: boolean): readonly (KnownBlock | null)[] => [
  // Where nobody is known yet, the contact is typed: one input by that name, whichever its kind.
  othersKnown ? nameLine(m, 'contact_name', null) : nameLine(m, 'contact', null, { required: true, hint: null }),
  nameLine(m, 'contact_title', null, othersKnown ? {} : { label: m.modals.titleOfContact }),
]

/** Why it goes on all the same: asked only where something speaks against it. */
export function overrideFields(
  m: Messages,
  against: { gates: readonly Gate[]; duplicate: CsqlDetails | null },
): readonly (KnownBlock | null)[] {
  const { gates, duplicate } = against
  if (gates.length === 0 && duplicate === null) return []
  return [
    ...gates.map((gate): KnownBlock => ({ type: 'section', text: plain(`⚠️ ${m.modals.gates[gate]}`, 3000) })),
    duplicate === null ? null : duplicateNotice(m, duplicate),
    textArea(m, 'override_reason', null, {
      required: true,
      label: gates.length === 0 ? m.modals.duplicateReason : undefined,
    }),
  ]
}

function duplicateNotice(m: Messages, first: CsqlDetails): KnownBlock {
  return {
    type: 'section',
    text: plain(`⚠️ ${m.modals.duplicate(csqlNameOf(first, m))}`, 3000),
    accessory: csqlButton('note', m.modals.addNote(m.terms.number(first.csql.number)), first.csql),
  }
}
