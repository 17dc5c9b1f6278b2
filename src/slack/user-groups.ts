import type { PlainTextOption } from '@slack/types'
import { z } from 'zod'
import type { PersonId } from '../domain/ids.js'
import { ask } from '../usecases/context.js'
import { option } from '../views/modals/inputs.js'
import { type Entry, resolvePerson } from './actor.js'
import { slackCode } from './people.js'
import { suggesting } from './suggest.js'

const Groups = z.object({
  usergroups: z.array(z.object({ id: z.string(), name: z.string(), handle: z.string().optional() })),
})
const Members = z.object({ users: z.array(z.string()) })

/** A group of more is no team: reading everybody would take longer than Slack waits. */
const MOST_MEMBERS = 100
const SHOWN = 50

/** Offers the workspace's user groups by their name or handle, to admins. */
export const suggestGroups = suggesting('user groups', async ({ ctx, deps, workspace }, { value }) => {
  ask(ctx, 'settings.change')
  const { usergroups } = Groups.parse(await deps.clientFor(workspace.id).usergroups.list({ include_disabled: false }))
  return groupOptions(usergroups, value)
})

function groupOptions(groups: z.infer<typeof Groups>['usergroups'], typed: string): PlainTextOption[] {
  const word = fold(typed).replace(/^@/u, '')
  return groups
    .filter(({ name, handle = '' }) => fold(name).includes(word) || fold(handle).includes(word))
    .slice(0, SHOWN)
    .map(({ id, name, handle }) => option([id, handle === undefined ? name : `${name} @${handle}`]))
}

const fold = (text: string): string => text.normalize('NFKC').toLowerCase().trim()

/** Who is in a group now, by our own ids; null where Slack does not say, or says too many. */
export async function membersOf(entry: Entry, groupId: string): Promise<readonly PersonId[] | null> {
  const { deps, workspace } = entry
  try {
    const { users } = Members.parse(await deps.clientFor(workspace.id).usergroups.users.list({ usergroup: groupId }))
    if (users.length > MOST_MEMBERS) return null
    const ids = await Promise.all(users.map((slackUserId) => resolvePerson(entry, slackUserId)))
    return ids.filter((id) => id !== null)
  } catch (error) {
    deps.log.warn({ workspaceId: workspace.id, reason: slackCode(error) ?? 'no_answer' }, 'a user group was not read')
    return null
  }
}
