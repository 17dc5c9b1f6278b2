import type Sqlite from 'better-sqlite3'
import { usable } from './database.js'
import { type Migration, SQLITE } from './ddl.js'
import { NewerSchema } from './errors.js'

/**
 * Brings a database up to the last migration, forward only. Each migration's statements and its number are one
 * transaction, so that whoever is killed leaves the old schema or the new one; two programs that start at once do each
 * step once.
 *
 * @returns the numbers of the migrations that were run now
 * @throws NewerSchema the database was written by a newer program
 * @throws DatabaseUnusable the database cannot take the change
 */
export function migrate(raw: Sqlite.Database, file: string, migrations: readonly Migration[]): readonly number[] {
  return usable(file, () => {
    refuseNewer(raw, file, migrations)
    return migrations.flatMap((migration) => (runOnce(raw, migration) ? [migration.number] : []))
  })
}

/** The number of the last migration that was run; 0 = none. */
export function schemaVersion(raw: Sqlite.Database): number {
  const table = raw.prepare(`SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'schema_migrations'`).get()
  if (table === undefined) return 0
  return raw.prepare('SELECT coalesce(max(number), 0) FROM schema_migrations').pluck().get() as number
}

function refuseNewer(raw: Sqlite.Database, file: string, migrations: readonly Migration[]): void {
  const known = Math.max(0, ...migrations.map(({ number }) => number))
  const found = schemaVersion(raw)
  if (found > known) throw new NewerSchema({ file, found, known })
}

function runOnce(raw: Sqlite.Database, { number, name, statements }: Migration): boolean {
  const step = raw.transaction(() => {
    if (schemaVersion(raw) >= number) return false
    raw.exec(`CREATE TABLE IF NOT EXISTS schema_migrations (number INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT`)
    for (const statement of statements(SQLITE)) raw.exec(statement)
    // Told by its number alone is a changed CHECK: whoever has the file open reads the schema again.
    raw.pragma(`schema_version = ${Number(raw.pragma('schema_version', { simple: true })) + 1}`)
    raw.prepare('INSERT INTO schema_migrations (number, name) VALUES (?, ?)').run(number, name)
    return true
  })
  // A CHECK is widened in the schema's own table, which is closed to all but this.
  raw.unsafeMode(true)
  try {
    return step.immediate()
  } finally {
    raw.unsafeMode(false)
  }
}
