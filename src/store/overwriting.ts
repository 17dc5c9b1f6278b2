import { sql } from 'kysely'
import type { Db } from './sqlite-driver.js'

/** Runs a deletion so that what is deleted is overwritten in the file, and not merely marked as free. */
export async function overwriting<T>(db: Db, work: () => Promise<T>): Promise<T> {
  await sql`PRAGMA secure_delete = ON`.execute(db)
  try {
    return await work()
  } finally {
    await sql`PRAGMA secure_delete = OFF`.execute(db)
  }
}
