import { foldWord } from '../src/domain/words.js'
import { COMMAND_ALIASES, COMMAND_NAMES, type CommandName } from '../src/i18n/command-words.js'
import { lines } from '../src/views/blocks.js'
import { helpFor, helpForAll } from '../src/views/help.js'
import { message } from '../src/views/message.js'
import { oneLine } from '../src/views/text.js'
import { command, firstWord } from './command.js'

/** `help [SUBCOMMAND]` */
export const help = command('help', {
  parse: (text) => firstWord(text).word,
  run: async ({ messages }, word) => {
    if (word === '') return helpForAll(messages)
    const name = named(word)
    if (name !== null) return helpFor(name, messages)
    const all = helpForAll(messages)
    return message(lines(messages.commands.unknown(oneLine(word, 40))), all.blocks)
  },
})

function named(word: string): CommandName | null {
  const wanted = foldWord(word.replace(/^\/?csql\b/iu, '') || word)
  const found = COMMAND_NAMES.find((name) => [name, ...COMMAND_ALIASES[name].map(foldWord)].includes(wanted))
  return found ?? null
}
