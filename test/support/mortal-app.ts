/**
 * The program in a process that a test kills: its clock stands until the test moves it, and it dies by its own hand at
 * the step that the test has armed.
 */
import { buildApp } from '../../src/app.js'
import type { Config } from '../../src/config/config.js'
import { buildLogger } from '../../src/config/logger.js'
import type { DeliveryState } from '../../src/domain/delivery.js'
import { HandClock } from '../../src/sandbox/hand-clock.js'
import { Fate, mortal, type OwnStep, type Unguarded } from './mortal.js'

export interface MortalOptions {
  readonly config: Config
  /** UTC ms at which the clock stands. */
  readonly at: number
  readonly unguarded: Unguarded | null
}

export type ToMortal =
  | { readonly ask: 'arm'; readonly step: OwnStep; readonly nth: number }
  /** Moves the clock, and delivers what is due then. */
  | { readonly ask: 'run'; readonly ms: number }
  /** Answered by what has loaded the program, for faster starts. */
  | { readonly ask: 'keep' }

export interface FromMortal {
  /** Once, when requests are served. */
  readonly port?: number | null
  readonly counts?: Readonly<Record<DeliveryState, number>>
  readonly nextDueAt?: number | null
}

const say = (message: FromMortal): void => void process.send?.(message)

async function main({ config, at, unguarded }: MortalOptions): Promise<void> {
  const clock = new HandClock(at)
  const fate = new Fate()
  const logger = buildLogger({ level: 'fatal', secrets: [] })
  const app = await buildApp(config, { logger, clock, ticking: false, around: mortal(fate, unguarded) })
  process.on('message', async (message: ToMortal) => {
    if (message.ask === 'arm') {
      fate.arm(message.step, message.nth)
      return say({})
    }
    if (message.ask !== 'run') return
    await clock.advance(message.ms)
    await app.worker.drain()
    // As the scheduler does each minute.
    await app.worker.removeLateCopies(clock.now())
    const { queue } = app.store
    say({ counts: await queue.counts(), nextDueAt: await queue.nextDueAt() })
  })
  await app.start()
  say({ port: app.port })
}

process.on('disconnect', () => process.exit(0))
void main(JSON.parse(process.argv[2] ?? '') as MortalOptions)
