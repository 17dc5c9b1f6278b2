import type { KnownBlock } from '@slack/types'
import { isOpen, PROGRESS } from '../../domain/csql.js'
import { type CsqlDetails, textOf } from '../../domain/csql-details.js'
import { SNOOZES } from '../../domain/dates.js'
import type { PersonId } from '../../domain/ids.js'
import type { NeglectReason } from '../../domain/reasons.js'
import type { Day } from '../../domain/time.js'
import type { WorkingCalendar } from '../../domain/working-calendar.js'
import { addWorkingDaysToDay } from '../../domain/working-time.js'
import type { Settings } from '../../domain/workspace.js'
import type { FieldName, TransitionForm } from '../../i18n/areas/modals.js'
import { subjectOf } from '../csql-line.js'
import { amountField, amountTexts, oneTimeField, periodField } from './amount-fields.js'
import { inWords, monthChoices, reasonChoices } from './choices.js'
import { datePick, menu, personPick, radio, several, textArea, textLine } from './inputs.js'
import type { ModalOptions } from './modal.js'

export type TransitionField = Extract<
  FieldName,
  | 'next_action'
  | 'next_on'
  | 'missing'
  | 'note'
  | 'reason'
  | 'progress'
  | 'amount'
  | 'amount_period'
  | 'one_time'
  | 'close_month'
  | 'crm_link'
  | 'won_on'
  | 'lost_on'
  | 'start_on'
  | 'promises'
  | 'recheck_on'
  | 'into'
  | 'ae'
  | 'csm'
  | 'until'
  | 'until_on'
  | 'fix_on'
  | 'supporter'
  | 'question'
  | 'answer'
>

export interface TransitionOptions extends ModalOptions {
  /** When the person who acts works: default dates are theirs. */
  readonly calendar?: WorkingCalendar | undefined
  /** Fields that this person may not give: they are not asked for. */
  readonly withheld?: readonly string[]
  /** The answer to the neglect question that led to the form: what it is about is filled in. */
  readonly because?: NeglectReason | undefined
  /** Whom the company sells to: shown where "outside the target" is a reason. */
  readonly target?: Settings['target']
  /** Other open CSQLs of the account, to be merged into; without them the form asks for a number. */
  readonly others?: readonly CsqlDetails[]
}

interface Scene {
  readonly action: TransitionForm
  readonly details: CsqlDetails
  readonly options: TransitionOptions
}

