import { setImmediate as nextTurn } from 'node:timers/promises'
import type { ViewOutput } from '@slack/bolt'
import { z } from 'zod'
import { sheetRows } from '../../csv/sheet-rows.js'
import { Overtaken } from '../../domain/errors.js'
import { SHEETS, type SheetName } from '../../domain/sheets/sheets.js'
import { sheetCode } from '../../i18n/sheet-words.js'
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
import type { Outcome } from './submission.js'

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
    work: () => brought(entry, key.sheet, key.fileId, true),
  }
}

/** "Import this": the file is read and checked again, and written if it is still sound. */
export async function onImportConfirmed(entry: Entry, { value }: Click): Promise<Said> {
  ask(entry.ctx, 'sheet.import')
  const key = readFileKey(value)
  if (key === null) throw new OutOfDate({ what: 'button' })
  return { message: await brought(entry, key.sheet, key.fileId, false), replaces: true }
}

async function brought(entry: Entry, sheet: SheetName, fileId: string, dryRun: boolean): Promise<Message> {
  const { messages: m, ctx, deps, workspace } = entry
  const said = (words: string) => message(lines(words))
  try {
    const bytes = await readUploadedFile(deps.clientFor(workspace.id), fileId)
    const outcome = await importSheet(ctx, {
      ...{ sheet, dryRun, codeOf: sheetCode, fromCommandLine: false },
      rows: () => sheetRows(SHEETS[sheet], once(bytes)),
      // Others are answered in between.
      onProgress: async () => void (await nextTurn()),
    })
    return importMessage(outcome, m, { dryRun, confirm: dryRun ? writeFileKey(sheet, fileId) : null })
  } catch (error) {
    if (error instanceof Overtaken) return said(m.sheets.overtaken)
    if (!(error instanceof FileUnreadable)) throw error
    deps.log.warn({ workspaceId: workspace.id, reason: error.reason }, 'an uploaded file could not be read')
    return said(error.reason === 'too_big' ? m.sheets.upload.tooBig : m.sheets.upload.unreadable)
  }
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}
