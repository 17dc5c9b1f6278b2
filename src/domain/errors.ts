import type { BackupFailure } from './backup.js'
import type { Instant } from './time.js'

/**
 * What can go wrong, as facts with a code. Only the edge (commands, slack, cli) turns a code into words;
 * the facts hold what those words need, and never a secret or a sentence.
 */
export type Facts = Readonly<Record<string, unknown>>

export abstract class DomainError<F extends Facts = Facts> extends Error {
  abstract readonly code: string
  readonly facts: F

  constructor(facts: F) {
    super()
    this.facts = facts
    this.name = new.target.name
  }

  override get message(): string {
    return `${this.code} ${JSON.stringify(this.facts)}`
  }
}

/** No such thing here; the same for another workspace's number as for one that never was. */
export class NotFound extends DomainError<{
  what: 'csql' | 'account' | 'person' | 'product' | 'delivery'
  typed: string
}> {
  readonly code = 'not_found'
}

/** The actor has no right to this, or to a field of it (`rights.ts`). Says nothing of what is there. */
export class NotAllowed extends DomainError<{ action: string; number?: number; field?: string }> {
  readonly code = 'not_allowed'
}

/** The table has no such transition from this state. */
export class IllegalTransition extends DomainError<{ action: string; state: string; number: number }> {
  readonly code = 'illegal_transition'
}

/** Another transition came first; the facts say whose, of what kind, and when (UTC ms). */
export class CsqlChangedMeanwhile extends DomainError<{
  number: number
  state: string
  version: number
  kind: string
  actorName: string | null
  at: number
}> {
  readonly code = 'csql_changed_meanwhile'
}

/** Required fields are missing, by their names in the domain. */
export class Incomplete extends DomainError<{ fields: readonly string[] }> {
  readonly code = 'incomplete'
}

/** One field holds what it may not. `rule` is a code that the catalogues turn into words. */
export class BadValue extends DomainError<{ field: string; rule: string } & Facts> {
  readonly code = 'bad_value'
}

/** Several fields hold what they may not; each with the code of its rule, and what was typed or stands in the way. */
export class BadFields extends DomainError<{
  faults: readonly { readonly field: string; readonly rule: string; readonly typed?: string }[]
}> {
  readonly code = 'bad_fields'
}

/**
 * Somebody else changed the same fields of an account, or of what hangs on it, while a form was open. The facts say who
 * changed it last, and when (UTC ms).
 */
export class AccountChangedMeanwhile extends DomainError<{
  fields: readonly string[]
  actorName: string | null
  at: number | null
}> {
  readonly code = 'account_changed_meanwhile'
}

/** Two accounts changed between the look at what a merge would do and the merge. */
export class MergeChangedMeanwhile extends DomainError<Record<never, never>> {
  readonly code = 'merge_changed_meanwhile'
}

/**
 * A merge of accounts stands: `what` is the account that came between, or the table of which a row was changed since;
 * `number` the CSQL that was.
 */
export class MergeNotUndone extends DomainError<{
  why: 'too_late' | 'undone' | 'merged_again' | 'name_gone' | 'csql' | 'changed'
  what: string
  number?: number
}> {
  readonly code = 'merge_not_undone'
}

/** Gates fired, and no reason to go on was given. */
export class GateFired extends DomainError<{ gates: readonly string[] }> {
  readonly code = 'gate_fired'
}

/** The same matter is open already, and nobody said to go on. */
export class DuplicateOpen extends DomainError<{ number: number }> {
  readonly code = 'duplicate_open'
}

/** What many rows were checked against has changed while they were checked: nothing was written, and it may be tried again. */
export class Overtaken extends DomainError {
  readonly code = 'overtaken'
}

/** An archive is brought back into an empty workspace alone, and this one holds something else. */
export class NotEmpty extends DomainError<{ table: string }> {
  readonly code = 'not_empty'
}

/** The database refuses rows that do not belong together; `detail` is its own word for it. */
export class NotFitting extends DomainError<{ detail: string }> {
  readonly code = 'not_fitting'
}

/** There is nothing that this person may undo now. */
export class NothingToUndo extends DomainError<{
  number: number
  why: 'too_late' | 'not_yours' | 'followed' | 'is_undo'
}> {
  readonly code = 'nothing_to_undo'
}

/** Somebody who never takes part: guest, outsider, bot, deactivated, or without a role where roles are required. */
export class NotTakingPart extends DomainError<{
  why: 'guest' | 'outsider' | 'bot' | 'deactivated' | 'unverified' | 'no_role'
}> {
  readonly code = 'not_taking_part'
}

/** By hand this cannot be done with a delivery in that state. */
export class NotByHand extends DomainError<{ action: string; id: string; state: string }> {
  readonly code = 'not_by_hand'
}

/** Slack may show the message already, and nobody said to send it all the same. */
export class MayBeThere extends DomainError<{ id: string; reason: string }> {
  readonly code = 'may_be_there'
}

/** The log of erasures names a kind that this program cannot erase: a newer one wrote it. */
export class CannotErase extends DomainError<{ what: string }> {
  readonly code = 'cannot_erase'
}

/** The nightly backup could not be made; `detail` is for the log. */
export class BackupFailed extends DomainError<{ failure: BackupFailure; detail: string }> {
  readonly code = 'backup_failed'
}

/** Nothing was saved: the store refused the write (a full disk, an I/O error). */
export class NotSaved extends DomainError<{ cause: string }> {
  readonly code = 'not_saved'
}

/**
 * A call to Slack that came to nothing certain or to nothing. `ambiguous`: the message may be there; `permanent`:
 * trying again is of no use; `transient`: it is tried again, at `until` where that is known; `limited`: this channel waits
 * `retryAfter` seconds.
 */
export class PostFailed extends DomainError<
  | { outcome: 'ambiguous' | 'permanent'; reason: string }
  | { outcome: 'transient'; reason: string; until?: Instant }
  | { outcome: 'limited'; reason: string; retryAfter: number }
> {
  readonly code = 'post_failed'
}

/** Charts could not be drawn: what the drawing thread said, or that it took too long. */
export class ChartsNotDrawn extends DomainError<{ cause: string }> {
  readonly code = 'charts_not_drawn'
}
