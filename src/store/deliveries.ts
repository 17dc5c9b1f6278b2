import { sql } from 'kysely'
import {
  BATCHES,
  BY_HAND,
  DELIVERY_STATES,
  Delivery,
  type DeliveryState,
  type Purpose,
  REPLACED,
  WAITS_FOR_HOURS,
  wasUnseen,
} from '../domain/delivery.js'
import { NotFound } from '../domain/errors.js'
import type { CsqlId, DeliveryId, WorkspaceId } from '../domain/ids.js'
import type { Instant } from '../domain/time.js'
import type { DeliveriesRepo, NewDelivery } from '../usecases/ports.js'
import { deliveryItems } from './delivery-items.js'
import { paramsFor, prepared } from './prepared.js'
import type { Scope } from './rows.js'

const COLUMNS = Object.keys(Delivery.shape) as (keyof Delivery)[]

/** The messages that carry a CSQL's buttons. */
const CARDS: readonly Purpose[] = [
  'handover',
  'unassigned',
  'returned',
  'decision',
  'won',
  'assigned',
  'wake',
  'delegated',
  'question',
  'answer',
  'support',
  'handover_post',
  'won_post',
]
/** Posted, about to be, or perhaps. */
const OUT: readonly DeliveryState[] = ['sent', 'sending', 'unknown']

/*
 * States stand as literals in every condition that is run often: there are indexes of some states alone, so SQLite would
 * plan a statement anew for each value of a parameter.
 */
const isState = (...states: readonly DeliveryState[]) =>
  sql<boolean>`state in (${sql.join(states.map((state) => sql.lit(state)))})`

const insert = prepared<Delivery, unknown>((db, param) =>
  db
    .insertInto('deliveries')
    .values(paramsFor(COLUMNS, param))
    .onConflict((conflict) =>
      conflict.columns(['workspaceId', 'recipient', 'purpose', 'subject', 'occasion']).doNothing(),
    ),
)

const inSlot = prepared<Pick<Delivery, 'workspaceId' | 'recipient' | 'purpose' | 'subject' | 'occasion'>, Delivery>(
  (db, param) =>
    db
      .selectFrom('deliveries')
      .selectAll()
      .where('workspaceId', '=', param('workspaceId'))
      .where('recipient', '=', param('recipient'))
      .where('purpose', '=', param('purpose'))
      .where('subject', '=', param('subject'))
      .where('occasion', '=', param('occasion')),
)

type OfDelivery = { workspaceId: WorkspaceId; id: DeliveryId }

const byId = prepared<OfDelivery, Delivery>((db, param) =>
  db.selectFrom('deliveries').selectAll().where('workspaceId', '=', param('workspaceId')).where('id', '=', param('id')),
)

const newest = prepared<Pick<Delivery, 'workspaceId' | 'recipient' | 'purpose' | 'subject'>, Delivery>((db, param) =>
  db
    .selectFrom('deliveries')
    .selectAll()
    .where('workspaceId', '=', param('workspaceId'))
    .where('recipient', '=', param('recipient'))
    .where('purpose', '=', param('purpose'))
    .where('subject', '=', param('subject'))
    .where(isState('pending', 'sending', 'unknown', 'sent'))
    .orderBy('createdAt', 'desc')
    .orderBy('id', 'desc')
    .limit(1),
)

const replaceEdits = prepared<Pick<Delivery, 'workspaceId' | 'subject' | 'occasion'>, unknown>((db, param) =>
  db
    .updateTable('deliveries')
    .set((is) => ({ state: 'skipped', reason: REPLACED, fence: is('fence', '+', 1) }))
    .where('workspaceId', '=', param('workspaceId'))
    .where('subject', '=', param('subject'))
    .where('purpose', '=', sql.lit('edit'))
    .where(isState('pending'))
    .where('occasion', '!=', param('occasion')),
)

type OfCsql = { workspaceId: WorkspaceId; csqlId: CsqlId }

