import type { Purpose } from '../domain/delivery.js'
import type { ClockId } from '../domain/ids.js'
import type { Instant } from '../domain/time.js'
import type { Tx } from './ports.js'

const TO_OWNERS: readonly Purpose[] = ['nudge', 'nudge_high']

/**
 * Whether the owner of a clock was told that their manager is told next: when, or that it is still on its way, that it
 * cannot reach them, or that it was never said, for the row was left out or the message given up by hand.
 */
export async function readAnnouncement(tx: Tx, clockId: ClockId): Promise<Announcement> {
  const said = await tx.deliveries.saying({ clockId, purposes: TO_OWNERS, what: 'announces' })
  const sentAt = Math.max(...said.flatMap((one) => one.sentAt ?? []))
  if (Number.isFinite(sentAt)) return { sentAt }
  if (said.some(({ state }) => state === 'pending' || state === 'sending' || state === 'unknown')) return 'on_its_way'
  return said.some(({ state }) => state === 'parked') ? 'undeliverable' : 'never_made'
}

type Announcement = { readonly sentAt: Instant } | 'on_its_way' | 'undeliverable' | 'never_made'
