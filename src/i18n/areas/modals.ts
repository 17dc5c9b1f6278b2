import type { Gate } from '../../domain/account.js'
import type { EventKind } from '../../domain/event.js'
import type { LeaveRow } from '../../domain/leave.js'
import type { AccountInput } from './accounts.js'
import type { SettingsField } from './settings.js'

/** What an input asks for. It is the input's block id, and the field's name in the domain where it is one field there. */
export type FieldName =
  | SettingsField
  | 'account'
  | 'department'
  | 'product'
  | 'kind'
  | 'referred_company'
  | 'source'
  | 'source_detail'
  | 'heat'
  | 'problem'
  | 'note'
  | 'contact'
  | 'contact_name'
  | 'contact_title'
  | 'opt_in'
  | 'checklist'
  | 'ae'
  | 'ae_unassigned'
  | 'csm'
  | 'amount'
  | 'amount_period'
  | 'one_time'
  | 'next_action'
  | 'next_on'
  | 'progress'
  | 'close_month'
  | 'crm_link'
  | 'won_on'
  | 'lost_on'
  | 'start_on'
  | 'promises'
  | 'reason'
  | 'recheck_on'
  | 'fix_on'
  | 'missing'
  | 'changed'
  | 'into'
  | 'override_reason'
  | 'supporter'
  | 'question'
  | 'answer'
  | 'until'
  | 'until_on'
  | 'managers'
  | 'csms'
  | 'aes'
  | 'inside_sales'
  | 'products'
  | 'digest_channel'
  | 'digest_weekday'
  | 'digest_at'
  | 'participation'
  | 'company_holidays'
  | 'other_holidays'
  | 'first_contact_days'
  | 'convert_days'
  | 'update_days'
  | 'fix_days'
  | 'qualify_days'
  | 'hours_as'
  | 'work_days'
  | 'opens'
  | 'closes'
  | 'leave_kept'
  | `leave_from${LeaveRow}`
  | `leave_to${LeaveRow}`
  | `delegate${LeaveRow}`
  | 'pause_until'
  | 'pause_over'
  | 'country'
  | 'team_members'
  | 'team_manager'
  | 'no_team_manager'
  | 'capture_emoji'
  | 'lines'
  | 'target_quarter'
  | 'target_for'
  | 'person'
  | 'metric'
  | 'credited_as'
  | 'value'
  | AccountInput

/** The forms that ask for more than a click. Their titles are the acts themselves. */
export type TransitionForm = Exclude<EventKind, 'log' | 'qualify' | 'edit' | 'wake' | 'undo' | 'neglect'>

export interface Modals {
  readonly close: string
  /** Where the button's own words would not do on the button that submits. */
  readonly submits: Readonly<Partial<Record<TransitionForm | 'edit' | 'settings', string>>>
  readonly labels: Readonly<Record<FieldName, string>>
  /** What the note is for; the reason of a decision is written there too. */
  readonly noteLabels: Readonly<Partial<Record<EventKind, string>>>
  /** A sentence under the input. */
  readonly hints: Readonly<Partial<Record<FieldName, string>>>
  /** The amount, where it is agreed and no estimate any more. */
  readonly wonAmount: string
  /** The amount of a contract: all that is paid, no increase. */
  readonly contractAmount: string
  /** Where one of the two amounts has to be given. */
  readonly amountNeeded: string
  /** The reason for going on beside an open CSQL. */
  readonly duplicateReason: string
  readonly noteIfOther: string
  /** A grey example, or what to do, in an empty input. */
  readonly placeholders: Readonly<Partial<Record<FieldName, string>>>
  readonly choose: string

  /** More options than a menu holds. */
  readonly optionsCut: (shown: number, total: number) => string
  readonly contactsCut: (shown: number, total: number) => string
  /** A text that is too long for an input stays as it is. */
  readonly tooLongToEdit: (label: string) => string
  readonly newAccount: (name: string) => string
  /** The title, where the contact before it is the only one. */
  readonly titleOfContact: string
  readonly optInNow: (optIn: string) => string
  readonly toBeAssigned: string
  /** The title of the form by which a manager puts off somebody's reminders. */
  readonly remindAgain: string
  readonly snoozes: Readonly<Record<'tomorrow' | 'three_days' | 'monday' | 'date', string>>
  readonly nurtureInstead: string
  readonly gates: Readonly<Record<Gate, string>>
  /** The same matter is open already. */
  readonly duplicate: (csql: string) => string
  readonly addNote: (csql: string) => string

  readonly checklistForUpsell: (item: string) => string

  readonly settings: {
    readonly intro: string
    /** ISO weekdays, Monday first. */
    readonly weekdays: readonly string[]
    readonly participation: Readonly<Record<'open' | 'assigned', string>>
    /** By the span as the calendar reads it. */
    readonly holidays: Readonly<Record<'12-29..01-03' | '08-13..08-15', string>>
  }
}
