import type { Locale } from '../domain/person.js'
import { en } from './en.js'
import { ja } from './ja.js'
import type { Messages } from './messages.js'

export type { Messages } from './messages.js'

const CATALOGUES: Readonly<Record<Locale, Messages>> = { ja, en }

/** The catalogue of a language. */
export const messagesFor = (locale: Locale): Messages => CATALOGUES[locale]
