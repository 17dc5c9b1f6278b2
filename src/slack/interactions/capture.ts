import type { GlobalShortcut, MessageShortcut, RespondFn } from '@slack/bolt'
import { z } from 'zod'
import { messagesFor } from '../../i18n/index.js'
import { guessAccount } from '../../usecases/guess-account.js'
import { logSignal } from '../../usecases/log-signal.js'
import { isFirstOffer } from '../../usecases/offer-once.js'
import { captureOffer } from '../../views/capture-offer.js'
import { type MessageAt, readCaptured, readMessageAt, writeMessageAt } from '../../views/ids.js'
import type { Message } from '../../views/message.js'
import type { LogPrefill } from '../../views/modals/log.js'
import { type Entry, TurnedAway } from '../actor.js'
import { loggedAnswer, withoutSecretFields } from '../answers.js'
import { respondBy } from '../bolt-ways.js'
import type { Desk } from '../desk.js'
import { OutOfDate } from '../edge-errors.js'
import { openForm } from '../forms.js'
import { textOfMessage } from '../message-text.js'
import { slackCode } from '../people.js'
import { admit, answer, noticeView } from '../reply.js'
import { readableMentions } from '../typed-text.js'
import type { Request } from '../ways.js'
import type { Click, Said } from './click.js'

type Shortcut = MessageShortcut | GlobalShortcut

const requestOf = ({ team, user, trigger_id }: Shortcut): Request => ({
  caller: { teamId: team?.id ?? user.team_id ?? null, userId: user.id },
  key: `shortcut:${trigger_id}`,
  counts: true,
})

/** What was said somewhere, as the form for a new signal: its text and where to find it; the account as a guess. */
async function prefillFrom(
  entry: Entry,
  said: { channelName: string; text: string; permalink: string | null },
): Promise<LogPrefill> {
  const { only, candidates } = await guessAccount(entry.ctx, said)
  return { account: only, accountGuessed: only !== null, candidates, note: await noteOf(entry, said) }
}

async function noteOf(entry: Entry, said: { text: string; permalink: string | null }): Promise<string | null> {
  const text = await readableMentions(entry, said.text)
  const note = [text, said.permalink ?? ''].filter((part) => part !== '').join('\n')
  return note === '' ? null : note
}

/** Slack's own form of a message's address, so that the form need not wait for Slack to say it. */
function permalinkOf({ team, channel, message }: MessageShortcut): string | null {
  if (team === null || !/^[a-z0-9-]+$/u.test(team.domain)) return null
  const at = `https://${team.domain}.slack.com/archives/${channel.id}/p${message.ts.replace('.', '')}`
  const thread: unknown = message['thread_ts']
  const isReply = typeof thread === 'string' && thread !== message.ts
  return isReply ? `${at}?thread_ts=${thread}&cid=${channel.id}` : at
}

/** The message shortcut: the form opens with what the message says. */
export async function captureMessage(
  desk: Desk,
  shortcut: MessageShortcut,
  ack: () => Promise<void>,
  respond: RespondFn,
): Promise<void> {
  const ways = { carriesWords: false, ack: () => ack(), respond: respondBy(desk.log, respond) }
  await answer(desk, requestOf(shortcut), ways, async (entry) => {
    const { channel, message } = shortcut
    const text = textOfMessage(message)
    const prefill = await prefillFrom(entry, { channelName: channel.name, text, permalink: permalinkOf(shortcut) })
    const opening = { respond: ways.respond, replaces: false, fromCard: false }
    return openForm(desk, entry, { triggerId: shortcut.trigger_id, opening }, { kind: 'log', prefill })
  })
}

/** The global shortcut: the empty form. There is no place beside it, so what is to be told is told in a form. */
export async function captureNew(desk: Desk, shortcut: GlobalShortcut, ack: () => Promise<void>): Promise<void> {
  const respond = (said: Message) => showAlone(desk, shortcut, said)
  await answer(desk, requestOf(shortcut), { carriesWords: false, ack: () => ack(), respond }, (entry) =>
    openForm(desk, entry, { triggerId: shortcut.trigger_id, opening: null }, { kind: 'log' }),
  )
}

async function showAlone(desk: Desk, { team, user, trigger_id }: GlobalShortcut, said: Message): Promise<void> {
  const teamId = team?.id ?? user.team_id
  const workspace = await desk.store.workspaces.bySlackTeam(teamId)
  if (workspace === null) return
  const m = messagesFor(desk.limit.localeOf(`${teamId} ${user.id}`) ?? workspace.settings.locale)
  try {
    await desk.clientFor(workspace.id).views.open({ trigger_id, view: noticeView(m, said) })
  } catch (error) {
    desk.log.warn({ reason: slackCode(error) ?? 'no_answer' }, 'an answer to a shortcut did not reach Slack')
  }
}

const Reaction = z.object({
  user: z.string(),
  reaction: z.string(),
  item: z.object({ type: z.literal('message'), channel: z.string(), ts: z.string() }),
})

