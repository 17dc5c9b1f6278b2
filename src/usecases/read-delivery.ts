import type { Csql } from '../domain/csql.js'
import { type CsqlDetails, nameOf, textOf } from '../domain/csql-details.js'
import { daysToWin } from '../domain/days-to-win.js'
import { leaveAt, standsInFor } from '../domain/delegation.js'
import { type Delivery, THREADED, WAITS_FOR_HOURS } from '../domain/delivery.js'
import { PostFailed } from '../domain/errors.js'
import { type CsqlEvent, reversedEvents } from '../domain/event.js'
import { CsqlId, DeliveryId, EventId, PersonId } from '../domain/ids.js'
import { owedBy } from '../domain/lifecycle.js'
import type { Person } from '../domain/person.js'
import type { Day, Instant } from '../domain/time.js'
import type { Settings } from '../domain/workspace.js'
import type { Ctx } from './context.js'
import { mayGoFrom } from './delivery-hours.js'
import { isReachable } from './managers.js'
import type { Tx } from './ports.js'
import { detailsOf } from './read-csql.js'

/** To whom a delivery goes, as things stand now. */
export interface DeliveryReader {
  /** Null for a channel. */
  readonly person: Person | null
  /** Slack's id of the person or the channel. */
  readonly channel: string
  readonly settings: Settings
}

/**
 * Who reads a delivery; null where what is left of an edit has no reader any more.
 *
 * @throws PostFailed permanent, when the person cannot be written to any more: Slack would take it in silence; transient,
 * outside the hours in which it may go
 */
export async function readRecipient(ctx: Ctx, delivery: Delivery): Promise<DeliveryReader | null> {
  return ctx.store.read(async (tx) => {
    const settings = await tx.settings.get()
    if (delivery.recipientKind === 'channel') {
      waitForHours(ctx, settings, null, delivery)
      return { person: null, channel: delivery.recipient, settings }
    }
    const person = await tx.people.get(PersonId.parse(delivery.recipient))
    if (person === null || person.slackUserId === null || !isReachable(person)) {
      if (delivery.purpose === 'edit') return null
      throw gone(person)
    }
    waitForHours(ctx, settings, person, delivery)
    return { person, channel: person.slackUserId, settings }
  })
}

function waitForHours({ now }: Ctx, settings: Settings, person: Person | null, delivery: Delivery): void {
  // Of one that is looked for in history, only the place is asked: that may be found at any hour.
  const until = delivery.state === 'unknown' ? now : mayGoFrom(settings, person, delivery, now)
  if (until > now) throw new PostFailed({ outcome: 'transient', reason: WAITS_FOR_HOURS, until })
}

/** Of who is a guest, an outsider or a bot by now, Slack's word is that there is no such colleague. */
const gone = (person: Person | null): PostFailed =>
  new PostFailed({
    outcome: 'permanent',
    reason: person?.standing === 'deactivated' ? 'user_deactivated' : 'user_not_found',
  })

/**
 * Where a delivery that answers a message of ours stands; null where it answers none, or that message was never posted
 * and will not be.
 *
 * @throws PostFailed transient, while that message is still on its way
 */
export async function readThread(ctx: Ctx, delivery: Delivery): Promise<{ channel: string; ts: string } | null> {
  if (!THREADED.includes(delivery.purpose)) return null
  const id = DeliveryId.parse(delivery.subject)
  const answered = await ctx.store.read((tx) => tx.deliveries.get(id))
  if (answered === null || answered.state === 'parked' || answered.state === 'skipped') return null
  const { channel, ts } = answered
  if (channel !== null && ts !== null) return { channel, ts }
  throw new PostFailed({ outcome: 'transient', reason: 'thread_not_there' })
}

/** The message that an edit brings up to date: null where it was never posted. */
export async function readEdited(ctx: Ctx, edit: Delivery): Promise<Delivery | null> {
  const id = DeliveryId.safeParse(edit.subject)
  if (!id.success) return null
  const target = await ctx.store.read((tx) => tx.deliveries.get(id.data))
  return target?.state === 'sent' && target.channel !== null && target.ts !== null ? target : null
}

/** A CSQL that a message is about, with the event that caused it. */
export interface CausedMessage {
  readonly details: CsqlDetails
  readonly event: CsqlEvent
  /** The event was undone or reopened since. */
  readonly takenBack: boolean
  /** From the log to the signing, of a won one; null = nobody knows, or it is not won. */
  readonly daysToWin: number | null
  /** A newer card of the same kind stands in the same place. */
  readonly superseded: boolean
  /** The event before it: who had the CSQL then. */
  readonly previous: CsqlEvent | null
  /** The last question to the CSM that stood when it happened, and what was answered to it. */
  readonly question: {
    readonly question: string | null
    readonly answered: { readonly by: string | null; readonly text: string | null } | null
  }
  /** It went to somebody who stands in; null = to whom it is about. */
  readonly deputy: Deputy | null
  /** Since the event, somebody did in the recipient's place what they were asked for. */
  readonly actedFor: boolean
}

/** Whose delegate a message is for. */
export interface Deputy {
  readonly personId: PersonId
  /** The last day of the leave; null where they do not stand in any more, or it is owed by somebody else now. */
  readonly until: Day | null
}

