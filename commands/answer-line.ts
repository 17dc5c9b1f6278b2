import type { KnownBlock } from '@slack/types'
import { BadValue, DomainError, Incomplete, NotAllowed, NotFound } from '../src/domain/errors.js'
import { readCsqlNumber } from '../src/domain/words.js'
import type { Messages } from '../src/i18n/messages.js'
import type { Entry } from '../src/slack/actor.js'
import { type Answer, LineUnclear, refused, TextTooLong } from '../src/slack/reply.js'
import { bold, bullets, lines, para, quotation } from '../src/views/blocks.js'
import { helpForAll } from '../src/views/help.js'
import { message } from '../src/views/message.js'
import { oneLine } from '../src/views/text.js'
import { type Asked, type Command, firstWord } from './command.js'
import { findCommand, likelyNames } from './find-command.js'

type Table = readonly Command[]

/** Answers one line: finds its subcommand, reads the rest and runs it. What is not understood gets usage. */
export async function answerLine(table: Table, entry: Entry, line: string, open: Asked['open']): Promise<Answer> {
  const { word, rest } = firstWord(line)
  if (word === '') return helpForAll(entry.messages)
  const named = findCommand(table, word)
  // A number alone is asked after.
  if (named === null && readCsqlNumber(word) !== null && rest === '')
    return answerLine(table, entry, `show ${word}`, open)
  if (named === null) return unknown(table, entry.messages, word, line)
  try {
    return await named.run(entry, named.parse(rest, entry), { text: rest, open })
  } catch (error) {
    // For want of a right: said, and kept, as anywhere else.
    if (error instanceof NotAllowed) throw error
    if (error instanceof TextTooLong) return refused(entry, error, ...handedBack(entry.messages, rest))
    if (error instanceof DomainError) return refused(entry, error, ...example(named, entry.messages, error, line))
    throw error
  }
}

/** Where the line itself was at fault, a correct one is shown. */
function example(named: Command, m: Messages, error: DomainError, line: string): readonly (KnownBlock | null)[] {
  const again = withYear(m, error, line)
  if (again !== null) return [lines(again)]
  const helps = [LineUnclear, Incomplete, BadValue, NotFound].some((kind) => error instanceof kind)
  return helps ? [lines(...named.usage(m).examples.slice(0, 2).map(m.commands.example))] : []
}

/** The line as it was typed, with the year that it lacked: to be sent again as it stands. */
function withYear(m: Messages, error: DomainError, line: string): string | null {
  if (!(error instanceof BadValue) || error.facts.rule !== 'which_year') return null
  const { typed, next } = error.facts
  if (typeof typed !== 'string' || typeof next !== 'string') return null
  return line.includes(typed) ? m.commands.example(`/csql ${line.replace(typed, m.format.shortDay(next, null))}`) : null
}

/** What one quotation holds, and how many of them: more than Slack lets anybody type. */
const QUOTED = 2800
const QUOTATIONS = 5

/** What was typed and is too long to be kept, to be copied and shortened: Slack's own field is empty by then. */
function handedBack(m: Messages, typed: string): readonly KnownBlock[] {
  const letters = [...typed]
  const parts = Array.from({ length: Math.min(QUOTATIONS, Math.ceil(letters.length / QUOTED)) }, (_, index) =>
    letters.slice(index * QUOTED, (index + 1) * QUOTED).join(''),
  )
  return parts.map((part) => quotation(m, m.errors.yourText, part, 2 * QUOTED))
}

const LINE_SHOWN = 200

/** What was perhaps meant, and the way to the rest; all of it only where there is no guess. */
function unknown(table: Table, m: Messages, word: string, line: string): Answer {
  const likely = likelyNames(table, word)
  const { commands } = m
  const unknownWord = commands.unknown(oneLine(word, 40))
  const [guess] = [
    likely.length === 0 ? null : commands.didYouMean(likely),
    saysWhichCsql(line) || line.length <= word.length ? null : commands.toLog(`/csql log ${oneLine(line, LINE_SHOWN)}`),
  ].filter((one) => one !== null)
  if (guess !== undefined) return message(lines(unknownWord, guess, commands.helpHint))
  return message(
    lines(unknownWord),
    para(bold(commands.title)),
    ...commands.groups.map(({ title, names }) =>
      bullets(
        title,
        names.map((name) => commands.usage[name].line),
      ),
    ),
    lines(commands.helpHint),
  )
}

/** `42 …` and `… 42` are about a CSQL that there is: nothing to log. */
function saysWhichCsql(line: string): boolean {
  const { word, rest } = firstWord(line)
  return [word, firstWord(rest).word].some((one) => readCsqlNumber(one) !== null)
}
