import type { SheetFault, SheetNote, SheetNotice } from './fault.js'
import type { SheetName } from './sheets.js'

/** How many people were given each role, of those who had none. */
export interface GivenByImport {
  readonly csm: number
  readonly ae: number
}

/** What came of an import. Nothing was written unless `written`. */
export interface ImportOutcome {
  /** One of the sheets, or the archive of everything. */
  readonly sheet: SheetName | 'events'
  readonly rows: number
  readonly added: number
  readonly changed: number
  readonly unchanged: number
  /** What the rows named and nobody knew. */
  readonly made: { readonly people: number; readonly products: number; readonly accounts: number }
  readonly given: GivenByImport
  /** The first of them; `faultCount` counts all. */
  readonly faults: readonly SheetFault[]
  readonly faultCount: number
  readonly notes: readonly SheetNote[]
  readonly noteCounts: Readonly<Partial<Record<SheetNotice, number>>>
  readonly written: boolean
}
