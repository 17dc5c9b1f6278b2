import type { Who, WorkspaceRight } from '../../domain/rights.js'

/** Rights in words: refusals, and the guides' tables. */
export interface Rights {
  /** What may be done in the workspace, as it is called; what is done to a CSQL stands with `terms.acts`. */
  readonly acts: Readonly<Record<Exclude<WorkspaceRight, 'log'> | 'propose_again', string>>
  /** Fields that no form asks for, as they are called; the others stand with `modals.labels`. */
  readonly fields: Readonly<Record<string, string>>
  /** Who may, as the subject of "may do this". */
  readonly holders: Readonly<Record<Who, string>>
  /** `who` may do it. */
  readonly notAllowed: (act: string, who: readonly string[], onCsql: boolean) => string
  /** It may be done, but not with that field. `who`: who may give it; nobody where it is no part of it. */
  readonly fieldNotAllowed: (act: string, field: string, who: readonly string[]) => string
  readonly adminsOnly: (act: string) => string
  /** Where one's own is everybody's to see and change, and somebody else's a manager's. */
  readonly othersOnly: Readonly<Record<'time.read' | 'time.change', string>>
  readonly managersOnly: (act: string) => string
  /** The tables of the guides. */
  readonly table: {
    readonly title: string
    readonly intro: readonly string[]
    readonly onCsqls: string
    readonly inWorkspace: string
    readonly act: string
    readonly field: (name: string) => string
    /** Only where the CSQL is in one of these states. */
    readonly onlyIn: (states: readonly string[]) => string
    readonly standings: string
  }
}
