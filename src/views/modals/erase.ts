import type { ModalView, PlainTextOption } from '@slack/types'
import type { Erasable } from '../../domain/erasure.js'
import type { Messages } from '../../i18n/messages.js'
import { small } from '../blocks.js'
import { callbackId } from '../ids.js'
import { oneLine } from '../text.js'
import { option, searchMenu, several } from './inputs.js'
import { type ModalOptions, modal } from './modal.js'

/** Whose data is to be erased: somebody of those who are found by their name. */
export const eraseModal = ({ m }: ModalOptions): ModalView =>
  modal(
    m,
    {
      callbackId: callbackId('erase'),
      title: m.protection.title,
      submit: m.protection.submit,
      metadata: JSON.stringify({ v: 1 }),
    },
    [
      small(m.protection.intro),
      searchMenu(m, 'erased', null, { required: true }),
      several(m, 'erase_sure', [['sure', m.protection.sure]], [], { required: true }),
    ],
  )

export const erasableOptions = (found: readonly Erasable[], { protection }: Messages): PlainTextOption[] =>
  found.map(({ kind, id, name, accountName }) =>
    option([
      `${kind}:${id}`,
      accountName === null
        ? protection.colleague(oneLine(name, 50))
        : protection.contact(oneLine(name, 30), oneLine(accountName, 30)),
    ]),
  )
