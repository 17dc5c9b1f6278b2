/**
 * Finds the amounts among the words of a line. Words that can belong to an amount and stand side by side are read
 * together or not at all: `1 200円` must not become 200, nor `$30 per seat` thirty.
 */

import { type AmountToken, foldAmount, lexAmount } from './amount-words.js'
import { type AmountReading, type ReadAmount, readAmount } from './amounts.js'
import type { Currency } from './csql.js'
import type { Word } from './words.js'

export type FoundAmount = {
  readonly reading: AmountReading
  /** the words it takes, by their place in the list */
  readonly first: number
  readonly last: number
}

type Candidate = {
  readonly at: number
  readonly text: string
  readonly tokens: readonly AmountToken[]
  /** is money, but of no form we know (HK$300): it is read by itself */
  readonly stray: boolean
  /** a comma or a full stop stands behind it, which `text` leaves out */
  readonly ended: boolean
}

const MAX_WORD = 400
const ENDS = /(?<=.)[,.、。;，．；､｡]+$/u
const DIGIT_FIRST = /^[0-9〇一二三四五六七八九十]/u

/** Every amount, and every attempt at one, in typed order. `taken` are the words that already mean something else. */
export function findAmounts(
  line: string,
  words: readonly Word[],
  taken: ReadonlySet<number>,
  currency: Currency,
): FoundAmount[] {
  const folded = words.map(({ text }) => foldAmount(text))
  const candidates = words.map((word, at) =>
    taken.has(at) ? null : candidate(word, at, folded[at] ?? '', folded[at + 1]),
  )
  const inRuns = candidates.map((one, at) => (one !== null && !isPlainCount(candidates, at) ? one : null))
  const found: FoundAmount[] = []
  for (const run of runsOf(inRuns)) {
    const trimmed = trimRun(run)
    const [first, last] = [trimmed[0]?.at, trimmed.at(-1)?.at]
    if (first === undefined || last === undefined) continue
    const reading = readRun(trimmed, currency)
    const pair = reading?.kind === 'unclear' && reading.reason === 'two_amounts' ? pairIn(trimmed, currency) : null
    if (pair !== null) {
      found.push(...pair)
      continue
    }
    const typed = line.slice(words[first]?.start, words[last]?.end)
    if (reading !== null)
      found.push({ reading: reading.kind === 'unclear' ? { ...reading, typed } : reading, first, last })
  }
  return found
}

/**
 * Reads words that stand side by side as one amount. No comma or full stop may part its figure, or the two sides of a
 * product: `10席 ×、 ¥3,000` may be one sum or two remarks, and is malformed. What is said of it may: `¥300、 月額`.
 */
function readRun(run: readonly Candidate[], currency: Currency): AmountReading | null {
  const reading = readAmount(textOf(run), currency)
  if (reading?.kind !== 'amount') return reading
  const numbers = numbersIn(run)
  const isWhole = betweenCommas(run).some((part) => {
    const alone = numbersIn(part) === numbers ? readAmount(textOf(part), currency) : null
    return alone?.kind === 'amount' && alone.amount === reading.amount && alone.currency === reading.currency
  })
  return isWhole ? reading : { kind: 'unclear', reason: 'malformed', typed: textOf(run) }
}

const textOf = (run: readonly Candidate[]) => run.map(({ text }) => text).join(' ')
const numbersIn = (run: readonly Candidate[]) =>
  run.flatMap(({ tokens }) => tokens).filter(({ type }) => type === 'number').length

function betweenCommas(run: readonly Candidate[]): Candidate[][] {
  const parts: Candidate[][] = [[]]
  for (const one of run) {
    parts.at(-1)?.push(one)
    if (one.ended) parts.push([])
  }
  return parts
}

/**
 * A run that is two amounts side by side, one each period and one once, each with its words of what it is: 月12万 初期30万.
 * Null where it may be parted in more than one place, or in none.
 */
function pairIn(run: readonly Candidate[], currency: Currency): readonly FoundAmount[] | null {
  const part = (some: readonly Candidate[]): FoundAmount | null => {
    const reading = readRun(some, currency)
    const [first, last] = [some[0]?.at, some.at(-1)?.at]
    return reading === null || first === undefined || last === undefined ? null : { reading, first, last }
  }
  const pairs = run
    .map((_, at) => [part(run.slice(0, at)), part(run.slice(at))])
    .map((parts) => parts.filter((one) => one !== null))
    .filter((parts) => recurringAndOnce(parts) !== null)
  const [only] = pairs
  return pairs.length === 1 && only !== undefined ? only : null
}

/**
 * Of exactly two clear amounts in one currency, side by side, the one that is said to be paid each month or year, and
 * the one that is said to be paid once: they are two fields. Null for any others: two for one field, or with words in
 * between that may take one of them back (月12万 ではなく 初期30万).
 */
