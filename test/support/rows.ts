import type { Clock } from '../../src/domain/clock.js'
import type { Csql } from '../../src/domain/csql.js'
import type { CsqlEvent } from '../../src/domain/event.js'
import { ClockId, CsqlId, DeliveryId, EventId } from '../../src/domain/ids.js'
import { newSignal } from '../../src/domain/signal.js'
import type { NewDelivery } from '../../src/usecases/ports.js'
import { TUESDAY_AT_TEN } from './clock.js'
import type { Seeded } from './database.js'

const NOW = TUESDAY_AT_TEN

/** A signal as `log` leaves it, with what a test cares about in its place. */
export const aCsql = (
  { workspaceId, account, product, csm, ae }: Seeded,
  own: { id: string; number: number } & Partial<Omit<Csql, 'id'>>,
): Csql =>
  newSignal({
    ...{ workspaceId, accountId: account.id, productId: product.id, kind: 'upsell', source: 'support' },
    ...{ loggedBy: csm.id, csmId: csm.id, aeId: ae.id, currency: 'JPY', loggedAt: NOW },
    ...own,
    id: CsqlId.parse(own.id),
  })

type NewEvent = Omit<CsqlEvent, 'seq' | 'workspaceId'>

export const anEvent = (csql: Csql, own: { id: string } & Partial<Omit<NewEvent, 'id'>>): NewEvent => ({
  csqlId: csql.id,
  kind: 'log',
  stepId: EventId.parse(own.id),
  actorId: csql.loggedBy,
  from: null,
  to: csql.state,
  reverses: null,
  changes: {},
  csmId: csql.csmId,
  aeId: csql.aeId,
  textId: null,
  figures: {},
  occurredAt: NOW,
  recordedAt: NOW,
  ...own,
  id: EventId.parse(own.id),
})

export const aClock = (csql: Csql, own: { id: string } & Partial<Omit<Clock, 'id'>>): Clock => ({
  workspaceId: csql.workspaceId,
  csqlId: csql.id,
  kind: 'decide',
  ownerId: csql.aeId,
  round: 1,
  startedAt: NOW,
  startedBy: EventId.parse('event-that-started-it'),
  givenOn: null,
  days: null,
  dueAt: NOW + 1000,
  stepsTaken: 0,
  nextStepAt: NOW + 500,
  nudgedAt: null,
  snoozedUntil: null,
  snoozes: 0,
  ...{ pausedAt: null, pausedUntil: null, pausedBy: null, resumedBy: null, escalatedAt: null },
  stoppedAt: null,
  stoppedBy: null,
  ending: null,
  ...own,
  id: ClockId.parse(own.id),
})

export const aDelivery = (own: { id: string } & Partial<Omit<NewDelivery, 'id'>>): NewDelivery => ({
  recipientKind: 'person',
  recipient: 'person-1',
  purpose: 'handover',
  subject: 'csql-1',
  occasion: own.id,
  notBefore: NOW,
  createdAt: NOW,
  ...own,
  id: DeliveryId.parse(own.id),
})
