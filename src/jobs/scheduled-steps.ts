import type { ClockId, WorkspaceId } from '../domain/ids.js'
import { HOUR, type Instant, MINUTE } from '../domain/time.js'
import { localDay } from '../domain/zone-time.js'
import type { Ctx } from '../usecases/context.js'
import { enqueueDigest } from '../usecases/enqueue-digest.js'
import { enqueueSummaries } from '../usecases/enqueue-summaries.js'
import { moveLateBatches, SOON } from '../usecases/move-waiting.js'
import type { Store } from '../usecases/ports.js'
import { reportLooseBatches } from '../usecases/report-loose-batches.js'
import { CLOCKS_AT_ONCE, sendDueNudges } from '../usecases/send-due-nudges.js'
import type { DeliveryWorker } from './delivery-worker.js'
import { DigestLooks } from './digest-looks.js'
import type { Step } from './scheduler.js'

/** Answers are kept for so long, so that a request that comes again has no second effect. */
const REPLIES_KEPT = HOUR

/** How many due clocks are looked for at once: after a long time away it bounds what is held in memory. */
const LOOKED_FOR = 5000

/** Working days begin on the quarter hour almost everywhere: who begins between two hears at the next. */
const SUMMARY_LOOKS = 15 * MINUTE

/** Where a day begins first: no day of anybody's is over before one has begun here. */
const EASTERNMOST = 'Pacific/Kiritimati'

export interface ScheduledDeps {
  readonly store: Store
  /** The context of the system itself in a workspace. */
  readonly ctxOf: (id: WorkspaceId, now: Instant) => Ctx
  readonly worker: Pick<DeliveryWorker, 'removeLateCopies'>
}

/** What each tick looks after. What is due, and who claimed it, is rows. A workspace that fails holds up no other. */
export function scheduledSteps({ store, ctxOf, worker }: ScheduledDeps): readonly Step[] {
  const digests = new DigestLooks()
  // Looked into with the digest's slot, once a week.
  const loose = new DigestLooks()
  /** The quarter hour that was looked into for people's own Mondays. */
  let lookedInto: number | null = null
  return [
    {
      // Before what is due now: that goes into the same batch, and follows what was announced in it.
      name: 'late batches',
      run: async (now) => {
        const failures: unknown[] = []
        for (const id of await store.queue.withBatchesDue(now + SOON, localDay(EASTERNMOST, now))) {
          failures.push(...failuresOf(await Promise.allSettled([moveLateBatches(ctxOf(id, now))])))
        }
        throwAll(failures)
      },
    },
    {
      name: 'nudges',
      run: async (now) => {
        for (;;) {
          const due = await store.schedule.clocksDue(now, LOOKED_FOR)
          const failures: unknown[] = []
          for (const together of commitsOf(due)) {
            const sweeps = await Promise.allSettled(
              together.map(({ workspaceId, ids }) => sendDueNudges(ctxOf(workspaceId, now), ids)),
            )
            failures.push(...failuresOf(sweeps))
          }
          throwAll(failures)
          if (due.length < LOOKED_FOR) return
        }
      },
    },
    {
      name: 'digest',
      run: async (now) => {
        const failures: unknown[] = []
        for (const workspace of await store.workspaces.all()) {
          if (workspace.suspended || !digests.isNeeded(workspace, now)) continue
          const [looked] = await Promise.allSettled([enqueueDigest(ctxOf(workspace.id, now))])
          if (looked.status === 'fulfilled') digests.done(workspace, now)
          else failures.push(looked.reason)
        }
        throwAll(failures)
      },
    },
    {
      name: 'loose batches',
      run: async (now) => {
        const failures: unknown[] = []
        for (const workspace of await store.workspaces.all()) {
          if (workspace.suspended || !loose.isNeeded(workspace, now)) continue
          const [looked] = await Promise.allSettled([reportLooseBatches(ctxOf(workspace.id, now))])
          if (looked.status === 'fulfilled') loose.done(workspace, now)
          else failures.push(looked.reason)
        }
        throwAll(failures)
      },
    },
    {
      name: 'summaries',
      run: async (now) => {
        const quarter = Math.floor(now / SUMMARY_LOOKS)
        if (quarter === lookedInto) return
        const failures: unknown[] = []
        for (const id of await store.schedule.summaryReaders(now)) {
          failures.push(...failuresOf(await Promise.allSettled([enqueueSummaries(ctxOf(id, now))])))
        }
        throwAll(failures)
        lookedInto = quarter
      },
    },
    { name: 'late copies', run: (now) => worker.removeLateCopies(now) },
    { name: 'forget replies', run: (now) => store.schedule.forgetRepliesBefore(now - REPLIES_KEPT) },
  ]
}

type Due = Awaited<ReturnType<Store['schedule']['clocksDue']>>[number]

interface DueIn {
  readonly workspaceId: WorkspaceId
  readonly ids: readonly ClockId[]
}

/**
 * Workspaces that share a commit: few clocks in many workspaces cost one fsync, and no commit holds so many that a
 * request would wait long behind it.
 */
function* commitsOf(due: readonly Due[]): Iterable<readonly DueIn[]> {
  const byWorkspace = new Map<WorkspaceId, ClockId[]>()
  for (const { workspaceId, id } of due) {
    const ids = byWorkspace.get(workspaceId)
    if (ids === undefined) byWorkspace.set(workspaceId, [id])
    else ids.push(id)
  }
  let [together, sum]: [DueIn[], number] = [[], 0]
  for (const [workspaceId, ids] of byWorkspace) {
    if (together.length > 0 && sum + ids.length > CLOCKS_AT_ONCE) {
      yield together
      ;[together, sum] = [[], 0]
    }
    together.push({ workspaceId, ids })
    sum += ids.length
  }
  if (together.length > 0) yield together
}

const failuresOf = (results: readonly PromiseSettledResult<unknown>[]): readonly unknown[] =>
  results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []))

function throwAll(failures: readonly unknown[]): void {
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} workspaces could not be looked after`)
}
