import { z } from 'zod'
import type { SheetFault } from '../domain/sheets/fault.js'
import { Settings } from '../domain/workspace.js'
import { ask, type Ctx } from './context.js'
import { ARCHIVE_VERSION } from './export-events.js'
import { ImportTally } from './import-tally.js'
import type { Restoring } from './ports.js'

const Header = z.object({
  tasuki: z.literal('events'),
  version: z.int().min(1),
  schema: z.int().min(1),
  settings: Settings,
  nextNumber: z.int().min(1),
})
type Header = z.infer<typeof Header>
const Row = z.object({
  table: z.string(),
  row: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
})
const End = z.object({ end: z.literal(true), rows: z.int().min(0) })

export interface ImportEvents {
  /** The lines of the file, in order. */
  readonly lines: AsyncIterable<string>
  readonly dryRun: boolean
  /** Called now and then with how many lines were read; what it returns is waited for. */
  readonly onProgress?: (lines: number) => Promise<void>
}

export interface EventsOutcome {
  readonly rows: number
  readonly faults: readonly SheetFault[]
  readonly faultCount: number
  /** False also where every row stood there already. */
  readonly written: boolean
}

/** Progress is told, and others are let in, after so many lines. */
const LINES_BETWEEN = 500

/**
 * Brings back what `exportEvents` gave out, into an empty workspace: every row with its own id, so that every question
 * has the answer that it had. All lines are read and checked first. Where all rows stand there already, nothing happens.
 *
 * @throws NotAllowed unless the command line asks
 * @throws NotEmpty where the workspace holds anything else
 * @throws NotFitting where the rows do not belong together
 */
export async function importEvents(ctx: Ctx, { lines, dryRun, onProgress }: ImportEvents): Promise<EventsOutcome> {
  ask(ctx, 'archive.import')
  const restoring = ctx.store.restoring()
  const tally = new ImportTally()
  try {
    const header = await readLines(restoring, tally, lines, onProgress)
    const { rows, faults, faultCount } = tally
    if (header === null || faultCount > 0 || dryRun) return { rows, faults, faultCount, written: false }
    return { rows, faults, faultCount, written: await restoring.commit(header) }
  } finally {
    restoring.discard()
  }
}

/** @returns what the first line says; null where the file is none of ours */
async function readLines(
  restoring: Restoring,
  tally: ImportTally,
  lines: AsyncIterable<string>,
  onProgress: ImportEvents['onProgress'],
): Promise<Header | null> {
  let header: Header | null = null
  let line = 0
  let isWhole = false
  for await (const text of lines) {
    line += 1
    const json = parsed(text)
    if (header === null) {
      const fault = headerFault(json, restoring.schema)
      if (fault !== null) {
        tally.fault(line, null, fault)
        return null
      }
      header = Header.parse(json)
      continue
    }
    const end = End.safeParse(json)
    if (end.success) {
      isWhole = end.data.rows === tally.rows
      break
    }
    takeRow(restoring, tally, line, json)
    if (line % LINES_BETWEEN === 0) await onProgress?.(line)
  }
  if (header === null) tally.fault(1, null, 'no_archive')
  else if (!isWhole) tally.fault(line, null, 'archive_cut')
  return header
}

function takeRow(restoring: Restoring, tally: ImportTally, line: number, json: unknown): void {
  tally.rows += 1
  const row = Row.safeParse(json)
  if (!row.success) tally.fault(line, null, 'not_a_line')
  else {
    const fault = restoring.put(row.data)
    if (fault !== null) tally.fault(line, null, fault.rule, { typed: fault.typed })
  }
}

function headerFault(json: unknown, schema: number): 'no_archive' | 'archive_newer' | null {
  const about = z.object({ tasuki: z.literal('events'), version: z.number(), schema: z.number() }).safeParse(json)
  if (!about.success) return 'no_archive'
  if (about.data.version > ARCHIVE_VERSION || about.data.schema > schema) return 'archive_newer'
  return Header.safeParse(json).success ? null : 'no_archive'
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}
