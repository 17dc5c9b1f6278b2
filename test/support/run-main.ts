import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const tsx = import.meta.resolve('tsx')

export interface Running {
  readonly child: ChildProcess
  readonly out: { stdout: string; stderr: string }
  /** The exit's code; null after a signal. */
  readonly exit: Promise<number | null>
  /** Resolves to true once these words stand in the log, to false when the program has ended without them. */
  logs(words: string): Promise<boolean>
}

export interface RunOptions {
  readonly env: Readonly<Record<string, string>>
  readonly cwd: string
  /** Whose rights it has, where we may choose. */
  readonly uid?: number
  /** Relative to the repository; the real program unless said. */
  readonly program?: string
  /** The words after the program's name. */
  readonly argv?: readonly string[]
}

/** Starts the program in a folder with nothing but these variables. */
export function runMain({ env, cwd, uid, program = 'src/main.ts', argv = [] }: RunOptions): Running {
  const file = fileURLToPath(new URL(`../../${program}`, import.meta.url))
  const child = spawn(process.execPath, ['--import', tsx, file, ...argv], {
    cwd,
    env: { PATH: process.env['PATH'] ?? '', HOST: '127.0.0.1', TASUKI_BACKUP_DIR: 'off', ...env },
    ...(uid === undefined ? {} : { uid, gid: uid }),
  })
  const out = { stdout: '', stderr: '' }
  const watchers = new Set<() => void>()
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].on('data', (chunk) => {
      out[name] += chunk
      for (const look of watchers) look()
    })
  }
  const exit = new Promise<number | null>((resolve) => child.once('close', (code) => resolve(code)))
  const logs = (words: string) =>
    new Promise<boolean>((resolve) => {
      const look = () => {
        if (out.stdout.includes(words)) resolve(true)
      }
      watchers.add(look)
      look()
      void exit.then(() => resolve(out.stdout.includes(words)))
    })
  return { child, out, exit, logs }
}
