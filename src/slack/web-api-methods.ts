import type { AppsManifestCreateArguments } from '@slack/web-api'

type Scopes = NonNullable<NonNullable<AppsManifestCreateArguments['manifest']['oauth_config']>['scopes']>
export type BotScope = NonNullable<Scopes['bot']>[number]

interface Needs {
  readonly required: readonly BotScope[]
  /** Scopes without which the method still serves, but not everywhere. */
  readonly optional?: readonly BotScope[]
}

/** Every method of Slack's Web API that the app calls, and the scopes it calls it with. */
export const webApiMethods = {
  'auth.test': { required: [] },
  'chat.delete': { required: ['chat:write'] },
  // The address of a message that is captured by the emoji.
  'chat.getPermalink': { required: [] },
  'chat.postEphemeral': { required: ['chat:write'] },
  'chat.postMessage': { required: ['chat:write'] },
  'chat.update': { required: ['chat:write'] },
  // Direct messages and the channel of a digest are looked through for a message whose answer was lost.
  'conversations.history': { required: ['im:history'], optional: ['channels:history', 'groups:history'] },
  // A captured message that is a reply, and what answers a digest in its thread.
  'conversations.replies': { required: ['im:history'], optional: ['channels:history', 'groups:history'] },
  'conversations.info': { required: ['channels:read', 'groups:read'] },
  // Finds the direct message in which to look; without the scope the delivery is parked and told of.
  'conversations.open': { required: [], optional: ['im:write'] },
  'files.completeUploadExternal': { required: ['files:write'] },
  // A spreadsheet that is uploaded in the settings; without the scope they name the command line.
  'files.info': { required: [], optional: ['files:read'] },
  'files.getUploadURLExternal': { required: ['files:write'] },
  // A user group whose members are given a role; without the scope people are picked one by one.
  'usergroups.list': { required: [], optional: ['usergroups:read'] },
  'usergroups.users.list': { required: [], optional: ['usergroups:read'] },
  'users.info': { required: ['users:read'] },
  'views.open': { required: [] },
  'views.publish': { required: [] },
  'views.push': { required: [] },
  'views.update': { required: [] },
} as const satisfies Record<string, Needs>

/** The events the app listens to, and the scopes Slack asks for sending them. */
export const events = {
  app_home_opened: { required: [] },
  app_uninstalled: { required: [] },
  reaction_added: { required: ['reactions:read'] },
  tokens_revoked: { required: [] },
  user_change: { required: ['users:read'] },
} as const satisfies Record<string, Needs>