export function recurringAndOnce(
  found: readonly FoundAmount[],
): { recurring: FoundAmount & { reading: ReadAmount }; once: FoundAmount & { reading: ReadAmount } } | null {
  const clear = found.filter(isClear).filter(({ reading }) => reading.periodGiven)
  const once = clear.find(({ reading }) => reading.period === 'one_time')
  const recurring = clear.find(({ reading }) => reading.period !== 'one_time')
  if (found.length !== 2 || once === undefined || recurring === undefined) return null
  const beside = once.first === recurring.last + 1 || recurring.first === once.last + 1
  return beside && once.reading.currency === recurring.reading.currency ? { recurring, once } : null
}

const isClear = (one: FoundAmount): one is FoundAmount & { reading: ReadAmount } => one.reading.kind === 'amount'

function candidate(word: Word, at: number, folded: string, next: string | undefined): Candidate | null {
  if (word.quoted || word.typed.length > MAX_WORD) return null
  const nextIsNumber = next !== undefined && DIGIT_FIRST.test(next)
  const cut = word.text.replace(ENDS, '')
  const typed = lexAmount(folded)
  const withoutEnd = cut === word.text ? typed : lexAmount(foldAmount(cut))
  const endsInTimes = withoutEnd.strayAt === null && withoutEnd.tokens.at(-1)?.type === 'times'
  // A comma behind a figure ends it, unless a digit follows: "¥120, 000" is somebody's 120,000. "×," is no figure.
  const ended = cut !== word.text && (!nextIsNumber || endsInTimes)
  const text = ended ? cut : word.text
  const { tokens, strayAt } = ended ? withoutEnd : typed
  if (strayAt === null && tokens.length > 0) return isDate(tokens) ? null : { at, text, tokens, stray: false, ended }
  // Without a figure it is an ordinary word, as most are.
  if (strayAt !== null && !/\d/u.test(folded)) return null
  return readAmount(text, 'JPY') === null ? null : { at, text, tokens: [], stray: true, ended }
}

/** 4月, 11/25, 18:00, 03-1234-5678: figures that are no money break a run. */
function isDate(tokens: readonly AmountToken[]): boolean {
  const [first, second, third] = tokens
  if (first?.type !== 'number' || second === undefined) return false
  if (readAmount(tokens.map(({ text }) => text).join(''), 'JPY') !== null) return false
  const joined = third?.type === 'number' && ['slash', 'dash', 'colon'].includes(second.type)
  return joined || (second.type === 'period' && /^[月年]/u.test(second.text))
}

/** Eighty seats beside a sum are a remark, unless they are multiplied, or are the one seat the sum is for. */
function isPlainCount(candidates: readonly (Candidate | null)[], at: number): boolean {
  const types = (place: number) => candidates[place]?.tokens.map(({ type }) => type) ?? []
  const isNumber = (place: number) => types(place).join() === 'number'
  const isCounter = (place: number) => types(place).join() === 'counter'
  const together = types(at).join() === 'number,counter'
  const [first, last] = together
    ? [at, at]
    : isNumber(at) && isCounter(at + 1)
      ? [at, at + 1]
      : isCounter(at) && isNumber(at - 1)
        ? [at - 1, at]
        : [-1, -1]
  if (first === -1) return isCounter(at) && types(at - 1).length === 0
  const multiplied = types(first - 1).at(-1) === 'times' || types(last + 1)[0] === 'times'
  const priced = ['slash', 'per_unit'].includes(types(first - 1).at(-1) ?? '') || types(last + 1)[0] === 'per_unit'
  const single = /^[1一]$/u.test(candidates[first]?.tokens[0]?.value ?? '')
  return !multiplied && !priced && !single
}

function runsOf(candidates: readonly (Candidate | null)[]): Candidate[][] {
  const runs: Candidate[][] = []
  for (const [at, one] of candidates.entries()) {
    if (one === null) continue
    const open = runs.at(-1)
    const before = open?.at(-1)
    if (before?.at === at - 1 && !before.stray && !one.stray) open?.push(one)
    else runs.push([one])
  }
  return runs
}

/** Drops the ordinary words at the edges: "move *to* $300 per month", "12万 *-* 席数不足". */
function trimRun(run: readonly Candidate[]): readonly Candidate[] {
  const folded = run.map(({ text }) => foldAmount(text))
  const { tokens } = lexAmount(folded.join(' '))
  const alone = (token: AmountToken | undefined, text: string | undefined) => token?.text === text
  let [first, last] = [0, run.length - 1]
  for (const token of tokens) {
    const isLoose = ['filler', 'slash'].includes(token.type) || token.value === 'to'
    if (!isLoose || !alone(token, folded[first])) break
    first += 1
  }
  for (const token of tokens.toReversed()) {
    const isLoose = ['filler', 'slash', 'dash'].includes(token.type) || token.value === 'to'
    if (!isLoose || !alone(token, folded[last])) break
    last -= 1
  }
  return run.slice(first, last + 1)
}
