import type { KnownBlock, ModalView } from '@slack/types'
import { DomainError, NotSaved } from '../domain/errors.js'
import type { Locale } from '../domain/person.js'
import { type Messages, messagesFor } from '../i18n/index.js'
import { lines, quotation } from '../views/blocks.js'
import { type Message, message } from '../views/message.js'
import { type Entry, enter, TurnedAway } from './actor.js'
import type { Desk } from './desk.js'
import { PersonSilent, TooManyRequests } from './edge-errors.js'
import { explain, type Reader } from './explain.js'
import type { Answer } from './openings.js'
import { keepRefusal } from './refused-people.js'
import type { Request, Ways } from './ways.js'

export { act, type Listed, listAnswer, loggedAnswer, shownAnswer, undo } from './answers.js'
export { commandWays, requestOfCommand } from './bolt-ways.js'
export type { Desk } from './desk.js'
export { LineUnclear, TextTooLong } from './edge-errors.js'
export { type Form, openForm } from './forms.js'
export { slashCommand } from './manifest.js'
export type { Answer } from './openings.js'
export { readTypedSignal } from './typed-line.js'
export { readableMentions, requireLength } from './typed-text.js'
export type { Request, Ways } from './ways.js'

/** Slack waits three seconds; by then "one moment" is out, and the answer follows (ms of the machine's clock). */
const WATCHDOG_MS = 2_500

/**
 * Answers a request: lets the person in, does the work, and says what came of it. Whatever happens, something is said:
 * refusals in the person's language, surprises with an id that stands in the log.
 */
export async function answer(
  desk: Desk,
  request: Request,
  ways: Ways,
  work: (entry: Entry) => Promise<Answer>,
): Promise<void> {
  const scene: Scene = { entry: null }
  let acked = false
  const watchdog = setTimeout(() => {
    acked = true
    const words = ways.carriesWords ? oneMoment(messagesOf(desk, request, scene)) : null
    ways.ack(words).catch((err: unknown) => desk.log.error({ err }, 'an acknowledgement failed'))
  }, WATCHDOG_MS)
  const said = await workOn(desk, request, scene, work)
  clearTimeout(watchdog)
  if (scene.entry !== null) desk.homes.acted(scene.entry.workspace.id, scene.entry.person.id)
  const isSaid = !acked && (await acknowledged(desk, ways, said))
  if (said !== null && !isSaid) await ways.respond(said)
}

/** @returns whether the answer went out with the acknowledgement */
async function acknowledged(desk: Desk, { ack, carriesWords }: Ways, said: Answer): Promise<boolean> {
  try {
    await ack(carriesWords ? said : null)
    return carriesWords
  } catch (err) {
    desk.log.warn({ err }, 'an acknowledgement came too late')
    return false
  }
}

interface Scene {
  entry: Entry | null
}

async function workOn(
  desk: Desk,
  request: Request,
  scene: Scene,
  work: (entry: Entry) => Promise<Answer>,
): Promise<Answer> {
  try {
    const entry = await admit(desk, request)
    scene.entry = entry
    return await work(entry)
  } catch (error) {
    await keepRefusal(desk, scene.entry, error)
    return refusal(desk, request, scene.entry, error)
  }
}

/** Lets somebody in, unless they ask too often. @throws TurnedAway */
export async function admit(desk: Desk, { caller, key, counts }: Request): Promise<Entry> {
  const who = `${caller.teamId} ${caller.userId}`
  const wait = counts ? desk.limit.take(who, desk.clock.now()) : null
  if (wait !== null) throw new TurnedAway(new TooManyRequests({ seconds: wait }), desk.limit.localeOf(who))
  const entry = await enter(desk, caller, key)
  desk.limit.speaks(who, entry.person.locale)
  return entry
}

/** A failure, told; what nobody foresaw is logged with an id, and the person is told whether anything was saved. */
function refusal(desk: Desk, request: Request, entry: Entry | null, error: unknown): Message {
  const said = lines(...refusalWords(desk, request, entry, error))
  const isSilent = error instanceof TurnedAway && error.why instanceof PersonSilent
  return isSilent ? message(said, ...handedBack(request, error.locale)) : message(said)
}

/** A failure in words, in one language or, where none is known, in both. */
export function refusalWords(desk: Desk, request: Request, entry: Entry | null, error: unknown): readonly string[] {
  if (error instanceof TurnedAway) {
    const now = desk.clock.now()
    return languages(error.locale).map((messages) => explain(error.why, { messages, viewer: { zone: 'UTC' }, now }))
  }
  if (entry !== null && error instanceof DomainError) return [told(entry, error)]
  const id = desk.ids.next()
  desk.log.error({ err: error, errorId: id }, 'a request failed')
  const saved = entry?.hasSaved() === true
  return messagesOf(desk, request, { entry }).map(({ errors }) => {
    if (error instanceof NotSaved) return errors.notSaved
    return saved ? errors.unexpectedAfterSave(id) : errors.unexpected(id)
  })
}

/** A refusal by the rules, with whatever helps to go on behind it. */
export function refused(entry: Entry, error: DomainError, ...more: readonly (KnownBlock | null)[]): Message {
  return message(lines(told(entry, error)), ...more)
}

/** Refusals are the person's business, and stand in no log; a database that takes no writes is its operator's too. */
function told(entry: Entry, error: DomainError): string {
  if (error instanceof NotSaved)
    entry.deps.log.error({ err: error, cause: error.facts.cause }, 'nothing could be saved')
  return explain(error, readerOf(entry))
}

const readerOf = ({ messages, viewer, ctx }: Entry): Reader => ({ messages, viewer, now: ctx.now })

/** What was typed, where nothing could be kept. */
function handedBack({ typed = '' }: Request, locale: Locale | null): readonly KnownBlock[] {
  return typed === '' ? [] : languages(locale).map((m) => quotation(m, m.errors.yourText, typed))
}

/** Who reads no language that we know of reads both. */
const languages = (locale: Locale | null): readonly Messages[] =>
  locale === null ? [messagesFor('ja'), messagesFor('en')] : [messagesFor(locale)]

function messagesOf(desk: Desk, { caller }: Request, { entry }: Scene): readonly Messages[] {
  return languages(entry?.person.locale ?? desk.limit.localeOf(`${caller.teamId} ${caller.userId}`))
}

const oneMoment = (all: readonly Messages[]): Message =>
  message(lines(...all.map(({ commands }) => commands.oneMoment)))

/** A form that says something and asks nothing. */
export function noticeView(m: Messages, said: Message): ModalView {
  return {
    type: 'modal',
    title: { type: 'plain_text', text: m.commands.doneTitle },
    close: { type: 'plain_text', text: m.commands.close },
    blocks: said.blocks,
  }
}
