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
  const connection = new PreparedConnection(database, rules)
  const dialect: Dialect = {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new OneConnectionDriver(connection),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  }
  const db = new Kysely<Tables>({ dialect, plugins: [new FlatCamelCase({ maintainNestedObjectKeys: true })] })
  connections.set(db, connection)
  return db
}

const connections = new WeakMap<Db, PreparedConnection>()

/**
 * Runs a compiled query straight on the connection, without Kysely's plugins on the way, which cost more than the
 * statement itself. Rows come with the names of the program, as Kysely would give them.
 */
export function runCompiled<R>(db: Db, sql: string, parameters: readonly unknown[]): QueryResult<R> {
  const connection = connections.get(db)
  if (connection === undefined) throw new TypeError('a query on a database that is not ours')
  return connection.run<R>(sql, parameters)
}

const camelCase = new (class extends CamelCasePlugin {
  nameOf(column: string): string {
    return this.camelCase(column)
  }
})()

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
  /** Those of `prepared.ts`: as many as there are in the program. */
  readonly #namedStatements = new Map<string, NamedStatement>()

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

  /** As `executeQuery`, at once, with the columns named as the program names them. */
  run<R>(sql: string, parameters: readonly unknown[]): QueryResult<R> {
    this.#rules.before()
    try {
      const { statement, names } = this.#named(sql)
      if (names === null) return { rows: [], numAffectedRows: BigInt(statement.run(parameters).changes) }
      const rows = statement.all(parameters) as unknown[][]
      return { rows: rows.map((values) => rowOf(names, values)) as R[] }
    } catch (error) {
      throw this.#rules.translate(error)
    }
  }

  streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('rows are not streamed: a stream would hold the connection')
  }

  #named(sql: string): NamedStatement {
    const known = this.#namedStatements.get(sql)
    if (known !== undefined) return known
    const statement = this.#database.prepare(plannedOnce(sql))
    const named = statement.reader
      ? { statement: statement.raw(true), names: statement.columns().map(({ name }) => camelCase.nameOf(name)) }
      : { statement, names: null }
    this.#namedStatements.set(sql, named)
    return named
  }

  #prepared(sql: string): Sqlite.Statement {
    const known = this.#statements.get(sql)
    if (known !== undefined) return known
    const statement = this.#database.prepare(plannedOnce(sql))
    if (this.#statements.size >= CACHED_STATEMENTS) this.#statements.clear()
    this.#statements.set(sql, statement)
    return statement
  }
}

/**
 * A limit that is a bare parameter may decide the plan, so SQLite makes the plan anew at each run: that costs several
 * times what running does. Of an expression it asks nothing.
 */
const plannedOnce = (sql: string): string => sql.replace(/\blimit \?/g, 'limit (? + 0)')

interface NamedStatement {
  readonly statement: Sqlite.Statement
  /** Null where it gives no rows. */
  readonly names: readonly string[] | null
}

function rowOf(names: readonly string[], values: readonly unknown[]): UnknownRow {
  const row: UnknownRow = {}
  for (let index = 0; index < names.length; index += 1) row[names[index] ?? ''] = values[index]
  return row
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
