import { WIDE, widthOf } from './text-width.js'

/** What no line may begin with: closing signs, and what hangs on the word before it, as particles and endings do. */
const NEVER_FIRST = /^[\p{Script=Hiragana}ー々、。・,.:;!?…)\]」』]/u
/** The same behind a space, where only Japanese hangs on what stands before. */
const HANGING = /^\s+[\p{Script=Hiragana}ー々、。・」』]/u
/** A phrase of Japanese ends with a particle or an ending, or with a sign that closes something. */
const PHRASE_END = /[\p{Script=Hiragana})\]」』]$/u
const PAUSE = /[、。]$/u
/** A polite prefix, by itself or with its word: it belongs to what follows. */
const PREFIX = /^\s*[おご]$/u
const PREFIXED = /^\s*[おご](?:$|\p{Script=Han})/u

const words = new Intl.Segmenter('ja', { granularity: 'word' })

/**
 * Breaks a text into lines that take at most `width` places, at spaces and between phrases of Japanese. What holds no such
 * place stays whole. Line breaks of its own stay.
 */
export function wrapped(text: string, width: number): string {
  return text
    .split(/\r\n|\n/)
    .flatMap((line) => linesOf(line, width))
    .join('\n')
}

function linesOf(text: string, width: number): readonly string[] {
  const lines: string[] = []
  let line = ''
  for (const piece of piecesOf(text)) {
    if (line === '' || widthOf(line) + widthOf(piece) <= width) line += piece
    else {
      lines.push(line)
      line = piece.trimStart()
    }
  }
  return [...lines, line]
}

/** What may stand on lines of their own, each with the spaces before it. */
function piecesOf(text: string): readonly string[] {
  const pieces: string[] = []
  for (const phrase of (text.match(/\s*\S+/g) ?? []).flatMap(phrasesOf)) {
    if (HANGING.test(phrase) && !PREFIXED.test(phrase)) pieces.push((pieces.pop() ?? '') + phrase)
    else pieces.push(phrase)
  }
  return pieces
}

/** The parts of a run without spaces that may stand on lines of their own; the spaces before it stay with the first. */
function phrasesOf(run: string): readonly string[] {
  if (!WIDE.test(run)) return [run]
  const phrases: string[] = []
  let before = ''
  for (const { segment } of words.segment(run)) {
    if (phrases.length > 0 && mayPart(before, segment)) phrases.push(segment)
    else phrases.push((phrases.pop() ?? '') + segment)
    before = segment
  }
  return phrases
}

function mayPart(before: string, after: string): boolean {
  if (PREFIX.test(before)) return false
  if (PAUSE.test(before)) return !/^[、。・)\]」』]/u.test(after)
  return PHRASE_END.test(before) && (PREFIXED.test(after) || !NEVER_FIRST.test(after))
}
