import type { WebClient } from '@slack/web-api'
import { z } from 'zod'
import type { SlackTeam } from '../usecases/adopt-workspace.js'

const Identity = z.object({
  team_id: z.string(),
  team: z.string().optional(),
  enterprise_id: z.string().nullish(),
  user_id: z.string(),
  bot_id: z.string().optional(),
  response_metadata: z.object({ scopes: z.array(z.string()).optional() }).optional(),
})

/** Whose the token is: the team, and the bot that acts. */
export interface Identified {
  readonly team: SlackTeam
  readonly botUserId: string
  readonly botId: string | null
  /** What the token was granted, as far as Slack says. */
  readonly scopes: readonly string[]
}

/** Asks Slack whose the token is. @throws whatever the client does, for a token that is refused or a Slack that is away */
export async function readTeam(client: WebClient): Promise<Identified> {
  const { team_id, team, enterprise_id, user_id, bot_id, response_metadata } = Identity.parse(await client.auth.test())
  return {
    team: { teamId: team_id, enterpriseId: enterprise_id ?? null, name: team ?? null },
    botUserId: user_id,
    botId: bot_id ?? null,
    scopes: response_metadata?.scopes ?? [],
  }
}
