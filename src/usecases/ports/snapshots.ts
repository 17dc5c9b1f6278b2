import type { AccountId } from '../../domain/ids.js'
import type { Month } from '../../domain/months.js'
import type { AccountSnapshot } from '../../domain/snapshot.js'

/** What accounts pay month by month, as it was imported. A month is imported when it has any row, if only one of 0. */
export interface SnapshotsRepo {
  /** Inserts, or replaces amount and currency of the same account, product and month. */
  put(rows: readonly AccountSnapshot[]): Promise<void>
  /** Takes a whole month out, so that it counts as not imported. */
  removeMonth(month: Month): Promise<void>
  /** By account, then product. */
  ofMonth(month: Month): Promise<readonly AccountSnapshot[]>
  /** What one account paid in a month, by product. */
  ofAccount(accountId: AccountId, month: Month): Promise<readonly AccountSnapshot[]>
  /** The imported months, in order. */
  months(): Promise<readonly Month[]>
}
