import type { PersonId } from '../../domain/ids.js'
import type { Person, Role } from '../../domain/person.js'
import type { Instant } from '../../domain/time.js'
import type { Settings } from '../../domain/workspace.js'

/** One change of the settings, as they were and as they are from then on: perhaps those of an older program. */
export interface SettingsChanged {
  readonly at: Instant
  readonly by: PersonId | null
  readonly before: unknown
  readonly after: unknown
}

export interface SettingsRepo {
  get(): Promise<Settings>
  put(settings: Settings, by: PersonId | null, at: Instant): Promise<void>
  /** What was changed in [from, to), oldest first. */
  changes(from: Instant, to: Instant): Promise<readonly SettingsChanged[]>
  /** Whether anybody ever changed them. */
  wasChanged(): Promise<boolean>
}

export interface PeopleRepo {
  get(id: PersonId): Promise<Person | null>
  many(ids: readonly PersonId[]): Promise<readonly Person[]>
  bySlackId(slackUserId: string): Promise<Person | null>
  withRole(role: Role): Promise<readonly Person[]>
  /** Slack's owners and admins and people with the role `admin`. */
  admins(): Promise<readonly Person[]>
  all(): Promise<readonly Person[]>
  /** Inserts, or replaces everything but the id. */
  put(person: Person): Promise<void>
}
