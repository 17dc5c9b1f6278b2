import type { Messages } from '../i18n/messages.js'
import { actions, lines, plainButton, small } from './blocks.js'
import { CAPTURE, type MessageAt, writeMessageAt } from './ids.js'
import { type Message, message } from './message.js'

/** To whoever put the emoji on a message, and to nobody else: whether it is to be logged. */
export const captureOffer = (at: MessageAt, m: Messages): Message =>
  message(
    lines(m.capture.offer),
    actions(plainButton(CAPTURE, m.capture.offerButton, writeMessageAt(at))),
    small(m.capture.offerWhy),
  )
