import type { ModalView } from '@slack/types'
import type { CsqlDetails } from '../../domain/csql-details.js'
import { cleanText } from '../../domain/words.js'
import { actions, plain, plainButton } from '../blocks.js'
import { callbackId, OPEN_LOG_MANY } from '../ids.js'
import { clean, cut } from '../text.js'
import { accountChoice, type NamedAccount } from './account-options.js'
import { type AmountTexts, amountField, periodField } from './amount-fields.js'
import type { HeldProduct } from './choices.js'
import { LONGEST_INPUT, personPick, searchMenu, textArea } from './inputs.js'
import {
  heatField,
  kindField,
  type LeadValues,
  type MasterData,
  overrideFields,
  productField,
  sourceFields,
} from './lead-fields.js'
import { writeLogOrigin } from './metadata.js'
import { type ModalOptions, modal } from './modal.js'

/** What was typed, clicked or recognised before. */
export interface LogPrefill extends Partial<LeadValues> {
  readonly product?: HeldProduct['chosen']
  /** A known account, or a name that is new (`id` null). */
  readonly account?: NamedAccount | null
  /** The account is a guess: the form says so. */
  readonly accountGuessed?: boolean
  /** Accounts that may be meant: offered before anything is typed. */
  readonly candidates?: readonly { readonly id: string }[]
  /** The message it is logged from, or the line that was refused. */
  readonly note?: string | null
  /** As typed, the unreadable too: it is put right in its own input. */
  readonly amount?: AmountTexts | null
  /** A Slack id. */
  readonly ae?: string | null
}

export interface LogOptions extends ModalOptions {
  readonly products: MasterData['products']
  /** Why the one-line entry was not taken, in words. */
  readonly refusal?: string | null
  /** The open CSQL of the same matter that stood in the way at a submit. */
  readonly duplicate?: CsqlDetails | null
  /** The decided CSQL that is proposed again. */
  readonly again?: number | null
}

const NO_AMOUNT: AmountTexts = { amount: null, period: null, oneTime: null }

/** A new signal: the account and what was heard; the rest is optional. */
export function logModal(prefill: LogPrefill, options: LogOptions): ModalView {
  const { m, viewer, duplicate = null, refusal = null, again = null } = options
  const { account = null, note = null, product = null, amount, ae = null, candidates = [] } = prefill
  const values = leadValues(prefill)
  const texts = amount ?? NO_AMOUNT
  return modal(
    m,
    {
      callbackId: callbackId('log'),
      title: m.terms.acts.log,
      submit: m.terms.buttons.log,
      metadata: writeLogOrigin({
        ...{ again, duplicateOf: duplicate?.csql.number ?? null },
        candidates: candidates.map(({ id }) => id),
      }),
    },
    [
      refusal === null || clean(refusal) === '' ? null : { type: 'section', text: plain(clean(refusal), 3000) },
      ...overrideFields(m, { gates: [], duplicate }),
      searchMenu(m, 'account', account === null ? null : accountChoice(account, m), {
        required: true,
        hint: prefill.accountGuessed === true && account !== null ? m.capture.guessed : undefined,
      }),
      textArea(m, 'note', note === null ? null : cut(cleanText(note).trim(), LONGEST_INPUT), {
        required: true,
        label: m.modals.noteLabels.log,
      }),
      productField(m, viewer, options, { chosen: product, contracts: [] }),
      kindField(m, values),
      heatField(m, values),
      ...sourceFields(options, values),
      amountField(m, texts),
      periodField(m, texts),
      personPick(m, 'ae', ae),
      // Somebody who logs anew may have a whole list; whoever mends one line has not.
      again === null && refusal === null && duplicate === null && note === null
        ? actions(plainButton(OPEN_LOG_MANY, m.capture.many.open, 'new'))
        : null,
    ],
  )
}

const leadValues = ({ kind, source, sourceDetail, heat }: LogPrefill): LeadValues => ({
  kind: kind ?? null,
  source: source ?? null,
  sourceDetail: sourceDetail ?? null,
  heat: heat ?? 'medium',
})
