import { sql } from 'kysely'
import type { DeliveryId, WorkspaceId } from '../domain/ids.js'
import { givesWay } from '../domain/nudge-policy.js'
import type { Instant } from '../domain/time.js'
import type { DeliveriesRepo } from '../usecases/ports.js'
import { paramsFor, prepared } from './prepared.js'
import { type Scope, toFlag } from './rows.js'
import type { DeliveryItemRow } from './schema.js'

const ITEM = ['workspaceId', 'deliveryId', 'clockId', 'step', 'announces', 'meantFor', 'leftOut'] as const
const ITEM_KEY = ['workspaceId', 'deliveryId', 'clockId'] as const

/** What stands there already is late from when it was first meant for; what was left out, and comes again, is as new. */
const firstMeant = sql<Instant | null>`
  case delivery_items.left_out when 1 then excluded.meant_for else delivery_items.meant_for end`

const insertItem = prepared<DeliveryItemRow, unknown>((db, param) =>
  db
    .insertInto('deliveryItems')
    .values(paramsFor(ITEM, param))
    .onConflict((conflict) =>
      conflict
        .columns(ITEM_KEY)
        .doUpdateSet({ ...paramsFor(['step', 'announces', 'leftOut'], param), meantFor: firstMeant }),
    ),
)

/** What gives way takes the place of nothing, but of what is not said at all. */
const insertBeside = prepared<DeliveryItemRow, unknown>((db, param) =>
  db
    .insertInto('deliveryItems')
    .values(paramsFor(ITEM, param))
    .onConflict((conflict) =>
      conflict
        .columns(ITEM_KEY)
        .doUpdateSet(paramsFor(['step', 'announces', 'meantFor', 'leftOut'], param))
        .where('deliveryItems.leftOut', '=', 1),
    ),
)

const itemsOf = prepared<
  { workspaceId: WorkspaceId; id: DeliveryId },
  Pick<DeliveryItemRow, 'clockId' | 'step' | 'announces' | 'meantFor'>
>((db, param) =>
  db
    .selectFrom('deliveryItems')
    .select(['clockId', 'step', 'announces', 'meantFor'])
    .where('workspaceId', '=', param('workspaceId'))
    .where('deliveryId', '=', param('id'))
    .where('leftOut', '=', 0)
    .orderBy('clockId'),
)

/** The rows of batches. */
export function deliveryItems({
  db,
  workspaceId,
}: Scope): Pick<DeliveriesRepo, 'addItem' | 'items' | 'leaveOut' | 'saying'> {
  return {
    addItem: async (deliveryId, { clockId, step, announces, meantFor }) => {
      const row = {
        workspaceId,
        deliveryId,
        clockId,
        step,
        announces: toFlag(announces),
        meantFor,
        leftOut: 0,
      } as const
      await (givesWay(step) ? insertBeside : insertItem)(db, row)
    },

    items: async (id) => {
      const { rows } = await itemsOf(db, { workspaceId, id })
      return rows.map((row) => ({ ...row, announces: row.announces === 1 }))
    },

    leaveOut: async (deliveryId, clockId) => {
      await db
        .updateTable('deliveryItems')
        .set({ leftOut: 1 })
        .where('workspaceId', '=', workspaceId)
        .where('deliveryId', '=', deliveryId)
        .where('clockId', '=', clockId)
        .execute()
    },

    // Cross joins, which SQLite runs in the order they are written: from the clock's few rows.
    saying: ({ clockId, purposes, what }) =>
      db
        .selectFrom('deliveryItems')
        .crossJoin('deliveries')
        .select(['deliveries.id', 'deliveries.state', 'deliveries.sentAt'])
        .where('deliveryItems.workspaceId', '=', workspaceId)
        .where('deliveryItems.clockId', '=', clockId)
        .where('deliveryItems.leftOut', '=', 0)
        .$if(what === 'announces', (query) => query.where('deliveryItems.announces', '=', 1))
        .$if(what !== 'announces', (query) =>
          query.where('deliveryItems.step', 'in', what === 'announces' ? [] : what.steps),
        )
        .whereRef('deliveries.workspaceId', '=', 'deliveryItems.workspaceId')
        .whereRef('deliveries.id', '=', 'deliveryItems.deliveryId')
        .where('deliveries.purpose', 'in', purposes)
        .orderBy('deliveries.id')
        .execute(),
  }
}
