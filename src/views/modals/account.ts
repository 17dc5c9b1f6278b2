import type { KnownBlock, ModalView } from '@slack/types'
import { CHANNELS, type Department, OPT_INS, PHASES, type Product } from '../../domain/account.js'
import { type AccountField, type ContactField, type ContractField, readAmount } from '../../domain/account-form.js'
import { AMOUNT_PERIODS } from '../../domain/csql.js'
import type { Digests, FormValues } from '../../domain/three-way.js'
import type { FieldName } from '../../i18n/areas/modals.js'
import type { Messages } from '../../i18n/messages.js'
import { bold, lines, para, small } from '../blocks.js'
import { callbackId } from '../ids.js'
import { customerName } from '../labels.js'
import { amountTexts } from './amount-fields.js'
import { inWords, productChoices } from './choices.js'
import {
  type Asked,
  amountLine,
  type Choice,
  datePick,
  menu,
  nameLine,
  personPick,
  searchMenu,
  textArea,
} from './inputs.js'
import { writeAccountMetadata } from './metadata.js'
import { type ModalOptions, modal } from './modal.js'

/** A choice that empties a field: Slack's menus cannot be emptied otherwise everywhere. */
export const NO_CHOICE = '-'

/** What every form of an account is opened with. */
export interface AccountFormOptions<F extends string> extends ModalOptions {
  readonly account: { readonly id: string; readonly name: string }
  /** The contract, contact or note; null = a new one, or the account itself. */
  readonly partId: string | null
  /** How it stands, or as it was sent, where the form is shown again. */
  readonly values: FormValues<F>
  /** How it stands, for the form to know what was changed in it. */
  readonly opened: Digests
  /** Why it is shown again, and how the fields in question stand. */
  readonly again?: { readonly words: string; readonly standing: readonly string[] } | undefined
}

const shownAgain = <F extends string>({ again }: AccountFormOptions<F>): readonly (KnownBlock | null)[] =>
  again === undefined ? [] : [lines(`⚠️ ${again.words}`, ...again.standing)]

const metadataOf = <F extends string>({ account, partId, opened }: AccountFormOptions<F>): string =>
  writeAccountMetadata({ accountId: account.id, partId, opened })

const given = (value: string): string | null => (value === '' ? null : value)

/** What an account is called, whose subsidiary it is, and its departments. */
export function accountModal(
  options: AccountFormOptions<AccountField> & { readonly parentName: string | null },
): ModalView {
  const { m, values, parentName } = options
  const parent: Choice | null =
    values.parent_account === '' || parentName === null ? null : [values.parent_account, parentName]
  return modal(
    m,
    {
      callbackId: callbackId('account_edit'),
      title: m.accounts.titles.account,
      submit: m.accounts.submits.account,
      metadata: metadataOf(options),
    },
    [
      ...shownAgain(options),
      nameLine(m, 'account_name', values.account_name, { required: true }),
      nameLine(m, 'name_kana', given(values.name_kana)),
      textArea(m, 'aliases', given(values.aliases)),
      searchMenu(m, 'parent_account', parent),
      nameLine(m, 'segment', given(values.segment)),
      textArea(m, 'departments', given(values.departments)),
      nameLine(m, 'external_id', given(values.external_id)),
      nameLine(m, 'corporate_number', given(values.corporate_number)),
    ],
  )
}

