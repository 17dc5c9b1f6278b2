import type { Clock } from '../../src/domain/clock.js'
import type { Csql } from '../../src/domain/csql.js'
import type { CsqlEvent } from '../../src/domain/event.js'
import { ClockId, CsqlId, DeliveryId, EventId } from '../../src/domain/ids.js'
import type { NewDelivery } from '../../src/usecases/ports.js'
import { TUESDAY_AT_TEN } from './clock.js'
import type { Seeded } from './database.js'

const NOW = TUESDAY_AT_TEN

/** A signal as `log` leaves it, with what a test cares about in its place. */
export const aCsql = (seeded: Seeded, own: { id: string; number: number } & Partial<Omit<Csql, 'id'>>): Csql => ({
  workspaceId: seeded.workspaceId,
  version: 1,
  state: 'signal',
  stateSince: NOW,
  round: 0,
  accountId: seeded.account.id,
  departmentId: null,
  productId: seeded.product.id,
  kind: 'upsell',
  referredCompanyId: null,
  source: 'support',
  heat: 'medium',
  contactId: null,
  checklist: [],
  loggedBy: seeded.csm.id,
  csmId: seeded.csm.id,
  aeId: seeded.ae.id,
  proposedAeId: null,
  selfClosed: false,
  lineTextId: null,
  noteTextId: null,
  problemTextId: null,
  sourceDetailTextId: null,
  nextActionTextId: null,
  promisesTextId: null,
  changedTextId: null,
  overrideTextId: null,
  reasonTextId: null,
  crmTextId: null,
  currency: 'JPY',
  amount: null,
  amountPeriod: null,
  oneTime: null,
  wonAmount: null,
  wonAmountPeriod: null,
  wonOneTime: null,
  reason: null,
  missing: [],
  progress: null,
  nextOn: null,
  recheckOn: null,
  fixOn: null,
  closeMonth: null,
  wonOn: null,
  lostOn: null,
  startOn: null,
  nurturedFrom: null,
  mergedInto: null,
  proposedAgainFrom: null,
  loggedAt: NOW,
  firstQualifiedAt: null,
  firstAcceptedAt: null,
  opportunityAt: null,
  aeActedAt: null,
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
  dueAt: NOW + 1000,
  stepsTaken: 0,
  nextStepAt: NOW + 500,
  nudgedAt: null,
  snoozedUntil: null,
  snoozes: 0,
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
