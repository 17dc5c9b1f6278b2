/**
 * Finds accounts by what people type. Looking up costs a few map reads, and typing ahead one pass over a single text, at
 * fifty thousand accounts too. Building costs a second there; an account that is put in, changed or taken out afterwards
 * costs what it is called.
 */
import { exactKey, foldName, looseKey, stripForms } from './account-name.js'

export type NamedAccount = {
  readonly id: string
  readonly name: string
  /** the reading in kana */
  readonly nameKana?: string | null
  readonly aliases: readonly string[]
}
export type AccountMatch<A extends NamedAccount = NamedAccount> =
  | { readonly kind: 'exact'; readonly account: A; readonly words: number }
  | { readonly kind: 'likely'; readonly candidates: readonly A[]; readonly words: number }
  | { readonly kind: 'none' }

const MAX_WORDS = 8
const MAX_NAME = 200
const MAX_CANDIDATES = 10
/** of a text that is searched for names, and the longest name that is looked for in it */
const MAX_SEARCHED = 2000
const MAX_SPELLING = 40
const HONORIFIC = /(?:様|さま|さん|御中|殿)$/u

export class AccountIndex<A extends NamedAccount = NamedAccount> {
  readonly #accounts = new Map<string, A>()
  readonly #exact = new Map<string, A[]>()
  readonly #loose = new Map<string, A[]>()
  /** Every key once, in order: a prefix is a stretch of it. Null until it is asked for. */
  #sorted: string[] | null = null
  /**
   * All keys in one text, each on its line: a substring is found without visiting the accounts. New keys come behind the
   * others, and lines of keys that nobody has any more stay until they are many.
   */
  #text: { whole: string; readonly lines: string[]; readonly starts: number[] } | null = null

  constructor(accounts: Iterable<A>) {
    for (const account of accounts) this.put(account)
  }

