import type { Method } from '../methods.js'
import { SlackError } from '../slack-error.js'
import type { Handler } from './call.js'
import { chatMethods } from './chat.js'
import { conversationMethods } from './conversations.js'
import { fileMethods } from './files.js'
import { peopleMethods } from './people.js'
import { viewMethods } from './views.js'

/** Socket Mode is not played: a bot token may not open a socket anyway. */
const noSockets: Handler = () => {
  throw new SlackError('not_allowed_token_type')
}

export const HANDLERS: Record<Method, Handler> = {
  ...peopleMethods,
  ...conversationMethods,
  ...chatMethods,
  ...viewMethods,
  ...fileMethods,
  'apps.connections.open': noSockets,
}
