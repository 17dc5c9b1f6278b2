import { type Command, CommanderError, program } from 'commander'
import { ConfigFaulty } from '../config/config.js'
import { DomainError, NotSaved } from '../domain/errors.js'
import type { Messages } from '../i18n/index.js'
import { CommandFailed } from './command-failed.js'
import { configLine } from './config-lines.js'
import { speakIn } from './help.js'
import { wordsOf } from './language.js'
import type { Terminal } from './terminal.js'
import { inWords } from './typed-words.js'

/** One group of commands: what may be typed after its name, and what that does. */
export type CommandGroup = (terminal: Terminal) => Command

/** What a command line ends with. */
const EXIT = { done: 0, failed: 1, mistyped: 2 } as const

/**
 * Runs what was typed.
 *
 * @param argv the words after the program's name
 * @returns the code to exit with: 0 = done, 1 = it could not be done, 2 = there is no such command or option
 */
export async function runCommandLine(
  groups: readonly CommandGroup[],
  argv: readonly string[],
  terminal: Terminal,
): Promise<number> {
  const m = wordsOf(terminal)
  const root = program.createCommand('tasuki').description(m.commandHelp.tasuki)
  for (const group of groups) root.addCommand(group(terminal))
  for (const command of withChildren(root)) {
    speakIn(command, m.commandHelp.frame)
    command.exitOverride().showHelpAfterError(m.commandLine.typed.help)
    command.configureOutput({
      writeOut: (text) => terminal.out(text),
      writeErr: (text) => terminal.err(text.trimEnd()),
      outputError: (text, write) => write(inWords(text, m.commandLine.typed)),
    })
  }
  try {
    await root.parseAsync(argv, { from: 'user' })
    return EXIT.done
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.mistyped
    for (const line of linesFor(error, m)) terminal.err(line)
    return EXIT.failed
  }
}

const withChildren = (command: Command): readonly Command[] => [command, ...command.commands.flatMap(withChildren)]

/** An error in its own words where it has some, with all that is known of it where nobody foresaw it. */
function linesFor(error: unknown, m: Messages): readonly string[] {
  if (error instanceof CommandFailed) return error.lines
  if (error instanceof ConfigFaulty) return error.faults.map((fault) => configLine(fault, m))
  if (error instanceof NotSaved) {
    return [m.commandLine.notSaved(error.facts.cause)]
  }
  if (error instanceof DomainError) return [error.message]
  return [error instanceof Error ? (error.stack ?? error.message) : String(error)]
}
