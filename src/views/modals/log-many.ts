import type { ModalView } from '@slack/types'
import { small } from '../blocks.js'
import { callbackId } from '../ids.js'
import { textArea } from './inputs.js'
import { type ModalOptions, modal } from './modal.js'

/** Several signals at once, one a line, each written as after `/csql log`. */
export function logManyModal({ m }: ModalOptions): ModalView {
  const { many } = m.capture
  return modal(
    m,
    {
      callbackId: callbackId('log_many'),
      title: many.title,
      submit: many.submit,
      metadata: JSON.stringify({ v: 1 }),
    },
    [small(many.intro), textArea(m, 'lines', null, { required: true, placeholder: many.example })],
  )
}
