import type { Currency, Heat, Kind, Source } from './csql.js'
import { foldWord } from './words.js'

/**
 * The words a typed line is matched with, folded (`foldWord`) → what they mean; a word may be a phrase (`温度感 高`).
 * The domain holds no list of its own: every language's words come in by this.
 */
export type LogVocabulary = {
  readonly kinds: ReadonlyMap<string, Kind>
  readonly heats: ReadonlyMap<string, Heat>
  readonly sources: ReadonlyMap<string, Source>
  /** a product's names and short names → its id */
  readonly products: ReadonlyMap<string, string>
  /** words of the longest phrase among kinds, heats and products */
  readonly longestPhrase: number
  /** the currency of an amount that names none: the workspace's */
  readonly currency: Currency
}

type Words<Code extends string> = Readonly<Record<Code, readonly string[]>>
export type LogWords = {
  readonly kinds: Words<Kind>
  readonly heats: Words<Heat>
  readonly sources: Words<Source>
}
export type ProductNames = { readonly id: string; readonly names: readonly string[] }

/** Folds lists of words into a vocabulary. A word that two products share means neither of them. */
export function logVocabulary(words: LogWords, named: Iterable<ProductNames>, currency: Currency): LogVocabulary {
  const folded = foldedWords(words)
  const products = meanings([...named].map(({ id, names }) => [id, names]))
  const longestPhrase = Math.max(folded.longestPhrase, longestOf(products))
  return { ...folded, products, currency, longestPhrase }
}

type FoldedWords = Pick<LogVocabulary, 'kinds' | 'heats' | 'sources' | 'longestPhrase'>
/** The lists are the program's own and never change: each is folded once. */
const foldedOnce = new WeakMap<LogWords, FoldedWords>()

function foldedWords(words: LogWords): FoldedWords {
  const known = foldedOnce.get(words)
  if (known !== undefined) return known
  const meant = {
    kinds: meanings(Object.entries(words.kinds) as [Kind, readonly string[]][]),
    heats: meanings(Object.entries(words.heats) as [Heat, readonly string[]][]),
    sources: meanings(Object.entries(words.sources) as [Source, readonly string[]][]),
  }
  const fresh = { ...meant, longestPhrase: Math.max(longestOf(meant.kinds), longestOf(meant.heats)) }
  foldedOnce.set(words, fresh)
  return fresh
}

function longestOf(phrases: ReadonlyMap<string, unknown>): number {
  return Math.max(1, ...[...phrases.keys()].map((phrase) => phrase.split(' ').length))
}

function meanings<Code extends string>(entries: readonly (readonly [Code, readonly string[]])[]): Map<string, Code> {
  const found = new Map<string, Code>()
  const shared = new Set<string>()
  for (const [code, words] of entries) {
    for (const word of words.map(foldWord)) {
      if (found.has(word) && found.get(word) !== code) shared.add(word)
      found.set(word, code)
    }
  }
  for (const word of [...shared, '']) found.delete(word)
  return found
}
