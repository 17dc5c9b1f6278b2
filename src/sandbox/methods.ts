/** Calls a minute that Slack guarantees by tier; `special` is chat.postMessage, 1 a second a channel. */
export const TIER_LIMITS = { 1: 1, 2: 20, 3: 50, 4: 100, special: 300 } as const

export type Tier = keyof typeof TIER_LIMITS
export type ConversationKind = 'public' | 'private' | 'im'

export type MethodSpec = {
  readonly tier: Tier
  /** All of these. */
  readonly scopes: readonly string[]
  /** And this one, by the kind of conversation that is named. */
  readonly conversationScopes?: Readonly<Record<ConversationKind, string>>
  readonly required: readonly string[]
}

const history = { public: 'channels:history', private: 'groups:history', im: 'im:history' }
const read = { public: 'channels:read', private: 'groups:read', im: 'im:read' }
const write = { public: 'channels:manage', private: 'groups:write', im: 'im:write' }

/** The Web API methods the app may use, and what Slack asks for each. Any other is `unknown_method` here. */
export const METHODS = {
  'api.test': { tier: 4, scopes: [], required: [] },
  'auth.test': { tier: 4, scopes: [], required: [] },
  'apps.connections.open': { tier: 1, scopes: [], required: [] },
  'users.info': { tier: 4, scopes: ['users:read'], required: ['user'] },
  'users.list': { tier: 2, scopes: ['users:read'], required: [] },
  'usergroups.list': { tier: 2, scopes: ['usergroups:read'], required: [] },
  'usergroups.users.list': { tier: 2, scopes: ['usergroups:read'], required: ['usergroup'] },
  'conversations.open': { tier: 3, scopes: [], conversationScopes: write, required: [] },
  'conversations.info': { tier: 3, scopes: [], conversationScopes: read, required: ['channel'] },
  'conversations.members': { tier: 4, scopes: [], conversationScopes: read, required: ['channel'] },
  'conversations.history': { tier: 3, scopes: [], conversationScopes: history, required: ['channel'] },
  'conversations.replies': { tier: 3, scopes: [], conversationScopes: history, required: ['channel', 'ts'] },
  'chat.postMessage': { tier: 'special', scopes: ['chat:write'], required: ['channel'] },
  'chat.update': { tier: 3, scopes: ['chat:write'], required: ['channel', 'ts'] },
  'chat.delete': { tier: 3, scopes: ['chat:write'], required: ['channel', 'ts'] },
  'chat.postEphemeral': { tier: 4, scopes: ['chat:write'], required: ['channel', 'user'] },
  'chat.getPermalink': { tier: 'special', scopes: [], required: ['channel', 'message_ts'] },
  'views.open': { tier: 4, scopes: [], required: ['trigger_id', 'view'] },
  'views.push': { tier: 4, scopes: [], required: ['trigger_id', 'view'] },
  'views.update': { tier: 4, scopes: [], required: ['view'] },
  'views.publish': { tier: 4, scopes: [], required: ['user_id', 'view'] },
  'reactions.get': { tier: 3, scopes: ['reactions:read'], required: ['channel', 'timestamp'] },
  'files.info': { tier: 4, scopes: ['files:read'], required: ['file'] },
  'files.getUploadURLExternal': { tier: 4, scopes: ['files:write'], required: ['filename', 'length'] },
  'files.completeUploadExternal': { tier: 4, scopes: ['files:write'], required: ['files'] },
} as const satisfies Record<string, MethodSpec>

export type Method = keyof typeof METHODS

export function isMethod(name: string): name is Method {
  return Object.hasOwn(METHODS, name)
}

export function specOf(method: Method): MethodSpec {
  return METHODS[method]
}
