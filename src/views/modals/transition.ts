import type { KnownBlock, ModalView } from '@slack/types'
import type { CsqlDetails } from '../../domain/csql-details.js'
import type { FieldName, TransitionForm } from '../../i18n/areas/modals.js'
import { csqlButton, plain } from '../blocks.js'
import { callbackId } from '../ids.js'
import { writeMetadata } from './metadata.js'
import { heading, type ModalOptions, modal } from './modal.js'
import { FIELDS, type TransitionField, type TransitionOptions } from './transition-fields.js'

/** What each form asks, in the order in which it asks. */
export const FIELDS_OF = {
  accept: ['next_action', 'next_on'],
  return: ['missing', 'note'],
  reject: ['reason', 'note'],
  update: ['progress', 'next_on', 'next_action'],
  convert: ['amount', 'amount_period', 'one_time', 'close_month', 'crm_link'],
  win: ['won_on', 'amount', 'amount_period', 'one_time', 'start_on', 'promises'],
  lose: ['reason', 'lost_on', 'note'],
  nurture: ['recheck_on', 'reason', 'note'],
  withdraw: ['reason', 'note'],
  merge: ['into'],
  reassign: ['ae', 'csm'],
  propose_ae: ['ae'],
  reopen: ['note'],
  note: ['note'],
  snooze: ['until', 'until_on'],
  plan_fix: ['fix_on'],
} as const satisfies Readonly<Record<TransitionForm, readonly TransitionField[]>>

/** Only managers may name another CSM. */
const MANAGERS_ONLY: ReadonlySet<FieldName> = new Set<FieldName>(['csm'])

/** The form of one transition, or of an action that is none. */
export function transitionModal(action: TransitionForm, details: CsqlDetails, options: TransitionOptions): ModalView {
  const { m, asManager = false } = options
  const names: readonly TransitionField[] = FIELDS_OF[action]
  const asked = names.filter((name) => asManager || !MANAGERS_ONLY.has(name))
  return modal(
    m,
    {
      callbackId: callbackId(action),
      title: m.terms.acts[action],
      submit: m.modals.submits[action] ?? m.terms.buttons[action],
      metadata: writeMetadata(details.csql),
    },
    [
      ...heading(details, options),
      action === 'reject' ? nurtureInstead(details, options) : null,
      ...asked.map((name) => FIELDS[name]({ action, details, options })),
    ],
  )
}

/** Too early is no reason to let go: waiting is offered first. */
const nurtureInstead = ({ csql }: CsqlDetails, { m }: ModalOptions): KnownBlock => ({
  type: 'section',
  text: plain(m.modals.nurtureInstead, 3000),
  accessory: csqlButton('nurture', m.terms.buttons.nurture, csql),
})
