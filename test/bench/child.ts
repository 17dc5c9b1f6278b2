import { type ChildProcess, type ForkOptions, fork } from 'node:child_process'
import { readFileSync } from 'node:fs'

/** A program under load, in a process of its own. */
export class Child {
  readonly process: ChildProcess
  #output = ''

  constructor(file: string, args: readonly string[], options: ForkOptions = {}) {
    this.process = fork(file, [...args], { stdio: ['ignore', 'pipe', 'pipe', 'ipc'], ...options })
    for (const stream of [this.process.stdout, this.process.stderr]) {
      stream?.on('data', (part: Buffer) => {
        this.#output = (this.#output + part.toString()).slice(-4000)
      })
    }
  }

  /** The next message, or an error with what the process last printed. */
  message<T>(): Promise<T> {
    return new Promise((resolve, reject) => {
      this.process.once('message', (message) => resolve(message as T))
      this.process.once('exit', (code) => reject(new Error(`ended with ${code}: ${this.#output}`)))
    })
  }

  get output(): string {
    return this.#output
  }

  /** The most resident memory it ever had, bytes: the kernel's own count. */
  peakMemory(): number {
    const status = readFileSync(`/proc/${this.process.pid}/status`, 'utf8')
    return Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1] ?? Number.NaN) * 1024
  }

  async stop(): Promise<void> {
    const ended = new Promise((resolve) => this.process.once('exit', resolve))
    this.process.kill('SIGTERM')
    await ended
  }
}
