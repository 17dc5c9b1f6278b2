import type { Csql } from '../domain/csql.js'
import { NotAllowed } from '../domain/errors.js'
import type { PersonId, WorkspaceId } from '../domain/ids.js'
import { type Actor, isAdmin, isManager } from '../domain/person.js'
import type { Instant } from '../domain/time.js'
import type { AccountNames } from './account-names.js'
import type { Ids, WorkspaceStore } from './ports.js'

/** What every use case is given: who acts, where, when, and with what. Made afresh for each request. */
export interface Ctx {
  readonly workspaceId: WorkspaceId
  readonly store: WorkspaceStore
  readonly accountNames: AccountNames
  readonly ids: Ids
  /** One instant for the whole request. */
  readonly now: Instant
  readonly actor: Actor
  /** Names the request, so that the same one has one effect and one answer; null = it may run again. */
  readonly requestKey: string | null
  /** Tells the delivery worker that something was committed; never waits for it. */
  readonly committed: () => void
  /** Hears, within the transaction, of a CSQL that it changes, as it was and as it is; whoever listens waits for `committed`. */
  readonly touched?: (csql: Csql) => void
}

/** The acting person's id. @throws NotAllowed when the system acts, for what only people do */
export function actingPerson(ctx: Ctx, action: string): PersonId {
  if (ctx.actor.kind !== 'person') throw new NotAllowed({ action })
  return ctx.actor.id
}

/** @throws NotAllowed unless the actor is a manager or an admin */
export function requireManager(ctx: Ctx, action: string): void {
  if (!isManager(ctx.actor)) throw new NotAllowed({ action })
}

/** @throws NotAllowed unless the actor is an admin */
export function requireAdmin(ctx: Ctx, action: string): void {
  if (!isAdmin(ctx.actor)) throw new NotAllowed({ action })
}
