import { Counter, Gauge, type Registry } from 'prom-client'
import type { Instant } from '../domain/time.js'
import type { Counted } from '../usecases/ports.js'

/** What is asked for when somebody looks. */
export interface Watched {
  readonly now: () => Instant
  readonly notSent: () => Promise<readonly Counted[]>
  /** Since when the oldest delivery is owed; null = none is due. */
  readonly oldestDue: (now: Instant) => Promise<Instant | null>
  readonly lastTickAt: () => Instant | null
  readonly lastSuccess: () => Readonly<Record<string, Instant | null>>
  /** Workspaces to which nothing is sent. */
  readonly suspended: () => Promise<number>
}

export interface Looked {
  /** Asks everything; what cannot be answered is left out and counted, and hides nothing else. */
  look(watched: Watched): Promise<void>
}

export function lookAt(registry: Registry): Looked {
  const gauge = <L extends string>(name: string, help: string, labelNames: readonly L[] = []) =>
    new Gauge<L>({ name, help, labelNames, registers: [registry] })
  const deliveries = gauge('tasuki_deliveries', 'Deliveries that were not sent.', ['state', 'purpose'])
  const oldest = gauge('tasuki_deliveries_oldest_due_seconds', 'For how long the oldest delivery is owed; 0: none is.')
  const tick = gauge('tasuki_scheduler_last_tick_timestamp_seconds', 'When the last tick began.')
  const success = gauge('tasuki_scheduler_step_last_success_timestamp_seconds', 'When each step last succeeded.', [
    'step',
  ])
  const suspended = gauge('tasuki_workspaces_suspended', 'Workspaces to which nothing is sent: the token is no good.')
  const failures = new Counter({
    ...{ name: 'tasuki_scrape_failures_total', help: 'Figures that could not be read for a scrape.' },
    registers: [registry],
  })
  const looks: readonly ((watched: Watched) => Promise<void>)[] = [
    async ({ notSent }) => {
      const found = await notSent()
      deliveries.reset()
      for (const { state, purpose, n } of found) deliveries.set({ state, purpose }, n)
    },
    async ({ oldestDue, now }) => {
      const at = now()
      oldest.set((at - ((await oldestDue(at)) ?? at)) / 1000)
    },
    async ({ lastTickAt, lastSuccess }) => {
      tick.set((lastTickAt() ?? 0) / 1000)
      for (const [step, at] of Object.entries(lastSuccess())) success.set({ step }, (at ?? 0) / 1000)
    },
    async (watched) => suspended.set(await watched.suspended()),
  ]
  return {
    look: async (watched) => {
      for (const look of looks) await look(watched).catch(() => failures.inc())
    },
  }
}