/**
 * The emoji on a message: whoever put it there is offered, alone, to log the message; once for each message. Whoever
 * takes no part hears nothing, for they did not ask.
 */
export async function onReaction(desk: Desk, teamId: string | null, event: unknown): Promise<void> {
  const read = Reaction.safeParse(event)
  const workspace = teamId === null ? null : await desk.store.workspaces.bySlackTeam(teamId)
  if (!read.success || workspace === null) return
  const { user, reaction, item } = read.data
  const emoji = workspace.settings.captureEmoji
  // A skin tone stands behind the name.
  if (emoji === null || reaction.split('::')[0] !== emoji) return
  const key = `reaction:${item.channel}:${item.ts}:${user}`
  try {
    const entry = await admit(desk, { caller: { teamId, userId: user }, key, counts: true })
    if (await isFirstOffer(entry.ctx)) await offer(entry, { channel: item.channel, ts: item.ts, thread: null })
  } catch (error) {
    if (!(error instanceof TurnedAway)) throw error
  }
}

async function offer(entry: Entry, at: MessageAt): Promise<void> {
  const { deps, ctx, workspace, person, messages } = entry
  if (person.slackUserId === null) return
  const said = await readMessage(entry, at)
  const isWhole = said.text !== null && said.text !== '' && said.text.length <= LONGEST_AS_IS
  const guess = isWhole ? await guessAccount(ctx, { ...said, text: said.text ?? '' }) : null
  try {
    await deps.clientFor(workspace.id).chat.postEphemeral({
      channel: at.channel,
      user: person.slackUserId,
      ...captureOffer(at, guess?.only ?? null, messages),
    })
  } catch (error) {
    deps.log.warn(
      { workspaceId: workspace.id, reason: slackCode(error) ?? 'no_answer' },
      'an offer did not reach Slack',
    )
  }
}

/** What fits into the form's note, beside the message's address; a longer one is shortened there by hand. */
const LONGEST_AS_IS = 2500

/** Logs the message for the account that the button named; where it cannot be read any more, the form opens. */
export async function logCaptured(entry: Entry, click: Click): Promise<Said | null> {
  const captured = readCaptured(click.value)
  if (captured === null) throw new OutOfDate({ what: 'button' })
  const { at, accountId } = captured
  const said = await readMessage(entry, at)
  if (said.text === null || said.text.length > LONGEST_AS_IS)
    return openCaptured(entry, { ...click, value: writeMessageAt(at) })
  const note = await noteOf(entry, { text: said.text, permalink: said.permalink })
  const { fields, secretRemoved } = withoutSecretFields(entry, { account: { id: accountId }, note })
  const logged = await logSignal(entry.ctx, { line: null, fields })
  return { message: await loggedAnswer(entry, logged, { secretRemoved }), replaces: true }
}

/** The offer taken up: the form opens with what the message says, as far as we may read it. @throws OutOfDate */
export async function openCaptured(entry: Entry, click: Click): Promise<null> {
  const at = readMessageAt(click.value)
  if (at === null) throw new OutOfDate({ what: 'button' })
  const said = await readMessage(entry, at)
  const prefill = await prefillFrom(entry, { ...said, text: said.text ?? '' })
  const refusal = said.text === null ? { refusal: entry.messages.capture.textUnread } : {}
  return click.open({ kind: 'log', prefill, ...refusal })
}

/** The form must open within three seconds of the click: Slack gets one of them (ms of the machine's clock). */
const PATIENCE = 1000

/** A message, its address and its channel's name, each as far as Slack tells it in time; `text` null = it may not be read. */
async function readMessage(
  { deps, workspace }: Entry,
  { channel, ts }: MessageAt,
): Promise<{ text: string | null; permalink: string | null; channelName: string }> {
  const client = deps.clientFor(workspace.id)
  const exactly = { channel, latest: ts, oldest: ts, inclusive: true, limit: 1 }
  const top = () => client.conversations.history(exactly)
  // A reply stands in no channel's history.
  const reply = () => client.conversations.replies({ ...exactly, ts })
  const [found, link, info] = await Promise.all([
    inTime(async () => messageIn(await top(), ts) ?? messageIn(await reply(), ts)),
    inTime(() => client.chat.getPermalink({ channel, message_ts: ts })),
    inTime(() => client.conversations.info({ channel })),
  ])
  return {
    text: found === null ? null : textOfMessage(found),
    permalink: link?.permalink ?? null,
    channelName: info?.channel?.name ?? '',
  }
}

const messageIn = ({ messages }: { messages?: readonly { ts?: string }[] }, ts: string) =>
  messages?.find((message) => message.ts === ts) ?? null

/** What Slack says, or null where it refuses or is late: the form does without. */
async function inTime<T>(ask: () => Promise<T>): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), PATIENCE)
  })
  try {
    return await Promise.race([ask(), late])
  } catch {
    return null
  } finally {
    clearTimeout(timer)
  }
}
