import type { CommandHint } from './protocol.js'

export interface Hint {
  readonly key: string
  readonly line: string
  readonly what: string
  /** What the line becomes; null where there is nothing to take over. */
  readonly insert: string | null
}

/** So many are shown at once. */
const SHOWN = 8

const folded = (word: string): string => word.normalize('NFKC').toLowerCase()

/** How a line that begins with a slash may go on: the command, then its subcommands, then how the chosen one is used. */
export function hintsFor(line: string, command: string, all: readonly CommandHint[]): readonly Hint[] {
  if (!line.startsWith('/')) return []
  const [, name = '', space = '', rest = ''] = /^(\/\S*)([\s\u3000]*)([\s\S]*)$/u.exec(line) ?? []
  if (space === '') {
    if (!command.startsWith(name)) return []
    return [
      {
        key: command,
        line: command,
        what: all.find((hint) => hint.name === 'help')?.what ?? '',
        insert: `${command} `,
      },
    ]
  }
  if (name !== command) return []
  const [, word = '', more = ''] = /^(\S*)([\s\S]*)$/u.exec(rest) ?? []
  const known = all.find(({ names }) => names.some((one) => folded(one) === folded(word)))
  if (more !== '' || (known !== undefined && word !== '')) {
    return known === undefined ? [] : [{ key: known.name, line: known.line, what: known.what, insert: null }]
  }
  return all
    .flatMap((hint) => {
      const called = hint.names.find((one) => folded(one).startsWith(folded(word)))
      return called === undefined ? [] : [{ hint, called }]
    })
    .slice(0, SHOWN)
    .map(({ hint, called }) => ({
      key: hint.name,
      line: hint.line,
      what: hint.what,
      insert: `${command} ${word === '' ? preferred(hint) : called} `,
    }))
}

/** The name that the usage line itself uses. */
const preferred = ({ line, names, name }: CommandHint): string =>
  names.find((one) => line.split(/\s+/)[1] === one) ?? name
