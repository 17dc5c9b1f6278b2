import type Sqlite from 'better-sqlite3'
import {
  CamelCasePlugin,
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  Kysely,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  type UnknownRow,
} from 'kysely'
import type { Tables } from './schema.js'

export type Db = Kysely<Tables>

/** Texts with lists of any length make statements without end: then the cache begins anew. */
const CACHED_STATEMENTS = 500

export interface ConnectionRules {
  /** Called before each statement; throws to refuse it. */
  readonly before: () => void
  /** What a failing statement throws, given what the driver threw. */
  readonly translate: (error: unknown) => unknown
}

/**
 * Kysely on one open connection. Statements are kept prepared, which Kysely's own driver does not do; transactions are
 * begun and ended outside (`group-commit.ts`).
 */
export function kyselyOn(database: Sqlite.Database, rules: ConnectionRules): Db {
  const dialect: Dialect = {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new OneConnectionDriver(new PreparedConnection(database, rules)),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  }
  return new Kysely<Tables>({ dialect, plugins: [new FlatCamelCase({ maintainNestedObjectKeys: true })] })
}

/** Rows here are flat, which makes renaming their keys a plain loop. */
class FlatCamelCase extends CamelCasePlugin {
  protected override mapRow(row: UnknownRow): UnknownRow {
    const renamed: UnknownRow = {}
    for (const key in row) renamed[this.camelCase(key)] = row[key]
    return renamed
  }
}

class PreparedConnection implements DatabaseConnection {
  readonly #database: Sqlite.Database
  readonly #rules: ConnectionRules
  readonly #statements = new Map<string, Sqlite.Statement>()

  constructor(database: Sqlite.Database, rules: ConnectionRules) {
    this.#database = database
    this.#rules = rules
  }

  async executeQuery<R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
    this.#rules.before()
    try {
      const statement = this.#prepared(sql)
      if (statement.reader) return { rows: statement.all(parameters) as R[] }
      return { rows: [], numAffectedRows: BigInt(statement.run(parameters).changes) }
    } catch (error) {
      throw this.#rules.translate(error)
    }
  }

  streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('rows are not streamed: a stream would hold the connection')
  }

  #prepared(sql: string): Sqlite.Statement {
    const known = this.#statements.get(sql)
    if (known !== undefined) return known
    const statement = this.#database.prepare(sql)
    if (this.#statements.size >= CACHED_STATEMENTS) this.#statements.clear()
    this.#statements.set(sql, statement)
    return statement
  }
}

class OneConnectionDriver implements Driver {
  readonly #connection: DatabaseConnection

  constructor(connection: DatabaseConnection) {
    this.#connection = connection
  }

  async init(): Promise<void> {}
  async acquireConnection(): Promise<DatabaseConnection> {
    return this.#connection
  }
  async releaseConnection(): Promise<void> {}
  async destroy(): Promise<void> {}

  beginTransaction(): Promise<void> {
    throw new Error('transactions are begun by the group commit alone')
  }
  commitTransaction(): Promise<void> {
    throw new Error('transactions are ended by the group commit alone')
  }
  rollbackTransaction(): Promise<void> {
    throw new Error('transactions are ended by the group commit alone')
  }
}
