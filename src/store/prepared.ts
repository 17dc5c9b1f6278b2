import type { Compilable, QueryResult } from 'kysely'
import { type Db, runCompiled } from './sqlite-driver.js'

/** Stands in a query for the parameter of that name. */
export type Param<P> = <K extends keyof P & string>(name: K) => P[K]

class Placeholder {
  readonly name: string

  constructor(name: string) {
    this.name = name
  }
}

/**
 * A query that is built and compiled once for each connection, and run with parameters by name. Building and compiling
 * cost several times what running does.
 */
export function prepared<P extends object, R>(
  build: (db: Db, param: Param<P>) => Compilable<R>,
): (db: Db, params: P) => Promise<QueryResult<R>> {
  const compiled = new WeakMap<Db, Compiled>()
  const param: Param<P> = (name) => new Placeholder(name) as unknown as P[typeof name]
  return async (db, params) => {
    let query = compiled.get(db)
    if (query === undefined) {
      const { sql, parameters } = build(db, param).compile()
      query = { sql, parameters, names: parameters.map((value) => (value instanceof Placeholder ? value.name : null)) }
      compiled.set(db, query)
    }
    const { sql, names } = query
    const values = params as Readonly<Record<string, unknown>>
    const parameters = new Array<unknown>(names.length)
    for (let index = 0; index < names.length; index += 1) {
      const name = names[index] ?? null
      parameters[index] = name === null ? query.parameters[index] : values[name]
    }
    return runCompiled<R>(db, sql, parameters)
  }
}

interface Compiled {
  readonly sql: string
  readonly parameters: readonly unknown[]
  /** Of the placeholders; null where the parameter is a value. */
  readonly names: readonly (string | null)[]
}

/** A parameter for each of these columns, of the same name: for inserts, and updates of whole rows. */
export const paramsFor = <P extends object, K extends keyof P & string>(
  columns: readonly K[],
  param: Param<P>,
): Pick<P, K> => Object.fromEntries(columns.map((column) => [column, param(column)])) as Pick<P, K>
