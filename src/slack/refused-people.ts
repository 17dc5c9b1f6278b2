import { NotAllowed, NotTakingPart } from '../domain/errors.js'
import { noteRefusal, type Refusal } from '../usecases/note-refusal.js'
import { type Entry, TurnedAway } from './actor.js'
import type { Desk } from './desk.js'

/** Keeps who was refused what in the audit log, where it is for want of a right. They are told whether or not that works. */
export async function keepRefusal(desk: Desk, entry: Entry | null, error: unknown): Promise<void> {
  const refused = refusalIn(entry, error)
  if (refused === null) return
  const { workspaceId, ...refusal } = refused
  try {
    await noteRefusal({ store: desk.store.of(workspaceId), now: desk.clock.now() }, refusal)
  } catch (err) {
    desk.log.warn({ err, right: refusal.right }, 'a refusal could not be kept in the audit log')
  }
}

function refusalIn(entry: Entry | null, error: unknown): (Refusal & { workspaceId: Entry['workspace']['id'] }) | null {
  if (error instanceof TurnedAway && error.why instanceof NotTakingPart && error.where !== null) {
    const { workspaceId, personId: actorId } = error.where
    return { workspaceId, actorId, right: 'entry', why: error.why.facts.why, number: null, field: null }
  }
  if (entry === null || !(error instanceof NotAllowed)) return null
  const { action: right, number = null, field = null } = error.facts
  const why = field === null ? 'not_allowed' : 'not_this_field'
  return { workspaceId: entry.workspace.id, actorId: entry.person.id, right, why, number, field }
}
