import { messageJson } from './api/message-json.js'
import type { Json } from './json.js'
import type { Message } from './messages.js'
import { viewJson } from './view-json.js'
import type { OpenView } from './views.js'
import type { Conversation, Workspace } from './workspace.js'

/** The verification token of old; nobody should believe it. */
const TOKEN = 'not-a-proof'

function enterprise({ config: { team } }: Workspace): Json {
  return {
    is_enterprise_install: false,
    enterprise: team.enterprise_id === undefined ? null : { id: team.enterprise_id, name: team.name },
  }
}

/** What every interaction payload carries. @throws SlackError `user_not_found`. */
export function interactionBase(workspace: Workspace, userId: string): Json {
  const { team, app_id } = workspace.config
  const person = workspace.person(userId)
  return {
    token: TOKEN,
    api_app_id: app_id,
    team: {
      id: team.id,
      domain: team.domain,
      ...(team.enterprise_id === undefined ? {} : { enterprise_id: team.enterprise_id, enterprise_name: team.name }),
    },
    user: { id: person.id, username: person.name, name: person.name, team_id: person.team_id ?? team.id },
    ...enterprise(workspace),
  }
}

export function channelPart(workspace: Workspace, conversation: Conversation): Json {
  return { id: conversation.id, name: workspace.nameOf(conversation) }
}

/** Where a click in a message happened; an ephemeral message is not sent along. */
export function messagePart(workspace: Workspace, message: Message): Json {
  const ephemeral = message.ephemeralTo !== undefined
  return {
    container: { type: 'message', message_ts: message.ts, channel_id: message.channel, is_ephemeral: ephemeral },
    ...(ephemeral ? {} : { message: messageJson(workspace, message, true) }),
  }
}

export function viewPart(workspace: Workspace, view: OpenView): Json {
  return { container: { type: 'view', view_id: view.id }, view: viewJson(workspace, view) }
}

/** A slash command's form fields. */
export function commandFields(
  workspace: Workspace,
  userId: string,
  conversation: Conversation,
  rest: { command: string; text: string; trigger_id: string; response_url: string },
): Json {
  const { team, app_id } = workspace.config
  return {
    token: TOKEN,
    team_id: team.id,
    team_domain: team.domain,
    ...(team.enterprise_id === undefined ? {} : { enterprise_id: team.enterprise_id, enterprise_name: team.name }),
    channel_id: conversation.id,
    channel_name: workspace.nameOf(conversation),
    user_id: userId,
    user_name: workspace.person(userId).name,
    api_app_id: app_id,
    is_enterprise_install: 'false',
    ...rest,
  }
}

/** The Events API's envelope. */
export function eventEnvelope(workspace: Workspace, event: Json, eventId: string): Json {
  const { team, bot, app_id } = workspace.config
  return {
    token: TOKEN,
    team_id: team.id,
    ...(team.enterprise_id === undefined ? {} : { enterprise_id: team.enterprise_id }),
    api_app_id: app_id,
    type: 'event_callback',
    event,
    event_id: eventId,
    event_time: Math.floor(workspace.clock.now() / 1000),
    is_ext_shared_channel: false,
    authorizations: [
      {
        enterprise_id: team.enterprise_id ?? null,
        team_id: team.id,
        user_id: bot.user_id,
        is_bot: true,
        is_enterprise_install: false,
      },
    ],
  }
}
