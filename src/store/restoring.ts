import { NotEmpty } from '../domain/errors.js'
import type { ArchivedRow, ArchiveFault, Restoring } from '../usecases/ports.js'
import { ARCHIVED_TABLES } from './archive.js'
import { schemaVersion } from './migrate.js'
import { type StagedColumn, StagingFile, type StagingHost } from './staging-file.js'

/** Room for an archive that is brought back into the workspace at hand. */
export function openRestoring(host: StagingHost): Restoring {
  const file = new StagingFile(host, ARCHIVED_TABLES)
  const { writer, workspaceId } = host
  return {
    schema: schemaVersion(writer),

    put: ({ table, row }): ArchiveFault | null => {
      const columns = file.columnsOf(table)
      if (columns === undefined) return { rule: 'unknown_table', typed: table }
      const known = new Set(columns.map(({ name }) => name))
      const unknown = Object.keys(row).find((name) => !known.has(name) || name === 'workspace_id')
      if (unknown !== undefined) return { rule: 'unknown_field', typed: `${table}.${unknown}` }
      file.insert(
        table,
        columns.map((column) => restored(column, row, workspaceId)),
      )
      return null
    },

    commit: ({ settings, nextNumber }) =>
      file.alone(async () => {
        const other = firstTableWithRows(host)
        if (other !== null) {
          if (isAllThere(host, file)) return false
          throw new NotEmpty({ table: other })
        }
        // The product that every workspace begins with gives way to those of the archive.
        for (const table of ['product_aliases', 'products']) {
          writer.prepare(`DELETE FROM main.${table} WHERE workspace_id = ?`).run(workspaceId)
        }
        for (const table of ARCHIVED_TABLES) await file.move(table)
        writer
          .prepare(
            'UPDATE workspaces SET settings = ?, next_number = ?, names_version = names_version + 1 WHERE id = ?',
          )
          .run(JSON.stringify(settings), nextNumber, workspaceId)
        return true
      }),

    discard: () => file.discard(),
  }
}

/** A row of an earlier schema lacks what came later: that has its default, as it had when the column came. */
function restored(column: StagedColumn, row: ArchivedRow['row'], workspaceId: string): string | number | null {
  if (column.name === 'workspace_id') return workspaceId
  const given = row[column.name]
  if (given !== undefined) return given
  const { dflt_value: fallback } = column
  if (fallback === null) return null
  return /^'.*'$/u.test(fallback) ? fallback.slice(1, -1).replaceAll("''", "'") : Number(fallback)
}

/** What a workspace has from its beginning, before anybody did anything. */
const GIVEN: readonly string[] = ['products', 'product_aliases']

function firstTableWithRows({ writer, workspaceId }: StagingHost): string | null {
  const isUsed = (table: string) =>
    writer.prepare(`SELECT 1 FROM main.${table} WHERE workspace_id = ? LIMIT 1`).get(workspaceId) !== undefined
  return ARCHIVED_TABLES.find((table) => !GIVEN.includes(table) && isUsed(table)) ?? null
}

function isAllThere({ writer }: StagingHost, file: StagingFile): boolean {
  return ARCHIVED_TABLES.every((table) => {
    const names = (file.columnsOf(table) ?? []).map(({ name }) => name).join(', ')
    const missing = writer.prepare(`SELECT ${names} FROM staging.${table} EXCEPT SELECT ${names} FROM main.${table}`)
    return missing.get() === undefined
  })
}
