import type { PlainTextOption } from '@slack/types'
import type { Messages } from '../../i18n/messages.js'
import { type Choice, option } from './inputs.js'

/** The value of "no public holidays". */
export const NO_COUNTRY = 'none'

/** Offered before anything is typed. */
const USUAL = [
  'JP',
  'US',
  'GB',
  'SG',
  'KR',
  'TW',
  'CN',
  'HK',
  'TH',
  'VN',
  'IN',
  'ID',
  'PH',
  'MY',
  'AU',
  'DE',
  'FR',
  'CA',
]
const SHOWN = 50

export const countryChoice = (code: string | null, m: Messages): Choice =>
  code === null ? [NO_COUNTRY, m.away.country.none] : [code, m.away.country.name(code)]

/** Countries whose name, in the reader's language or another's, or whose code begins with or holds what is typed. */
export function countryOptions(
  codes: readonly string[],
  typed: string,
  m: Messages,
  others: readonly Messages[],
): PlainTextOption[] {
  const word = fold(typed)
  const found =
    word === ''
      ? USUAL.filter((code) => codes.includes(code))
      : codes.filter(
          (code) =>
            [m, ...others].some((one) => fold(one.away.country.name(code)).includes(word)) || fold(code) === word,
        )
  const first = word === '' || fold(m.away.country.none).includes(word) ? [countryChoice(null, m)] : []
  return [...first, ...found.slice(0, SHOWN).map((code) => countryChoice(code, m))].map(option)
}

const fold = (text: string): string => text.normalize('NFKC').toLowerCase().trim()
