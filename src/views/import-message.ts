import type { ImportOutcome } from '../domain/sheets/import-outcome.js'
import type { Messages } from '../i18n/messages.js'
import { actions, bullets, lines, plainButton } from './blocks.js'
import { CONFIRM_IMPORT } from './ids.js'
import { importReport } from './import-report.js'
import { type Message, message } from './message.js'

/** Lines that are shown in Slack; the others are counted. */
const SHOWN = 12

/** What an uploaded sheet came to; with `confirm`, the button that brings it in. */
export function importMessage(
  imported: ImportOutcome,
  m: Messages,
  { dryRun, confirm }: { readonly dryRun: boolean; readonly confirm: string | null },
): Message {
  const [first = '', ...rest] = importReport(imported, m, { dryRun, shown: SHOWN })
  const isIn = (line: string) => line.startsWith('  ')
  const canImport = confirm !== null && imported.faultCount === 0 && imported.added + imported.changed > 0
  return message(
    lines(first, ...rest.filter((line) => !isIn(line))),
    bullets(
      '',
      rest.filter(isIn).map((line) => line.trim()),
    ),
    canImport ? actions(plainButton(CONFIRM_IMPORT, m.sheets.upload.confirm, confirm)) : null,
  )
}
