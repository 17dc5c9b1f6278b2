import type { BlockAction, RespondFn } from '@slack/bolt'
import { z } from 'zod'
import { CsqlChangedMeanwhile, NotAllowed } from '../../domain/errors.js'
import { messagesFor } from '../../i18n/index.js'
import { refreshCards } from '../../usecases/refresh-cards.js'
import type { Message } from '../../views/message.js'
import type { Entry } from '../actor.js'
import { respondBy } from '../bolt-ways.js'
import type { Desk } from '../desk.js'
import { type Form, openForm, type Place } from '../forms.js'
import { ownerOf } from '../home/owner.js'
import type { Answer, Opening, Respond } from '../openings.js'
import { slackCode } from '../people.js'
import { answer, noticeView } from '../reply.js'
import type { Request } from '../ways.js'
import type { Tell } from './submission.js'

/** What came of a click. */
export interface Said {
  readonly message: Message
  /** The card that was clicked shows it by itself. */
  readonly onCard?: boolean
  /** It stands in the place of the message that was clicked, where only this person sees that one. */
  readonly replaces?: boolean
  /** A word that needs no form of its own: over Home, it stands on Home. */
  readonly brief?: boolean
}

/** One click: on what, where, and what can be done from there. */
export interface Click {
  readonly actionId: string
  /** The button's value, or that of the chosen option. */
  readonly value: string | null
  readonly open: (form: Form, how?: 'push' | 'replace') => Promise<null>
  /** Says how far it is, beside the message that was clicked. What cannot be said is left out. */
  readonly tell: Tell
}

const Acted = z.object({
  action_id: z.string(),
  value: z.string().optional(),
  selected_option: z.object({ value: z.string().optional() }).nullish(),
})

interface Arrived {
  readonly body: BlockAction
  readonly ack: () => Promise<void>
  /** Absent for a click in a form. */
  readonly respond: RespondFn | undefined
}

/** Answers a click: acknowledged once the work is done, and told only where there is something to say. */
export async function answerClick(
  desk: Desk,
  { body, ack, respond }: Arrived,
  work: (entry: Entry, click: Click) => Promise<Said | null>,
): Promise<void> {
  const acted = Acted.safeParse(body.actions[0])
  const scene = sceneOf(body)
  let how = { replace: false }
  const isAtHome = body.view?.type === 'home'
  const inForm: Respond = (said) => showInForm(desk, body, said)
  const send: Respond = respond === undefined ? inForm : respondBy(desk.log, respond)
  const ways = { carriesWords: false, ack: () => ack(), respond: (said: Message) => send(said, how) }
  await answer(desk, requestOf(body), ways, async (entry): Promise<Answer> => {
    const owner = isAtHome ? ownerOf(entry) : null
    const onTop: Respond = async (said) => {
      if (owner !== null) desk.homes.said(owner, said)
    }
    const opening: Opening | null = isAtHome
      ? { respond: onTop, ...scene }
      : respond === undefined
        ? null
        : { respond: send, ...scene }
    const said = await refreshingStale(entry, () =>
      work(entry, {
        actionId: acted.data?.action_id ?? '',
        value: acted.data?.selected_option?.value ?? acted.data?.value ?? null,
        open: (form, on = 'push') => openForm(desk, entry, placeOf(body, opening, on), form),
        // A form has no place for it.
        tell: async (words) => {
          if (respond !== undefined) await send(words)
        },
      }),
    )
    if (said === null || (said.onCard === true && scene.fromCard)) return null
    // What was done shows on Home itself; what is to be read comes before it.
    if (isAtHome && (said.replaces === true || said.brief === true)) {
      await onTop(said.message)
      return null
    }
    how = { replace: said.replaces === true && scene.replaces }
    return said.message
  })
}

/**
 * Whoever clicks what is no longer true sees the message brought up to date, and learns who came first; a card that
 * outlived its reader's right, too: a delegate's after the leave.
 */
async function refreshingStale<T>(entry: Entry, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const isStale = error instanceof CsqlChangedMeanwhile || error instanceof NotAllowed
    if (isStale && error.facts.number !== undefined) await refreshCards(entry.ctx, error.facts.number)
    throw error
  }
}

function requestOf({ team, user, trigger_id }: BlockAction): Request {
  return {
    caller: { teamId: team?.id ?? user.team_id ?? null, userId: user.id },
    key: trigger_id === undefined ? null : `button:${trigger_id}`,
    counts: true,
  }
}

function sceneOf({ container }: BlockAction): { replaces: boolean; fromCard: boolean } {
  const isMessage = container['type'] === 'message'
  const isEphemeral = container['is_ephemeral'] === true
  return { replaces: isMessage && isEphemeral, fromCard: isMessage && !isEphemeral }
}

function placeOf({ trigger_id, view }: BlockAction, opening: Opening | null, how: 'push' | 'replace'): Place {
  const place = { triggerId: trigger_id, opening }
  return view === undefined || view.type !== 'modal' ? place : { ...place, view: { id: view.id, how } }
}

/** In a form there is no message to answer beside: the answer lies on top of it. Over Home it opens by itself. */
async function showInForm(
  desk: Desk,
  { team, user, trigger_id, view: from }: BlockAction,
  said: Message,
): Promise<void> {
  const teamId = team?.id ?? null
  const workspace = teamId === null ? null : await desk.store.workspaces.bySlackTeam(teamId)
  if (workspace === null) return
  const m = messagesFor(desk.limit.localeOf(`${teamId} ${user.id}`) ?? workspace.settings.locale)
  try {
    const { views } = desk.clientFor(workspace.id)
    const view = noticeView(m, said)
    await (from?.type === 'home' ? views.open({ trigger_id, view }) : views.push({ trigger_id, view }))
  } catch (error) {
    desk.log.warn({ reason: slackCode(error) ?? 'no_answer' }, 'an answer in a form did not reach Slack')
  }
}
