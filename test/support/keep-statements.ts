import Database from 'better-sqlite3'

/**
 * On Node 24 a process aborts if it ends while V8 has statements of better-sqlite3 left to finalise. Whoever opens and
 * closes hundreds of databases, as the tests do, meets that at the end of a file: so none is finalised before the end.
 */
const kept: unknown[] = []

const probe = new Database(':memory:')
const [inner] = Object.getOwnPropertySymbols(probe)
const native: unknown = inner === undefined ? undefined : Reflect.get(probe, inner)
const prototype: unknown = typeof native === 'object' && native !== null ? Object.getPrototypeOf(native) : undefined
const prepare: unknown =
  typeof prototype === 'object' && prototype !== null ? Reflect.get(prototype, 'prepare') : undefined
if (typeof prototype === 'object' && prototype !== null && typeof prepare === 'function') {
  Reflect.set(prototype, 'prepare', function keeping(this: unknown, ...args: unknown[]): unknown {
    const statement: unknown = Reflect.apply(prepare, this, args)
    kept.push(statement)
    return statement
  })
}
kept.push(probe)
