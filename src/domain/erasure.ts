import { z } from 'zod'
import { PersonId, WorkspaceId } from './ids.js'
import type { Locale } from './person.js'

/**
 * What can be erased. A CSQL or a workspace goes as a whole; of a person or a contact everything that says who they are
 * goes, while the history keeps its ids: whoever it was stands there under a pseudonym.
 */
export const ERASED_KINDS = ['csql', 'workspace', 'person', 'contact'] as const
export type ErasedKind = (typeof ERASED_KINDS)[number]

/** Somebody whose data may be erased. */
export interface Erasable {
  readonly kind: 'person' | 'contact'
  readonly id: string
  readonly name: string
  /** A contact's customer; null for a colleague. */
  readonly accountName: string | null
}

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

/** What stands where a name was: it is kept as names are, in the workspace's language, and tells one from another. */
export const pseudonym = (locale: Locale, id: string): string =>
  `${locale === 'ja' ? '匿名' : 'Anonymous '}${id.replaceAll('-', '').slice(-4).toUpperCase()}`

/** What stands in texts where somebody's name was. */
export const ERASED_NAME = '■■'

const HONORIFIC = /(?:様|さん|さま|氏|殿|先生)$/u

/**
 * The forms in which a text may name somebody: the whole name, with and without its honorific, and its parts where they
 * are long enough not to be parts of other words. Longest first.
 */
export function formsOfName(name: string): readonly string[] {
  const whole = name.trim()
  const bare = whole.replace(HONORIFIC, '').trim()
  const parts = bare.split(/[\s\u3000・]+/u).filter((part) => [...part].length >= 2)
  const joined = parts.join('')
  const forms = [whole, bare, joined, ...parts].filter((form) => [...form].length >= 2)
  return [...new Set(forms)].sort((a, b) => b.length - a.length)
}

/** Null for a kind that this program cannot erase. */
export function readErased(what: string): Erased | null {
  const [, kind, id] = /^([a-z_]+):(.+)$/s.exec(what) ?? []
  const read = Erased.safeParse({ kind, id })
  return read.success ? read.data : null
}
