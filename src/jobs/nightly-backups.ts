import { readErased } from '../domain/erasure.js'
import { BackupFailed } from '../domain/errors.js'
import type { WorkspaceId } from '../domain/ids.js'
import type { Day, Instant } from '../domain/time.js'
import type { Ctx } from '../usecases/context.js'
import { backupFailed, backupMade, claimNight, isNightDue, keepErasures } from '../usecases/nightly-backup.js'
import type { BackupShelf, ClockPort, Logger, Store } from '../usecases/ports.js'
import type { Step } from './scheduler.js'

export interface NightlyBackupsDeps {
  readonly store: Pick<Store, 'workspaces'>
  readonly shelf: BackupShelf
  readonly logger: Logger
  readonly clock: Pick<ClockPort, 'now'>
  /** The system's context in a workspace, at an instant. */
  readonly ctxOf: (workspaceId: WorkspaceId, now: Instant) => Ctx
}

export interface NightlyBackups {
  /** For the scheduler. They wait for no backup: a large one takes minutes. */
  readonly steps: readonly Step[]
  /** Resolves when nothing is under way. */
  idle(): Promise<void>
  /** Ends what is under way, and begins nothing more. */
  stop(): Promise<void>
}

/**
 * The backups of the nights, and the log of erasures beside them. One file holds every workspace: the first one's
 * night, settings and admins stand for all.
 */
export function createNightlyBackups({ store, shelf, logger, clock, ctxOf }: NightlyBackupsDeps): NightlyBackups {
  let running: Promise<void> | null = null
  let stopped = false
  let erasures: number | null = null

  async function make(ctx: Ctx, night: Day): Promise<void> {
    try {
      const bytes = await shelf.make(night, ctx.now)
      const gone = await backupMade({ ...ctx, now: clock.now() }, shelf, night, bytes)
      logger.info({ night, bytes, gone }, 'the nightly backup is made')
    } catch (err) {
      // Our own stop is no failure: after the next start the night is tried again.
      if (stopped) return
      const failure = err instanceof BackupFailed ? err.facts.failure : 'other'
      logger.error({ night, failure, err }, 'the nightly backup failed')
      await backupFailed({ ...ctx, now: clock.now() }, night, failure)
    }
  }

  async function begin(now: Instant): Promise<void> {
    if (stopped || running !== null) return
    const [first] = await store.workspaces.all()
    if (first === undefined) return dropWhatIsNobodys()
    const ctx = ctxOf(first.id, now)
    const night = (await isNightDue(ctx)) ? await claimNight(ctx) : null
    if (night === null || stopped) return
    running = make(ctx, night)
      .catch((err: unknown) => logger.error({ night, err }, 'what became of the nightly backup could not be written'))
      .finally(() => {
        running = null
      })
  }

  /** Where the last workspace was erased, its backups have nobody to be restored for. */
  async function dropWhatIsNobodys(): Promise<void> {
    const isErased = (await store.workspaces.erasures()).some(({ what }) => readErased(what)?.kind === 'workspace')
    const gone = isErased ? shelf.dropAll() : []
    if (gone.length > 0) logger.warn({ gone }, 'the backups of a workspace that was erased are gone')
  }

  async function keep(): Promise<void> {
    try {
      erasures = await keepErasures(store, shelf, erasures)
    } catch (err) {
      // A folder that cannot be written is no reason to call the program ill; it is tried again with the next tick.
      logger.error({ err }, 'the log of erasures could not be written')
    }
  }

  return {
    steps: [
      { name: 'erasures', run: keep },
      { name: 'backup', run: begin },
    ],
    idle: async () => void (await running),
    async stop() {
      stopped = true
      shelf.stop()
      await running
    },
  }
}
