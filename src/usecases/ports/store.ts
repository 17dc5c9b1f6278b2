import type { Erasure } from '../../domain/erasure.js'
import type { WorkspaceId } from '../../domain/ids.js'
import type { Instant } from '../../domain/time.js'
import type { Workspace } from '../../domain/workspace.js'
import type { AccountMergesRepo } from './account-merges.js'
import type { AccountNotesRepo, AccountsRepo, ProductsRepo } from './accounts.js'
import type { ArchivedRow, ArchivedWorkspace, Restoring } from './archive.js'
import type { AuditRepo } from './audit.js'
import type { BackupsRepo } from './backups.js'
import type { ChurnRepo } from './churn.js'
import type { CsqlsRepo } from './csqls.js'
import type { DeliveriesRepo, DeliveryQueue } from './deliveries.js'
import type { ErasuresRepo } from './erasures.js'
import type { FiguresRepo, TargetsRepo } from './figures.js'
import type { ClocksRepo, EventsRepo, TextsRepo } from './history.js'
import type { HomeRepo } from './home.js'
import type { MarksRepo } from './marks.js'
import type { MetricsRepo } from './metrics.js'
import type { PeopleRepo, SettingsRepo } from './people.js'
import type { RepliesRepo } from './replies.js'
import type { RetentionRepo } from './retention.js'
import type { Schedule } from './schedule.js'
import type { SheetsRepo } from './sheets.js'
import type { SnapshotsRepo } from './snapshots.js'
import type { Staging } from './staging.js'
import type { SummariesRepo } from './summaries.js'

export interface Store {
  /** Everything of one workspace; ids of another are unknown there. */
  of(workspaceId: WorkspaceId): WorkspaceStore
  readonly workspaces: WorkspacesStore
  /** What the worker asks across workspaces. */
  readonly queue: DeliveryQueue
  readonly schedule: Schedule
  close(): Promise<void>
}

export interface WorkspaceStore {
  /**
   * Reads and writes as one; commits when `work` resolves. Begins with a write lock, so that what was read still
   * stands when it is written. Nothing but `tx` is used inside, and nothing that waits for the outside.
   *
   * @throws NotSaved when the database cannot take the write (disk full, I/O error)
   */
  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T>
  /** Reads only, outside any transaction. */
  read<T>(work: (tx: Tx) => Promise<T>): Promise<T>
  /** Room for many rows that are written together, once all of them are known to be good. */
  stage(): Staging<Tx>
  /** Everything of the workspace, as it stands at one moment: its first entry, then its rows. */
  archive(): Iterable<ArchivedWorkspace | ArchivedRow>
  /** Room to bring an archive back. */
  restoring(): Restoring
}

export interface WorkspacesStore {
  all(): Promise<readonly Workspace[]>
  get(id: WorkspaceId): Promise<Workspace | null>
  bySlackTeam(teamId: string): Promise<Workspace | null>
  create(workspace: Workspace, at: Instant): Promise<void>
  /** As `create`, unless there is any workspace already. @returns whether it was created */
  createFirst(workspace: Workspace, at: Instant): Promise<boolean>
  /** Slack's ids and name, once they are known. */
  adopt(id: WorkspaceId, slack: { teamId: string; enterpriseId: string | null; name: string | null }): Promise<void>
  /** Nothing is sent, or again; where it is not any more, the app is there again too. */
  suspend(id: WorkspaceId, suspended: boolean): Promise<void>
  /** The app was taken out of Slack: nothing is sent, and the time until everything is erased runs. */
  left(id: WorkspaceId, at: Instant): Promise<void>
  /** What was erased, or is being erased, oldest first: also of workspaces that are no more. */
  erasures(): Promise<readonly Erasure[]>
  erasureCount(): Promise<number>
}

/** One workspace's tables, inside one transaction. */
export interface Tx {
  readonly workspaceId: WorkspaceId
  readonly settings: SettingsRepo
  readonly people: PeopleRepo
  readonly accounts: AccountsRepo
  readonly accountNotes: AccountNotesRepo
  readonly accountMerges: AccountMergesRepo
  readonly products: ProductsRepo
  readonly sheets: SheetsRepo
  readonly csqls: CsqlsRepo
  readonly events: EventsRepo
  readonly clocks: ClocksRepo
  readonly texts: TextsRepo
  readonly deliveries: DeliveriesRepo
  readonly replies: RepliesRepo
  readonly figures: FiguresRepo
  readonly home: HomeRepo
  readonly targets: TargetsRepo
  readonly audit: AuditRepo
  readonly marks: MarksRepo
  readonly snapshots: SnapshotsRepo
  readonly erasures: ErasuresRepo
  readonly retention: RetentionRepo
  readonly backups: BackupsRepo
  readonly metrics: MetricsRepo
  readonly churn: ChurnRepo
  readonly summaries: SummariesRepo
}
