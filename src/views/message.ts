import type { KnownBlock } from '@slack/types'
import type { PersonId } from '../domain/ids.js'
import type { Locale } from '../domain/person.js'
import type { Zone } from '../domain/time.js'
import type { Settings } from '../domain/workspace.js'
import { escapeWithin } from './text.js'

/** Who reads: a person, or a channel (`personId` null), and the words the workspace added to its lists. */
export interface Viewer {
  readonly personId: PersonId | null
  readonly locale: Locale
  readonly zone: Zone
  readonly addedReasons: Settings['addedReasons']
  /** On a message to a delegate: in whose place they may act; null = in nobody's any more. */
  readonly inPlaceOf?: PersonId | null
}

/** What is posted. `text` is the whole message in words: notifications and screen readers have nothing else. */
export interface Message {
  readonly text: string
  readonly blocks: KnownBlock[]
}

/** Below Slack's 4,000, so that whatever adds a word does not break it. */
const TEXT_LIMIT = 3900
const BLOCKS_LIMIT = 50

/** A message of these blocks; what is null is left out. Its text is what the blocks say, buttons aside. */
export function message(...parts: readonly (KnownBlock | readonly KnownBlock[] | null)[]): Message {
  const blocks = parts
    .flat()
    .filter((block): block is KnownBlock => block !== null)
    .slice(0, BLOCKS_LIMIT)
  return { text: escapeWithin(blocks.map(wordsOf).filter(Boolean).join('\n'), TEXT_LIMIT), blocks }
}

function wordsOf(block: KnownBlock): string {
  if (block.type === 'actions') return ''
  const lines: string[] = []
  collect(block, lines)
  return lines.join('')
}

/** The words in a table's cell. */
function cellOf(cell: unknown): string {
  const words: string[] = []
  collect(cell, words)
  return words.join('')
}

/** The words in a block, in the order in which they are read; parts of a rich text that stand on lines of their own stay so. */
function collect(node: unknown, into: string[]): void {
  if (Array.isArray(node)) {
    for (const child of node) collect(child, into)
    return
  }
  if (typeof node !== 'object' || node === null) return
  const { type, text, elements, rows } = node as { type?: unknown; text?: unknown; elements?: unknown; rows?: unknown }
  if (Array.isArray(rows)) into.push(rows.map((row: readonly unknown[]) => row.map(cellOf).join(' | ')).join('\n'))
  const startsLine = typeof type === 'string' && type.startsWith('rich_text_')
  if (startsLine && into.length > 0) into.push('\n')
  if (typeof text === 'string') into.push(text)
  else collect(text, into)
  collect(elements, into)
}
