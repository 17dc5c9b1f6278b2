import type { WorkspaceId } from '../domain/ids.js'
import type { ProductsRepo } from '../usecases/ports.js'
import { prepared } from './prepared.js'
import { putRow } from './put-row.js'
import { groupBy, requireOwn, type Scope, toFlag } from './rows.js'
import type { ProductRow, Tables } from './schema.js'

const allOf = prepared<{ workspaceId: WorkspaceId }, ProductRow>((db, param) =>
  db.selectFrom('products').selectAll().where('workspaceId', '=', param('workspaceId')).orderBy('name').orderBy('id'),
)

const aliasesOf = prepared<{ workspaceId: WorkspaceId }, Tables['productAliases']>((db, param) =>
  db
    .selectFrom('productAliases')
    .selectAll()
    .where('workspaceId', '=', param('workspaceId'))
    .orderBy('productId')
    .orderBy('position'),
)

export function productsRepo(scope: Scope): ProductsRepo {
  const { db, workspaceId } = scope
  return {
    all: async () => {
      const { rows } = await allOf(db, { workspaceId })
      const aliases = groupBy(
        (await aliasesOf(db, { workspaceId })).rows,
        ({ productId }) => productId,
        ({ alias }) => alias,
      )
      return rows.map((row) => ({ ...row, aliases: aliases.get(row.id) ?? [], archived: row.archived === 1 }))
    },

    isUsed: async (id) => {
      for (const table of ['contracts', 'csqls'] as const) {
        const row = await db
          .selectFrom(table)
          .select('id')
          .where('workspaceId', '=', workspaceId)
          .where('productId', '=', id)
          .limit(1)
          .executeTakeFirst()
        if (row !== undefined) return true
      }
      return false
    },

    put: async ({ aliases, ...product }) => {
      requireOwn(scope, product)
      await putRow(db, 'products', { ...product, archived: toFlag(product.archived) })
      await db
        .deleteFrom('productAliases')
        .where('workspaceId', '=', workspaceId)
        .where('productId', '=', product.id)
        .execute()
      const names = aliases.map((alias, position) => ({ workspaceId, productId: product.id, position, alias }))
      if (names.length > 0) await db.insertInto('productAliases').values(names).execute()
    },
  }
}
