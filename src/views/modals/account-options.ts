import type { PlainTextOption } from '@slack/types'
import { cleanText } from '../../domain/words.js'
import type { Messages } from '../../i18n/messages.js'
import { cut, oneLine } from '../text.js'
import { type Choice, LONGEST_NAME_INPUT, option } from './inputs.js'

/** A value that is no id: the name of an account that is to be registered. */
const NEW = 'new:'
const OPTIONS_LIMIT = 100

/** A known account, or a name that is new (`id` null). */
export interface NamedAccount {
  readonly id: string | null
  readonly name: string
}

/** An account in the search menu: by its id, or as the name of a new one; null where the name is empty. */
export function accountChoice(account: NamedAccount, m: Messages): Choice | null {
  if (account.id !== null) return [account.id, oneLine(account.name, 75)]
  const name = accountName(account.name)
  if (name === '') return null
  const room = 75 - m.modals.newAccount('').length
  return [`${NEW}${name}`, m.modals.newAccount(oneLine(name, room))]
}

/**
 * What the search menu offers for what was typed: the accounts that match, best first, and last to register the name
 * as it is, unless one is called exactly that.
 */
export function accountOptions(
  matches: readonly { id: string; name: string }[],
  typed: string,
  m: Messages,
): PlainTextOption[] {
  const name = accountName(typed)
  const isKnown = matches.some((account) => account.name.normalize('NFKC') === name.normalize('NFKC'))
  const known = matches.slice(0, OPTIONS_LIMIT - 1).map((account) => accountChoice(account, m))
  const offered = isKnown ? known : [...known, accountChoice({ id: null, name }, m)]
  return offered.filter((choice) => choice !== null).map(option)
}

/** What an option of the search menu stands for; null for an empty value. */
export function readAccountValue(value: string): { id: string } | { name: string } | null {
  if (!value.startsWith(NEW)) return value === '' ? null : { id: value }
  const name = accountName(value.slice(NEW.length))
  return name === '' ? null : { name }
}

const accountName = (typed: string): string =>
  cut(cleanText(typed).replace(/\s+/gu, ' ').trim(), LONGEST_NAME_INPUT, '')
