/** What differs between databases in the DDL of the migrations: all of it stands here. */
export interface Ddl {
  /** A whole number of up to 2^53. */
  readonly int: 'INTEGER' | 'BIGINT'
  /** What closes a table's definition. */
  readonly end: ') STRICT' | ')'
  /** Refuses every UPDATE of a table, and every DELETE while no erasure of the row's workspace is running. */
  appendOnly(table: string): readonly string[]
  /** Runs a statement after each row of that kind of change; the row is NEW after an INSERT, OLD after a DELETE. */
  after(change: 'INSERT' | 'DELETE', table: string, statement: string): readonly string[]
  /** Lets a column that holds `oneOf` some words hold these too. */
  widen(table: string, column: string, words: readonly string[]): readonly string[]
}

export const SQLITE: Ddl = {
  int: 'INTEGER',
  end: ') STRICT',
  appendOnly: (table) => [
    `CREATE TRIGGER ${table}_refuse_update BEFORE UPDATE ON ${table}
     BEGIN
       SELECT RAISE(ABORT, '${table} are append-only');
     END`,
    `CREATE TRIGGER ${table}_refuse_delete BEFORE DELETE ON ${table}
     WHEN NOT EXISTS (SELECT 1 FROM erasures WHERE workspace_id = OLD.workspace_id AND finished_at IS NULL)
     BEGIN
       SELECT RAISE(ABORT, '${table} are append-only');
     END`,
  ],
  after: (change, table, statement) => [
    `CREATE TRIGGER ${table}_after_${change.toLowerCase()} AFTER ${change} ON ${table}
     BEGIN
       ${statement};
     END`,
  ],
  // The one change of a CHECK that SQLite knows without writing the table again: what is stored stays as valid as it was.
  widen: (table, column, words) => [
    'PRAGMA writable_schema = ON',
    `UPDATE sqlite_schema
     SET sql = replace(sql, 'CHECK (${column} = ''', 'CHECK (${words.map((word) => `${column} = ''${word}'' OR `).join('')}${column} = ''')
     WHERE type = 'table' AND name = '${table}'`,
    'PRAGMA writable_schema = RESET',
  ],
}

/** One step of the schema: statements that are run in one transaction with the number that stands for them. */
export interface Migration {
  readonly number: number
  readonly name: string
  readonly statements: (ddl: Ddl) => readonly string[]
}

/**
 * `column` holds one of these words, or nothing where it may be NULL. Not by IN: for that SQLite builds a table of the
 * words at each insert.
 */
export const oneOf = (column: string, words: readonly string[]): string =>
  `CHECK (${words.map((word) => `${column} = '${word}'`).join(' OR ')})`

export const flag = (column: string): string => `CHECK (${column} IN (0, 1))`
export const day = (column: string): string => `CHECK (${column} LIKE '____-__-__')`
