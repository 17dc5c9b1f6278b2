import { type Instant, MINUTE } from '../domain/time.js'
import type { Store } from '../usecases/ports.js'
import type { DeliveryWorker, Pulse } from './delivery-worker.js'
import type { Scheduler } from './scheduler.js'

export interface HealthParts {
  readonly store: Pick<Store, 'queue' | 'workspaces' | 'of'>
  readonly scheduler: Scheduler
  readonly worker: Pick<DeliveryWorker, 'pulse'>
  readonly version: string
}

/** Fit to be shown to anybody: neither secrets nor names. */
export interface HealthReport {
  readonly ok: boolean
  readonly body: object
}

/** The worker looks at the queue every few seconds, and a call to Slack ends after ten: nothing of that takes minutes. */
const STUCK = 5 * MINUTE

/**
 * How the program does. It is not well when the database cannot be read, when a step of the scheduler is overdue, or
 * when the worker is stuck: it has not looked at the queue for five minutes, has had one delivery in hand for so long,
 * or has neither begun nor ended one for so long although something could go. That Slack does not answer, or takes our
 * token no longer, is no fault of the program: it is shown, and a restart would not mend it.
 */
export async function readHealth(
  { store, scheduler, worker, version }: HealthParts,
  now: Instant,
): Promise<HealthReport> {
  const pulse = worker.pulse()
  const found = await readDatabase(store, now).catch(() => null)
  const problems = [
    ...(found === null ? ['the database cannot be read'] : []),
    ...scheduler.overdue(now).map((step) => `the step "${step}" is overdue`),
    ...troubleOf(pulse, found?.nextDueAt ?? null, now),
  ]
  const ok = problems.length === 0
  return {
    ok,
    body: {
      ...{ ok, problems, version, database: found === null ? 'failing' : 'ok' },
      lastTick: iso(scheduler.lastTickAt),
      steps: Object.fromEntries(Object.entries(scheduler.lastSuccess()).map(([step, at]) => [step, iso(at)])),
      oldestDueDelivery: iso(found?.oldestDue ?? null),
      deliveries: found?.counts ?? null,
      worker: pulse === null ? null : { lastLook: iso(pulse.lookedAt), inFlight: pulse.inFlight },
      // Workspaces to which nothing is sent: Slack refuses the token, or the app was taken out.
      suspended: found?.suspended ?? null,
      lastBackup: iso(found?.lastBackup ?? null),
    },
  }
}

async function readDatabase({ queue, workspaces, of }: HealthParts['store'], now: Instant) {
  const all = await workspaces.all()
  const suspended = all.filter((workspace) => workspace.suspended).length
  const [first] = all
  const backup = first === undefined ? null : await of(first.id).read((tx) => tx.backups.lastGood())
  const [oldestDue, nextDueAt] = [await queue.oldestDue(now), await queue.nextDueAt()]
  return { suspended, lastBackup: backup?.madeAt ?? null, oldestDue, nextDueAt, counts: await queue.counts() }
}

function troubleOf(pulse: Pulse | null, nextDueAt: Instant | null, now: Instant): string[] {
  if (pulse === null) return []
  const isLong = (since: Instant | null) => since !== null && now - since > STUCK
  if (isLong(pulse.lookedAt)) return ['the delivery worker does not look at the queue']
  if (isLong(pulse.oldestInFlightAt)) return ['a delivery has been in hand for minutes']
  if (isLong(nextDueAt) && isLong(pulse.movedAt)) return ['deliveries are due, and none is made']
  return []
}

const iso = (at: Instant | null): string | null => (at === null ? null : new Date(at).toISOString())