  /** What an account is called from now on. Among those of one name they stand in the order of their ids. */
  put(account: A): void {
    this.remove(account.id)
    this.#accounts.set(account.id, account)
    add(this.#exact, exactKeys(account), account)
    for (const key of add(this.#loose, looseKeys(account), account)) this.#enter(key)
  }

  remove(id: string): void {
    const account = this.#accounts.get(id)
    if (account === undefined) return
    this.#accounts.delete(id)
    takeOut(this.#exact, exactKeys(account), id)
    for (const key of takeOut(this.#loose, looseKeys(account), id)) this.#leave(key)
  }

  /** Those that it holds, by id. */
  get accounts(): ReadonlyMap<string, A> {
    return this.#accounts
  }

  #enter(key: string): void {
    const sorted = this.#sorted
    if (sorted !== null) sorted.splice(firstAtLeast(sorted, key), 0, key)
    const text = this.#text
    if (text === null) return
    text.starts.push(text.whole.length)
    text.lines.push(key)
    text.whole += `${key}\n`
    if (text.lines.length > 2 * this.#loose.size) this.#text = null
  }

  #leave(key: string): void {
    const sorted = this.#sorted
    if (sorted !== null) sorted.splice(firstAtLeast(sorted, key), 1)
  }

  #keys(): readonly string[] {
    this.#sorted ??= [...this.#loose.keys()].sort()
    return this.#sorted
  }

  #keysInOneText(): { readonly whole: string; readonly lines: readonly string[]; readonly starts: readonly number[] } {
    if (this.#text !== null) return this.#text
    const lines = [...this.#keys()]
    let at = 1
    const starts = lines.map((key) => {
      const start = at
      at += key.length + 1
      return start
    })
    this.#text = { whole: `\n${lines.join('\n')}\n`, lines, starts }
    return this.#text
  }

  /** Does what the first look would do: where there are many accounts, it takes a while. */
  makeReady(): void {
    this.#keysInOneText()
  }

  /** Matches a whole text: the exact name or alias, else what looks alike, else names that begin with it. */
  match(typed: string): AccountMatch<A> {
    return this.matchLeadingWords([typed])
  }

  /**
   * The longest leading words that are an account: by exact name or alias, or one that looks alike; only where there
   * is none, names that begin with the words. Two accounts of one exact name are likely, never exact.
   */
  matchLeadingWords(words: readonly string[]): AccountMatch<A> {
    const starts = startsOf(words)
    for (const { count, typed, folded } of starts) {
      if (!this.#mayBe(typed, folded)) continue
      const [account, ...others] = this.#exact.get(exactKey(typed)) ?? []
      if (account !== undefined && others.length === 0) return { kind: 'exact', account, words: count }
      const candidates = account === undefined ? this.#alike(typed) : [account, ...others]
      if (candidates.length > 0) return { kind: 'likely', candidates, words: count }
    }
    for (const { count, typed, folded } of starts) {
      if (!hasForm(typed) && this.#beginningWith(stripForms(folded), 1).length === 0) continue
      const candidates = this.#beginningWith(spokenKey(typed), MAX_CANDIDATES)
      if (candidates.length > 0) return { kind: 'likely', candidates, words: count }
    }
    return { kind: 'none' }
  }

  /** Accounts for type-ahead, the best first: the same name, then a name, reading or alias that begins so, then any part. */
  suggest(query: string, limit: number): A[] {
    const key = spokenKey(query)
    if (key === '' || limit <= 0) return []
    const found = new Set<A>([...(this.#exact.get(exactKey(query)) ?? []), ...this.#alike(query)])
    for (const account of this.#beginningWith(key, limit)) found.add(account)
    if (found.size >= limit) return [...found].slice(0, limit)
    const { whole, lines, starts } = this.#keysInOneText()
    for (let at = whole.indexOf(key); at !== -1 && found.size < limit; at = whole.indexOf(key, at + 1)) {
      const line = lines[firstAtLeast(starts, at + 1) - 1] ?? ''
      for (const account of this.#loose.get(line) ?? []) found.add(account)
    }
    return [...found].slice(0, limit)
  }

  /**
   * Accounts whose name, reading or alias stands somewhere in a text, such as a channel's name or a message: those of
   * the longest spellings first. A guess, to be offered: a name that is an everyday word stands in many texts.
   */
  mentionedIn(text: string, limit: number): A[] {
    const folded = foldName(text.slice(0, MAX_SEARCHED))
    const spelled: { key: string; at: number }[] = []
    for (let at = 0; at < folded.length; ) {
      const key = this.#longestAt(folded, at)
      if (key !== null) spelled.push({ key, at })
      at += key?.length ?? 1
    }
    spelled.sort((a, b) => b.key.length - a.key.length || a.at - b.at)
    const found = new Set(spelled.flatMap(({ key }) => this.#loose.get(key) ?? []))
    return [...found].slice(0, Math.max(0, limit))
  }

  #longestAt(folded: string, at: number): string | null {
    for (let length = Math.min(MAX_SPELLING, folded.length - at); length > 0; length -= 1) {
      const key = folded.slice(at, at + length)
      if (isTelling(key) && this.#loose.has(key)) return key
    }
    return null
  }

  /** Whether the full comparison, which costs much more, can find anything. Every name's folded spelling is a key. */
  #mayBe(typed: string, folded: string): boolean {
    const bare = stripForms(folded)
    // A name of nothing but signs folds to nothing, and is its own key.
    return bare === '' || hasForm(typed) || this.#loose.has(folded) || this.#loose.has(bare)
  }

  #alike(typed: string): readonly A[] {
    const key = looseKey(typed)
    const direct = this.#loose.get(key)
    const found = direct ?? this.#loose.get(spokenKey(typed)) ?? []
    return key === '' ? [] : found.slice(0, MAX_CANDIDATES)
  }

  #beginningWith(key: string, limit: number): A[] {
    const found = new Set<A>()
    if (key === '') return []
    const sorted = this.#keys()
    for (let at = firstAtLeast(sorted, key); found.size < limit; at += 1) {
      const candidate = sorted[at]
      if (!candidate?.startsWith(key)) break
      for (const account of this.#loose.get(candidate) ?? []) found.add(account)
    }
    return [...found].slice(0, limit)
  }
}

interface Start {
  readonly count: number
  readonly typed: string
  readonly folded: string
}

/** The leading words that may be a name, the longest first, with their folded spelling. */
function startsOf(words: readonly string[]): readonly Start[] {
  const starts: Start[] = []
  let [typed, folded] = ['', '']
  for (const [index, word] of words.slice(0, MAX_WORDS).entries()) {
    const own = foldName(word)
    typed = index === 0 ? word : `${typed} ${word}`
    folded += own
    if (typed.length > MAX_NAME) break
    if (index === 0 || own !== '') starts.push({ count: index + 1, typed, folded })
  }
  return starts.toReversed()
}

/** What folding words one by one does not see: a legal form that is cut off whole names, or a form of address. */
const FORMS = /[a-z(（㈠-㉃]|(?:様|さま|さん|御中|殿)$/iu
const hasForm = (typed: string): boolean => FORMS.test(typed)

/** Long enough to be no accident: two characters of kanji, three of kana, four letters. */
function isTelling(key: string): boolean {
  if (/\p{Script=Han}/u.test(key)) return key.length >= 2
  return key.length >= (/[ァ-ヶ]/u.test(key) ? 3 : 4)
}

/** Customers are spoken of as 様; the name in the register has none. */
function spokenKey(typed: string): string {
  return looseKey(exactKey(typed).replace(HONORIFIC, '') || typed)
}

const namesOf = ({ name, aliases }: NamedAccount): readonly string[] => [name, ...aliases]

const exactKeys = (account: NamedAccount): ReadonlySet<string> => keySet(namesOf(account).map(exactKey))

function looseKeys(account: NamedAccount): ReadonlySet<string> {
  const spellings = account.nameKana ? [...namesOf(account), account.nameKana] : namesOf(account)
  return keySet([...spellings.map(looseKey), ...spellings.map(foldName)])
}

const keySet = (keys: readonly string[]): ReadonlySet<string> => new Set(keys.filter((key) => key !== ''))

/** @returns the keys that nobody had before */
function add<A extends NamedAccount>(map: Map<string, A[]>, keys: ReadonlySet<string>, account: A): readonly string[] {
  return [...keys].filter((key) => {
    const there = map.get(key)
    if (there === undefined) map.set(key, [account])
    else if ((there.at(-1)?.id ?? '') < account.id) there.push(account)
    else
      there.splice(
        there.findIndex(({ id }) => id > account.id),
        0,
        account,
      )
    return there === undefined
  })
}

/** @returns the keys that nobody has any more */
function takeOut<A extends NamedAccount>(
  map: Map<string, A[]>,
  keys: ReadonlySet<string>,
  id: string,
): readonly string[] {
  return [...keys].filter((key) => {
    const left = (map.get(key) ?? []).filter((account) => account.id !== id)
    if (left.length > 0) map.set(key, left)
    else map.delete(key)
    return left.length === 0
  })
}

function firstAtLeast<T extends string | number>(sorted: readonly T[], wanted: T): number {
  let [low, high] = [0, sorted.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    const value = sorted[middle]
    if (value !== undefined && value < wanted) low = middle + 1
    else high = middle
  }
  return low
}
