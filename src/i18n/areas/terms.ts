import type { Channel, OptIn, Phase } from '../../domain/account.js'
import type { ClockKind } from '../../domain/clock.js'
import type { AmountPeriod, ChecklistItem, Currency, Heat, Kind, Progress, Source, State } from '../../domain/csql.js'
import type { EventKind } from '../../domain/event.js'
import type { Role } from '../../domain/person.js'
import type {
  LostReason,
  NeglectReason,
  NurtureReason,
  RejectReason,
  ReturnReason,
  WithdrawReason,
} from '../../domain/reasons.js'

/** What a button says; by the action it stands for. */
export type ButtonName =
  | Exclude<EventKind, 'log' | 'propose_ae' | 'neglect'>
  | 'log'
  | 'show'
  | 'period'
  | 'take'
  | 'propose_again'
  | 'propose_ae'
  | 'name_ae'
  | 'requalify'
  | 'list'

/** The words of the domain: one per thing, everywhere. */
export interface Terms {
  readonly csql: string
  /** What the three letters mean, for who meets them the first time. */
  readonly csqlInFull: string
  readonly signal: string
  /** `CSQL-42`. */
  readonly number: (number: number) => string
  readonly states: Readonly<Record<State, string>>
  readonly kinds: Readonly<Record<Kind, string>>
  readonly sources: Readonly<Record<Source, string>>
  /** Short enough to have a detail behind it. */
  readonly sourcesShort: Readonly<Record<Source, string>>
  readonly heats: Readonly<Record<Heat, string>>
  readonly progress: Readonly<Record<Progress, string>>
  readonly checklist: Readonly<Record<ChecklistItem, string>>
  readonly checklistShort: Readonly<Record<ChecklistItem, string>>
  readonly optIns: Readonly<Record<OptIn, string>>
  readonly roles: Readonly<Record<Role, string>>
  readonly phases: Readonly<Record<Phase, string>>
  readonly channels: Readonly<Record<Channel, string>>
  readonly periods: Readonly<Record<AmountPeriod, string>>
  readonly oneTime: string
  readonly clocks: Readonly<Record<ClockKind, string>>
  readonly reasons: {
    readonly reject: Readonly<Record<RejectReason, string>>
    readonly lose: Readonly<Record<LostReason, string>>
    readonly return: Readonly<Record<ReturnReason, string>>
    readonly nurture: Readonly<Record<NurtureReason, string>>
    readonly withdraw: Readonly<Record<WithdrawReason | 'undone', string>>
    readonly neglect: Readonly<Record<NeglectReason, string>>
  }
  /** The act as a noun: for histories and "undo …". */
  readonly acts: Readonly<Record<EventKind, string>>
  readonly buttons: Readonly<Record<ButtonName, string>>
}

/** How people and companies are called. */
export interface Names {
  /** A customer's company or a person there, with the honorific of the language. */
  readonly customer: (name: string) => string
  /** A colleague; null is somebody whose name is gone. */
  readonly colleague: (name: string | null) => string
  /** A colleague on a line of a list, without honorifics. */
  readonly bare: (name: string | null) => string
}

/** An increment before tax, in minor units of the currency. */
export interface Increment {
  readonly amount: number | null
  readonly amountPeriod: AmountPeriod | null
  readonly oneTime: number | null
  readonly currency: Currency
}

export interface Amounts {
  readonly unknown: string
  /** `+12万円(税抜)` with its period, and the one-time amount behind it; an estimate says that it is one. */
  readonly increment: (of: Increment, certainty: 'estimate' | 'exact') => string
  /** The same in running words, to be echoed after it was typed. */
  readonly reading: (of: Increment) => string
}