/** One input by its name, filled with what is known. */
export const FIELDS: Readonly<Record<TransitionField, (scene: Scene) => KnownBlock | null>> = {
  next_action: ({ action, details, options: { m } }) =>
    textLine(m, 'next_action', action === 'update' ? textOf(details, details.csql.nextActionTextId) : null),
  next_on: (scene) => datePick(scene.options.m, 'next_on', nextOn(scene), { required: scene.action === 'update' }),
  missing: ({ options }) => several(options.m, 'missing', reasonChoices('return', options), [], { required: true }),
  note,
  reason,
  progress: ({ details, options: { m, because } }) =>
    menu(
      m,
      'progress',
      inWords(PROGRESS, m.terms.progress),
      because === 'waiting_customer' ? because : details.csql.progress,
      { required: true },
    ),
  amount: ({ action, details, options: { m } }) =>
    amountField(m, amountTexts(m, details.csql), {
      label: action === 'win' ? m.modals.wonAmount : undefined,
      hint: m.modals.amountNeeded,
    }),
  amount_period: ({ details, options: { m } }) => periodField(m, amountTexts(m, details.csql)),
  one_time: ({ details, options: { m } }) => oneTimeField(m, amountTexts(m, details.csql)),
  close_month: ({ details, options: { m, today } }) =>
    menu(m, 'close_month', monthChoices(today, m), details.csql.closeMonth, { required: true }),
  crm_link: ({ details, options: { m } }) => textLine(m, 'crm_link', textOf(details, details.csql.crmTextId)),
  won_on: ({ options: { m, today } }) => datePick(m, 'won_on', today, { required: true }),
  lost_on: ({ options: { m, today } }) => datePick(m, 'lost_on', today, { required: true }),
  start_on: ({ details, options: { m } }) => datePick(m, 'start_on', details.csql.startOn),
  promises: ({ details, options: { m } }) => textArea(m, 'promises', textOf(details, details.csql.promisesTextId)),
  recheck_on: ({ options: { m } }) => datePick(m, 'recheck_on', null, { required: true }),
  into,
  ae: ({ action, details, options: { m } }) =>
    personPick(m, 'ae', action === 'propose_ae' ? null : slackIdOf(details, details.csql.aeId), {
      required: action === 'propose_ae',
    }),
  csm: ({ details, options: { m } }) =>
    personPick(m, 'csm', slackIdOf(details, details.csql.csmId), {
      required: slackIdOf(details, details.csql.csmId) !== null,
    }),
  until: ({ options: { m } }) =>
    radio(m, 'until', inWords([...SNOOZES, 'date'], m.modals.snoozes), 'tomorrow', { required: true }),
  until_on: ({ options: { m } }) => datePick(m, 'until_on', null),
  fix_on: ({ details, options: { m, today } }) =>
    datePick(m, 'fix_on', notBefore(today, details.csql.fixOn), { required: true }),
  supporter: ({ options: { m } }) => personPick(m, 'supporter', null, { required: true }),
  question: ({ options: { m } }) => textArea(m, 'question', null, { required: true }),
  answer: ({ options: { m } }) => textArea(m, 'answer', null, { required: true }),
}

/** Somebody's Slack id; null for nobody and for a person who is known by an address alone. */
export const slackIdOf = (details: CsqlDetails, id: PersonId | null): string | null =>
  id === null ? null : (details.people.get(id)?.slackUserId ?? null)

const notBefore = (today: Day, day: Day | null): Day | null => (day !== null && day >= today ? day : null)

/** "Default two working days on" (domain rule of `accept`). */
const FIRST_STEP_DAYS = 2

function nextOn({ action, details, options: { today, calendar } }: Scene): Day | null {
  const held = notBefore(today, details.csql.nextOn)
  if (held !== null || action !== 'accept' || calendar === undefined) return held
  return addWorkingDaysToDay(calendar, today, FIRST_STEP_DAYS)
}

/** Here the note is all that is asked. */
const NOTE_NEEDED: ReadonlySet<TransitionForm> = new Set<TransitionForm>(['reopen', 'note'])
const OTHER_NEEDS_NOTE: ReadonlySet<TransitionForm> = new Set<TransitionForm>(['reject', 'lose', 'nurture'])

function note({ action, options: { m } }: Scene): KnownBlock | null {
  return textArea(m, 'note', null, {
    required: NOTE_NEEDED.has(action),
    label: m.modals.noteLabels[action],
    hint: OTHER_NEEDS_NOTE.has(action) ? m.modals.noteIfOther : null,
  })
}

function reason({ action, options }: Scene): KnownBlock | null {
  const list = action === 'lose' || action === 'nurture' || action === 'withdraw' ? action : 'reject'
  const known = list === 'reject' && options.because === 'outside_target' ? options.because : null
  return menu(options.m, 'reason', reasonChoices(list, options), known, { required: true })
}

function into({ details, options: { m, viewer, others = [] } }: Scene): KnownBlock | null {
  const choices = others
    .filter(({ csql }) => csql.id !== details.csql.id && isOpen(csql.state))
    .map(
      (other) =>
        [String(other.csql.number), `${m.terms.number(other.csql.number)} ${subjectOf(other, m, viewer)}`] as const,
    )
  return menu(m, 'into', choices, null, { required: true }) ?? textLine(m, 'into', null, { required: true })
}
