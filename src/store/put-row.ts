import type { Insertable, UpdateObject } from 'kysely'
import type { Tables } from './schema.js'
import type { Db } from './sqlite-driver.js'

/** Tables whose rows others refer to by workspace and id. */
type ReferredTo = 'people' | 'products' | 'contracts' | 'departments' | 'contacts' | 'accountNotes'

/**
 * Changes the row where it stands, else adds it. An upsert would not do: SQLite takes one for a change of the key, and
 * looks through every CSQL and clock of the workspace for rows that refer to it.
 */
export async function putRow<T extends ReferredTo>(db: Db, table: T, row: Insertable<Tables[T]>): Promise<void> {
  const { workspaceId, id, ...rest } = row as Insertable<Tables[ReferredTo]>
  const changed = await db
    .updateTable<ReferredTo>(table)
    .set(rest as UpdateObject<Tables, ReferredTo>)
    .where('workspaceId', '=', workspaceId)
    .where('id', '=', id)
    .executeTakeFirst()
  if (changed.numUpdatedRows > 0n) return
  await db.insertInto(table).values(row).execute()
}
