import type { Entry } from '../actor.js'
import type { HomeOwner } from './homes.js'

/** Whose Home a request is about: whoever makes it. Null for who is not known to Slack. */
export const ownerOf = ({ workspace, person }: Pick<Entry, 'workspace' | 'person'>): HomeOwner | null =>
  person.slackUserId === null
    ? null
    : { workspaceId: workspace.id, personId: person.id, slackUserId: person.slackUserId }
