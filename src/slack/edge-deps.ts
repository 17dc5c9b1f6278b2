import type { WebClient } from '@slack/web-api'
import type { WorkspaceId } from '../domain/ids.js'
import type { Workspace } from '../domain/workspace.js'
import type { AccountNames } from '../usecases/account-names.js'
import type { ClockPort, Ids, Store, Uploads } from '../usecases/ports.js'
import type { Profile } from '../usecases/recognise-person.js'
import type { EdgeLog } from './bolt-logger.js'
import type { Homes } from './home/homes.js'

/** Asks Slack about people. */
export interface People {
  /**
   * What Slack says of a person; null when Slack knows nobody by that id.
   *
   * @throws PersonSilent when no answer came in time
   */
  lookUp(workspace: Workspace, slackUserId: string): Promise<Profile | null>
}

/** What the edge needs of the rest; wired in the composition root. */
export interface EdgeDeps {
  readonly store: Store
  readonly accountNames: AccountNames
  readonly ids: Ids
  readonly clock: ClockPort
  readonly log: EdgeLog
  /** Tells the delivery worker that something was committed; never waits for it. */
  readonly committed: () => void
  readonly homes: Homes
  /** Slack user ids that are admins besides the workspace's owners and admins. */
  readonly admins: readonly string[]
  readonly people: People
  /** The token may read files that are uploaded into a form (`files:read`). */
  readonly readsFiles: boolean
  /** It may read user groups and who is in them (`usergroups:read`). */
  readonly readsGroups: boolean
  /** Puts a file into the thread of a message of ours. */
  readonly shareFile: Uploads['share']
  /** The workspace's token is used no more, from this moment on. */
  readonly forgetToken: (workspaceId: WorkspaceId) => void
  /** A client that never tries twice by itself. @throws when the workspace has no token */
  readonly clientFor: (workspaceId: WorkspaceId) => WebClient
}
