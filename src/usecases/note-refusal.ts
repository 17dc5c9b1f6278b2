import type { PersonId } from '../domain/ids.js'
import { HOUR } from '../domain/time.js'
import type { Ctx } from './context.js'

/** What somebody was refused. */
export interface Refusal {
  /** Null = somebody of whom Slack says nothing. */
  readonly actorId: PersonId | null
  /** A right of the matrix; `entry` for whoever takes no part at all. */
  readonly right: string
  /** The code of the reason. */
  readonly why: string
  /** The CSQL's number, and the field, where it is about one. */
  readonly number: number | null
  readonly field: string | null
}

/**
 * Keeps in the audit log that somebody was refused. The first of an hour stands for all that the same person was refused
 * of the same right for the same reason: whoever tries it a thousand times fills no log.
 */
export async function noteRefusal(
  { store, now }: Pick<Ctx, 'store' | 'now'>,
  { actorId, right, why, number, field }: Refusal,
): Promise<void> {
  const hour = Math.floor(now / HOUR)
  await store.transaction((tx) =>
    tx.audit.appendOnce({
      ...{ id: `refused:${actorId ?? 'unknown'}:${right}:${why}:${hour}`, at: now, actorId, fromCommandLine: false },
      ...{ action: 'right.refuse', subject: right, facts: { why, number, field } },
    }),
  )
}
