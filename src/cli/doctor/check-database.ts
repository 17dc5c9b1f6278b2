import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { DatabaseUnusable } from '../../store/errors.js'
import { type Examined, examine } from '../../store/examine.js'
import { type Finding, found } from './findings.js'
import type { Patient } from './patient.js'

/** A log that is never written back grows: SQLite does so at some 4 MB, and a backup holds it up for a while (bytes). */
const LOG_LARGE = 256e6

export interface DatabaseChecked {
  readonly findings: readonly Finding[]
  /** It can be worked with as it is, so that what it says can be looked at too. */
  readonly isReadable: boolean
}

export function checkDatabase({ settings, write }: Patient): DatabaseChecked {
  const file = resolve(settings.database.path)
  if (!existsSync(file)) return { findings: [found('database_missing', { file })], isReadable: false }
  try {
    const examined = examine(file)
    const findings = [
      found('database_ok', { file, size: write.size(examined.bytes), schema: String(examined.schema) }),
      ...checkSchema(examined),
      found('pragmas_ok', {}),
      ...checkContent(examined),
      found(examined.logBytes > LOG_LARGE ? 'log_large' : 'log_ok', { size: write.size(examined.logBytes) }),
    ]
    return { findings, isReadable: examined.schema === examined.known && examined.complaints.length === 0 }
  } catch (error) {
    return { findings: [unusable(file, error)], isReadable: false }
  }
}

function checkSchema({ schema, known }: Examined): readonly Finding[] {
  if (schema === known) return []
  return [found(schema > known ? 'schema_newer' : 'schema_old', { found: String(schema), known: String(known) })]
}

function checkContent({ complaints, dangling }: Examined): readonly Finding[] {
  return [
    complaints.length === 0 ? found('integrity_ok', {}) : found('integrity_bad', { detail: complaints.join('; ') }),
    ...(dangling.length === 0 ? [] : [found('dangling', { tables: dangling.join(', ') })]),
  ]
}

function unusable(file: string, error: unknown): Finding {
  if (error instanceof DatabaseUnusable) {
    const { why, detail } = error.facts
    return found('database_unusable', { file, why, detail })
  }
  const line = error instanceof Error ? error.message : String(error)
  if (line.startsWith('PRAGMA ')) return found('pragma_wrong', { line })
  return found('database_unusable', { file, why: 'cannot_open', detail: line })
}
