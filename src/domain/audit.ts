import { z } from 'zod'
import { PersonId, WorkspaceId } from './ids.js'

/**
 * One entry of the audit log: what was done beside the CSQLs' own history. It holds ids, codes and figures, and the
 * names of products; neither people's names nor what anybody wrote, so that erasing a person touches none.
 */
export const AuditEntry = z.object({
  workspaceId: WorkspaceId,
  id: z.string().min(1),
  /** UTC ms. */
  at: z.int(),
  /** Null = the system, or somebody at the command line. */
  actorId: PersonId.nullable(),
  fromCommandLine: z.boolean(),
  /** What was done, as `thing.verb`: `delivery.retry`, `settings.change`. */
  action: z.string().regex(/^[a-z_]+\.[a-z_]+$/),
  /** The id of what it was done to. */
  subject: z.string(),
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
})
export type AuditEntry = Readonly<z.infer<typeof AuditEntry>>
