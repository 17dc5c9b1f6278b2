import type Sqlite from 'better-sqlite3'
import { type Database, openDatabase } from '../../src/store/database.js'
import { TUESDAY_AT_TEN } from '../support/clock.js'
import { freshDatabase, temporaryFolder } from '../support/database.js'

/** A database file for many worlds, one after the other: each is a workspace of its own, days after the one before. */
export class WorldFile {
  readonly #folder = temporaryFolder()
  readonly #free: Database[] = []
  #path = ''
  #open = 0
  at = TUESDAY_AT_TEN

  static async open(): Promise<WorldFile> {
    const file = new WorldFile()
    file.#path = await freshDatabase(file.#folder.path)
    return file
  }

  /**
   * A connection, opened as the program opens its own: the one thing that differs is that it does not wait for the disk.
   * What a power cut does is tried elsewhere; here processes die, and the system keeps what they wrote. One that an
   * ended process gave back is given out again: to open one costs as much as a world.
   */
  take(): Database {
    const free = this.#free.pop()
    if (free !== undefined) return free
    this.#open += 1
    const opened = openDatabase(this.#path)
    opened.writer.raw.pragma('synchronous = OFF')
    keepStatements(opened.writer.raw)
    return opened
  }

  giveBack(database: Database): void {
    this.#free.push(database)
  }

  close(): void {
    if (this.#free.length !== this.#open) throw new Error('a process still holds a connection')
    for (const database of this.#free) database.close()
    this.#folder.remove()
  }
}

/** Whoever is given the connection next prepares the same statements: to plan them anew costs more than to run them. */
function keepStatements(raw: Sqlite.Database): void {
  const kept = new Map<string, Sqlite.Statement>()
  const prepare = raw.prepare.bind(raw)
  raw.prepare = ((sql: string) => {
    const statement = kept.get(sql) ?? prepare(sql)
    kept.set(sql, statement)
    return statement
  }) as typeof raw.prepare
}
