import { writeErased } from '../domain/erasure.js'
import type { WorkspaceId } from '../domain/ids.js'
import { DAY_MS, type Instant } from '../domain/time.js'
import type { Workspace } from '../domain/workspace.js'
import { claimSweep, type Sweep, sweepOn } from '../usecases/apply-retention.js'
import type { Ctx } from '../usecases/context.js'
import { eraseWorkspace } from '../usecases/erase.js'
import type { Logger, Store } from '../usecases/ports.js'
import type { Step } from './scheduler.js'

export interface DataProtectionDeps {
  readonly store: Pick<Store, 'workspaces'>
  /** The system's context in a workspace, at an instant. */
  readonly ctxOf: (workspaceId: WorkspaceId, now: Instant) => Ctx
  readonly logger: Logger
  /** Gives the event loop's other work its turn. */
  readonly breathe: () => Promise<void>
}

/** Small commits of one workspace in one tick: the other steps wait behind seconds of it, not minutes. */
const COMMITS_A_TICK = 100

/**
 * Takes out what is kept no longer, once a night, and what is left of workspaces that the app was taken out of. Both in
 * small commits, with the event loop's other work between them; what a tick leaves, the next goes on with.
 */
export function dataProtectionSteps({ store, ctxOf, logger, breathe }: DataProtectionDeps): readonly Step[] {
  const sweeps = new Map<WorkspaceId, Sweep>()

  async function sweep({ id }: Workspace, now: Instant): Promise<void> {
    const ctx = ctxOf(id, now)
    let at = sweeps.get(id) ?? (await claimSweep(ctx))
    sweeps.delete(id)
    for (let n = 0; n < COMMITS_A_TICK && at !== null; n += 1) {
      at = await sweepOn(ctx, at)
      await breathe()
    }
    if (at !== null) sweeps.set(id, at)
  }

  async function eraseIfDue(workspace: Workspace, now: Instant): Promise<void> {
    const { id, goneAt, settings } = workspace
    if (goneAt == null) return
    const startedAt = goneAt + settings.retention.afterUninstallDays * DAY_MS
    if (startedAt > now) return
    // The same id each time, so that what a tick or a process left half-way is gone on with.
    const what = writeErased({ kind: 'workspace', id })
    const erasure = { workspaceId: id, id: `uninstalled-${goneAt}`, what, startedBy: null, startedAt }
    const done = await eraseWorkspace(ctxOf(id, now), { erasure, commits: COMMITS_A_TICK, breathe })
    if (done) logger.warn({ workspaceId: id }, 'the data of a workspace that the app was taken out of is erased')
  }

  const each = (work: (workspace: Workspace, now: Instant) => Promise<void>) => async (now: Instant) => {
    const failures: unknown[] = []
    for (const workspace of await store.workspaces.all()) {
      await work(workspace, now).catch((error: unknown) => failures.push(error))
    }
    if (failures.length > 0) throw new AggregateError(failures, `${failures.length} workspaces could not be cleared`)
  }

  return [
    { name: 'retention', run: each(async (one, now) => (one.suspended ? undefined : sweep(one, now))) },
    { name: 'uninstalled', run: each(eraseIfDue) },
  ]
}
