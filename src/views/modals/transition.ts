import type { KnownBlock, ModalView } from '@slack/types'
import { type CsqlDetails, textOf } from '../../domain/csql-details.js'
import type { TransitionForm } from '../../i18n/areas/modals.js'
import { csqlButton, plain, quotation, small } from '../blocks.js'
import { callbackId } from '../ids.js'
import { clean, oneLine } from '../text.js'
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
  ask_support: ['supporter', 'note'],
  ask_csm: ['question'],
  answer_csm: ['answer'],
} as const satisfies Readonly<Record<TransitionForm, readonly TransitionField[]>>

/** The form of one transition, or of an action that is none. */
export function transitionModal(action: TransitionForm, details: CsqlDetails, options: TransitionOptions): ModalView {
  const { m, withheld = [] } = options
  const names: readonly TransitionField[] = FIELDS_OF[action]
  const asked = names.filter((name) => !withheld.includes(name))
  return modal(
    m,
    {
      callbackId: callbackId(action),
      title: action === 'snooze' && isOfOthers(details, options) ? m.modals.remindAgain : m.terms.acts[action],
      submit: m.modals.submits[action] ?? m.terms.buttons[action],
      metadata: writeMetadata(details.csql),
    },
    [
      ...heading(details, options),
      small(options.because === undefined ? null : m.asking.leads[options.because]),
      action === 'answer_csm' ? openQuestion(details, options) : null,
      action === 'reject' ? nurtureInstead(details, options) : null,
      ...(action === 'reject' ? [targetLine(details, options)] : []),
      ...otherWays(action, details, options),
      ...asked.map((name) => FIELDS[name]({ action, details, options })),
    ],
  )
}

/** A manager, whom nobody reminds of it, puts off the reminders of others. */
const isOfOthers = ({ csql }: CsqlDetails, { viewer }: ModalOptions): boolean =>
  viewer.personId !== csql.aeId && viewer.personId !== csql.csmId

/** What is to be answered, in the AE's words. */
function openQuestion(details: CsqlDetails, { m }: ModalOptions): KnownBlock | null {
  const asked = textOf(details, details.csql.questionTextId)
  return asked === null ? null : quotation(m, m.asking.question, asked)
}

/** Whose hands are full may put it off or ask for another AE; who waits for the customer may put it off. */
function otherWays(
  action: TransitionForm,
  { csql }: CsqlDetails,
  { m, because }: TransitionOptions,
): readonly KnownBlock[] {
  const way = (text: string, button: 'reassign' | 'snooze', label: string): KnownBlock => ({
    type: 'section',
    text: plain(text, 3000),
    accessory: csqlButton(button, label, csql),
  })
  const propose = way(m.asking.proposeInstead, 'reassign', m.terms.buttons.propose_ae)
  const snooze = way(m.asking.snoozeInstead, 'snooze', m.terms.buttons.snooze)
  if (because === 'own_deals_first') return action === 'accept' ? [propose, snooze] : [propose]
  return because === 'waiting_customer' && action === 'accept' ? [snooze] : []
}

/** What "outside the target" means here, and on which side this account is; null where nobody wrote it down. */
function targetLine({ account }: CsqlDetails, { m, target }: TransitionOptions): KnownBlock | null {
  if (target === undefined) return null
  const { definition, segments, otherSegments } = target
  const segment = account.segment?.trim() ?? ''
  const isTarget = segments.includes(segment) ? true : otherSegments.includes(segment) ? false : null
  const names = segments.slice(0, SEGMENTS_SHOWN).map((name) => oneLine(name, 60))
  return small(
    definition === null ? null : m.settings.targetIs(clean(definition)),
    names.length === 0 ? null : m.settings.targetSegments(names),
    segment === '' || (definition === null && isTarget === null)
      ? null
      : m.settings.segmentIs(oneLine(segment, 60), isTarget),
  )
}
const SEGMENTS_SHOWN = 10

/** Too early is no reason to let go: waiting is offered first. */
const nurtureInstead = ({ csql }: CsqlDetails, { m }: ModalOptions): KnownBlock => ({
  type: 'section',
  text: plain(m.modals.nurtureInstead, 3000),
  accessory: csqlButton('nurture', m.terms.buttons.nurture, csql),
})