/** Reads what a message about one CSQL is about, as it stands now; null where it is gone. */
export async function readCause(ctx: Ctx, delivery: Delivery): Promise<CausedMessage | null> {
  return ctx.store.read(async (tx) => {
    const csql = await tx.csqls.get(CsqlId.parse(delivery.subject))
    if (csql === null) return null
    const events = await tx.events.of(csql.id)
    const index = events.findIndex((one) => one.id === EventId.parse(delivery.occasion))
    const event = events[index]
    if (event === undefined) return null
    const details = await detailsWith(tx, csql, events)
    return {
      details,
      question: questionOf(details, events, index),
      event,
      takenBack: reversedEvents(events).has(event.id),
      daysToWin: csql.state === 'won' ? daysToWin(csql, events, (await tx.settings.get()).zone) : null,
      superseded: ((await tx.deliveries.newest(delivery))?.id ?? delivery.id) !== delivery.id,
      previous: events[index - 1] ?? null,
      deputy: delivery.purpose === 'delegated' ? await deputyOf(tx, delivery, csql, event, ctx.now) : null,
      actedFor: events.slice(index + 1).some((one) => one.figures['in_place_of'] === delivery.recipient),
    }
  })
}

function questionOf(details: CsqlDetails, events: readonly CsqlEvent[], at: number): CausedMessage['question'] {
  const reversed = reversedEvents(events)
  const asked = events.slice(0, at + 1).findLast((one) => one.kind === 'ask_csm')
  const answer = events.find(
    (one) => one.kind === 'answer_csm' && one.figures['question'] === asked?.textId && !reversed.has(one.id),
  )
  return {
    question: textOf(details, asked?.textId ?? null),
    answered:
      answer === undefined ? null : { by: nameOf(details, answer.actorId), text: textOf(details, answer.textId) },
  }
}

async function deputyOf(
  tx: Tx,
  { recipient }: Delivery,
  csql: Csql,
  { kind, to, aeId, csmId }: CsqlEvent,
  now: Instant,
): Promise<Deputy> {
  const asks = kind === 'ask_csm'
  const personId = asks ? csmId : (owedBy({ state: to, aeId, csmId }) ?? csmId)
  const isOwed = asks ? csql.questionTextId !== null && csql.csmId === personId : owedBy(csql) === personId
  const [person, deputy] = [await tx.people.get(personId), await tx.people.get(PersonId.parse(recipient))]
  const stands = isOwed && person !== null && deputy !== null && standsInFor(deputy, person, now)
  return { personId, until: stands ? (leaveAt(person, now)?.to ?? null) : null }
}

/** Details in which everybody of the history has a name, and the texts of past decisions can be read. */
async function detailsWith(tx: Tx, csql: Csql, events: readonly CsqlEvent[]): Promise<CsqlDetails> {
  const details = await detailsOf(tx, csql, { events })
  const ids = events.flatMap((event) => [event.actorId, event.aeId, event.csmId]).filter((id) => id !== null)
  const people = await tx.people.many([...new Set(ids)])
  const textIds = events
    .flatMap((event) => [event.changes.reasonTextId ?? null, event.textId])
    .filter((id) => id !== null)
  const texts = await tx.texts.many([...new Set(textIds)])
  return {
    ...details,
    handedOverBy: handedOverBy(events),
    people: new Map([...people.map((person) => [person.id, person] as const), ...details.people]),
    texts: new Map([...[...texts].map(([id, text]) => [id, text.body] as const), ...details.texts]),
  }
}

/** Whose hand-over stands; where every one was taken back, whose the last was: its card still says so. */
function handedOverBy(events: readonly CsqlEvent[]): PersonId | null {
  const reversed = reversedEvents(events)
  const all = events.filter((event) => event.kind === 'qualify')
  return (all.findLast((event) => !reversed.has(event.id)) ?? all.at(-1))?.actorId ?? null
}

const recipientOf = (trouble: Delivery): string => trouble.subject.slice(trouble.subject.indexOf(':') + 1)

/** What a delivery that cannot be made was: the first parked one to that place, for that reason. */
export interface TroubleFacts {
  readonly parked: Delivery
  readonly personName: string | null
  readonly csql: { readonly number: number; readonly accountName: string } | null
}

/** Reads what a notice of trouble is about. The trouble's subject is `person:ID` or `channel:ID`, its occasion the reason. */
export async function readTrouble(ctx: Ctx, trouble: Delivery): Promise<TroubleFacts | null> {
  return ctx.store.read(async (tx) => {
    const parked = (await tx.deliveries.list({ state: 'parked', recipient: recipientOf(trouble), limit: 200 })).find(
      (one) =>
        `${one.recipientKind}:${one.recipient}` === trouble.subject && (one.reason ?? 'unknown') === trouble.occasion,
    )
    if (parked === undefined) return null
    const person = parked.recipientKind === 'person' ? await tx.people.get(PersonId.parse(parked.recipient)) : null
    const csqlId = CsqlId.safeParse(parked.subject)
    const csql = csqlId.success ? await tx.csqls.get(csqlId.data) : null
    const account = csql === null ? null : await tx.accounts.get(csql.accountId)
    return {
      parked,
      personName: person?.name ?? null,
      csql: csql === null ? null : { number: csql.number, accountName: account?.name ?? '' },
    }
  })
}
