import { z } from 'zod'
import { DeliveryId, WorkspaceId } from './ids.js'

/**
 * A message that is owed to somebody, as a row, written in the transaction of what it is about. It holds no words: who
 * sends it reads the state again and composes it then.
 *
 * handover          the card in the AE's direct message
 * unassigned        a manager is asked to name an AE
 * decision          what an AE decided, to the CSM and to who logged it
 * returned          the AE asks for more, with the buttons to answer
 * won               the win, with what was promised, to CSM and logger
 * assigned          what was yours was handed over, went to somebody else, was withdrawn or merged, or an AE was proposed
 * question          the AE asks the CSM about the background, with a button to answer
 * answer            what the CSM, or a colleague who was asked for support, answered, to the AE
 * support           a colleague is asked for support with a hard problem
 * loose             an admin is told of a clock whose reminders people never act on
 * wake              a nurturing one stirs again, to its owner
 * delegated         to who stands in for somebody on leave: what that person has to decide, with the same buttons
 * leave             a delegate learns of the leave and of what waits; somebody learns that a colleague entered theirs
 * nudge, nudge_high the batch of a working day; the one at the due time of high heat
 * escalation        the batch for a manager
 * digest            the weekly digest
 * digest_details    what belongs to a digest, in its thread: the subject is the digest's delivery
 * digest_csv        the CSQLs behind a digest, a file in its thread: shared at most once
 * digest_preview    the charts of the next digest, to who asked for them
 * summary           a person's own Monday
 * trouble           a manager is told, once, of a delivery that cannot be made
 * backup_failed     an admin is told, once until one is good again, that the nightly backup fails
 * handover_post     a hand-over in the channel for them, and nobody's name
 * won_post          a win in the channel for them
 * welcome           whoever installed the app is asked to set it up, once
 * edit              an earlier message, brought up to date (`chat.update`)
 */
export const PURPOSES = [
  'handover',
  'unassigned',
  'decision',
  'returned',
  'won',
  'assigned',
  'wake',
  'delegated',
  'leave',
  'nudge',
  'nudge_high',
  'escalation',
  'digest',
  'digest_details',
  'digest_csv',
  'digest_preview',
  'summary',
  'trouble',
  'backup_failed',
  'edit',
  'question',
  'answer',
  'support',
  'loose',
  'handover_post',
  'won_post',
  'welcome',
] as const
export const Purpose = z.enum(PURPOSES)
export type Purpose = z.infer<typeof Purpose>

/** What holds many rows: one a working day and person, by whose local date it is unique. */
export const BATCHES: readonly Purpose[] = ['nudge', 'nudge_high', 'escalation']

/** What answers a message of ours, whose delivery is the subject: it goes once that stands. */
export const THREADED: readonly Purpose[] = ['digest_details', 'digest_csv']

/**
 * pending → sending → sent | unknown | parked. `skipped`: there was nothing left to say when its time came, or it is not
 * to be said any more. `unknown`: the answer was ambiguous, so history is asked after the grace time before it is sent
 * again.
 */
export const DELIVERY_STATES = ['pending', 'sending', 'sent', 'unknown', 'parked', 'skipped'] as const
export const DeliveryState = z.enum(DELIVERY_STATES)
export type DeliveryState = z.infer<typeof DeliveryState>

const MAY_BE_READ: readonly DeliveryState[] = ['pending', 'sending', 'sent', 'unknown']
/** Whether it stands somewhere, perhaps, or is still to come. */
export const mayBeRead = ({ state }: { readonly state: DeliveryState }): boolean => MAY_BE_READ.includes(state)

export const Delivery = z.object({
  workspaceId: WorkspaceId,
  id: DeliveryId,
  /** A person's direct message, or a channel. */
  recipientKind: z.enum(['person', 'channel']),
  /** Our person id, or Slack's channel id. */
  recipient: z.string(),
  purpose: Purpose,
  /** What it is about: a CSQL's id, a person's, a week's workspace; for an edit, the delivery that is edited. */
  subject: z.string(),
  /** The slot (local date, ISO week) or the causing event's id: with the three before, unique. */
  occasion: z.string(),
  state: DeliveryState,
  /** When it is to be sent, UTC ms; it stays as it is while `notBefore` moves on. */
  dueAt: z.int(),
  /** UTC ms; it is not sent before. A delivery that is put back waits until then. */
  notBefore: z.int(),
  /** Calls to Slack so far, 429s aside. */
  attempts: z.int().min(0),
  /** Counts claims: an answer that arrives under an older fence is refused. */
  fence: z.int().min(0),
  leaseUntil: z.int().nullable(),
  /** Where it was posted, from Slack's answer; for a file, the thread that it was shared in. */
  channel: z.string().nullable(),
  ts: z.string().nullable(),
  /** Why it was parked, or what made it ambiguous: Slack's code. */
  reason: z.string().nullable(),
  createdAt: z.int(),
  /** When the last call began, UTC ms: the grace time of an unknown one counts from it. */
  triedAt: z.int().nullable(),
  sentAt: z.int().nullable(),
})
export type Delivery = Readonly<z.infer<typeof Delivery>>

/** After an ambiguous answer, history is believed only once this has passed (ms). */
export const GRACE = 120_000
/** A claim is good for so long (ms): longer than a call's time-out. */
export const LEASE = 30_000

/** The reason of a batch that was put back because its workspace's posts of the minute were spent: others go before it. */
export const WAITS_FOR_BUDGET = 'budget'
/** The reason of one whose time came when its reader had closed, or when a batch's day was over: others go before it. */
export const WAITS_FOR_HOURS = 'hours'

/** Slack's codes for a token that is no good any more: nothing goes to the workspace until it is installed again. */
export const REVOKED_REASONS: readonly string[] = [
  'token_revoked',
  'token_expired',
  'account_inactive',
  'invalid_auth',
  'not_authed',
]

const UNSEEN = 'unseen:'
/** The reason of one that is sent again because history did not show it; it stays with the row once it is sent. */
export const unseen = (reason: string | null): string =>
  reason?.startsWith(UNSEEN) ? reason : `${UNSEEN}${reason ?? 'interrupted'}`
export const wasUnseen = ({ reason }: Pick<Delivery, 'reason'>): boolean => reason?.startsWith(UNSEEN) ?? false

const UNCONFIRMED = 'unconfirmed:'
/** The reason of one that was given up because its answer was ambiguous and history may not be read. */
export const unconfirmed = (reason: string): string => `${UNCONFIRMED}${reason}`
export const isUnconfirmed = ({ reason }: Pick<Delivery, 'reason'>): boolean => reason?.startsWith(UNCONFIRMED) ?? false

/** What somebody may do by hand with a delivery, and in which states: never with one that Slack is being asked for. */
export const BY_HAND = {
  /** Sent again, from the beginning. */
  retry: ['parked'],
  /** Given up for good. */
  drop: ['pending', 'unknown', 'parked'],
} as const satisfies Record<string, readonly DeliveryState[]>
export type ByHand = keyof typeof BY_HAND

/** The reason of an edit that a newer one of the same message made needless, and of a batch that went into another. */
export const REPLACED = 'replaced'
/** The reason of one that somebody gave up by hand. */
export const DROPPED = 'dropped'
