import { z } from 'zod'
import { PersonId, WorkspaceId } from './ids.js'

/** What can be erased as a whole. */
export const ERASED_KINDS = ['csql', 'workspace'] as const

/** What is erased: its kind and its own id, written `csql:ID` where it is kept. */
export const Erased = z.object({ kind: z.enum(ERASED_KINDS), id: z.string().min(1) })
export type Erased = Readonly<z.infer<typeof Erased>>

/**
 * One entry of the log of erasures: ids and times, and nothing of what was erased. It outlives what it names and any
 * restored backup, so that what was erased stays erased.
 */
export const Erasure = z.object({
  workspaceId: WorkspaceId,
  id: z.string().min(1),
  /** As `writeErased` writes it. A newer program may have written kinds that this one does not know. */
  what: z.string(),
  /** Null = the system, or somebody at the command line. */
  startedBy: PersonId.nullable(),
  /** UTC ms. */
  startedAt: z.int(),
})
export type Erasure = Readonly<z.infer<typeof Erasure>>

export const writeErased = ({ kind, id }: Erased): string => `${kind}:${id}`

/** Null for a kind that this program cannot erase. */
export function readErased(what: string): Erased | null {
  const [, kind, id] = /^([a-z_]+):(.+)$/s.exec(what) ?? []
  const read = Erased.safeParse({ kind, id })
  return read.success ? read.data : null
}
