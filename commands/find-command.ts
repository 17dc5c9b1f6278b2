import { distance } from 'fastest-levenshtein'
import { foldWord } from '../src/domain/words.js'
import { COMMAND_READINGS } from '../src/i18n/command-words.js'
import type { Command } from './command.js'

type Table = readonly Command[]

/** The subcommand of that name, in either language, full-width and in either kana too; or null. */
export function findCommand(table: Table, typed: string): Command | null {
  const word = foldName(typed)
  return table.find((one) => namesOf(one).includes(word)) ?? null
}

const SUGGESTED = 3

/** Names that somebody may have meant, the nearest first, one for each subcommand. */
export function likelyNames(table: Table, typed: string): readonly string[] {
  const word = foldName(typed)
  const near = table
    .map((one) => nearest(one, word))
    .filter((found) => found.near)
    .sort((a, b) => a.away - b.away)
  return near.slice(0, SUGGESTED).map(({ name }) => name)
}

const folded = new WeakMap<Command, readonly string[]>()

/** Folded once: every line that is typed is compared with all of them. */
function namesOf(command: Command): readonly string[] {
  const known = folded.get(command) ?? [command.name, ...command.aliases].map(foldName)
  folded.set(command, known)
  return known
}

/** Folded, and in one of the two scripts that spell the same sounds: とす is トス. */
const foldName = (text: string): string =>
  foldWord(text).replace(/[ぁ-ゖ]/gu, (kana) => String.fromCharCode(kana.charCodeAt(0) + 0x60))

/** The name that is nearest, as it is shown: by its spelling, or by how its kanji are read. */
function nearest(one: Command, word: string): Near {
  const spelled = [one.name, ...one.aliases].map((name) => ({ name: foldWord(name), as: foldName(name) }))
  const [, japanese = one.name] = spelled.map(({ name }) => name)
  const read = (COMMAND_READINGS[one.name] ?? []).map((reading) => ({ name: japanese, as: foldName(reading) }))
  const measured = [...spelled, ...read].map(({ name, as }) => {
    const away = awayFrom(word, as)
    return { name, away, near: away <= allowed(word, as) }
  })
  return measured.reduce((best, next) => (next.away < best.away ? next : best))
}

interface Near {
  readonly name: string
  readonly away: number
  readonly near: boolean
}

/** How many letters differ; two neighbours that changed places are one slip. */
function awayFrom(word: string, name: string): number {
  // Beyond that it cannot be near, and a long word is not turned over letter by letter.
  if (word.length > 2 * name.length + 1) return Number.POSITIVE_INFINITY
  const swaps = Array.from({ length: word.length - 1 }, (_, at) => {
    const swapped = word.slice(0, at) + word.charAt(at + 1) + word.charAt(at) + word.slice(at + 2)
    return 1 + distance(swapped, name)
  })
  return Math.min(distance(word, name), ...swaps)
}

/** A third of the letters may differ; one of a short word, unless nothing of it would be left. */
const allowed = (word: string, name: string): number => {
  const longer = Math.max(word.length, name.length)
  return longer < 2 ? 0 : Math.max(1, Math.floor(longer / 3))
}
