import type { SheetFacts, SheetFault, SheetNote, SheetNotice, SheetRule } from '../domain/sheets/fault.js'

/** Faults and notes that are kept to be shown; the others are counted. */
const KEPT = 1_000

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
