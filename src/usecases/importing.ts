import type { AccountId, CsqlId, PersonId } from '../domain/ids.js'
import type { Planned } from '../domain/rebuild-plan.js'
import type { CellContext } from '../domain/sheets/cells.js'
import type { CsqlRow } from '../domain/sheets/sheets.js'
import type { Day } from '../domain/time.js'
import type { Settings } from '../domain/workspace.js'
import type { Ctx } from './context.js'
import type { ImportBook } from './import-book.js'
import type { NamedRoles } from './import-roles.js'
import type { ImportTally } from './import-tally.js'
import type { Staging, Tx } from './ports.js'

/** What the rows of one sheet are taken with. */
export interface Importing {
  readonly ctx: Ctx
  readonly tx: Tx
  readonly staging: Staging<Tx>
  readonly settings: Settings
  readonly book: ImportBook
  readonly tally: ImportTally
  /** Known wins that had no start, with the day that a row gives. */
  readonly starts: Map<CsqlId, Day>
  readonly named: NamedRoles
  readonly codeOf: CellContext['codeOf']
  /** The account that a cell names; null where it cannot be said which: that is a fault of the row. */
  readonly accountOf: (row: number, cell: string) => AccountId | null
}

export interface RowTaker<V> {
  take(row: number, values: V, isSound: boolean): Promise<void>
  /** All rows were taken. */
  finish(): Promise<void>
}

/** A sound row, with whom and what it names. */
export interface SoundRow {
  readonly row: number
  readonly values: CsqlRow
  readonly accountId: AccountId
  readonly loggedBy: PersonId
  readonly csmId: PersonId
  readonly aeId: PersonId | null
  readonly reason: string | null
  readonly steps: readonly Planned[]
}
