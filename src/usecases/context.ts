import type { Csql } from '../domain/csql.js'
import { NotAllowed } from '../domain/errors.js'
import type { PersonId, WorkspaceId } from '../domain/ids.js'
import { type About, requireMay } from '../domain/may.js'
import type { Actor } from '../domain/person.js'
import type { WorkspaceRight } from '../domain/rights.js'
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

/** Asks the matrix of rights (`domain/rights.ts`): the first thing that a use case does. @throws NotAllowed */
export const ask = (ctx: Pick<Ctx, 'actor'>, right: WorkspaceRight, about?: About): void =>
  requireMay(right, ctx.actor, about)

/** Asks, and gives who acts. @throws NotAllowed also when the system acts, for what only people do */
export function actingPerson(ctx: Pick<Ctx, 'actor'>, right: WorkspaceRight, about?: About): PersonId {
  ask(ctx, right, about)
  if (ctx.actor.kind !== 'person') throw new NotAllowed({ action: right })
  return ctx.actor.id
}

/** Asks about what is the actor's own, and gives who acts. @throws NotAllowed */
export const forOneself = (ctx: Pick<Ctx, 'actor'>, right: WorkspaceRight): PersonId =>
  actingPerson(ctx, right, { owner: ctx.actor.kind === 'person' ? ctx.actor.id : null })
