import type { KnownBlock, ModalView } from '@slack/types'
import { type Gate, gatesFor } from '../../domain/account.js'
import { CHECKLIST, type Kind } from '../../domain/csql.js'
import type { CsqlDetails } from '../../domain/csql-details.js'
import type { Messages } from '../../i18n/messages.js'
import { callbackId } from '../ids.js'
import { cut } from '../text.js'
import { amountField, amountTexts, oneTimeField, periodField } from './amount-fields.js'
import { type Choice, LONGEST_INPUT, personPick, several, textArea } from './inputs.js'
import {
  contactFields,
  departmentField,
  heatField,
  kindField,
  leadValuesOf,
  type MasterData,
  overrideFields,
  productField,
  referredCompanyField,
  sourceFields,
} from './lead-fields.js'
import { writeMetadata } from './metadata.js'
import { type ModalOptions, modal, problemOf, subjectLine } from './modal.js'
import { slackIdOf } from './transition-fields.js'

export interface QualifyOptions extends ModalOptions {
  readonly master: MasterData
  /** The Slack id of the AE to preset where the CSQL has none yet: the contract's. */
  readonly suggestedAe?: string | null
  /** The gates that fired at a submit; those that fire on what is known are found here. */
  readonly gates?: readonly Gate[]
  /** The open CSQL of the same matter that stood in the way at a submit. */
  readonly duplicate?: CsqlDetails | null
}

/** The hand-over. What the signal and master data hold stands in it already. */
export function qualifyModal(details: CsqlDetails, options: QualifyOptions): ModalView {
  const { m, duplicate = null } = options
  const again = details.csql.firstQualifiedAt !== null
  return modal(
    m,
    {
      callbackId: callbackId('qualify'),
      title: m.terms.acts.qualify,
      submit: m.terms.buttons.qualify,
      metadata: writeMetadata({ ...details.csql, duplicateOf: duplicate?.csql.number ?? null }),
    },
    [
      subjectLine(details, options),
      ...overrideFields(m, { gates: gatesNow(details, options.gates ?? []), duplicate }),
      again ? textArea(m, 'changed', null, { required: true }) : null,
      problemField(details, m),
      ...contactFields(m, options.master, details, { offerNew: again }),
      ...matterFields(details, options),
      checklistField(m, details.csql.kind, details.csql.checklist),
      ...aeFields(details, options),
      ...estimateFields(details, m),
    ],
  )
}

/** Master data knows what speaks against it; what fired at a submit may hang on what was chosen there. */
function gatesNow({ csql, contracts }: CsqlDetails, fired: readonly Gate[]): readonly Gate[] {
  return [...new Set([...gatesFor({ kind: csql.kind, productId: csql.productId, contracts }), ...fired])]
}

/** A problem that nobody wrote yet begins as what was noted, which stays kept beside it. */
function problemField(details: CsqlDetails, m: Messages): KnownBlock | null {
  const text = problemOf(details)
  const isNoted = details.csql.problemTextId === null && text !== null
  return textArea(m, 'problem', isNoted ? cut(text, LONGEST_INPUT) : text, { required: true })
}

function matterFields(details: CsqlDetails, options: QualifyOptions): readonly (KnownBlock | null)[] {
  const { m, viewer, master } = options
  const values = leadValuesOf(details)
  const held = { chosen: details.product, contracts: details.contracts }
  return [
    productField(m, viewer, master, held, { required: true }),
    kindField(m, values, { required: true }),
    referredCompanyField(m, details),
    departmentField(m, master, details),
    heatField(m, values),
    ...sourceFields(options, values, { required: true }),
  ]
}

/** An outcome is asked for where more of the same product is offered. */
function checklistField(m: Messages, kind: Kind | null, ticked: readonly string[]): KnownBlock {
  const items = CHECKLIST.filter((item) => item !== 'outcome_exists' || kind === 'upsell' || kind === null)
  const label = (item: (typeof CHECKLIST)[number]) =>
    item === 'outcome_exists' && kind === null
      ? m.modals.checklistForUpsell(m.terms.checklist[item])
      : m.terms.checklist[item]
  return several(
    m,
    'checklist',
    items.map((item): Choice => [item, label(item)]),
    ticked,
  )
}

function aeFields(details: CsqlDetails, { m, suggestedAe = null }: QualifyOptions): readonly KnownBlock[] {
  const ae = slackIdOf(details, details.csql.aeId) ?? suggestedAe
  return [personPick(m, 'ae', ae), several(m, 'ae_unassigned', [['unassigned', m.modals.toBeAssigned]], [])]
}

function estimateFields({ csql }: CsqlDetails, m: Messages): readonly (KnownBlock | null)[] {
  const texts = amountTexts(m, csql)
  return [amountField(m, texts), periodField(m, texts), csql.oneTime === null ? null : oneTimeField(m, texts)]
}
