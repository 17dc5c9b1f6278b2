import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { Argument, Command } from 'commander'
import { sheetRows } from '../csv/sheet-rows.js'
import { Overtaken } from '../domain/errors.js'
import { SHEETS, type SheetName } from '../domain/sheets/sheets.js'
import { messagesFor } from '../i18n/index.js'
import { sheetCode } from '../i18n/sheet-words.js'
import { importSheet } from '../usecases/import-sheet.js'
import { importReport } from '../views/import-report.js'
import { CommandFailed } from './command-failed.js'
import type { CommandGroup } from './command-line.js'
import { type OpenWorkspace, withWorkspace, workspaceOption } from './open-workspace.js'
import type { Terminal } from './terminal.js'

interface ImportOptions {
  readonly workspace?: string
  readonly dryRun?: true
}

/** Faults and notes that are printed; the others are counted. */
const SHOWN = 200
/** Progress is told about so often (ms). */
const BETWEEN = 2_000

const names = Object.keys(SHEETS) as SheetName[]

/** `tasuki import`: a spreadsheet, every row checked first, all or nothing; the app may run meanwhile. */
export const importCommand: CommandGroup = (terminal) =>
  new Command('import')
    .description('bring in a spreadsheet (CSV): every row is checked first, and all of it is written or nothing')
    .addArgument(new Argument('<what>', 'what its rows are').choices(names))
    .argument('<file>', 'the CSV file: UTF-8 or Shift_JIS')
    .option('--dry-run', 'check everything and write nothing')
    .addOption(workspaceOption())
    .action((what: SheetName, file: string, options: ImportOptions) =>
      withWorkspace(terminal, options.workspace, async (opened) => {
        await requireFile(file)
        await bringIn(terminal, opened, what, file, options.dryRun === true)
      }),
    )

async function bringIn(
  terminal: Terminal,
  { ctx, workspace }: OpenWorkspace,
  sheet: SheetName,
  file: string,
  dryRun: boolean,
): Promise<void> {
  const m = messagesFor(workspace.settings.locale)
  let told = terminal.clock.now()
  const outcome = await importSheet(ctx, {
    ...{ sheet, dryRun, codeOf: sheetCode, fromCommandLine: true },
    rows: () => sheetRows(SHEETS[sheet], createReadStream(file)),
    onProgress: async (rows) => {
      await nextTurn()
      if (terminal.clock.now() - told < BETWEEN) return
      told = terminal.clock.now()
      terminal.err(m.sheets.progress(rows))
    },
  }).catch((error: unknown) => {
    throw error instanceof Overtaken ? new CommandFailed(m.sheets.overtaken) : error
  })
  const lines = importReport(outcome, m, { dryRun, shown: SHOWN })
  if (outcome.faultCount > 0) throw new CommandFailed(...lines)
  terminal.out(`${lines.join('\n')}\n`)
}

/** @throws CommandFailed where there is no such file to read */
export async function requireFile(file: string): Promise<void> {
  const found = await stat(file).catch((error: NodeJS.ErrnoException) => error)
  if (found instanceof Error) throw new CommandFailed(`${file} cannot be read (${found.code ?? found.message}).`)
  if (!found.isFile()) throw new CommandFailed(`${file} is no file.`)
}
