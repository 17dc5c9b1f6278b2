import type { AckFn, ViewResponseAction, ViewSubmitAction } from '@slack/bolt'
import type { ModalView } from '@slack/types'
import { CsqlChangedMeanwhile } from '../../domain/errors.js'
import { messagesFor } from '../../i18n/index.js'
import { refreshCards } from '../../usecases/refresh-cards.js'
import { lines } from '../../views/blocks.js'
import { type Message, message } from '../../views/message.js'
import type { Entry } from '../actor.js'
import type { Desk } from '../desk.js'
import { readState } from '../modal-state.js'
import type { FieldErrors } from '../modal-values.js'
import type { Opening } from '../openings.js'
import { slackCode } from '../people.js'
import { keepRefusal } from '../refused-people.js'
import { admit, noticeView, refusalWords } from '../reply.js'
import type { Request } from '../ways.js'

/** What came of a form. */
export type Outcome =
  | { readonly kind: 'errors'; readonly errors: FieldErrors }
  /** The form again, asking for what turned out to be needed. */
  | { readonly kind: 'again'; readonly view: ModalView }
  /** The form closes, and what lies under it is brought up to date. */
  | { readonly kind: 'back'; readonly to: string; readonly view: ModalView }
  | { readonly kind: 'done'; readonly message: Message; readonly onCard: boolean }
  /** It takes longer than Slack waits: the forms close, and what comes of it is said afterwards, or once on the way. */
  | { readonly kind: 'later'; readonly message: Message; readonly work: (tell: Tell) => Promise<Message> }

/** Says how far it is. What cannot be said is left out. */
export type Tell = (said: Message) => Promise<void>

type Ack = AckFn<ViewResponseAction>

/**
 * Answers a form: faults at their inputs, with everything that was typed still there; else the forms close, and what came
 * of it is said where the form was opened from, or, where that is not known any more, in the form itself.
 *
 * A form has one effect: its view's id names the request, so that sending it again after a lost answer changes nothing.
 * There is no "one moment": where the work takes too long, Slack keeps the form open and says so.
 */
export async function answerSubmission(
  desk: Desk,
  body: ViewSubmitAction,
  ack: Ack,
  work: (entry: Entry) => Promise<Outcome>,
): Promise<void> {
  const { view } = body
  const request: Request = {
    caller: { teamId: body.team?.id ?? body.user.team_id ?? null, userId: body.user.id },
    key: `view:${view.id}`,
    counts: false,
  }
  let entry: Entry | null = null
  try {
    entry = await admit(desk, request)
    await say(desk, entry, body, ack, await work(entry))
    desk.homes.acted(entry.workspace.id, entry.person.id)
  } catch (error) {
    if (entry !== null && error instanceof CsqlChangedMeanwhile) await refreshCards(entry.ctx, error.facts.number)
    await keepRefusal(desk, entry, error)
    await ack(refusal(desk, body, entry, refusalWords(desk, request, entry, error).join('\n')))
  }
}

async function say(desk: Desk, entry: Entry, { view }: ViewSubmitAction, ack: Ack, outcome: Outcome): Promise<void> {
  if (outcome.kind === 'errors') return ack({ response_action: 'errors', errors: { ...outcome.errors } })
  if (outcome.kind === 'again') return ack({ response_action: 'update', view: outcome.view })
  if (outcome.kind === 'back') {
    await ack()
    return bringUpToDate(desk, entry, outcome)
  }
  const opening = desk.openings.of(view.root_view_id ?? view.id, entry.ctx.now)
  if (outcome.kind === 'later') {
    await ack({ response_action: 'clear' })
    return sayLater(desk, entry, opening, outcome)
  }
  if (opening === null) {
    return ack({ response_action: 'update', view: noticeView(entry.messages, outcome.message) })
  }
  await ack({ response_action: 'clear' })
  if (outcome.onCard && opening.fromCard) return
  await opening.respond(outcome.message, { replace: opening.replaces })
}

/** What is saved is saved: a view that does not come up to date shows it when it is opened again. */
async function bringUpToDate(
  desk: Desk,
  { workspace }: Entry,
  { to, view }: Extract<Outcome, { kind: 'back' }>,
): Promise<void> {
  try {
    await desk.clientFor(workspace.id).views.update({ view_id: to, view })
  } catch (error) {
    desk.log.warn({ reason: slackCode(error) ?? 'no_answer' }, 'a view under a form did not come up to date')
  }
}

/** Where the form was opened; where that is not known any more, in a direct message. */
async function sayLater(
  desk: Desk,
  entry: Entry,
  opening: Opening | null,
  { message: first, work }: Extract<Outcome, { kind: 'later' }>,
): Promise<void> {
  const say = async (said: Message): Promise<void> => {
    if (opening !== null) return opening.respond(said)
    const channel = entry.person.slackUserId
    if (channel === null) return
    const unfold = { unfurl_links: false, unfurl_media: false }
    await desk.clientFor(entry.workspace.id).chat.postMessage({ channel, ...said, ...unfold })
  }
  await say(first)
  const tell: Tell = (said) =>
    say(said).catch((error: unknown) => {
      desk.log.warn({ reason: slackCode(error) ?? 'no_answer' }, 'how far a form’s work is could not be said')
    })
  try {
    await say(await work(tell))
  } catch (error) {
    const id = desk.ids.next()
    desk.log.error({ err: error, errorId: id }, 'what was to follow a form failed')
    await say(message(lines(entry.messages.errors.unexpected(id))))
  }
}

/**
 * What is about no input shows at the first one: an error must stand somewhere, and the form must stay as it is. A form
 * that asks nothing loses nothing, and gives way to the words.
 */
function refusal(desk: Desk, body: ViewSubmitAction, entry: Entry | null, words: string): ViewResponseAction {
  const [first] = readState(body.view.state.values).blocks
  if (first !== undefined) return { response_action: 'errors', errors: { [first]: words } }
  const known = desk.limit.localeOf(`${body.team?.id ?? null} ${body.user.id}`)
  const m = entry?.messages ?? messagesFor(known ?? 'ja')
  return { response_action: 'update', view: noticeView(m, message(lines(words))) }
}
