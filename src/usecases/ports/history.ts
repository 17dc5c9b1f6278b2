import type { Clock, ClockKind } from '../../domain/clock.js'
import type { CsqlEvent } from '../../domain/event.js'
import type { ClockId, CsqlId, EventId, PersonId, TextId } from '../../domain/ids.js'
import type { Instant } from '../../domain/time.js'

export interface EventsRepo {
  /** Appends with the next sequence of the CSQL. */
  append(event: Omit<CsqlEvent, 'seq' | 'workspaceId'>): Promise<CsqlEvent>
  of(csqlId: CsqlId): Promise<readonly CsqlEvent[]>
  last(csqlId: CsqlId): Promise<CsqlEvent | null>
  get(id: EventId): Promise<CsqlEvent | null>
}

export interface ClocksRepo {
  of(csqlId: CsqlId): Promise<readonly Clock[]>
  get(id: ClockId): Promise<Clock | null>
  running(csqlIds: readonly CsqlId[]): Promise<readonly Clock[]>
  /** Running clocks, of one owner or of everybody, in pages: those with an id after `after`. */
  page(owner: PersonId | 'everybody', after: ClockId | null, limit: number): Promise<readonly Clock[]>
  /** Running clocks of a kind that somebody owes and that fell due before an instant and are not put off beyond it, longest due first. `total` counts all. */
  pastDue(of: {
    readonly owner: PersonId
    readonly kind: ClockKind
    readonly at: Instant
    readonly limit: number
  }): Promise<{ rows: readonly Clock[]; total: number }>
  /** Whoever owes something now, and on how many CSQLs. */
  owners(): Promise<readonly { readonly ownerId: PersonId; readonly csqls: number }[]>
  insert(clock: Clock): Promise<void>
  update(clock: Clock): Promise<void>
  /** Writes what taking a step of it changes: the steps taken, the next one, when its owner and their manager were told. */
  updateStep(clock: Clock): Promise<void>
}

export interface Text {
  readonly id: TextId
  readonly csqlId: CsqlId
  /** The field's name in the domain (`problem`, `note`, `line`, …). */
  readonly field: string
  readonly body: string
  readonly authorId: PersonId | null
  readonly createdAt: Instant
}

export interface TextsRepo {
  insert(text: Text): Promise<void>
  many(ids: readonly TextId[]): Promise<ReadonlyMap<TextId, Text>>
  /** Notes of a CSQL, questions and answers among them, oldest first. */
  notes(csqlId: CsqlId): Promise<readonly Text[]>
}
