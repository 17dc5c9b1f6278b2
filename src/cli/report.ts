import { Command, InvalidArgumentError, Option } from 'commander'
import { writeCsv } from '../csv/write-csv.js'
import { DIMENSIONS, type Dimension } from '../domain/metrics.js'
import { messagesFor } from '../i18n/index.js'
import { readReport } from '../usecases/read-report.js'
import { CommandFailed } from './command-failed.js'
import type { CommandGroup } from './command-line.js'
import { dayIn } from './days.js'
import { wordsOf } from './language.js'
import { withWorkspace, workspaceOption } from './open-workspace.js'
import { CSV_COLUMNS, csvRows, jsonReport } from './report-forms.js'
import { tableReport } from './report-table.js'
import type { Terminal } from './terminal.js'

interface ReportOptions {
  readonly from: string
  readonly to: string
  readonly by: readonly Dimension[]
  readonly format: 'json' | 'table' | 'csv'
  readonly workspace?: string
}

/** `tasuki report`: the metrics of some days; the app may run meanwhile. */
export const reportCommand: CommandGroup = (terminal) => {
  const help = wordsOf(terminal).commandHelp.report
  return new Command('report')
    .description(help.what)
    .addOption(new Option('--from <date>', help.from).argParser(dayIn(terminal)).makeOptionMandatory())
    .addOption(new Option('--to <date>', help.to).argParser(dayIn(terminal)).makeOptionMandatory())
    .addOption(
      new Option('--by <dimensions>', help.by(DIMENSIONS))
        .argParser(dimensionsIn(terminal))
        .default(DIMENSIONS, help.allDimensions),
    )
    .addOption(new Option('--format <format>', help.format).choices(['json', 'table', 'csv']).default('table'))
    .addOption(workspaceOption(terminal))
    .action((options: ReportOptions) =>
      withWorkspace(terminal, options.workspace, async ({ ctx, workspace }) => {
        const { from, to, by, format } = options
        const m = messagesFor(workspace.settings.locale)
        if (from > to) throw new CommandFailed(m.commandLine.typed.endBeforeStart(from, to))
        const report = await readReport(ctx, { from, to, unit: null, by, everyMonth: true })
        if (format === 'csv') {
          for await (const text of writeCsv(CSV_COLUMNS, csvRows(report))) terminal.out(text)
          return
        }
        terminal.out(format === 'json' ? jsonReport(report) : tableReport(report, m))
      }),
    )
}

const dimensionsIn =
  (terminal: Terminal) =>
  (typed: string): readonly Dimension[] => {
    const words = typed.split(',').map((word) => word.trim())
    const unknown = words.find((word) => !(DIMENSIONS as readonly string[]).includes(word))
    if (unknown !== undefined) {
      throw new InvalidArgumentError(wordsOf(terminal).commandLine.typed.dimension(unknown, DIMENSIONS))
    }
    return DIMENSIONS.filter((dimension) => words.includes(dimension))
  }
