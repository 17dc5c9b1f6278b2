import { AccountId } from '../../domain/ids.js'
import {
  EDIT_ACCOUNT,
  EDIT_CONTACT,
  EDIT_CONTRACT,
  EDIT_NOTE,
  MERGE_ACCOUNT,
  OPEN_ACCOUNT,
  readSheetKey,
  UNDO_MERGE,
} from '../../views/ids.js'
import type { AccountFormKey } from '../account-forms.js'
import type { Entry } from '../actor.js'
import { accountAnswer } from '../answers.js'
import { OutOfDate } from '../edge-errors.js'
import { onUndoMerge } from './account-merge.js'
import type { Click, Said } from './click.js'

const FORM_OF: Readonly<Record<string, AccountFormKey['form']>> = {
  [EDIT_ACCOUNT]: 'edit',
  [EDIT_CONTRACT]: 'contract',
  [EDIT_CONTACT]: 'contact',
  [EDIT_NOTE]: 'note',
}

/** Buttons of one row must differ: those that turn pages carry a word behind their id. */
const opensAccount = (actionId: string): boolean => actionId === OPEN_ACCOUNT || actionId.startsWith(`${OPEN_ACCOUNT}.`)

export const isAccountAction = (actionId: string): boolean =>
  Object.hasOwn(FORM_OF, actionId) || opensAccount(actionId) || actionId === MERGE_ACCOUNT || actionId === UNDO_MERGE

/** Does what a button of an account's sheet stands for. @throws OutOfDate for what this program did not write */
export async function onAccountAction(entry: Entry, click: Click): Promise<Said | null> {
  const key = readSheetKey(click.value)
  const id = AccountId.safeParse(key?.id)
  if (key === null || !id.success) throw new OutOfDate({ what: 'button' })
  if (click.actionId === MERGE_ACCOUNT) return click.open({ kind: 'account_merge', accountId: id.data })
  if (click.actionId === UNDO_MERGE) return onUndoMerge(entry, key.part ?? '')
  const form = FORM_OF[click.actionId]
  if (form === undefined) {
    const { message } = await accountAnswer(entry, id.data, { section: key.part, from: key.from })
    return { message, replaces: true }
  }
  const partId = key.part === 'new' ? null : key.part
  return click.open({ kind: 'account', key: { form, accountId: id.data, partId } })
}
