import type { Csql, CsqlChanges } from '../domain/csql.js'
import type { CsqlDetails } from '../domain/csql-details.js'
import { NotFound } from '../domain/errors.js'
import { type CsqlEvent, editedFields, reversedEvents } from '../domain/event.js'
import { type CsqlId, PersonId, type TextId } from '../domain/ids.js'
import type { Actor } from '../domain/person.js'
import { ask, type Ctx } from './context.js'
import type { CsqlFilter, Tx } from './ports.js'
import { standingIn } from './standing-in.js'

/**
 * A CSQL as its readers see it. Of a signal that was logged just now there is no event to tell and no clock to show: it
 * is read without.
 *
 * @throws NotFound no such number in this workspace
 */
export async function readCsql(ctx: Ctx, number: number, what: { isNew?: boolean } = {}): Promise<CsqlDetails> {
  ask(ctx, 'csql.read')
  return ctx.store.read(async (tx) => {
    const csql = await tx.csqls.byNumber(number)
    if (csql === null) throw new NotFound({ what: 'csql', typed: String(number) })
    return detailsOf(tx, csql, what)
  })
}

/** A note, or what was said beside one: a question, its answer, a call for support. `at` is UTC ms. */
export interface SaidNote {
  readonly kind: 'note' | 'question' | 'answer' | 'support'
  readonly body: string
  readonly authorName: string | null
  readonly at: number
}

export interface CsqlHistory {
  readonly details: CsqlDetails
  readonly events: readonly CsqlEvent[]
  /** What each edit changed, by event id. */
  readonly edited: ReadonlyMap<string, readonly (keyof CsqlChanges)[]>
  /** What people wrote to each other, oldest first; nothing that was taken back. */
  readonly notes: readonly SaidNote[]
  /** Who reads, as what they are to this CSQL now. */
  readonly actor: Actor
}

/** A CSQL with its whole history, to be shown. @throws NotFound no such number in this workspace */
export async function readHistory(ctx: Ctx, number: number): Promise<CsqlHistory> {
  ask(ctx, 'csql.read')
  return ctx.store.read(async (tx) => {
    const csql = await tx.csqls.byNumber(number)
    if (csql === null) throw new NotFound({ what: 'csql', typed: String(number) })
    const events = await tx.events.of(csql.id)
    // The note of the log stands with the fields: here is what was added to it.
    const taken = textsTakenBack(events)
    const notes = (await tx.texts.notes(csql.id)).filter((note) => note.id !== csql.noteTextId && !taken.has(note.id))
    const people = await tx.people.many(unique([...events.flatMap(actorsOf), ...notes.map((note) => note.authorId)]))
    const names = new Map(people.map((person) => [person.id, person]))
    const details = await detailsOf(tx, csql)
    const texts = await tx.texts.many(unique(events.flatMap(({ kind, changes }) => textsChanged(kind, changes))))
    return {
      edited: editedFields(events, (id) => texts.get(id as TextId)?.body),
      details: { ...details, people: new Map([...names, ...details.people]) },
      actor: await standingIn(tx, ctx.actor, csql, ctx.now),
      events,
      notes: notes.map((note) => ({
        kind: SAID.find((kind) => kind === note.field) ?? 'note',
        body: note.body,
        authorName: note.authorId === null ? null : (names.get(note.authorId)?.name ?? null),
        at: note.createdAt,
      })),
    }
  })
}

/** The texts that an edit left, or that one may have taken the place of. */
const textsChanged = (kind: CsqlEvent['kind'], changes: CsqlChanges): readonly (TextId | null)[] =>
  kind === 'note'
    ? []
    : Object.entries(changes).flatMap(([key, value]) => (key.endsWith('TextId') ? [value as TextId | null] : []))

const SAID = ['question', 'answer', 'support'] as const

/** The texts of events that were taken back. */
function textsTakenBack(events: readonly CsqlEvent[]): ReadonlySet<string | null> {
  const reversed = reversedEvents(events)
  return new Set(events.filter(({ id, textId }) => textId !== null && reversed.has(id)).map(({ textId }) => textId))
}

/** A page of CSQLs, with all that a line about each needs. */
export async function listCsqls(
  ctx: Ctx,
  filter: CsqlFilter,
): Promise<{ readonly rows: readonly CsqlDetails[]; readonly total: number }> {
  ask(ctx, 'csql.read')
  return ctx.store.read(async (tx) => {
    const { rows, total } = await tx.csqls.list(filter)
    const details: CsqlDetails[] = []
    for (const csql of rows) details.push(await detailsOf(tx, csql))
    return { rows: details, total }
  })
}

/** Who acted, and in whose place. */
function actorsOf({ actorId, figures }: CsqlEvent): readonly (PersonId | null)[] {
  const place = PersonId.safeParse(figures['in_place_of'])
  return [actorId, place.success ? place.data : null]
}

const unique = <T>(ids: readonly (T | null)[]): T[] => [...new Set(ids.filter((id): id is T => id !== null))]

interface Known {
  /** It has neither history nor clocks. */
  readonly isNew?: boolean
  /** Its history, where it was read already. */
  readonly events?: readonly CsqlEvent[]
}

/** Reads everything that a reader of a CSQL sees, in the transaction at hand. */
export async function detailsOf(tx: Tx, csql: Csql, { isNew = false, events }: Known = {}): Promise<CsqlDetails> {
  const lastEvent = isNew ? null : events === undefined ? await tx.events.last(csql.id) : (events.at(-1) ?? null)
  const people = await tx.people.many(
    unique([
      csql.loggedBy,
      csql.csmId,
      csql.aeId,
      csql.proposedAeId,
      ...csql.supporterIds,
      ...(lastEvent === null ? [] : actorsOf(lastEvent)),
    ]),
  )
  const texts = await tx.texts.many(textIdsOf(csql))
  const account = await tx.accounts.get(csql.accountId)
  const products = await tx.products.all()
  const company = csql.referredCompanyId === null ? null : await tx.accounts.company(csql.referredCompanyId)
  const department = csql.departmentId === null ? null : await tx.accounts.department(csql.departmentId)
  return {
    csql,
    account: {
      name: account?.name ?? '',
      provisional: account?.provisional ?? false,
      segment: account?.segment ?? null,
    },
    departmentName: department?.name ?? null,
    product: products.find((product) => product.id === csql.productId) ?? null,
    referredCompanyName: company?.name ?? null,
    contact: csql.contactId === null ? null : await tx.accounts.contact(csql.contactId),
    contracts: await tx.accounts.contracts(csql.accountId),
    people: new Map(people.map((person) => [person.id, person])),
    texts: new Map([...texts].map(([id, text]) => [id, text.body])),
    clocks: isNew ? [] : await tx.clocks.running([csql.id]),
    lastEvent,
    handedOverBy: null,
    mergedIntoNumber: await numberOf(tx, csql.mergedInto),
    proposedAgainFromNumber: await numberOf(tx, csql.proposedAgainFrom),
  }
}

const textIdsOf = (csql: Csql) =>
  unique([
    csql.lineTextId,
    csql.noteTextId,
    csql.problemTextId,
    csql.sourceDetailTextId,
    csql.nextActionTextId,
    csql.promisesTextId,
    csql.changedTextId,
    csql.overrideTextId,
    csql.reasonTextId,
    csql.crmTextId,
    csql.questionTextId,
  ])

async function numberOf(tx: Tx, id: CsqlId | null): Promise<number | null> {
  return id === null ? null : ((await tx.csqls.get(id))?.number ?? null)
}
