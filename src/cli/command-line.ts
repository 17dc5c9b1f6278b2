import { type Command, CommanderError, program } from 'commander'
import { ConfigFaulty } from '../config/config.js'
import { DomainError, NotSaved } from '../domain/errors.js'
import { CommandFailed } from './command-failed.js'
import type { Terminal } from './terminal.js'

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
  const root = program.createCommand('tasuki').description('Hands customer success leads to sales.')
  for (const group of groups) root.addCommand(group(terminal))
  for (const command of withChildren(root)) {
    command.exitOverride().showHelpAfterError('(--help shows what may be typed)')
    command.configureOutput({
      writeOut: (text) => terminal.out(text),
      writeErr: (text) => terminal.err(text.trimEnd()),
    })
  }
  try {
    await root.parseAsync(argv, { from: 'user' })
    return EXIT.done
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.mistyped
    for (const line of linesFor(error)) terminal.err(line)
    return EXIT.failed
  }
}

const withChildren = (command: Command): readonly Command[] => [command, ...command.commands.flatMap(withChildren)]

/** An error in its own words where it has some, with all that is known of it where nobody foresaw it. */
function linesFor(error: unknown): readonly string[] {
  if (error instanceof CommandFailed) return error.lines
  if (error instanceof ConfigFaulty) return error.faults
  if (error instanceof NotSaved) {
    return [`Nothing was saved: the database could not take the change (${error.facts.cause}). Try again.`]
  }
  if (error instanceof DomainError) return [error.message]
  return [error instanceof Error ? (error.stack ?? error.message) : String(error)]
}
