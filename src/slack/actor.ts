import { DomainError, NotTakingPart } from '../domain/errors.js'
import type { PersonId, WorkspaceId } from '../domain/ids.js'
import { type Actor, actorOf, type Locale, type Person, SYSTEM } from '../domain/person.js'
import type { Instant } from '../domain/time.js'
import type { Settings, Workspace } from '../domain/workspace.js'
import { type Messages, messagesFor } from '../i18n/index.js'
import type { Ctx } from '../usecases/context.js'
import { isFresh, recognisePerson } from '../usecases/recognise-person.js'
import { requireTakingPart } from '../usecases/take-part.js'
import { welcomeInstaller } from '../usecases/welcome-installer.js'
import type { Viewer } from '../views/message.js'
import type { EdgeDeps } from './edge-deps.js'
import { PersonSilent, WorkspaceUnknown } from './edge-errors.js'
import { touchedBy } from './home/touched.js'

export type { EdgeDeps } from './edge-deps.js'

/** Who asks, as the payload says: hints that the rows are looked up by. */
export interface Caller {
  readonly teamId: string | null
  readonly userId: string
}

/** Who acts in a request, where, and how they read. */
export interface Entry {
  readonly deps: EdgeDeps
  readonly ctx: Ctx
  readonly workspace: Workspace
  readonly settings: Settings
  readonly person: Person
  readonly messages: Messages
  readonly viewer: Viewer
  /** Whether the request has committed anything yet. */
  readonly hasSaved: () => boolean
}

/** Whom it is about, and where; a null person is one of whom Slack says nothing. */
interface Whereabouts {
  readonly workspaceId: WorkspaceId
  readonly personId: PersonId | null
}

/** Somebody, or somewhere, is turned away; the language they read, where it is known. */
export class TurnedAway extends Error {
  readonly why: DomainError
  readonly locale: Locale | null
  readonly where: Whereabouts | null

  constructor(why: DomainError, locale: Locale | null, where: Whereabouts | null = null) {
    super(why.message)
    this.name = 'TurnedAway'
    this.why = why
    this.locale = locale
    this.where = where
  }
}

/**
 * Lets somebody in: finds the workspace and the person, reads the person from Slack where they are unknown or were last
 * read over a day ago, and refuses whoever takes no part. Nothing but the person's own row is written.
 *
 * @throws TurnedAway with the reason and the language to say it in
 */
export async function enter(deps: EdgeDeps, caller: Caller, requestKey: string | null): Promise<Entry> {
  const workspace = await workspaceOf(deps, caller)
  const now = deps.clock.now()
  const store = deps.store.of(workspace.id)
  const { settings } = workspace
  const known = await store.read((tx) => tx.people.bySlackId(caller.userId))
  const locale = known?.locale ?? settings.locale
  const person =
    known !== null && isFresh(known, now) ? known : await readPerson(deps, workspace, caller.userId, locale)
  try {
    requireTakingPart(person, settings)
  } catch (error) {
    throw error instanceof DomainError
      ? new TurnedAway(error, person.locale, { workspaceId: workspace.id, personId: person.id })
      : error
  }
  return entryOf(deps, { workspace, settings, person, now, requestKey })
}

async function workspaceOf(deps: EdgeDeps, { teamId }: Caller): Promise<Workspace> {
  const workspace = teamId === null ? null : await deps.store.workspaces.bySlackTeam(teamId)
  if (workspace === null) throw new TurnedAway(new WorkspaceUnknown({}), null)
  return workspace
}

async function readPerson(deps: EdgeDeps, workspace: Workspace, slackUserId: string, locale: Locale): Promise<Person> {
  try {
    const person = await recogniseBySlackId(deps, workspace, slackUserId)
    if (person === null) throw new NotTakingPart({ why: 'outsider' })
    return person
  } catch (error) {
    throw error instanceof DomainError
      ? new TurnedAway(error, locale, { workspaceId: workspace.id, personId: null })
      : error
  }
}

/** Who is being read from Slack just now: requests that come together share one look. */
const reading = new WeakMap<EdgeDeps['people'], Map<string, Promise<Person | null>>>()

/** Reads a person from Slack and writes down what Slack says. @throws PersonSilent when no answer came in time */
function recogniseBySlackId(deps: EdgeDeps, workspace: Workspace, slackUserId: string): Promise<Person | null> {
  const underWay = reading.get(deps.people) ?? new Map<string, Promise<Person | null>>()
  reading.set(deps.people, underWay)
  const key = `${workspace.id} ${slackUserId}`
  const shared = underWay.get(key)
  if (shared !== undefined) return shared
  const look = readFromSlack(deps, workspace, slackUserId).finally(() => underWay.delete(key))
  underWay.set(key, look)
  return look
}

async function readFromSlack(deps: EdgeDeps, workspace: Workspace, slackUserId: string): Promise<Person | null> {
  const store = deps.store.of(workspace.id)
  const now = deps.clock.now()
  const meanwhile = await store.read((tx) => tx.people.bySlackId(slackUserId))
  if (meanwhile !== null && isFresh(meanwhile, now)) return meanwhile
  const profile = await deps.people.lookUp(workspace, slackUserId)
  if (profile === null) return null
  const slackAdmin = profile.slackAdmin || deps.admins.includes(slackUserId)
  const person = await recognisePerson(
    { workspaceId: workspace.id, store, ids: deps.ids, now },
    { ...profile, slackAdmin },
  )
  if (meanwhile === null && person.slackAdmin) await welcomeInstaller(systemCtx(deps, workspace, now), null)
  return person
}

