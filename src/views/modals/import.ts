import type { InputBlock, ModalView } from '@slack/types'
import { SHEETS, type SheetName } from '../../domain/sheets/sheets.js'
import { plain, small } from '../blocks.js'
import { callbackId, VALUE } from '../ids.js'
import { option } from './inputs.js'
import { type ModalOptions, modal } from './modal.js'

const NAMES = Object.keys(SHEETS) as SheetName[]

/** What is to be brought in, and the file. */
export function importModal({ m }: ModalOptions): ModalView {
  const { upload, kinds } = m.sheets
  return modal(
    m,
    {
      callbackId: callbackId('import'),
      title: upload.title,
      submit: upload.submit,
      metadata: JSON.stringify({ v: 1 }),
    },
    [
      small(upload.intro),
      input('sheet', upload.what, {
        type: 'radio_buttons',
        action_id: VALUE,
        options: NAMES.map((name) => option([name, kinds[name]])),
      }),
      input('file', upload.file, { type: 'file_input', action_id: VALUE, filetypes: ['csv'], max_files: 1 }),
    ],
  )
}

const input = (blockId: string, label: string, element: InputBlock['element']): InputBlock => ({
  type: 'input',
  block_id: blockId,
  label: plain(label, 100),
  element,
})
