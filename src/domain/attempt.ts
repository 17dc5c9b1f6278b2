import type { Gate, OptIn } from './account.js'
import type {
  AmountPeriod,
  ChecklistItem,
  Csql,
  CsqlChanges,
  Currency,
  Heat,
  Kind,
  Progress,
  Source,
  State,
} from './csql.js'
import type { CsqlEvent, EventKind } from './event.js'
import type { CompanyId, ContactId, DepartmentId, EventId, PersonId, ProductId, TextId } from './ids.js'
import type { Actor } from './person.js'
import type { Day, Instant } from './time.js'
import type { WorkingCalendar } from './working-calendar.js'
import type { Settings } from './workspace.js'

/**
 * What somebody tries to do to a CSQL. Typed text is kept in rows of its own before; here are their ids. Amounts are
 * in minor units, before tax. A field that is absent is not touched.
 */
export type Attempt =
  | ({ readonly action: 'qualify' } & QualifyInput)
  | {
      readonly action: 'accept'
      readonly nextActionTextId?: TextId | null | undefined
      readonly nextOn?: Day | null | undefined
    }
  | {
      readonly action: 'return'
      readonly missing: readonly string[]
      readonly reasonTextId?: TextId | null | undefined
    }
  | { readonly action: 'reject'; readonly reason: string | null; readonly reasonTextId?: TextId | null | undefined }
  | {
      readonly action: 'update'
      readonly progress: Progress | null
      readonly nextOn: Day | null
      readonly nextActionTextId?: TextId | null | undefined
    }
  | ({
      readonly action: 'convert'
      readonly closeMonth: string | null
      readonly crmTextId?: TextId | null | undefined
    } & AmountInput)
  | ({
      readonly action: 'win'
      readonly wonOn: Day | null
      readonly startOn?: Day | null | undefined
      readonly promisesTextId?: TextId | null | undefined
    } & AmountInput)
  | {
      readonly action: 'lose'
      readonly reason: string | null
      readonly lostOn: Day | null
      readonly reasonTextId?: TextId | null | undefined
    }
  | {
      readonly action: 'nurture'
      readonly recheckOn: Day | null
      readonly reason: string | null
      readonly reasonTextId?: TextId | null | undefined
    }
  | { readonly action: 'wake' }
  | { readonly action: 'withdraw'; readonly reason: string | null; readonly reasonTextId?: TextId | null | undefined }
  | { readonly action: 'merge'; readonly into: Csql }
  | { readonly action: 'reassign'; readonly aeId?: PersonId | undefined; readonly csmId?: PersonId | undefined }
  | { readonly action: 'reopen'; readonly reasonTextId: TextId | null }
  | { readonly action: 'note'; readonly textId: TextId }
  | { readonly action: 'edit'; readonly changes: CsqlEdit }
  | { readonly action: 'snooze'; readonly until: Instant }
  | { readonly action: 'plan_fix'; readonly fixOn: Day | null }
  | { readonly action: 'propose_ae'; readonly aeId: PersonId }
  | { readonly action: 'neglect'; readonly reason: string | null }
  | { readonly action: 'ask_support'; readonly supporterId: PersonId | null; readonly textId: TextId | null }
  | { readonly action: 'ask_csm'; readonly textId: TextId | null }
  | { readonly action: 'answer_csm'; readonly textId: TextId | null }

export type AttemptOf<A extends Attempt['action']> = Extract<Attempt, { action: A }>

/**
 * What an edit may change; the rest belongs to the transitions. The people only along with the account: they are its
 * contract's. Who is responsible otherwise changes by a reassignment.
 */
export type CsqlEdit = Pick<
  CsqlChanges,
  | 'accountId'
  | 'csmId'
  | 'aeId'
  | 'departmentId'
  | 'productId'
  | 'kind'
  | 'referredCompanyId'
  | 'source'
  | 'sourceDetailTextId'
  | 'heat'
  | 'contactId'
  | 'problemTextId'
  | 'noteTextId'
  | 'lineTextId'
  | 'amount'
  | 'amountPeriod'
  | 'oneTime'
  | 'currency'
  | 'nextActionTextId'
>

export interface QualifyInput {
  readonly departmentId?: DepartmentId | null | undefined
  readonly productId?: ProductId | null | undefined
  readonly kind?: Kind | null | undefined
  readonly referredCompanyId?: CompanyId | null | undefined
  readonly source?: Source | null | undefined
  readonly sourceDetailTextId?: TextId | null | undefined
  readonly heat?: Heat | undefined
  readonly problemTextId?: TextId | null | undefined
  readonly contactId?: ContactId | null | undefined
  readonly checklist: readonly ChecklistItem[]
  /** An AE, or `unassigned`: a manager names one. */
  readonly ae: PersonId | 'unassigned' | null
  readonly changedTextId?: TextId | null | undefined
  readonly overrideTextId?: TextId | null | undefined
  readonly amount?: number | null | undefined
  readonly amountPeriod?: AmountPeriod | null | undefined
  readonly oneTime?: number | null | undefined
  readonly currency?: Currency | undefined
}

export interface AmountInput {
  readonly amount: number | null
  readonly amountPeriod: AmountPeriod | null
  readonly oneTime: number | null
  readonly currency: Currency
}

/** What an attempt needs to know of the world around the CSQL. All of it is read in the write's own transaction. */
export interface World {
  readonly now: Instant
  readonly settings: Settings
  /** The working calendar of whoever owes the next step; it bounds dates such as "at most 30 working days on". */
  readonly calendar: WorkingCalendar
  /** The gates that fire, and the contact's opt-in, as they stand after the attempt's own fields: for qualify. */
  readonly gates: readonly Gate[]
  readonly optIn: OptIn | null
  /** The whole history, in order: needed by reopen; may be left empty for the others. */
  readonly history: readonly CsqlEvent[]
}

/** An event before the store gives it its sequence. */
export interface EventDraft {
  readonly kind: EventKind
  readonly actorId: PersonId | null
  readonly from: State | null
  readonly to: State
  readonly reverses: EventId | null
  readonly changes: CsqlChanges
  readonly textId: TextId | null
  readonly figures: Readonly<Record<string, string | number>>
  readonly csmId: PersonId
  readonly aeId: PersonId | null
  readonly occurredAt: Instant
}

/** What a legal attempt comes to: the row after it, and the events that lead there. */
export interface Step {
  readonly before: Csql | null
  readonly after: Csql
  readonly events: readonly EventDraft[]
}

export const actorIdOf = (actor: Actor): PersonId | null => (actor.kind === 'person' ? actor.id : null)
