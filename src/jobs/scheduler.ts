import { type Instant, MINUTE } from '../domain/time.js'
import type { ClockPort, Logger, Observer } from '../usecases/ports.js'

/** Something that is due now and then: it decides itself, from rows, what there is to do. */
export interface Step {
  readonly name: string
  run(now: Instant): Promise<unknown>
}

export interface SchedulerDeps {
  readonly clock: ClockPort
  readonly logger: Logger
  readonly steps: readonly Step[]
  readonly observer?: Pick<Observer, 'stepped'>
}

export interface Scheduler {
  /** Runs every step in order. While one tick runs, another does nothing. @returns whether it ran */
  tick(now?: Instant): Promise<boolean>
  /** The steps that have not succeeded for more than five minutes. Before the first tick: none. */
  overdue(now: Instant): readonly string[]
  /** When the last tick began; null = none yet. */
  readonly lastTickAt: Instant | null
  /** When each step last succeeded; null = never. */
  lastSuccess(): Readonly<Record<string, Instant | null>>
  /** Begins no tick more; resolves when the running one has ended. */
  stop(): Promise<void>
}

const OVERDUE = 5 * MINUTE

/** Ticks come from outside, each minute; what was missed shows in the rows, so a tick that did not come costs nothing. */
export function createScheduler({ clock, logger, steps, observer }: SchedulerDeps): Scheduler {
  const succeededAt = new Map<string, Instant>()
  let firstTickAt: Instant | null = null
  let lastTickAt: Instant | null = null
  let running: Promise<void> | null = null
  let stopped = false

  async function runSteps(now: Instant): Promise<void> {
    for (const step of steps) {
      const began = clock.now()
      try {
        await step.run(now)
        succeededAt.set(step.name, clock.now())
        observer?.stepped(step.name, clock.now() - began, true)
      } catch (error) {
        observer?.stepped(step.name, clock.now() - began, false)
        logger.error({ step: step.name, err: error }, 'a step of the scheduler failed')
      }
    }
  }

  return {
    async tick(now = clock.now()) {
      if (stopped || running !== null) return false
      firstTickAt ??= now
      lastTickAt = now
      running = runSteps(now)
      await running
      running = null
      return true
    },
    overdue(now) {
      const since = firstTickAt
      if (since === null) return []
      const isOverdue = ({ name }: Step) => now - (succeededAt.get(name) ?? since) > OVERDUE
      return steps.filter(isOverdue).map(({ name }) => name)
    },
    get lastTickAt() {
      return lastTickAt
    },
    lastSuccess: () => Object.fromEntries(steps.map(({ name }) => [name, succeededAt.get(name) ?? null])),
    async stop() {
      stopped = true
      await running
    },
  }
}
