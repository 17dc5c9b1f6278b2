import { recognisePerson } from '../../usecases/recognise-person.js'
import type { Desk } from '../desk.js'
import { profileOf } from '../look-up-person.js'

/**
 * Somebody changed at Slack: whoever is known here is written down anew; the rest of the company is none of our business.
 *
 * @param sentAgain Slack could not tell us before: newer changes may have come since, so the person is read as they are now
 */
export async function onUserChange(
  desk: Desk,
  teamId: string | null,
  user: unknown,
  { sentAgain }: { sentAgain: boolean },
): Promise<void> {
  const workspace = teamId === null ? null : await desk.store.workspaces.bySlackTeam(teamId)
  if (workspace === null || teamId === null) return
  const told = profileOf(user, { teamId, enterpriseId: workspace.slackEnterpriseId })
  if (told === null) return
  const store = desk.store.of(workspace.id)
  const known = await store.read((tx) => tx.people.bySlackId(told.slackUserId))
  if (known === null) return
  const profile = sentAgain ? await desk.people.lookUp(workspace, told.slackUserId) : told
  if (profile === null) return
  await recognisePerson(
    { workspaceId: workspace.id, store, ids: desk.ids, now: desk.clock.now() },
    {
      ...profile,
      locale: profile.locale ?? known.locale,
      zone: profile.zone ?? known.zone,
      slackAdmin: profile.slackAdmin || desk.admins.includes(profile.slackUserId),
    },
  )
}

/**
 * The app was taken out, or its token revoked: the token is used no more, nothing is sent, and the time until the data is
 * erased runs. In whatever order the two are told.
 */
export async function onGone(desk: Desk, teamId: string | null): Promise<void> {
  const workspace = teamId === null ? null : await desk.store.workspaces.bySlackTeam(teamId)
  if (workspace === null) return
  desk.forgetToken(workspace.id)
  await desk.store.workspaces.left(workspace.id, desk.clock.now())
  const days = workspace.settings.retention.afterUninstallDays
  desk.log.warn(
    { workspaceId: workspace.id, days },
    'the app was taken out, or its token revoked: the data goes in days',
  )
}
