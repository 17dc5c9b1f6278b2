/**
 * The one-line entry: `アクメ商事 アップセル 月12万 @suzuki 定例で席数の不足を相談された`. The account comes first; then
 * kind, heat, product, @person, #source and an amount as whole words anywhere, each once; the rest is the note. A line
 * that begins with such a word, and with no account that is known, has left its account out.
 * Whatever is not understood stays in the note: nothing typed is lost, and no amount is guessed. Two amounts are taken
 * only side by side, and only where they are two fields: one paid each month or year, and one paid once.
 */
import type { AccountIndex, AccountMatch, NamedAccount } from './account-index.js'
import { type FoundAmount, findAmounts, recurringAndOnce } from './amount-search.js'
import type { AmountFault, ReadAmount } from './amounts.js'
import type { Heat, Kind, Source } from './csql.js'
import type { LogVocabulary } from './log-vocabulary.js'
import { cleanText, foldWord, splitWords, type Word } from './words.js'

export type TypedPerson = { readonly slackUserId: string } | { readonly name: string }
export type LogField = 'account' | 'kind' | 'heat' | 'product' | 'ae' | 'source' | 'amount' | 'one_time'

export type LogLine<A extends NamedAccount = NamedAccount> = {
  /** the whole line, as typed but for characters that cannot be seen */
  readonly line: string
  /** `typed` is empty where the line was, or where it left the account out */
  readonly account: { readonly typed: string; readonly match: AccountMatch<A> }
  readonly kind?: Kind
  readonly heat?: Heat
  readonly productId?: string
  /** the AE: a Slack user id from a mention, or the name behind a typed @, still to be looked up */
  readonly ae?: TypedPerson
  readonly source?: Source
  readonly amount?: ReadAmount
  /** what is paid once, where `amount` is what is paid each month or year beside it */
  readonly oneTime?: ReadAmount
  /** there was an attempt at an amount, and none was taken: why, and what was typed */
  readonly amountProblem?: { readonly reason: AmountFault; readonly typed: string }
  /** what was not taken, spelled and spaced as typed */
  readonly note: string
  readonly taken: readonly Taken[]
}
/** What was taken for what, in typed order: `typed` is `line.slice(start, end)`. */
export type Taken = { readonly field: LogField; readonly typed: string; readonly start: number; readonly end: number }

/** Reads a one-line entry. Never throws: what names no account has an empty one. */
export function parseLogLine<A extends NamedAccount>(
  typed: string,
  vocabulary: LogVocabulary,
  accounts: Pick<AccountIndex<A>, 'matchLeadingWords' | 'match'>,
): LogLine<A> {
  const line = cleanText(typed)
  const words = splitWords(line)
  const account = readAccount(line, words, vocabulary, accounts)
  const draft = new Draft(line, words)
  draft.take('account', 0, account.words)
  const fields = readFields(words, account.words, vocabulary, draft)
  const { amount, oneTime, problem } = readAmounts(findAmounts(line, words, draft.taken, vocabulary.currency), draft)
  return {
    line,
    account: { typed: account.typed, match: account.match },
    ...fields,
    ...(amount === undefined ? {} : { amount }),
    ...(oneTime === undefined ? {} : { oneTime }),
    ...(problem === undefined ? {} : { amountProblem: problem }),
    note: draft.note(),
    taken: draft.inOrder(),
  }
}

function readAccount<A extends NamedAccount>(
  line: string,
  words: readonly Word[],
  vocabulary: LogVocabulary,
  accounts: Pick<AccountIndex<A>, 'matchLeadingWords' | 'match'>,
): { typed: string; words: number; match: AccountMatch<A> } {
  const [first] = words
  if (first === undefined) return { typed: '', words: 0, match: { kind: 'none' } }
  if (first.quoted) return { typed: first.text, words: 1, match: accounts.match(first.text) }
  const quote = words.findIndex(({ quoted }) => quoted)
  const leading = quote === -1 ? words : words.slice(0, quote)
  const match = accounts.matchLeadingWords(leading.map(({ text }) => text))
  if (match.kind === 'none' && quote === -1 && saysSomethingElse(line, first, vocabulary)) {
    return { typed: '', words: 0, match }
  }
  const count = match.kind === 'none' ? 1 : match.words
  return { typed: line.slice(first.start, words[count - 1]?.end), words: count, match }
}

