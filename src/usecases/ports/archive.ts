/** The first of an archive: what the workspace is, without its Slack ids. */
export interface ArchivedWorkspace {
  /** The number of the last migration that the rows were written under. */
  readonly schema: number
  readonly settings: unknown
  readonly nextNumber: number
}

/** One row of the workspace, by the names of the database; which workspace it is of is left out. */
export interface ArchivedRow {
  readonly table: string
  readonly row: Readonly<Record<string, string | number | null>>
}

/** Why a row cannot be of an archive. */
export type ArchiveFault = { readonly rule: 'unknown_table' | 'unknown_field'; readonly typed: string }

/** Room for an archive that is brought back. */
export interface Restoring {
  /** The newest schema that is known here. */
  readonly schema: number
  /** @returns why it cannot be taken; null = it is staged */
  put(archived: ArchivedRow): ArchiveFault | null
  /**
   * Writes all of it into an empty workspace, as one.
   *
   * @returns false where every row stands there already: then nothing is written
   * @throws NotEmpty where the workspace holds anything else
   * @throws NotFitting where the database refuses the rows: they do not belong together
   */
  commit(workspace: Pick<ArchivedWorkspace, 'settings' | 'nextNumber'>): Promise<boolean>
  discard(): void
}
