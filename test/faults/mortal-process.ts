import { type ChildProcess, fork } from 'node:child_process'
import type { FromMortal, MortalOptions, ToMortal } from '../support/mortal-app.js'

/** Machine milliseconds without a word from a process before the test gives up on it; much for a machine under load. */
const PATIENCE = 60_000

/** The program in a process of its own, from its start to its death. */
export class MortalProcess {
  readonly #child: ChildProcess
  readonly died: Promise<void>
  #isDead = false
  #output = ''

  private constructor(file: string, options: MortalOptions) {
    this.#child = fork(file, [JSON.stringify(options)], { stdio: ['ignore', 'pipe', 'pipe', 'ipc'] })
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.on('data', (part: Buffer) => {
        this.#output = (this.#output + part.toString()).slice(-2000)
      })
    }
    this.#child.setMaxListeners(0)
    this.died = new Promise((resolve) => {
      this.#child.once('exit', (code, signal) => {
        this.#isDead = true
        if (signal !== 'SIGKILL') this.#output += `\n(ended with ${code ?? signal})`
        resolve()
      })
    })
  }

  /** Starts it, and waits until it serves requests. It delivers from then on: what is armed before counts. */
  static async start(file: string, options: MortalOptions): Promise<{ process: MortalProcess; port: number }> {
    const process = new MortalProcess(file, options)
    const { port } = await process.#next()
    if (typeof port !== 'number') throw new Error('the program has no port')
    return { process, port }
  }

  get isDead(): boolean {
    return this.#isDead
  }

  /** @returns null when it died before it answered */
  async ask(message: ToMortal): Promise<FromMortal | null> {
    const answer = this.#next()
    this.#child.send(message, () => {})
    return Promise.race([answer.catch((error: unknown) => this.#giveUp(error)), this.died.then(() => null)])
  }

  kill(): Promise<void> {
    this.#child.kill('SIGKILL')
    return this.died
  }

  /** Waits for its death by its own hand. @throws Error when it lives on */
  async death(why: string): Promise<void> {
    const alive = await Promise.race([this.died.then(() => false), elapsed(PATIENCE).then(() => true)])
    if (alive) throw new Error(`still alive: ${why}`)
  }

  #giveUp(error: unknown): null {
    if (this.#isDead) return null
    throw error
  }

  #next(): Promise<FromMortal> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`no word from the program: ${this.#output}`)), PATIENCE)
      this.#child.once('message', (message) => {
        clearTimeout(timer)
        resolve(message as FromMortal)
      })
      this.#child.once('exit', () => {
        clearTimeout(timer)
        reject(new Error(`the program died: ${this.#output}`))
      })
    })
  }
}

const elapsed = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms).unref())
