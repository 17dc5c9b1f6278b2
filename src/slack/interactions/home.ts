import { z } from 'zod'
import { PAUSES, pauseUntil } from '../../domain/home.js'
import { localDay } from '../../domain/zone-time.js'
import { pauseNudges } from '../../usecases/pause-nudges.js'
import { lines } from '../../views/blocks.js'
import { readHomeMark, readHomeState } from '../../views/home-value.js'
import { OPEN_HOME, PAUSE_FOR, PAUSE_OVER } from '../../views/ids.js'
import { message } from '../../views/message.js'
import { type Entry, TurnedAway } from '../actor.js'
import type { Desk } from '../desk.js'
import { OutOfDate, TooManyRequests } from '../edge-errors.js'
import { refusedHome } from '../home/make-home.js'
import { ownerOf } from '../home/owner.js'
import { slackCode } from '../people.js'
import { admit } from '../reply.js'
import type { Click, Said } from './click.js'

const Opened = z.object({
  user: z.string(),
  tab: z.string(),
  view: z.object({ private_metadata: z.string().optional() }).optional(),
})

/**
 * Somebody opens the app. What their Home shows stands in it as a mark, so that one that is up to date is left alone.
 * Whoever takes no part is told why, and what Tasuki is where they could come to.
 */
export async function onHomeOpened(desk: Desk, teamId: string | null, event: unknown): Promise<void> {
  const read = Opened.safeParse(event)
  if (!read.success || read.data.tab !== 'home') return
  const { user, view } = read.data
  try {
    const entry = await admit(desk, { caller: { teamId, userId: user }, key: null, counts: true })
    const owner = ownerOf(entry)
    if (owner !== null) desk.homes.opened(owner, view?.private_metadata)
  } catch (error) {
    if (!(error instanceof TurnedAway)) throw error
    if (!(error.why instanceof TooManyRequests))
      await turnAway(desk, { teamId, user, shown: view?.private_metadata }, error)
  }
}

interface Visitor {
  readonly teamId: string | null
  readonly user: string
  readonly shown: string | undefined
}

async function turnAway(desk: Desk, { teamId, user, shown }: Visitor, { why, locale }: TurnedAway): Promise<void> {
  const workspace = teamId === null ? null : await desk.store.workspaces.bySlackTeam(teamId)
  if (workspace === null) return
  const { view, content } = refusedHome(why, locale)
  if (readHomeMark(shown) !== null && shown === content) return
  try {
    await desk.clientFor(workspace.id).views.publish({ user_id: user, view })
  } catch (error) {
    const reason = slackCode(error) ?? 'no_answer'
    desk.log.warn({ workspaceId: workspace.id, reason }, 'a Home did not reach Slack')
  }
}

/** Whether an action id is one that only Home has. */
export const isHomeAction = (id: string): boolean =>
  [OPEN_HOME, PAUSE_FOR, PAUSE_OVER].includes(id) || id.startsWith(`${OPEN_HOME}.`)

/** Turns Home, or pauses one's reminders from there. @throws OutOfDate for what this program did not write */
export async function onHomeAction(entry: Entry, { actionId, value }: Click): Promise<Said | null> {
  // A link: Slack opens it, and tells us all the same.
  if (actionId === `${OPEN_HOME}.link`) return null
  if (actionId === PAUSE_FOR || actionId === PAUSE_OVER) return onPause(entry, actionId === PAUSE_OVER ? null : value)
  const state = readHomeState(value)
  if (state === null) throw new OutOfDate({ what: 'button' })
  const owner = ownerOf(entry)
  if (owner !== null) entry.deps.homes.turned(owner, state)
  return null
}

async function onPause({ ctx, person, messages: m }: Entry, span: string | null): Promise<Said> {
  const words = m.commands.pause
  if (span === null) {
    await pauseNudges(ctx, null)
    return { message: message(lines(words.ended)), replaces: true }
  }
  const pause = PAUSES.find((one) => one === span)
  if (pause === undefined) throw new OutOfDate({ what: 'button' })
  const today = localDay(person.zone, ctx.now)
  const until = pauseUntil(pause, today)
  await pauseNudges(ctx, until)
  return { message: message(lines(words.paused(m.format.day(until, today)))), replaces: true }
}
