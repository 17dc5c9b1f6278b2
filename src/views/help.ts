import type { CommandName } from '../i18n/command-words.js'
import { COMMAND_ALIASES } from '../i18n/command-words.js'
import type { Messages } from '../i18n/messages.js'
import { actions, bold, bullets, lines, para, plainButton, small } from './blocks.js'
import { OPEN_LOG } from './ids.js'
import { type Message, message } from './message.js'

/** Every subcommand with what it does, by groups. */
export function helpForAll(m: Messages): Message {
  const { commands } = m
  return message(
    para(bold(commands.title)),
    lines(commands.intro),
    ...commands.groups.map(({ title, names }) =>
      bullets(
        title,
        names.map((name) => m.cards.labelled(commands.usage[name].line, commands.usage[name].what)),
      ),
    ),
    bullets(commands.examples, [...commands.usage.log.examples]),
    actions(plainButton(OPEN_LOG, m.terms.buttons.log, 'new')),
  )
}

/** One subcommand: how it is typed, what else it is called, and lines to copy. */
export function helpFor(name: CommandName, m: Messages): Message {
  const { line, what, examples } = m.commands.usage[name]
  return message(
    para(bold(line)),
    lines(what),
    bullets(m.commands.examples, [...examples]),
    small(m.commands.otherNames([name, ...COMMAND_ALIASES[name]]), m.commands.helpHint),
  )
}
