import type { ModalView } from '@slack/types'
import { type CsqlDetails, textOf } from '../../domain/csql-details.js'
import { callbackId } from '../ids.js'
import { amountField, amountTexts, oneTimeField, periodField } from './amount-fields.js'
import { textArea } from './inputs.js'
import {
  contactFields,
  departmentField,
  heatField,
  kindField,
  leadValuesOf,
  type MasterData,
  productField,
  referredCompanyField,
  sourceFields,
} from './lead-fields.js'
import { writeMetadata } from './metadata.js'
import { type ModalOptions, modal, subjectLine } from './modal.js'

export interface EditOptions extends ModalOptions {
  readonly master: MasterData
}

/** Everything that may be put right without a transition. The account, and who is responsible, have acts of their own. */
export function editModal(details: CsqlDetails, options: EditOptions): ModalView {
  const { m, viewer, master } = options
  const { csql } = details
  const values = leadValuesOf(details)
  const texts = amountTexts(m, csql)
  return modal(
    m,
    {
      callbackId: callbackId('edit'),
      title: m.terms.acts.edit,
      submit: m.modals.submits.edit ?? m.terms.buttons.edit,
      metadata: writeMetadata(csql),
    },
    [
      subjectLine(details, options),
      textArea(m, 'problem', textOf(details, csql.problemTextId)),
      textArea(m, 'note', textOf(details, csql.noteTextId)),
      productField(m, viewer, master, { chosen: details.product, contracts: details.contracts }),
      kindField(m, values),
      referredCompanyField(m, details),
      departmentField(m, master, details),
      heatField(m, values),
      ...sourceFields(options, values),
      ...contactFields(m, master, details, { offerNew: true }),
      amountField(m, texts),
      periodField(m, texts),
      oneTimeField(m, texts),
    ],
  )
}
