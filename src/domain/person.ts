import { z } from 'zod'
import { PersonId, type WorkspaceId } from './ids.js'
import type { Day, Instant, Zone } from './time.js'

/** What somebody does here. Never "lead" for a person: that word means a sales lead. */
export const ROLES = ['csm', 'inside_sales', 'ae', 'marketing', 'manager', 'admin'] as const
export const Role = z.enum(ROLES)
export type Role = z.infer<typeof Role>

export const LOCALES = ['ja', 'en'] as const
export const Locale = z.enum(LOCALES)
export type Locale = z.infer<typeof Locale>

/** A colleague, known by an id of our own; the Slack id and the name live here and nowhere in the history. */
export interface Person {
  readonly workspaceId: WorkspaceId
  readonly id: PersonId
  readonly slackUserId: string | null
  readonly email: string | null
  readonly name: string
  readonly locale: Locale
  readonly zone: Zone
  readonly roles: readonly Role[]
  /** Named in settings or by the environment; Slack's owners and admins are admins too. */
  readonly slackAdmin: boolean
  /** A full member takes part; guests, bots, outsiders and deactivated people never do. */
  readonly standing: Standing
  readonly managerId: PersonId | null
  readonly workingHours: WorkingHours | null
  readonly leave: readonly Leave[]
  /** No nudges before this day. */
  readonly pausedUntil: Day | null
  /** When Slack was last asked about this person; null = never (an imported address). */
  readonly readAt: Instant | null
}

export const STANDINGS = ['member', 'guest', 'outsider', 'bot', 'deactivated', 'unverified'] as const
export const Standing = z.enum(STANDINGS)
export type Standing = z.infer<typeof Standing>

/** Days off of one person, both ends included, and the colleague who stands in for them meanwhile. */
export const Leave = z.object({ from: z.iso.date(), to: z.iso.date(), delegateId: PersonId.nullable().default(null) })
export type Leave = Readonly<z.infer<typeof Leave>>

const wallTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)
export const WorkingHours = z.object({
  /** ISO weekdays: 1 = Monday … 7 = Sunday. */
  weekdays: z.array(z.literal([1, 2, 3, 4, 5, 6, 7])).min(1),
  opens: wallTime,
  closes: wallTime,
})
export type WorkingHours = z.infer<typeof WorkingHours>

/** Who acts: a person with what they may be taken for, or the system itself. */
export type Actor =
  | {
      readonly kind: 'person'
      readonly id: PersonId
      readonly roles: ReadonlySet<Role>
      /** Who is no full member has no rights, whatever roles they were given. */
      readonly standing: Standing
      readonly locale: Locale
      /** Colleagues on leave for whom they stand in now (`delegation.ts`): read beside the CSQL that is acted on. */
      readonly standsInFor?: ReadonlySet<PersonId>
    }
  | { readonly kind: 'system' }

export const SYSTEM: Actor = { kind: 'system' }

/** The roles somebody has: those given, and admin for Slack's owners and admins. */
export function rolesOf(person: Pick<Person, 'roles' | 'slackAdmin'>): ReadonlySet<Role> {
  const roles = new Set<Role>(person.roles)
  if (person.slackAdmin) roles.add('admin')
  return roles
}

export const actorOf = (person: Person): Actor => ({
  kind: 'person',
  id: person.id,
  roles: rolesOf(person),
  standing: person.standing,
  locale: person.locale,
})