/** A word of the vocabulary, or an amount: nobody means to found an account of that name, unless it is quoted. */
function saysSomethingElse(line: string, word: Word, vocabulary: LogVocabulary): boolean {
  if (!word.whole) return false
  const text = lookedUp(word.text)
  if (vocabulary.kinds.has(text) || vocabulary.heats.has(text) || vocabulary.products.has(text)) return true
  if (readSource(word, vocabulary) !== null) return true
  return findAmounts(line, [word], new Set(), vocabulary.currency).some(({ reading }) => reading.kind === 'amount')
}

type Fields = { kind?: Kind; heat?: Heat; productId?: string; ae?: TypedPerson; source?: Source }

const MAX_PHRASE = 5

/** Left to right, the longest phrase first; a field that is filled already leaves the word to the note. */
function readFields(words: readonly Word[], from: number, vocabulary: LogVocabulary, draft: Draft): Fields {
  const fields: Fields = {}
  const folded = words.map(({ text }) => foldWord(text))
  for (let at = from; at < words.length; at += 1) {
    const person = fields.ae === undefined ? readPerson(words[at]) : null
    const source = fields.source === undefined ? readSource(words[at], vocabulary) : null
    if (person !== null) {
      fields.ae = person
      draft.take('ae', at, isHonorificOf(words[at], words[at + 1]) ? 2 : 1)
    } else if (source !== null) {
      fields.source = source
      draft.take('source', at, 1)
    } else {
      at += Math.max(0, takePhrase(words, folded, at, vocabulary, fields, draft) - 1)
    }
  }
  return fields
}

function takePhrase(
  words: readonly Word[],
  folded: readonly string[],
  at: number,
  vocabulary: LogVocabulary,
  fields: Fields,
  draft: Draft,
): number {
  for (let count = Math.min(MAX_PHRASE, vocabulary.longestPhrase, words.length - at); count > 0; count -= 1) {
    const phrase = words.slice(at, at + count)
    if (!phrase.every(({ whole, quoted }) => whole && (!quoted || count === 1))) continue
    const text = withoutEnd(folded.slice(at, at + count).join(' '))
    const product = fields.productId === undefined ? vocabulary.products.get(text) : undefined
    // Quotes say that a word is a name, or somebody's words; neither is a kind or a heat.
    const quoted = phrase[0]?.quoted === true
    const kind = fields.kind === undefined && !quoted ? vocabulary.kinds.get(text) : undefined
    const heat = fields.heat === undefined && !quoted ? vocabulary.heats.get(text) : undefined
    if (kind !== undefined) fields.kind = kind
    else if (heat !== undefined) fields.heat = heat
    else if (product !== undefined) fields.productId = product
    else continue
    draft.take(kind !== undefined ? 'kind' : heat !== undefined ? 'heat' : 'product', at, count)
    return count
  }
  return 0
}

/** Folded, and without the comma or full stop that ends it in a sentence. */
const lookedUp = (text: string) => withoutEnd(foldWord(text))

const ENDS = ',.、。;'

function withoutEnd(text: string): string {
  let end = text.length
  while (end > 1 && ENDS.includes(text.charAt(end - 1))) end -= 1
  return end === text.length ? text : text.slice(0, end)
}

const PERSON_MENTION = /^<@([UW][A-Z0-9]+)(?:\|[^>]*)?>$/u
const SOURCE_MENTION = /^<#[A-Z0-9]+\|([^>]*)>$/u
const HONORIFIC = /(?<=.)(?:さん|様|さま|氏|くん|君)$/u
const EVERYBODY: ReadonlySet<string> = new Set(['everyone', 'channel', 'here'])