const systemCtx = (deps: EdgeDeps, { id }: Workspace, now: Instant): Ctx => ({
  ...{ workspaceId: id, store: deps.store.of(id), accountNames: deps.accountNames, ids: deps.ids, now },
  ...{ actor: SYSTEM, requestKey: null, committed: deps.committed },
})

/**
 * Gets to know the admins whom the environment names, so that they can be written to before they first type anything.
 * Whoever Slack does not know is left for the log. One of them is asked to begin the set-up.
 */
export async function recogniseAdmins(deps: EdgeDeps, workspaceId: WorkspaceId): Promise<void> {
  const workspace = await deps.store.workspaces.get(workspaceId)
  if (workspace === null) return
  for (const slackUserId of deps.admins) {
    const known = await deps.store.of(workspaceId).read((tx) => tx.people.bySlackId(slackUserId))
    if (known !== null) continue
    const person = await recogniseBySlackId(deps, workspace, slackUserId).catch(() => null)
    if (person === null) deps.log.warn({ slackUserId }, 'TASUKI_ADMINS names somebody whom Slack does not know')
  }
  const [named] = deps.admins
  const first = named === undefined ? null : await deps.store.of(workspaceId).read((tx) => tx.people.bySlackId(named))
  if (first !== null) await welcomeInstaller(systemCtx(deps, workspace, deps.clock.now()), first)
}

interface Presence {
  readonly workspace: Workspace
  readonly settings: Settings
  readonly person: Person
  readonly now: Instant
  readonly requestKey: string | null
}

function entryOf(deps: EdgeDeps, { workspace, settings, person, now, requestKey }: Presence): Entry {
  let saved = false
  const { accountNames, ids } = deps
  const changes = touchedBy(deps.homes, workspace.id)
  const ctx: Ctx = {
    workspaceId: workspace.id,
    store: deps.store.of(workspace.id),
    accountNames,
    ids,
    now,
    actor: actorIn(deps, person),
    requestKey,
    committed: () => {
      saved = true
      deps.committed()
      changes.committed()
    },
    touched: changes.touched,
  }
  const { locale, zone } = person
  return {
    deps,
    ctx,
    workspace,
    settings,
    person,
    messages: messagesFor(locale),
    viewer: { personId: person.id, locale, zone, addedReasons: settings.addedReasons },
    hasSaved: () => saved,
  }
}

/** A person as who acts: also an admin where the environment says so. */
export function actorIn({ admins }: Pick<EdgeDeps, 'admins'>, person: Person): Actor {
  const actor = actorOf(person)
  const { slackUserId } = person
  if (actor.kind !== 'person' || slackUserId === null || !admins.includes(slackUserId)) return actor
  return { ...actor, roles: new Set([...actor.roles, 'admin' as const]) }
}

/**
 * The person behind a Slack id that somebody named: known ones as they are, others as Slack describes them. Whether they
 * may do what they are named for is decided where it is written.
 *
 * @returns null when Slack knows nobody by that id, or does not answer
 */
export async function resolvePerson({ deps, ctx, workspace }: Entry, slackUserId: string): Promise<PersonId | null> {
  const known = await ctx.store.read((tx) => tx.people.bySlackId(slackUserId))
  if (known !== null && isFresh(known, ctx.now)) return known.id
  try {
    const person = await recogniseBySlackId(deps, workspace, slackUserId)
    return person?.id ?? known?.id ?? null
  } catch (error) {
    if (error instanceof PersonSilent) return known?.id ?? null
    throw error
  }
}

const MENTION = /^<@([UW][A-Z0-9]+)(?:\|[^>]*)?>$/

/**
 * The person behind one typed word: a mention, or the name behind an @ if exactly one colleague is called so.
 *
 * @returns null when it is nobody, or more than one
 */
export async function resolveTyped(entry: Entry, typed: string): Promise<PersonId | null> {
  const slackUserId = MENTION.exec(typed.trim())?.[1]
  return slackUserId === undefined
    ? personNamed(entry, typed.trim().replace(/^[@＠]/u, ''))
    : resolvePerson(entry, slackUserId)
}

/** The one colleague of that name: the whole name, else its beginning. */
export async function personNamed({ ctx }: Entry, typed: string): Promise<PersonId | null> {
  const wanted = fold(typed)
  if (wanted === '') return null
  const people = (await ctx.store.read((tx) => tx.people.all())).filter(
    ({ standing }) => standing === 'member' || standing === 'unverified',
  )
  const same = people.filter(({ name }) => fold(name) === wanted)
  const found = same.length > 0 ? same : people.filter(({ name }) => fold(name).startsWith(wanted))
  return found.length === 1 ? (found[0]?.id ?? null) : null
}

const fold = (name: string): string => name.normalize('NFKC').toLowerCase().replace(/\s+/gu, '')
