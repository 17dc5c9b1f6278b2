import { z } from 'zod'
import type { State } from './csql.js'
import { ClockId, CsqlId, EventId, PersonId, WorkspaceId } from './ids.js'

/**
 * What runs while a CSQL waits for somebody. `wake` is no debt: it ends nurturing on its date.
 */
export const CLOCK_KINDS = ['decide', 'first_contact', 'convert', 'update', 'fix', 'qualify', 'wake'] as const
export const ClockKind = z.enum(CLOCK_KINDS)
export type ClockKind = z.infer<typeof ClockKind>

/**
 * done = what was owed was done; cancelled = it ceased to be owed, or somebody else owes it now; voided = its start was
 * undone. One that was cancelled after its due time fell due all the same.
 */
export const CLOCK_ENDINGS = ['done', 'cancelled', 'voided'] as const
export const ClockEnding = z.enum(CLOCK_ENDINGS)
export type ClockEnding = z.infer<typeof ClockEnding>

/**
 * One clock, running or stopped, as a row. Instants are UTC ms. A stopped clock keeps its due time for ever.
 */
export const Clock = z.object({
  workspaceId: WorkspaceId,
  id: ClockId,
  csqlId: CsqlId,
  kind: ClockKind,
  /** Who owes it; null = nobody was assigned yet, so the managers do. */
  ownerId: PersonId.nullable(),
  round: z.int().min(0),
  startedAt: z.int(),
  startedBy: EventId,
  /** The day that was given for it, if one was: it fixes the due time instead of a number of working days. */
  givenOn: z.iso.date().nullable(),
  /** Its length in working days, as the settings said when it started; null where a rule of its own says when it falls due. */
  days: z.int().min(1).nullable(),
  dueAt: z.int(),
  /** How far along its steps it is, counted in the places that `nudge-policy.ts` gives them. */
  stepsTaken: z.int().min(0),
  /** When the next nudge or escalation is to be considered; null = none is left, or the clock is stopped. */
  nextStepAt: z.int().nullable(),
  /**
   * When its owner was last nudged about it, or hears what was announced; null also where the heat rose since, for that
   * nudge did not say what follows.
   */
  nudgedAt: z.int().nullable(),
  snoozedUntil: z.int().nullable(),
  /** Snoozes in a row: whatever settles the clock or starts it afresh ends the row. */
  snoozes: z.int().min(0),
  /**
   * When a question to the CSM made it stand still, and until when that lasts: one working day of its owner, or until
   * the answer. It stands still once at most; both are null where it never did.
   */
  pausedAt: z.int().nullable(),
  pausedUntil: z.int().nullable(),
  pausedBy: EventId.nullable(),
  /** The answer that set it going again before its day was over. */
  resumedBy: EventId.nullable(),
  /** When the manager was told: once for each clock. */
  escalatedAt: z.int().nullable(),
  stoppedAt: z.int().nullable(),
  stoppedBy: EventId.nullable(),
  ending: ClockEnding.nullable(),
})
export type Clock = Readonly<z.infer<typeof Clock>>

/** The clocks that run in each state. */
export const CLOCKS_OF_STATE: Readonly<Record<State, readonly ClockKind[]>> = {
  signal: ['qualify'],
  qualified: ['decide'],
  accepted: ['first_contact', 'convert'],
  opportunity: ['update'],
  returned: ['fix'],
  nurturing: ['wake'],
  won: [],
  lost: [],
  rejected: [],
  withdrawn: [],
  merged: [],
}

/** The clocks an AE owes: overdue, everywhere, means one of these past due with no event by the AE since. */
export const AE_CLOCKS: readonly ClockKind[] = ['decide', 'first_contact', 'convert', 'update']

/** The clocks that go to the manager when nothing happens. */
export const ESCALATING_CLOCKS: readonly ClockKind[] = ['decide', 'first_contact']
