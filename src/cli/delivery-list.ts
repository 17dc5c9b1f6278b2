import { DELIVERY_STATES, type DeliveryState } from '../domain/delivery.js'
import type { Instant, Zone } from '../domain/time.js'
import type { Messages } from '../i18n/index.js'
import type { DeliveryList, ListedDelivery } from '../usecases/list-deliveries.js'
import { tableLines } from './table.js'

const iso = (at: Instant | null): string | null => (at === null ? null : new Date(at).toISOString())

/** The form that programs read: names that stay, instants as ISO 8601 in UTC. */
const objectOf = ({ delivery, recipientName, csqlNumber }: ListedDelivery) => ({
  id: delivery.id,
  state: delivery.state,
  purpose: delivery.purpose,
  recipient_kind: delivery.recipientKind,
  recipient: delivery.recipient,
  recipient_name: recipientName,
  subject: delivery.subject,
  csql: csqlNumber,
  occasion: delivery.occasion,
  reason: delivery.reason,
  attempts: delivery.attempts,
  due_at: iso(delivery.notBefore),
  created_at: iso(delivery.createdAt),
  tried_at: iso(delivery.triedAt),
  sent_at: iso(delivery.sentAt),
  channel: delivery.channel,
  ts: delivery.ts,
})

/** The list as a JSON array. */
export const jsonOf = ({ deliveries }: DeliveryList): string => `${JSON.stringify(deliveries.map(objectOf), null, 2)}\n`

export interface Asked {
  readonly state?: DeliveryState
  readonly limit: number
}

/** The list as a table, with how many there are of each state below it; times are of that zone. */
export function textOf({ deliveries, counts }: DeliveryList, { state, limit }: Asked, zone: Zone, m: Messages): string {
  const words = m.commandLine.deliveries
  const total = state === undefined ? Object.values(counts).reduce((sum, n) => sum + n, 0) : counts[state]
  const time = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' })
  const rows = deliveries.map((one) => rowOf(one, time, m))
  const lines = rows.length === 0 ? [] : [...tableLines(words.head(zone), rows), '']
  if (total > rows.length) lines.push(words.shown(rows.length, total, limit * 2))
  lines.push(DELIVERY_STATES.map((one) => `${coded(words.states[one], one, m)} ${counts[one]}`).join(' · '))
  return `${lines.join('\n')}\n`
}

/** The words with the code that `--state` takes. */
const coded = (word: string, code: string, m: Messages): string => (word === code ? code : m.sheets.choice(word, code))

const rowOf = (
  { delivery, recipientName, csqlNumber }: ListedDelivery,
  time: Intl.DateTimeFormat,
  { commandLine: { deliveries: words }, terms }: Messages,
): string[] => [
  delivery.id,
  words.states[delivery.state],
  words.purpose(delivery.purpose),
  recipientName ?? delivery.recipient,
  csqlNumber === null ? '' : terms.number(csqlNumber),
  time.format(delivery.notBefore),
  String(delivery.attempts),
  delivery.reason ?? '',
]
