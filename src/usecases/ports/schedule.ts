import type { ClockId, WorkspaceId } from '../../domain/ids.js'
import type { Instant } from '../../domain/time.js'

/** What the scheduler asks across workspaces, so that a tick costs by what is due and not by what exists. */
export interface Schedule {
  /** Running clocks whose next step is due, soonest first; those of suspended workspaces are left out. */
  clocksDue(
    now: Instant,
    limit: number,
  ): Promise<readonly { readonly workspaceId: WorkspaceId; readonly id: ClockId }[]>
  /** Workspaces in which somebody wants their own Monday, or has signals past due; suspended ones are left out. */
  summaryReaders(now: Instant): Promise<readonly WorkspaceId[]>
  /** Forgets the replies given before an instant, of all workspaces. Where there is none, nothing is written. */
  forgetRepliesBefore(at: Instant): Promise<void>
}
