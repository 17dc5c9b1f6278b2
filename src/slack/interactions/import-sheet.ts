import { setImmediate as nextTurn } from 'node:timers/promises'
import type { ViewOutput } from '@slack/bolt'
import { z } from 'zod'
import { sheetRows } from '../../csv/sheet-rows.js'
import { Overtaken } from '../../domain/errors.js'
import { SHEETS, type SheetName } from '../../domain/sheets/sheets.js'
import { sheetCode, sheetColumns } from '../../i18n/sheet-words.js'
import { ask } from '../../usecases/context.js'
import { importSheet } from '../../usecases/import-sheet.js'
import { lines } from '../../views/blocks.js'
import { readFileKey, VALUE, writeFileKey } from '../../views/ids.js'
import { importMessage } from '../../views/import-message.js'
import { type Message, message } from '../../views/message.js'
import { oneLine } from '../../views/text.js'
import type { Entry } from '../actor.js'
import { OutOfDate } from '../edge-errors.js'
import { FileUnreadable, readUploadedFile } from '../uploaded-file.js'
import type { Click, Said } from './click.js'
import type { Outcome, Tell } from './submission.js'

const Sent = z.object({
  sheet: z.object({
    [VALUE]: z.object({
      selected_option: z.object({ value: z.enum(['accounts', 'contracts', 'csqls', 'snapshots']) }),
    }),
  }),
  file: z.object({
    [VALUE]: z.object({ files: z.array(z.object({ id: z.string(), name: z.string().nullish() })).length(1) }),
  }),
})

/** An uploaded sheet: said to be on its way, then checked, and told of where the form was opened. */
export function onImportSent(entry: Entry, view: ViewOutput): Outcome {
  ask(entry.ctx, 'sheet.import')
  const sent = Sent.safeParse(view.state.values)
  const file = sent.data?.file[VALUE]?.files[0]
  const sheet = sent.data?.sheet[VALUE]?.selected_option.value
  const key = file === undefined || sheet === undefined ? null : readFileKey(writeFileKey(sheet, file.id))
  if (key === null) throw new OutOfDate({ what: 'form' })
  return {
    kind: 'later',
    message: message(lines(entry.messages.sheets.upload.checking(oneLine(file?.name ?? '', 80)))),
    work: (tell) => brought(entry, key.sheet, key.fileId, { dryRun: true, tell }),
  }
}

/** "Import this": the file is read and checked again, and written if it is still sound. */
export async function onImportConfirmed(entry: Entry, { value, tell }: Click): Promise<Said> {
  ask(entry.ctx, 'sheet.import')
  const key = readFileKey(value)
  if (key === null) throw new OutOfDate({ what: 'button' })
  return { message: await brought(entry, key.sheet, key.fileId, { dryRun: false, tell }), replaces: true }
}

async function brought(
  entry: Entry,
  sheet: SheetName,
  fileId: string,
  { dryRun, tell }: { readonly dryRun: boolean; readonly tell: Tell },
): Promise<Message> {
  const { messages: m, ctx, deps, workspace } = entry
  const said = (words: string) => message(lines(words))
  let isTold = false
  try {
    const bytes = await readUploadedFile(deps.clientFor(workspace.id), fileId)
    const outcome = await importSheet(ctx, {
      ...{ sheet, dryRun, codeOf: sheetCode, fromCommandLine: false },
      rows: () => sheetRows(SHEETS[sheet], once(bytes), sheetColumns),
      onProgress: async (rows) => {
        // Others are answered in between.
        await nextTurn()
        if (isTold || rows < ROWS_UNTOLD) return
        isTold = true
        await tell(said(dryRun ? m.sheets.upload.stillChecking(rows) : m.sheets.upload.stillImporting(rows)))
      },
    })
    return importMessage(outcome, m, { dryRun, confirm: dryRun ? writeFileKey(sheet, fileId) : null })
  } catch (error) {
    if (error instanceof Overtaken) return said(m.sheets.overtaken)
    if (!(error instanceof FileUnreadable)) throw error
    deps.log.warn({ workspaceId: workspace.id, reason: error.reason }, 'an uploaded file could not be read')
    return said(error.reason === 'too_big' ? m.sheets.upload.tooBig : m.sheets.upload.unreadable)
  }
}

/** A sheet of more rows takes so long that whoever sent it hears once how far it is. */
const ROWS_UNTOLD = 5_000

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}
