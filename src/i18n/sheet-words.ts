import { en } from './en.js'
import { ja } from './ja.js'
import { LOG_WORDS } from './vocabulary.js'

const fold = (word: string): string => word.normalize('NFKC').trim().toLowerCase()

/** The words for each code, in both languages, whatever the reader's: old spreadsheets hold what people say. */
const WORDS: Readonly<Record<string, readonly Readonly<Record<string, string | readonly string[]>>[]>> = {
  kind: [ja.terms.kinds, en.terms.kinds, LOG_WORDS.kinds],
  source: [ja.terms.sources, ja.terms.sourcesShort, en.terms.sources, en.terms.sourcesShort, LOG_WORDS.sources],
  heat: [ja.terms.heats, en.terms.heats, LOG_WORDS.heats],
  opt_in: [ja.terms.optIns, en.terms.optIns],
  phase: [ja.terms.phases, en.terms.phases],
  channel: [ja.terms.channels, en.terms.channels],
  period: [ja.terms.periods, en.terms.periods, { month: ['月', 'monthly'], year: ['年', 'yearly', 'annual'] }],
  reject_reason: [ja.terms.reasons.reject, en.terms.reasons.reject],
  lost_reason: [ja.terms.reasons.lose, en.terms.reasons.lose],
  withdraw_reason: [ja.terms.reasons.withdraw, en.terms.reasons.withdraw],
}

const CODES: ReadonlyMap<string, ReadonlyMap<string, string>> = new Map(
  Object.entries({ ...WORDS, amount_period: WORDS['period'] ?? [] }).map(([column, lists]) => {
    const codes = new Map<string, string>()
    for (const list of lists)
      for (const [code, words] of Object.entries(list))
        for (const word of [words].flat()) if (!codes.has(fold(word))) codes.set(fold(word), code)
    return [column, codes]
  }),
)

/** The code that a word stands for in a column of a sheet; undefined = none. `undone` is what nobody picks. */
export function sheetCode(column: string, word: string): string | undefined {
  const code = CODES.get(column)?.get(fold(word))
  return code === 'undone' ? undefined : code
}
