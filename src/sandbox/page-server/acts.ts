import { z } from 'zod'
import { manifest } from '../../slack/manifest.js'
import type { Choice } from '../form.js'
import type { AppAnswer, Person } from '../index.js'
import type { Outcome } from '../page/protocol.js'
import type { Target } from '../reach.js'
import type { Play } from './play.js'
import { labelOf, submitLabel } from './tell-act.js'

const messageRef = z.strictObject({ channel: z.string(), ts: z.string() })
const viewRef = z.strictObject({ id: z.string() })
const upload = z.strictObject({ name: z.string().min(1), base64: z.base64() })
const value = z.union([
  z.string(),
  z.number(),
  z.array(z.string()),
  z.null(),
  z.strictObject({ files: z.array(upload) }),
])
const values = z.record(z.string(), value).default({})

/** What a person can do on the page, and what each act is told. */
const ACTS = {
  send: z.strictObject({ place: z.string(), text: z.string().min(1), thread: z.string().optional() }),
  click: z.strictObject({
    on: z.union([messageRef, viewRef]),
    actionId: z.string(),
    blockId: z.string(),
    value: z.string().optional(),
    values,
  }),
  select: z.strictObject({
    on: z.union([messageRef, viewRef]),
    actionId: z.string(),
    blockId: z.string(),
    choice: value,
    values,
  }),
  suggest: z.strictObject({ view: viewRef, blockId: z.string(), query: z.string() }),
  submit: z.strictObject({ view: viewRef, values }),
  close: z.strictObject({ view: viewRef }),
  shortcut: z.strictObject({ callbackId: z.string(), message: messageRef }),
  global: z.strictObject({ callbackId: z.string() }),
  react: z.strictObject({ message: messageRef, emoji: z.string().regex(/^[a-z0-9_+'-]{1,100}$/) }),
  home: z.strictObject({}),
  read: z.strictObject({ place: z.string() }),
} as const
export type ActName = keyof typeof ACTS

export const isAct = (name: string): name is ActName => Object.hasOwn(ACTS, name)

type Given<N extends ActName> = z.infer<(typeof ACTS)[N]>
type Doing = { [N in ActName]: (person: Person, given: Given<N>, play: Play) => Promise<unknown> }

/** A form's values as a person's hands give them. */
function choiceOf(given: z.infer<typeof value>): Choice {
  if (given === null || typeof given !== 'object' || Array.isArray(given)) return given
  return given.files.map(({ name, base64 }) => ({ name, bytes: Buffer.from(base64, 'base64') }))
}

const choicesOf = (given: z.infer<typeof values>): Record<string, Choice> =>
  Object.fromEntries(Object.entries(given).map(([blockId, one]) => [blockId, choiceOf(one)]))

const outcome = (answer: AppAnswer | undefined): Outcome => (answer?.error === undefined ? {} : { error: answer.error })

/** What was typed into a view so far goes along with a click in it, as Slack's client sends it. */
function fill(person: Person, on: Target, given: z.infer<typeof values>): void {
  if ('id' in on) person.fill(on, choicesOf(given))
}

const SLASH = /^\/(\S+)\s*([\s\S]*)$/

const DOING: Doing = {
  async send(person, { place, text, thread }, { trail }) {
    const [, word, rest = ''] = SLASH.exec(text.trimStart()) ?? []
    if (word === undefined) {
      person.say(place, text, thread === undefined ? undefined : { channel: place, ts: thread })
      return {}
    }
    const command = `/${word}`
    if (!manifest.features.slash_commands.some((known) => known.command === command))
      return { error: 'invalid_command' }
    if (thread !== undefined) return { error: 'command_in_thread' }
    const seen = await person.command(command, rest, { channel: place })
    if (seen.ephemeral !== undefined) trail.answeredBy(seen.ephemeral)
    return outcome(seen)
  },
  async click(person, { on, actionId, blockId, value: clicked, values: typed }) {
    fill(person, on, typed)
    return outcome(await person.click(on, actionId, { blockId, ...(clicked === undefined ? {} : { value: clicked }) }))
  },
  async select(person, { on, actionId, blockId, choice, values: typed }) {
    fill(person, on, typed)
    return outcome(await person.select(on, actionId, choiceOf(choice), { blockId }))
  },
  async suggest(person, { view, blockId, query }) {
    const answer = await person.suggest(view, blockId, query)
    return { ...outcome(answer), options: answer.options }
  },
  async submit(person, { view, values: typed }) {
    const seen = await person.submit(view, choicesOf(typed))
    return { ...outcome(seen), ...(seen.refused === undefined ? {} : { refused: seen.refused }) }
  },
  async close(person, { view }) {
    return outcome(await person.close(view))
  },
  async shortcut(person, { callbackId, message }) {
    return outcome(await person.messageShortcut(callbackId, message))
  },
  async global(person, { callbackId }) {
    return outcome(await person.globalShortcut(callbackId))
  },
  async react(person, { message, emoji }) {
    return outcome(await person.react(message, emoji))
  },
  async home(person) {
    return outcome(await person.openHome())
  },
  async read(person, { place }, { marks }) {
    marks.read(person.id, place)
    return {}
  },
}

/** The act in the words that its person saw, for the transcript. */
function whatOf(play: Play, person: string, name: ActName, given: Record<string, unknown>): string | null {
  const { workspace } = play.company.sandbox
  if (name === 'send') return String(given['text'])
  if (name === 'submit') return submitLabel(workspace, person)
  if (name === 'react') return `:${String(given['emoji'])}:`
  if (name === 'shortcut' || name === 'global') {
    return manifest.features.shortcuts.find(({ callback_id }) => callback_id === given['callbackId'])?.name ?? null
  }
  if (name !== 'click' && name !== 'select') return null
  return labelOf(workspace, given['on'] as Target, String(given['actionId']), given['choice'])
}

/**
 * Does what a person did on the page. Reading is no act: it waits for nothing and the inspector does not list it.
 *
 * @throws ZodError for a request of no such shape
 * @throws NotPossible for what nobody could click
 * @throws SlackError `user_not_found`
 */
export async function act<N extends ActName>(play: Play, personId: string, name: N, given: unknown): Promise<unknown> {
  const read = ACTS[name].parse(given) as Given<N>
  const person = play.company.sandbox.as(personId)
  const done = await (name === 'read'
    ? DOING[name](person, read, play)
    : play.act(personId, whatOf(play, personId, name, read), () => DOING[name](person, read, play)))
  play.tell()
  return done
}
