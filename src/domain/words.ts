/**
 * How typed text becomes words. Full-width spaces, digits and quotes are ordinary; every word keeps its span in the
 * line, so that whatever is not understood can be put back exactly as it was typed.
 */
export type Word = {
  /** what the word says: the text within its quotes, or the typed text */
  readonly text: string
  /** exactly what was typed, quotes and all: `line.slice(start, end)` */
  readonly typed: string
  readonly start: number
  readonly end: number
  readonly quoted: boolean
  /** no letter touches it: white space, the line's edge, a closing quote or a mention stands on either side */
  readonly whole: boolean
}

const CONTROLS = '\\u0000-\\u0008\\u000B\\u000C\\u000E-\\u001F\\u007F-\\u0084\\u0086-\\u009F'
const INVISIBLE =
  '\\u00AD\\u034F\\u061C\\u115F\\u1160\\u17B4\\u17B5\\u180E\\u200B\\u200C\\u200E\\u200F\\u202A-\\u202E' +
  '\\u2060-\\u206F\\u3164\\uFEFF\\uFFA0\\uFFF9-\\uFFFB\\u{E0000}-\\u{E007F}'
// A joiner inside an emoji is what makes it one picture; anywhere else it only hides.
const STRAY_JOINER =
  '(?<!\\p{Extended_Pictographic}|\\uFE0F|\\p{Emoji_Modifier})\\u200D|\\u200D(?!\\p{Extended_Pictographic})'
// One pattern, one pass: removing in steps could join two halves of what an earlier step had looked at apart.
const UNWANTED = new RegExp(`[${CONTROLS}${INVISIBLE}\\p{Cs}]|${STRAY_JOINER}`, 'gu')

/**
 * Text without what cannot be seen or would turn the layout round: NUL and other controls (line breaks and tabs
 * stay), zero-width characters, bidirectional overrides, lone surrogates. Idempotent.
 */
export function cleanText(text: string): string {
  return text.replace(UNWANTED, '')
}

/** One spelling for words that are looked up: NFKC, lower case, single spaces. Idempotent. */
export function foldWord(text: string): string {
  return text.normalize('NFKC').toLowerCase().normalize('NFKC').trim().replace(/\s+/gu, ' ')
}

// A Japanese keyboard types ” on both sides, so the double quotes all open and close one another.
const DOUBLE_QUOTES = '"“”„‟＂'
const CLOSERS: ReadonlyMap<string, string> = new Map([
  ...[...DOUBLE_QUOTES].map((quote) => [quote, DOUBLE_QUOTES] as const),
  ['「', '」'],
  ['『', '』'],
  ['｢', '｣'],
])
const MENTION = /<[@#][^<>]*>/uy
const SPACE = /\s/u
const PLAIN = /(?:(?!<[@#][^<>]{0,200}>)\S)+/uy

/**
 * The words of a line, left to right. A quote counts at the beginning of a word; one that is never closed, or holds
 * nothing, is a literal character. A Slack mention (`<@U1|name>`, `<#C1|name>`) is always a word of its own.
 */
export function splitWords(line: string): Word[] {
  const words: Word[] = []
  let at = 0
  while (at < line.length) {
    if (SPACE.test(line.charAt(at))) {
      at += 1
      continue
    }
    const end = quoteEnd(line, at)
    const quoted = end !== null
    const stop = end ?? matchEnd(MENTION, line, at) ?? matchEnd(PLAIN, line, at) ?? at + 1
    const opens = at === 0 || SPACE.test(line.charAt(at - 1)) || isClosed(words.at(-1))
    words.push(wordAt(line, at, stop, quoted, opens))
    at = stop
  }
  return words
}

function wordAt(line: string, start: number, end: number, quoted: boolean, opens: boolean): Word {
  const typed = line.slice(start, end)
  const text = quoted ? typed.slice(1, -1).trim() : typed
  const whole = opens && (end >= line.length || SPACE.test(line.charAt(end)) || matchEnd(MENTION, line, end) !== null)
  return { text, typed, start, end, quoted, whole }
}

const isClosed = (before: Word | undefined) => before !== undefined && (before.quoted || before.typed.startsWith('<'))

function matchEnd(pattern: RegExp, line: string, at: number): number | null {
  pattern.lastIndex = at
  return pattern.test(line) ? pattern.lastIndex : null
}

function quoteEnd(line: string, at: number): number | null {
  const closers = CLOSERS.get(line.charAt(at))
  if (closers === undefined) return null
  let first = -1
  for (const closer of closers) {
    const found = line.indexOf(closer, at + 1)
    if (found !== -1 && (first === -1 || found < first)) first = found
  }
  return first !== -1 && line.slice(at + 1, first).trim() !== '' ? first + 1 : null
}

const CSQL_NUMBER = /^(?:#|csql[-_‐‑‒–—―−ー ]?#?)?0*([1-9]\d{0,15})$/u

/** The number of a CSQL as people type it: `42`, `#42`, `CSQL-42`, `csql42`, full-width too; null for anything else. */
export function readCsqlNumber(text: string): number | null {
  const digits = CSQL_NUMBER.exec(foldWord(text))?.[1]
  const number = Number(digits)
  return digits !== undefined && Number.isSafeInteger(number) ? number : null
}
