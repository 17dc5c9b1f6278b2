import { type CommandGroup, runCommandLine } from '../../src/cli/command-line.js'
import type { ClockPort } from '../../src/usecases/ports.js'

export interface Ran {
  readonly code: number
  readonly stdout: string
  /** The lines of stderr. */
  readonly stderr: readonly string[]
}

export interface Surroundings {
  readonly env?: Readonly<Record<string, string>>
  readonly clock: ClockPort
}

/** What a command line prints and exits with, run in this process on a database of its own choice. */
export async function typed(
  group: CommandGroup,
  argv: readonly string[],
  { env = {}, clock }: Surroundings,
): Promise<Ran> {
  let stdout = ''
  const stderr: string[] = []
  const code = await runCommandLine([group], argv, {
    env: () => ({ ...env }),
    clock,
    out: (text) => {
      stdout += text
    },
    err: (line) => stderr.push(line),
  })
  return { code, stdout, stderr }
}
