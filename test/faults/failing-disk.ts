import Sqlite from 'better-sqlite3'
import { vi } from 'vitest'

type Statement = Sqlite.Statement<unknown[]>
type Method = 'run' | 'all'

const statement = new Sqlite(':memory:').prepare('SELECT 1')
const prototype: Statement = Object.getPrototypeOf(statement)
const WRITES = /^\s*(insert|update|delete|commit)\b/i

/**
 * A disk that is full at the nth write from when it is armed. As SQLite may, it takes the transaction back by itself or
 * leaves that to us.
 */
export class FailingDisk {
  #left = 0
  #takesBack = false
  #keepsHalf = false
  /** Whether the write that was to fail has come. */
  fired = false

  constructor() {
    for (const method of ['run', 'all'] as const) this.#stand(method)
  }

  arm(nth: number, { takesBack }: { takesBack: boolean }): void {
    this.#left = nth
    this.#takesBack = takesBack
    this.fired = false
  }

  disarm(): void {
    this.#left = 0
  }

  /** From here on, what a failed transaction wrote before stays: the rollback is gone. */
  keepHalf(): void {
    this.#keepsHalf = true
  }

  #stand(method: Method): void {
    const original = prototype[method]
    const write = (one: Statement) => this.#write(one)
    const instead = (one: Statement) => this.#instead(one)
    vi.spyOn(prototype, method).mockImplementation(function (this: Statement, ...values: unknown[]) {
      write(this)
      return instead(this) ?? Reflect.apply(original, this, values)
    })
  }

  #write({ source, database }: Statement): void {
    if (this.#left === 0 || !WRITES.test(source)) return
    this.#left -= 1
    if (this.#left > 0) return
    this.fired = true
    if (this.#takesBack) database.exec('ROLLBACK')
    throw new Sqlite.SqliteError('database or disk is full', 'SQLITE_FULL')
  }

  #instead({ source, database }: Statement): Sqlite.RunResult | undefined {
    if (!this.#keepsHalf || source !== 'ROLLBACK') return undefined
    database.exec('COMMIT')
    return { changes: 0, lastInsertRowid: 0 }
  }
}