const cards = prepared<OfCsql, Delivery>((db, param) =>
  db
    .selectFrom('deliveries')
    .selectAll()
    .where('workspaceId', '=', param('workspaceId'))
    .where('subject', '=', param('csqlId'))
    .where('purpose', 'in', CARDS)
    .where(isState(...OUT))
    .orderBy('createdAt')
    .orderBy('id'),
)

// Cross joins, which SQLite runs in the order they are written: from the CSQL's few clocks, not from every batch.
const batches = prepared<OfCsql & { since: Instant }, Delivery>((db, param) =>
  db
    .selectFrom('clocks')
    .crossJoin('deliveryItems')
    .crossJoin('deliveries')
    .selectAll('deliveries')
    .distinct()
    .where('clocks.workspaceId', '=', param('workspaceId'))
    .where('clocks.csqlId', '=', param('csqlId'))
    .whereRef('deliveryItems.workspaceId', '=', 'clocks.workspaceId')
    .whereRef('deliveryItems.clockId', '=', 'clocks.id')
    .whereRef('deliveries.workspaceId', '=', 'deliveryItems.workspaceId')
    .whereRef('deliveries.id', '=', 'deliveryItems.deliveryId')
    .where('deliveries.purpose', 'in', BATCHES)
    .where(isState(...OUT))
    .where((is) =>
      is(is.fn.coalesce('deliveries.sentAt', 'deliveries.triedAt', 'deliveries.createdAt'), '>=', param('since')),
    )
    .orderBy('deliveries.createdAt')
    .orderBy('deliveries.id'),
)

export function deliveriesRepo(scope: Scope): DeliveriesRepo {
  const { db, workspaceId } = scope
  const all = db.selectFrom('deliveries').selectAll().where('workspaceId', '=', workspaceId)
  const update = async (id: DeliveryId, to: Partial<Delivery>): Promise<void> => {
    await db
      .updateTable('deliveries')
      .set(to)
      .where('workspaceId', '=', workspaceId)
      .where('id', '=', id)
      .where(isState('pending'))
      .execute()
  }
  return {
    ...deliveryItems(scope),
    enqueue: (delivery) => enqueue(scope, delivery),
    get: async (id) => (await byId(db, { workspaceId, id })).rows[0] ?? null,

    // They are kept, as all deliveries are. One of the same occasion says what this one would.
    enqueueEdit: async (edit) => {
      const { subject, occasion } = edit
      await replaceEdits(db, { workspaceId, subject, occasion })
      await enqueue(scope, edit)
    },

    newest: async ({ recipient, purpose, subject }) =>
      (await newest(db, { workspaceId, recipient, purpose, subject })).rows[0] ?? null,

    lastSent: async ({ purpose, subject, before }) =>
      (await all
        .where('subject', '=', subject)
        .where('purpose', '=', purpose)
        .where('occasion', '<', before)
        .where('state', '=', 'sent')
        .orderBy('occasion', 'desc')
        .orderBy('sentAt')
        .limit(1)
        .executeTakeFirst()) ?? null,

    cardsOf: async (csqlId) => (await cards(db, { workspaceId, csqlId })).rows,
    batchesOf: async (csqlId, since) => (await batches(db, { workspaceId, csqlId, since })).rows,

    waiting: (recipient, now) =>
      all
        .where('state', '=', sql.lit('pending'))
        .where('recipientKind', '=', 'person')
        .where('purpose', '!=', 'edit')
        .where('fence', '=', sql.lit(0))
        .where('notBefore', '>', now)
        .$if(recipient !== 'everybody', (query) => query.where('recipient', '=', recipient))
        .orderBy('notBefore')
        .orderBy('id')
        .execute(),

    batchesDue: (by) =>
      all
        .where('state', '=', sql.lit('pending'))
        .where('purpose', 'in', BATCHES)
        .where('notBefore', '<=', by)
        .orderBy('notBefore')
        .orderBy('id')
        .execute(),

    inSlot: async (slot) => (await inSlot(db, { ...slot, workspaceId })).rows[0] ?? null,
    setSlot: async (id, { isLate = false, ...slot }) => {
      const standing = await all.where('id', '=', id).executeTakeFirst()
      const isHeld = standing !== undefined && standing.fence > 0 && !wasUnseen(standing)
      await update(id, { ...slot, dueAt: slot.notBefore, ...(isLate && isHeld ? { reason: WAITS_FOR_HOURS } : {}) })
      if (isLate) return
      // What was on time at the old slot is on time at the new one.
      await db
        .updateTable('deliveryItems')
        .set({ meantFor: slot.notBefore })
        .where('workspaceId', '=', workspaceId)
        .where('deliveryId', '=', id)
        .where('meantFor', '=', standing?.notBefore ?? null)
        .execute()
    },
    setPending: async (id, notBefore) => {
      await db
        .updateTable('deliveries')
        .set({ state: 'pending', dueAt: notBefore, notBefore })
        .where('workspaceId', '=', workspaceId)
        .where('id', '=', id)
        .where(isState('skipped'))
        .where('reason', 'is', null)
        .execute()
    },
    setReplaced: (id) => update(id, { state: 'skipped', reason: REPLACED }),

    isTaken: async ({ purpose, subject, occasion }) => {
      const taken = db
        .selectFrom('deliveries')
        .select('id')
        .where('workspaceId', '=', workspaceId)
        .where('subject', '=', subject)
        .where('purpose', '=', purpose)
        .where('occasion', '=', occasion)
        .limit(1)
      return (await taken.executeTakeFirst()) !== undefined
    },

    countByState: async () => {
      const rows = await db
        .selectFrom('deliveries')
        .select((is) => ['state', is.fn.countAll<number>().as('n')])
        .where('workspaceId', '=', workspaceId)
        .groupBy('state')
        .execute()
      const found = new Map(rows.map(({ state, n }) => [state, n]))
      return Object.fromEntries(DELIVERY_STATES.map((state) => [state, found.get(state) ?? 0])) as Counts
    },

    putBack: (id, { notBefore, reason }) =>
      byHand(scope, id, BY_HAND.retry, { state: 'pending', attempts: 0, dueAt: notBefore, notBefore, reason }),
    drop: (id, reason) => byHand(scope, id, BY_HAND.drop, { state: 'skipped', reason }),

    list: ({ state, recipient, limit }) =>
      all
        .$if(state !== undefined, (query) => query.where('state', '=', state ?? 'pending'))
        .$if(recipient !== undefined, (query) => query.where('recipient', '=', recipient ?? ''))
        .orderBy('createdAt', 'desc')
        .orderBy('id', 'desc')
        .limit(limit)
        .execute(),
  }
}

