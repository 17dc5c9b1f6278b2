import type { AuditEntry } from '../../domain/audit.js'
import type { Instant } from '../../domain/time.js'

export interface AuditRepo {
  append(entry: Omit<AuditEntry, 'workspaceId'>): Promise<void>
  /** As `append`, unless an entry of that id is there. */
  appendOnce(entry: Omit<AuditEntry, 'workspaceId'>): Promise<void>
  /** What was done to one thing, the newest first. `total` counts all. */
  of(
    subject: string,
    page: { readonly limit: number; readonly offset: number },
  ): Promise<{ rows: readonly AuditEntry[]; total: number }>
  /** Oldest first, those in [from, to); instants are UTC ms. */
  between(from: Instant, to: Instant): Promise<readonly AuditEntry[]>
}
