import { Command, InvalidArgumentError, Option } from 'commander'
import { writeCsv } from '../csv/write-csv.js'
import { isDay } from '../domain/days.js'
import { DIMENSIONS, type Dimension } from '../domain/metrics.js'
import { readReport } from '../usecases/read-report.js'
import { CommandFailed } from './command-failed.js'
import type { CommandGroup } from './command-line.js'
import { withWorkspace, workspaceOption } from './open-workspace.js'
import { CSV_COLUMNS, csvRows, jsonReport, tableReport } from './report-forms.js'

interface ReportOptions {
  readonly from: string
  readonly to: string
  readonly by: readonly Dimension[]
  readonly format: 'json' | 'table' | 'csv'
  readonly workspace?: string
}

/** `tasuki report`: the metrics of some days; the app may run meanwhile. */
export const reportCommand: CommandGroup = (terminal) =>
  new Command('report')
    .description('the metrics of some days of the workspace, both ends included')
    .addOption(new Option('--from <date>', 'the first day, YYYY-MM-DD').argParser(day).makeOptionMandatory())
    .addOption(new Option('--to <date>', 'the last day, YYYY-MM-DD').argParser(day).makeOptionMandatory())
    .addOption(
      new Option('--by <dimensions>', `told apart by any of ${DIMENSIONS.join(',')}`)
        .argParser(dimensions)
        .default(DIMENSIONS, 'all of them'),
    )
    .addOption(new Option('--format <format>', 'how it is written').choices(['json', 'table', 'csv']).default('table'))
    .addOption(workspaceOption())
    .action((options: ReportOptions) =>
      withWorkspace(terminal, options.workspace, async ({ ctx }) => {
        const { from, to, by, format } = options
        if (from > to) throw new CommandFailed(`--from ${from} comes after --to ${to}.`)
        const report = await readReport(ctx, { from, to, unit: null, by, everyMonth: true })
        if (format === 'csv') {
          for await (const text of writeCsv(CSV_COLUMNS, csvRows(report))) terminal.out(text)
          return
        }
        terminal.out(format === 'json' ? jsonReport(report) : tableReport(report))
      }),
    )

function day(typed: string): string {
  if (isDay(typed)) return typed
  throw new InvalidArgumentError('it should be a day that there is, as YYYY-MM-DD')
}

function dimensions(typed: string): readonly Dimension[] {
  const words = typed.split(',').map((word) => word.trim())
  const unknown = words.find((word) => !(DIMENSIONS as readonly string[]).includes(word))
  if (unknown !== undefined) throw new InvalidArgumentError(`"${unknown}" is none of ${DIMENSIONS.join(', ')}`)
  return DIMENSIONS.filter((dimension) => words.includes(dimension))
}