type Counts = Record<DeliveryState, number>
type ByHandChange = Pick<Delivery, 'state' | 'reason'> & Partial<Pick<Delivery, 'attempts' | 'dueAt' | 'notBefore'>>

/** Under a new fence, so that a worker which had claimed it writes nothing more. */
async function byHand(
  { db, workspaceId }: Scope,
  id: DeliveryId,
  states: readonly DeliveryState[],
  change: ByHandChange,
): Promise<void> {
  const { numUpdatedRows } = await db
    .updateTable('deliveries')
    .set((is) => ({ ...change, leaseUntil: null, fence: is('fence', '+', 1) }))
    .where('workspaceId', '=', workspaceId)
    .where('id', '=', id)
    .where('state', 'in', states)
    .executeTakeFirst()
  if (numUpdatedRows !== 1n) throw new NotFound({ what: 'delivery', typed: id })
}

async function enqueue(
  { db, workspaceId }: Scope,
  delivery: NewDelivery,
): Promise<{ delivery: Delivery; isNew: boolean }> {
  const row: Delivery = { ...FRESH, ...delivery, workspaceId, dueAt: delivery.notBefore }
  if ((await insert(db, row)).numAffectedRows === 1n) return { delivery: row, isNew: true }
  const standing = (await inSlot(db, row)).rows[0]
  if (standing === undefined) throw new TypeError('a slot that is taken holds a row')
  return { delivery: standing, isNew: false }
}

const FRESH = {
  state: 'pending',
  attempts: 0,
  fence: 0,
  leaseUntil: null,
  channel: null,
  ts: null,
  reason: null,
  triedAt: null,
  sentAt: null,
} as const
