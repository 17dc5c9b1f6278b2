import type { CommandLineWords } from '../i18n/areas/command-line.js'

type Say = (typed: CommandLineWords['typed'], parts: Readonly<Record<string, string>>) => string

/** What commander says of what was typed, by the shape of its sentence. */
const SENTENCES: readonly (readonly [RegExp, Say])[] = [
  [/^error: required option '(?<what>.+)' not specified/, (typed, { what = '' }) => typed.optionNeeded(what)],
  [/^error: option '(?<what>.+)' argument missing/, (typed, { what = '' }) => typed.valueNeeded(what)],
  [/^error: missing required argument '(?<what>.+)'/, (typed, { what = '' }) => typed.argumentNeeded(what)],
  [
    /^error: unknown option '(?<what>.+)'(?<hint>[\s\S]*)/,
    (typed, of) => typed.unknownOption(of['what'] ?? '', near(of)),
  ],
  [
    /^error: unknown command '(?<what>.+)'(?<hint>[\s\S]*)/,
    (typed, of) => typed.unknownCommand(of['what'] ?? '', near(of)),
  ],
  [/^error: too many arguments(?: for '(?<what>.+)')?/, (typed, { what = 'tasuki' }) => typed.tooMany(what)],
  [
    /^error: option '(?<what>.+)' argument '(?<value>[\s\S]*)' is invalid\. (?<why>[\s\S]+)/,
    (typed, of) => typed.invalid(of['what'] ?? '', of['value'] ?? '', why(typed, of)),
  ],
  [
    /^error: command-argument value '(?<value>[\s\S]*)' is invalid for argument '(?<what>.+)'\. (?<why>[\s\S]+)/,
    (typed, of) => typed.invalid(`<${of['what'] ?? ''}>`, of['value'] ?? '', why(typed, of)),
  ],
]

const near = ({ hint = '' }: Readonly<Record<string, string>>): string | null =>
  /\(Did you mean (?:one of )?(.+)\?\)/.exec(hint)?.[1] ?? null

/** Our own parsers speak the reader's language already; commander's lists of choices do not. */
function why(typed: CommandLineWords['typed'], { why: said = '' }: Readonly<Record<string, string>>): string {
  const choices = /^Allowed choices are (.+)\.$/.exec(said.trim())?.[1]
  return choices === undefined ? said.trim() : typed.choices(choices)
}

/** An error of commander's in a language; one that nobody foresaw as it is. */
export function inWords(error: string, typed: CommandLineWords['typed']): string {
  for (const [sentence, say] of SENTENCES) {
    const found = sentence.exec(error.trim())
    if (found !== null) return say(typed, found.groups ?? {})
  }
  return error
}
