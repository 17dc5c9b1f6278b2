import { z } from 'zod'
import { type Csql, CsqlChanges, State } from './csql.js'
import { CsqlId, EventId, PersonId, TextId, WorkspaceId } from './ids.js'

/** Transitions count in a CSQL's version; the other kinds do not. */
export const TRANSITIONS = [
  'log',
  'qualify',
  'accept',
  'return',
  'reject',
  'update',
  'convert',
  'win',
  'lose',
  'nurture',
  'wake',
  'withdraw',
  'merge',
  'reassign',
  'reopen',
  'undo',
] as const
export const Transition = z.enum(TRANSITIONS)
export type Transition = z.infer<typeof Transition>

export const EVENT_KINDS = [
  ...TRANSITIONS,
  'note',
  'edit',
  'snooze',
  'plan_fix',
  'propose_ae',
  'neglect',
  'ask_support',
  'ask_csm',
  'answer_csm',
] as const
export const EventKind = z.enum(EVENT_KINDS)
export type EventKind = z.infer<typeof EventKind>

export const countsInVersion = (kind: EventKind): boolean => (TRANSITIONS as readonly EventKind[]).includes(kind)

/**
 * One entry of the append-only history. It holds our own ids, codes and figures; names and texts live in rows of
 * their own, so that erasing a person touches no event.
 */
export const CsqlEvent = z.object({
  workspaceId: WorkspaceId,
  id: EventId,
  csqlId: CsqlId,
  /** 1, 2, 3 … within the CSQL. */
  seq: z.int().min(1),
  kind: EventKind,
  /** Events of one action share it: a win from `accepted` is a convert and a win. */
  stepId: EventId,
  actorId: PersonId.nullable(),
  from: State.nullable(),
  to: State,
  /** The event that an undo or a reopen takes back. */
  reverses: EventId.nullable(),
  changes: CsqlChanges,
  /** The people at the time, for figures per person: a reassignment never moves past figures. */
  csmId: PersonId,
  aeId: PersonId.nullable(),
  textId: TextId.nullable(),
  /**
   * Codes and figures that belong to the event alone: `account_merge` of an edit that a merge of accounts makes, or takes back; `until` of a snooze (UTC ms), or of the one before it where a
   * snooze is undone; `into` of a merge; `reason` of a neglect; the text of the `question` that is answered; the kind
   * that was `undone` or `reopened`; `in_place_of`, the person on leave for whom the actor stood in.
   */
  figures: z.record(z.string(), z.union([z.string(), z.number()])),
  /** UTC ms; for metrics and cohorts. */
  occurredAt: z.int(),
  /** UTC ms; for audit and undo. */
  recordedAt: z.int(),
})
export type CsqlEvent = Readonly<z.infer<typeof CsqlEvent>>

/** Made by a merge of accounts, or by taking one back: it is undone with the merge, and by nobody who undoes a step. */
export const isOfAccountMerge = ({ figures }: Pick<CsqlEvent, 'figures'>): boolean => 'account_merge' in figures

/**
 * The events that are taken back, looked at from the end: a reversal that was itself taken back reverses nothing.
 */
export function reversedEvents(events: readonly CsqlEvent[]): ReadonlySet<EventId> {
  const reversed = new Set<EventId>()
  for (const event of events.toReversed()) {
    if (event.reverses !== null && !reversed.has(event.id)) reversed.add(event.reverses)
  }
  return reversed
}

/** Fields that a log may lack, for an older program wrote it. */
const UNSAID = { supporterIds: [], questionTextId: null } as const satisfies Partial<Csql>

/**
 * What stands after a history: the log's fields, then each event's changes in order, leaving out what is taken back.
 * The log itself always stands as the base: undoing it withdraws.
 *
 * @throws TypeError when the history does not begin with a log, which the store never writes
 */
export function foldHistory(number: number, events: readonly CsqlEvent[]): Csql {
  const first = events[0]
  if (first?.kind !== 'log') throw new TypeError('a history begins with its log')
  const reversed = reversedEvents(events)
  let row: Record<string, unknown> = { ...UNSAID, workspaceId: first.workspaceId, id: first.csqlId, number }
  let version = 0
  for (const event of events) {
    if (countsInVersion(event.kind)) version += 1
    if (event !== first && reversed.has(event.id)) continue
    row = { ...row, ...event.changes }
  }
  return { ...row, version } as unknown as Csql
}

/**
 * What each edit of a history changed, by event id, given the bodies of texts: a form sends all of its fields, and a text
 * that was sent again has a new id. Events that are taken back stand as they were made.
 */
export function editedFields(
  events: readonly CsqlEvent[],
  bodyOf: (textId: unknown) => string | undefined,
): ReadonlyMap<CsqlEvent['id'], readonly (keyof CsqlChanges)[]> {
  const edited = new Map<CsqlEvent['id'], readonly (keyof CsqlChanges)[]>()
  const said = (key: string, value: unknown): string =>
    JSON.stringify(key.endsWith('TextId') ? (bodyOf(value) ?? null) : (value ?? null))
  let row: Record<string, unknown> = {}
  for (const { id, kind, changes } of events) {
    const before = row
    row = { ...row, ...changes }
    if (kind !== 'edit') continue
    const keys = Object.keys(changes) as (keyof CsqlChanges)[]
    edited.set(
      id,
      keys.filter((key) => said(key, changes[key]) !== said(key, before[key])),
    )
  }
  return edited
}