function readPerson(word: Word | undefined): TypedPerson | null {
  if (word === undefined || word.quoted) return null
  const slackUserId = PERSON_MENTION.exec(word.text)?.[1]
  if (slackUserId !== undefined) return { slackUserId }
  // @300円 is a price, not a person.
  const name = /^[@＠]([\p{L}_].*)$/u
    .exec(word.text)?.[1]
    ?.replace(/[,.、。;，．]+$/u, '')
    .replace(HONORIFIC, '')
  return !name || EVERYBODY.has(foldWord(name)) ? null : { name }
}

/** さん that is typed right behind a mention belongs to it. */
function isHonorificOf(mention: Word | undefined, next: Word | undefined): boolean {
  return mention?.end === next?.start && next !== undefined && HONORIFIC.test(`-${next.text}`) && next.text.length <= 2
}

function readSource(word: Word | undefined, vocabulary: LogVocabulary): Source | null {
  if (word === undefined || word.quoted || !word.whole) return null
  const name = SOURCE_MENTION.exec(word.text)?.[1] ?? /^[#＃](.+)$/u.exec(word.text)?.[1]
  return name === undefined ? null : (vocabulary.sources.get(lookedUp(name)) ?? null)
}

function readAmounts(
  found: readonly FoundAmount[],
  draft: Draft,
): { amount?: ReadAmount; oneTime?: ReadAmount; problem?: { reason: AmountFault; typed: string } } {
  // "add 80 by spring" beside a clear amount is a remark; by itself it may be an amount without its unit.
  const meant = found.filter(({ reading }) => reading.kind === 'amount' || reading.reason !== 'bare_number')
  const pair = recurringAndOnce(meant)
  if (pair !== null) {
    const { recurring, once } = pair
    draft.take('amount', recurring.first, recurring.last - recurring.first + 1)
    draft.take('one_time', once.first, once.last - once.first + 1)
    return { amount: recurring.reading, oneTime: once.reading }
  }
  const [only, ...others] = meant.length > 0 ? meant : found.slice(0, 1)
  if (only === undefined) return {}
  const typed = [only, ...others].map((one) => draft.typed(one.first, one.last)).join(' / ')
  if (others.length > 0) return { problem: { reason: 'two_amounts', typed } }
  if (only.reading.kind === 'unclear') return { problem: { reason: only.reading.reason, typed } }
  draft.take('amount', only.first, only.last - only.first + 1)
  return { amount: only.reading }
}

/** Which words are taken, and for what; what is left is the note. */
class Draft {
  readonly #line: string
  readonly #words: readonly Word[]
  readonly #spans: { field: LogField; first: number; last: number }[] = []
  readonly taken = new Set<number>()

  constructor(line: string, words: readonly Word[]) {
    this.#line = line
    this.#words = words
  }

  take(field: LogField, first: number, count: number): void {
    if (count === 0) return
    this.#spans.push({ field, first, last: first + count - 1 })
    for (let at = first; at < first + count; at += 1) this.taken.add(at)
  }

  typed(first: number, last: number): string {
    return this.#line.slice(this.#words[first]?.start, this.#words[last]?.end)
  }

  inOrder(): Taken[] {
    const ordered = this.#spans.toSorted((a, b) => a.first - b.first)
    return ordered.map(({ field, first, last }) => {
      const [start, end] = [this.#words[first]?.start ?? 0, this.#words[last]?.end ?? 0]
      return { field, typed: this.typed(first, last), start, end }
    })
  }

  /** Stretches of words that were left keep their spacing; where something was taken out, one space joins them. */
  note(): string {
    const parts: string[] = []
    let start = -1
    for (let at = 0; at <= this.#words.length; at += 1) {
      const left = at < this.#words.length && !this.taken.has(at)
      if (left && start === -1) start = at
      if (!left && start !== -1) {
        parts.push(this.typed(start, at - 1))
        start = -1
      }
    }
    return parts.join(' ')
  }
}
