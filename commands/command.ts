import { Incomplete } from '../src/domain/errors.js'
import { cleanText, readCsqlNumber } from '../src/domain/words.js'
import type { Usage } from '../src/i18n/areas/commands.js'
import { COMMAND_ALIASES, type CommandName } from '../src/i18n/command-words.js'
import type { Messages } from '../src/i18n/messages.js'
import type { Entry } from '../src/slack/actor.js'
import { type Answer, type Form, LineUnclear } from '../src/slack/reply.js'

/** What a subcommand may do besides answering. */
export interface Asked {
  /** What was typed behind the subcommand's name. */
  readonly text: string
  readonly open: (form: Form) => Promise<null>
}

/** One subcommand: how it is called, how its line is read, and what it does. */
export interface Command<Input = unknown> {
  readonly name: CommandName
  /** Other names; the Japanese ones first. */
  readonly aliases: readonly string[]
  usage(m: Messages): Usage
  /** @throws DomainError for a line that says too little, or what we do not understand */
  parse(text: string, entry: Entry): Input
  run(entry: Entry, input: Input, asked: Asked): Promise<Answer>
}

/** A subcommand under its names in the vocabulary, explained by the catalogues. */
export const command = <Input>(name: CommandName, of: Pick<Command<Input>, 'parse' | 'run'>): Command<Input> => ({
  name,
  aliases: COMMAND_ALIASES[name],
  usage: (m) => m.commands.usage[name],
  ...of,
})

const ENTITIES: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>' }

/** The line as it was typed: Slack escapes three characters, once, and so they are read once. */
export const typedLine = (text: string): string =>
  cleanText(text.replace(/&(?:amp|lt|gt);/gu, (entity) => ENTITIES[entity] ?? entity)).trim()

/** The first word and what stands behind it; a full-width space is a space. */
export function firstWord(text: string): { readonly word: string; readonly rest: string } {
  const [, word = '', rest = ''] = /^\s*(\S+)\s*([\s\S]*)$/u.exec(text) ?? []
  return { word, rest: rest.trim() }
}

/**
 * The number that a line begins with, and what stands behind it.
 *
 * @throws Incomplete where there is nothing, LineUnclear where it is no number
 */
export function numberAndRest(text: string): { readonly number: number; readonly rest: string } {
  const { word, rest } = firstWord(text)
  if (word === '') throw new Incomplete({ fields: ['number'] })
  const number = readCsqlNumber(word)
  if (number === null) throw new LineUnclear({ field: 'number', rule: 'not_a_number', typed: word })
  return { number, rest }
}
