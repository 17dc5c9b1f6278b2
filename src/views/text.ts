import { cleanText } from '../domain/words.js'

/**
 * Text that people typed, made fit to be shown. It is never mrkdwn: blocks carry it as rich text or plain text, which
 * Slack does not parse, and the fallback text carries it escaped once.
 */

const LINE_BREAK = /\r\n?|[\u2028\u2029\u0085]/gu
const PILED_MARKS = /(\p{M}{4})\p{M}+/gu

/** The text without what is invisible or would reorder its surroundings; at most one empty line in a row. */
export function clean(text: string): string {
  return cleanText(text.replace(LINE_BREAK, '\n'))
    .replace(PILED_MARKS, '$1')
    .replace(/\n[ \t\u3000]*(?:\n[ \t\u3000]*)+/gu, '\n\n')
    .trim()
}

/** A name, or another field of one line: cleaned, on one line, cut at `limit`; a dash where nothing is left of it. */
export function oneLine(text: string, limit = 100): string {
  const line = clean(text.slice(0, limit * 8)).replace(/\s+/gu, ' ')
  return line === '' ? '—' : cut(line, limit)
}

const graphemes = new Intl.Segmenter('ja', { granularity: 'grapheme' })

/** No emoji is longer, in UTF-16 units; looking further than this past the limit would find no other place to cut. */
const LONGEST_CHARACTER = 64

/** At most `limit` UTF-16 units, cut between characters as readers see them, with `ending` where something is gone. */
export function cut(text: string, limit: number, ending = '…'): string {
  if (text.length <= limit) return text
  const room = limit - ending.length
  let kept = 0
  for (const { segment } of graphemes.segment(text.slice(0, limit + LONGEST_CHARACTER))) {
    if (kept + segment.length > room) break
    kept += segment.length
  }
  // One character may be longer than the room there is: a stack of marks, a family of joined emoji.
  const end = kept > 0 ? kept : room
  return `${text
    .slice(0, end)
    .replace(/\p{Surrogate}+$/u, '')
    .trimEnd()}${ending}`
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }

/** For the fallback text, which Slack reads as mrkdwn. Once: what is escaped already stays literal too. */
export const escapeMrkdwn = (text: string): string => text.replace(/[&<>]/g, (sign) => ENTITIES[sign] ?? sign)

/** Escapes, within a limit that counts the escaped text. */
export function escapeWithin(text: string, limit: number): string {
  const escaped = escapeMrkdwn(text)
  if (escaped.length <= limit) return escaped
  let units = 0
  let end = 0
  for (const { segment } of graphemes.segment(text)) {
    units += escapeMrkdwn(segment).length
    if (units > limit - 1) break
    end += segment.length
  }
  return `${escapeMrkdwn(text.slice(0, end)).trimEnd()}…`
}
