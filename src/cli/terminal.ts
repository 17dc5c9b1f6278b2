import { readEnvFile } from '../config/config.js'
import { machineClock } from '../config/machine-clock.js'
import type { ClockPort } from '../usecases/ports.js'
import { CommandFailed } from './command-failed.js'

/** What a command is given of the world around it. */
export interface Terminal {
  /** The environment, with what `.env` adds to it. @throws CommandFailed when `.env` cannot be read */
  env(): NodeJS.ProcessEnv
  readonly clock: ClockPort
  /** What was asked for: text for stdout, with its line breaks. */
  out(text: string): void
  /** What went wrong, or goes on meanwhile: a line for stderr. */
  err(line: string): void
}

/** The terminal, or the pipe, that this process was started from. */
export function processTerminal(): Terminal {
  // Whoever reads us may have read enough (`| head`): that is no fault of the command.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
    process.exit()
  })
  return {
    env: () => {
      try {
        readEnvFile()
      } catch (error) {
        throw new CommandFailed(`.env could not be read: ${error instanceof Error ? error.message : String(error)}`)
      }
      return process.env
    },
    clock: machineClock,
    out: (text) => void process.stdout.write(text),
    err: (line) => void process.stderr.write(`${line}\n`),
  }
}
