import type { AccountId } from '../domain/ids.js'
import type { Messages } from '../i18n/messages.js'
import { actions, lines, plainButton, small } from './blocks.js'
import { CAPTURE, CAPTURE_AS_IS, type MessageAt, writeCaptured, writeMessageAt } from './ids.js'
import { customerName } from './labels.js'
import { type Message, message } from './message.js'

/**
 * To whoever put the emoji on a message, and to nobody else: whether it is to be logged, and where it speaks of one
 * account alone, at once for that one.
 */
export const captureOffer = (
  at: MessageAt,
  account: { readonly id: AccountId; readonly name: string } | null,
  m: Messages,
): Message =>
  message(
    lines(m.capture.offer),
    actions(
      account === null
        ? null
        : plainButton(CAPTURE_AS_IS, m.capture.asIs(customerName(m, account.name)), writeCaptured(at, account.id)),
      plainButton(CAPTURE, m.capture.offerButton, writeMessageAt(at)),
    ),
    small(m.capture.offerWhy),
  )
