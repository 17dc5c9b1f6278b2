import type { SheetFacts, SheetFault, SheetNote, SheetNotice, SheetRule } from '../domain/sheets/fault.js'
import type { SheetName } from '../domain/sheets/sheets.js'

/** Faults and notes that are kept to be shown; the others are counted. */
const KEPT = 1_000

/** What came of an import. Nothing was written unless `written`. */
export interface ImportOutcome {
  readonly sheet: SheetName
  readonly rows: number
  readonly added: number
  readonly changed: number
  readonly unchanged: number
  /** What the rows named and nobody knew. */
  readonly made: { readonly people: number; readonly products: number; readonly accounts: number }
  /** The first of them; `faultCount` counts all. */
  readonly faults: readonly SheetFault[]
  readonly faultCount: number
  readonly notes: readonly SheetNote[]
  readonly noteCounts: Readonly<Partial<Record<SheetNotice, number>>>
  readonly written: boolean
}

/** Keeps what is found while rows are read. */
export class ImportTally {
  readonly faults: SheetFault[] = []
  readonly notes: SheetNote[] = []
  readonly noteCounts: Partial<Record<SheetNotice, number>> = {}
  faultCount = 0
  rows = 0
  added = 0
  changed = 0
  unchanged = 0

  fault(row: number, column: string | null, rule: SheetRule, facts: SheetFacts = {}): void {
    this.add([{ row, column, rule, ...facts }])
  }

  add(faults: readonly SheetFault[]): void {
    this.faultCount += faults.length
    this.faults.push(...faults.slice(0, Math.max(0, KEPT - this.faults.length)))
  }

  note(row: number, column: string | null, notice: SheetNotice, facts: SheetFacts = {}): void {
    this.noteCounts[notice] = (this.noteCounts[notice] ?? 0) + 1
    if (this.notes.length < KEPT) this.notes.push({ row, column, notice, ...facts })
  }
}
