import type { Messages } from '../i18n/index.js'
import { messagesFor } from '../i18n/index.js'
import type { Terminal } from './terminal.js'

/** What is said before a workspace is open, or without any: in the language of `TASUKI_LOCALE`, at first Japanese. */
export function messagesOf(env: Readonly<Record<string, string | undefined>>): Messages {
  return messagesFor(env['TASUKI_LOCALE']?.trim() === 'en' ? 'en' : 'ja')
}

/** The same, where `.env` may be what cannot be read. */
export function wordsOf(terminal: Terminal): Messages {
  try {
    return messagesOf(terminal.env())
  } catch {
    return messagesOf({})
  }
}