/** A contract: what is paid, how it goes, and who looks after it. */
export function contractModal(
  options: AccountFormOptions<ContractField> & {
    readonly products: readonly Product[]
    readonly departments: readonly Department[]
    /** Slack ids of the people whom the values name. */
    readonly slackIds: ReadonlyMap<string, string>
  },
): ModalView {
  const { m, values, viewer, products, departments, slackIds } = options
  const chosen = products.find(({ id }) => id === values.product) ?? null
  const paid = readAmount(values.amount)
  const texts = amountTexts(m, {
    ...{ amount: paid?.amount ?? null, amountPeriod: paid?.period ?? null, oneTime: null },
    currency: paid?.currency ?? 'JPY',
  })
  return modal(
    m,
    {
      callbackId: callbackId('account_contract'),
      title: m.accounts.titles.contract,
      submit: m.accounts.submits.contract,
      metadata: metadataOf(options),
    },
    [
      subject(options),
      ...shownAgain(options),
      menu(m, 'product', productChoices(products, { chosen, contracts: [] }, viewer), given(values.product), {
        required: true,
      }),
      departmentMenu(options, departments),
      clearable(m, 'phase', inWords(PHASES, m.terms.phases), values.phase),
      clearable(m, 'outcome', inWords(['yes', 'no'], m.accounts.outcomes), values.outcome),
      personPick(m, 'csm', slackIds.get(values.csm) ?? null),
      personPick(m, 'ae', slackIds.get(values.ae) ?? null),
      amountLine(m, 'amount', texts.amount, { label: m.modals.contractAmount }),
      menu(m, 'amount_period', inWords(AMOUNT_PERIODS, m.terms.periods), texts.period ?? 'month', { required: true }),
      datePick(m, 'renewal_on', given(values.renewal_on)),
      clearable(m, 'channel', inWords(CHANNELS, m.terms.channels), values.channel),
      nameLine(m, 'partner_name', given(values.partner_name)),
    ],
  )
}

/** Somebody at the account, and what they said of being contacted by sales. */
export function contactModal(
  options: AccountFormOptions<ContactField> & { readonly departments: readonly Department[] },
): ModalView {
  const { m, values, departments } = options
  return modal(
    m,
    {
      callbackId: callbackId('account_contact'),
      title: m.accounts.titles.contact,
      submit: m.accounts.submits.contact,
      metadata: metadataOf(options),
    },
    [
      subject(options),
      ...shownAgain(options),
      nameLine(m, 'contact_name', given(values.contact_name), {
        ...{ required: true, hint: null, label: m.accounts.nameOfContact },
      }),
      nameLine(m, 'contact_title', given(values.contact_title), { label: m.modals.titleOfContact }),
      departmentMenu(options, departments),
      menu(m, 'opt_in', inWords(OPT_INS, m.terms.optIns), values.opt_in === '' ? 'unknown' : values.opt_in, {
        required: true,
      }),
      datePick(m, 'opt_in_on', given(values.opt_in_on)),
      nameLine(m, 'opt_in_how', given(values.opt_in_how)),
    ],
  )
}

/** What somebody wrote down about an account. Emptied, it goes. */
export function accountNoteModal(options: AccountFormOptions<'note'>): ModalView {
  const { m, values, partId } = options
  return modal(
    m,
    {
      callbackId: callbackId('account_note'),
      title: m.accounts.titles.note,
      submit: m.accounts.submits.note,
      metadata: metadataOf(options),
    },
    [
      subject(options),
      ...shownAgain(options),
      textArea(m, 'account_note', given(values.note), { required: partId === null }),
      partId === null ? null : small(m.accounts.emptiedNote),
    ],
  )
}

const subject = ({ m, account }: Pick<AccountFormOptions<string>, 'm' | 'account'>): KnownBlock | null =>
  para(bold(customerName(m, account.name)))

function departmentMenu(
  { m, values }: Pick<AccountFormOptions<'department'>, 'm' | 'values'>,
  departments: readonly Department[],
): KnownBlock | null {
  if (departments.length === 0) return null
  const choices = departments.map(({ id, name }): Choice => [id, name])
  return clearable(m, 'department', choices, values.department)
}

/** A menu that can be emptied again. */
function clearable(
  m: Messages,
  name: FieldName,
  choices: readonly Choice[],
  value: string,
  asked: Asked = {},
): KnownBlock | null {
  return menu(m, name, [...choices, [NO_CHOICE, m.accounts.empty]], given(value), asked)
}
