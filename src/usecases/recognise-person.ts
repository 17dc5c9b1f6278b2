import { PersonId, type WorkspaceId } from '../domain/ids.js'
import type { Locale, Person, Standing } from '../domain/person.js'
import { HOUR, type Instant, type Zone } from '../domain/time.js'
import { isZone } from '../domain/zone-time.js'
import { afterCalendarChange } from './move-waiting.js'
import type { Ids, WorkspaceStore } from './ports.js'

/** A person as the outside describes them. */
export interface Profile {
  readonly slackUserId: string
  readonly name: string
  readonly email: string | null
  readonly locale: Locale | null
  readonly zone: Zone | null
  readonly standing: Standing
  readonly slackAdmin: boolean
}

/** A person read longer ago than this is read again before anything is written. */
const PERSON_FRESH_FOR = 24 * HOUR

export const isFresh = (person: Person, now: Instant): boolean =>
  person.readAt !== null && now - person.readAt < PERSON_FRESH_FOR

interface World {
  readonly workspaceId: WorkspaceId
  readonly store: WorkspaceStore
  readonly ids: Ids
  readonly now: Instant
}

/** Writes what Slack says of a person: a new row, or the one that is there, whose roles and choices stay. */
export async function recognisePerson(world: World, profile: Profile): Promise<Person> {
  return world.store.transaction(async (tx) => {
    const settings = await tx.settings.get()
    const known = (await tx.people.bySlackId(profile.slackUserId)) ?? (await unverifiedBy(tx, profile.email))
    const zone = profile.zone !== null && isZone(profile.zone) ? profile.zone : settings.zone
    const person: Person = {
      workspaceId: world.workspaceId,
      id: known?.id ?? PersonId.parse(world.ids.next()),
      slackUserId: profile.slackUserId,
      email: profile.email ?? known?.email ?? null,
      name: profile.name,
      locale: profile.locale ?? settings.locale,
      zone,
      roles: known?.roles ?? [],
      slackAdmin: profile.slackAdmin,
      standing: profile.standing,
      managerId: known?.managerId ?? null,
      workingHours: known?.workingHours ?? null,
      leave: known?.leave ?? [],
      pausedUntil: known?.pausedUntil ?? null,
      readAt: world.now,
    }
    await tx.people.put(person)
    if (known !== null && known.zone !== person.zone) await afterCalendarChange(tx, person.id, world.now)
    return person
  })
}

/** Somebody imported by an e-mail address becomes this person once Slack shows the same address. */
async function unverifiedBy(
  tx: { people: { all(): Promise<readonly Person[]> } },
  email: string | null,
): Promise<Person | null> {
  if (email === null) return null
  const people = await tx.people.all()
  return (
    people.find((person) => person.slackUserId === null && person.email?.toLowerCase() === email.toLowerCase()) ?? null
  )
}
