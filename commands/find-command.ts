import { distance } from 'fastest-levenshtein'
import { foldWord } from '../src/domain/words.js'
import type { Command } from './command.js'

type Table = readonly Command[]

/** The subcommand of that name, in either language, full-width too; or null. */
export function findCommand(table: Table, typed: string): Command | null {
  const word = foldWord(typed)
  return table.find((one) => namesOf(one).includes(word)) ?? null
}

const SUGGESTED = 3

/** Names that somebody may have meant, the nearest first, one for each subcommand. */
export function likelyNames(table: Table, typed: string): readonly string[] {
  const word = foldWord(typed)
  const near = table
    .map((one) => nearest(one, word))
    .filter((found) => found.away <= allowed(word, found.name))
    .sort((a, b) => a.away - b.away)
  return near.slice(0, SUGGESTED).map(({ name }) => name)
}

const namesOf = ({ name, aliases }: Command): readonly string[] => [name, ...aliases.map(foldWord)]

function nearest(one: Command, word: string): { name: string; away: number } {
  const measured = namesOf(one).map((name) => ({ name, away: distance(word, name) }))
  return measured.reduce((best, next) => (next.away < best.away ? next : best))
}

/** A third of the letters may differ; one of a short word, unless nothing of it would be left. */
const allowed = (word: string, name: string): number => {
  const longer = Math.max(word.length, name.length)
  return longer < 2 ? 0 : Math.max(1, Math.floor(longer / 3))
}
