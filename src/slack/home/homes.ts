import type { HomeState } from '../../domain/home.js'
import type { PersonId, WorkspaceId } from '../../domain/ids.js'
import type { Message } from '../../views/message.js'

/** Whose Home it is. */
export interface HomeOwner {
  readonly workspaceId: WorkspaceId
  readonly personId: PersonId
  readonly slackUserId: string
}

/**
 * The Homes that people have had before them lately. Each call only takes note and comes back at once: a Home is read
 * and published afterwards, and whatever fails there fails alone.
 */
export interface Homes {
  /** Somebody looks at their Home. `metadata` is what Slack says that it shows. */
  opened(owner: HomeOwner, metadata: unknown): void
  /** Somebody turns to another list, page or filter. */
  turned(owner: HomeOwner, state: HomeState): void
  /** What came of a click in Home: it stands on top of it for a while. */
  said(owner: HomeOwner, message: Message): void
  /** Somebody did something, here or elsewhere: their Home, where it is open, is brought up to date at once. */
  acted(workspaceId: WorkspaceId, personId: PersonId): void
  /** CSQLs of these people changed: their Homes, and those that show everybody's, follow. */
  touched(workspaceId: WorkspaceId, people: ReadonlySet<PersonId>): void
  /** Takes nothing new, and ends what is under way within `deadlineMs` in any case. */
  stop(deadlineMs: number): Promise<void>
}
