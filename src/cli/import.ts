import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { Argument, Command } from 'commander'
import { sheetRows } from '../csv/sheet-rows.js'
import { NotEmpty, NotFitting, Overtaken } from '../domain/errors.js'
import { SHEETS, type SheetName } from '../domain/sheets/sheets.js'
import { type Messages, messagesFor } from '../i18n/index.js'
import { sheetCode, sheetColumns } from '../i18n/sheet-words.js'
import { importEvents } from '../usecases/import-events.js'
import { importSheet } from '../usecases/import-sheet.js'
import { importReport } from '../views/import-report.js'
import { CommandFailed } from './command-failed.js'
import type { CommandGroup } from './command-line.js'
import { wordsOf } from './language.js'
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

const names = [...(Object.keys(SHEETS) as SheetName[]), 'events'] as const

/** `tasuki import`: a spreadsheet, every row checked first, all or nothing; the app may run meanwhile. */
export const importCommand: CommandGroup = (terminal) => {
  const help = wordsOf(terminal).commandHelp.import
  return new Command('import')
    .description(help.what)
    .addArgument(new Argument('<what>', help.rows).choices(names))
    .argument('<file>', help.file)
    .option('--dry-run', help.dryRun)
    .addOption(workspaceOption(terminal))
    .action((what: (typeof names)[number], file: string, options: ImportOptions) =>
      withWorkspace(terminal, options.workspace, async (opened) => {
        await requireFile(file, messagesFor(opened.workspace.settings.locale))
        const dryRun = options.dryRun === true
        if (what === 'events') await bringBack(terminal, opened, file, dryRun)
        else await bringIn(terminal, opened, what, file, dryRun)
      }),
    )
}

async function bringIn(
  terminal: Terminal,
  { ctx, workspace }: OpenWorkspace,
  sheet: SheetName,
  file: string,
  dryRun: boolean,
): Promise<void> {
  const m = messagesFor(workspace.settings.locale)
  const outcome = await importSheet(ctx, {
    ...{ sheet, dryRun, codeOf: sheetCode, fromCommandLine: true },
    rows: () => sheetRows(SHEETS[sheet], createReadStream(file), sheetColumns),
    onProgress: progress(terminal, m),
  }).catch((error: unknown) => {
    throw error instanceof Overtaken ? new CommandFailed(m.sheets.overtaken) : error
  })
  const lines = importReport(outcome, m, { dryRun, shown: SHOWN })
  if (outcome.faultCount > 0) throw new CommandFailed(...lines)
  terminal.out(`${lines.join('\n')}\n`)
}

async function bringBack(
  terminal: Terminal,
  { ctx, workspace }: OpenWorkspace,
  file: string,
  dryRun: boolean,
): Promise<void> {
  const m = messagesFor(workspace.settings.locale)
  const outcome = await importEvents(ctx, {
    lines: createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY }),
    dryRun,
    onProgress: progress(terminal, m),
  }).catch((error: unknown) => {
    if (error instanceof NotEmpty) throw new CommandFailed(m.sheets.notEmpty)
    throw error instanceof NotFitting ? new CommandFailed(m.sheets.notFitting(error.facts.detail)) : error
  })
  const { rows, written } = outcome
  const lines = importReport(
    {
      ...{ sheet: 'events', ...outcome, notes: [], noteCounts: {}, made: { people: 0, products: 0, accounts: 0 } },
      given: { csm: 0, ae: 0 },
      ...{ added: written ? rows : 0, changed: 0, unchanged: written ? 0 : rows },
    },
    m,
    { dryRun, shown: SHOWN },
  )
  if (outcome.faultCount > 0) throw new CommandFailed(...lines)
  terminal.out(`${lines.join('\n')}\n`)
}

function progress(terminal: Terminal, m: Messages): (rows: number) => Promise<void> {
  let told = terminal.clock.now()
  return async (rows) => {
    await nextTurn()
    if (terminal.clock.now() - told < BETWEEN) return
    told = terminal.clock.now()
    terminal.err(m.sheets.progress(rows))
  }
}

/** @throws CommandFailed where there is no such file to read */
async function requireFile(file: string, { commandLine }: Messages): Promise<void> {
  const found = await stat(file).catch((error: NodeJS.ErrnoException) => error)
  if (found instanceof Error) throw new CommandFailed(commandLine.unreadable(file, found.code ?? found.message))
  if (!found.isFile()) throw new CommandFailed(commandLine.noFile(file))
}
