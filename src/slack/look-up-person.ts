import type { WebClient } from '@slack/web-api'
import { z } from 'zod'
import type { Standing } from '../domain/person.js'
import type { Profile } from '../usecases/recognise-person.js'

const User = z.object({
  id: z.string(),
  team_id: z.string().optional(),
  name: z.string().optional(),
  real_name: z.string().optional(),
  locale: z.string().optional(),
  tz: z.string().nullish(),
  deleted: z.boolean().optional(),
  is_bot: z.boolean().optional(),
  is_stranger: z.boolean().optional(),
  is_restricted: z.boolean().optional(),
  is_ultra_restricted: z.boolean().optional(),
  is_admin: z.boolean().optional(),
  is_owner: z.boolean().optional(),
  enterprise_user: z.object({ enterprise_id: z.string().optional() }).optional(),
  profile: z
    .object({ display_name: z.string().optional(), real_name: z.string().optional(), email: z.string().optional() })
    .optional(),
})
export type SlackUser = z.infer<typeof User>

/** The workspace that people must belong to: Slack's team, and on Enterprise Grid the organisation. */
export interface OwnTeam {
  readonly teamId: string
  readonly enterpriseId: string | null
}

/** Slack's own user, who is no bot by its flag. */
const SLACKBOT = 'USLACKBOT'

/**
 * What a user object of Slack's says of a person. A full member is not deleted, no bot, not restricted, and of our own
 * team (on Grid: organisation); `is_stranger` alone is never enough to know an outsider.
 *
 * @returns null for what is no user object
 */
export function profileOf(user: unknown, own: OwnTeam): Profile | null {
  const parsed = User.safeParse(user)
  if (!parsed.success) return null
  const { data } = parsed
  return {
    slackUserId: data.id,
    name: data.profile?.display_name || data.profile?.real_name || data.real_name || data.name || data.id,
    email: data.profile?.email ?? null,
    locale: data.locale === undefined ? null : data.locale.startsWith('ja') ? 'ja' : 'en',
    zone: data.tz ?? null,
    standing: standingOf(data, own),
    slackAdmin: data.is_admin === true || data.is_owner === true,
  }
}

function standingOf(user: SlackUser, own: OwnTeam): Standing {
  const enterpriseId = user.enterprise_user?.enterprise_id
  const ours = user.team_id === own.teamId || (own.enterpriseId !== null && enterpriseId === own.enterpriseId)
  if (user.is_bot === true || user.id === SLACKBOT) return 'bot'
  if (!ours || user.is_stranger === true) return 'outsider'
  if (user.deleted === true) return 'deactivated'
  return user.is_restricted === true || user.is_ultra_restricted === true ? 'guest' : 'member'
}

/** Asks Slack for a person. @throws whatever the client does; null when Slack's answer is no user */
export async function lookUpPerson(client: WebClient, slackUserId: string, own: OwnTeam): Promise<Profile | null> {
  const answer = await client.users.info({ user: slackUserId, include_locale: true })
  return profileOf(answer.user, own)
}
