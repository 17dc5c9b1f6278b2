import { Argument, Command } from 'commander'
import { writeCsv } from '../csv/write-csv.js'
import { addDays } from '../domain/days.js'
import { SHEETS, type SheetName } from '../domain/sheets/sheets.js'
import type { Day } from '../domain/time.js'
import { startOfDay } from '../domain/zone-time.js'
import { messagesFor } from '../i18n/index.js'
import { AUDIT_COLUMNS, exportAudit } from '../usecases/export-audit.js'
import { exportEvents } from '../usecases/export-events.js'
import { exportSheet } from '../usecases/export-sheets.js'
import { CommandFailed } from './command-failed.js'
import type { CommandGroup } from './command-line.js'
import { dayIn } from './days.js'
import { wordsOf } from './language.js'
import { withWorkspace, workspaceOption } from './open-workspace.js'

interface ExportOptions {
  readonly workspace?: string
  readonly from?: Day
  readonly to?: Day
}

const names = [...(Object.keys(SHEETS) as SheetName[]), 'events', 'audit'] as const

/** `tasuki export`: a spreadsheet as `tasuki import` reads it, on stdout; the app may run meanwhile. */
export const exportCommand: CommandGroup = (terminal) => {
  const help = wordsOf(terminal).commandHelp.export
  return new Command('export')
    .description(help.what)
    .addArgument(new Argument('<what>', help.rows).choices(names))
    .option('--from <day>', help.from, dayIn(terminal))
    .option('--to <day>', help.to, dayIn(terminal))
    .addOption(workspaceOption(terminal))
    .action((what: (typeof names)[number], { workspace: named, from, to }: ExportOptions) =>
      withWorkspace(terminal, named, async ({ ctx, workspace }) => {
        if (what !== 'csqls' && what !== 'audit' && (from ?? to) !== undefined) {
          throw new CommandFailed(messagesFor(workspace.settings.locale).commandLine.typed.daysNotTaken)
        }
        if (what === 'events') {
          for (const line of exportEvents(ctx)) terminal.out(`${line}\n`)
          return
        }
        const { zone } = workspace.settings
        const logged = {
          from: from === undefined ? null : startOfDay(zone, from),
          to: to === undefined ? null : startOfDay(zone, addDays(to, 1)),
        }
        if (what === 'audit') {
          const lines = await exportAudit(ctx, logged.from ?? 0, logged.to ?? ctx.now + 1)
          for await (const text of writeCsv(AUDIT_COLUMNS, each(lines))) terminal.out(text)
          return
        }
        for await (const text of writeCsv(SHEETS[what].columns, exportSheet(ctx, { sheet: what, logged }))) {
          terminal.out(text)
        }
      }),
    )
}

async function* each<T>(rows: readonly T[]): AsyncGenerator<T> {
  yield* rows
}
