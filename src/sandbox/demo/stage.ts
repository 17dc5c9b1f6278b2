import type { App } from '../../app.js'
import type { Choice } from '../form.js'
import type { HandClock } from '../hand-clock.js'
import type { Sandbox } from '../index.js'
import { isJson, type Json, listOf } from '../json.js'
import type { Message, MessageRef } from '../messages.js'
import { PassingTime } from './passing-time.js'
import type { Transcript } from './transcript.js'

/** Home is published, and a view under a form brought up to date, within so long (ms of the machine's clock). */
const HOME_FOLLOWS = 1_000
const VIEW_FOLLOWS = 1_000

/** The story cannot go on: the app did not show what the story needs. */
class StoryStuck extends Error {}

/** Where the story is played: people act on the local workspace, time passes, and everything seen is printed. */
export class Stage {
  readonly #time: PassingTime
  readonly #sandbox: Sandbox
  readonly #clock: HandClock
  readonly #transcript: Transcript
  /** What was last shown of whose Home. */
  readonly #homes = new Map<string, string>()

  constructor(app: App, sandbox: Sandbox, clock: HandClock, transcript: Transcript) {
    this.#time = new PassingTime(app, clock, () => transcript.messages(clock.now()))
    this.#sandbox = sandbox
    this.#clock = clock
    this.#transcript = transcript
  }

  chapter(title: string): void {
    this.#transcript.chapter(title)
  }

  /** Types a slash command. A modal that opens is shown. */
  async command(person: string, text: string): Promise<void> {
    this.#transcript.does(person, `/csql ${text}`, this.#clock.now())
    const seen = await this.#sandbox.as(person).command('/csql', text)
    if (seen.error !== undefined) throw new StoryStuck(`/csql ${text}: ${seen.error}`)
    await this.#time.settle()
    this.#showModal(person)
  }

  /** Writes a message in a channel, as colleagues do. */
  writes(person: string, channel: string, text: string, what: string): MessageRef {
    this.#transcript.does(person, what, this.#clock.now())
    const message = this.#sandbox.as(person).say(channel, text)
    this.#transcript.messages(this.#clock.now())
    return message
  }

  /** Uses a shortcut of a message. */
  async shortcut(person: string, callbackId: string, message: MessageRef, what: string): Promise<void> {
    this.#transcript.does(person, what, this.#clock.now())
    const seen = await this.#sandbox.as(person).messageShortcut(callbackId, message)
    if (seen.error !== undefined) throw new StoryStuck(`${callbackId}: ${seen.error}`)
    this.#showModal(person)
  }

  /** Puts an emoji on a message, and takes the offer that only this person sees. */
  async reacts(person: string, message: MessageRef, emoji: string, what: string): Promise<void> {
    this.#transcript.does(person, what, this.#clock.now())
    await this.#sandbox.as(person).react(message, emoji)
    const { offer, button } = await this.#sandbox.until(() => this.#offerTo(person))
    this.#transcript.messages(this.#clock.now())
    const label = isJson(button['text']) ? String(button['text']['text']) : ''
    this.#transcript.does(person, `[${label}]`, this.#clock.now())
    await this.#sandbox.as(person).click(offer, String(button['action_id']))
    this.#showModal(person)
  }

  /** Clicks a button of the newest message that has it and speaks of the CSQL. */
  async click(person: string, action: string, number: number): Promise<void> {
    const { message, label, blockId } = this.#find(person, action, number)
    this.#transcript.does(person, `[${label}]`, this.#clock.now())
    const seen = await this.#sandbox.as(person).click(message, action, { blockId })
    if (seen.error !== undefined) throw new StoryStuck(`${action}: ${seen.error}`)
    await this.#time.settle()
    this.#showModal(person)
  }

  /** Clicks a button of the open modal, named by its value. */
  async clickInModal(person: string, action: string, value: string): Promise<void> {
    const modal = this.#sandbox.as(person).modal()
    if (modal === undefined) throw new StoryStuck(`${person} has no modal open`)
    const seen = await this.#sandbox.as(person).click(modal, action, { value })
    if (seen.error !== undefined) throw new StoryStuck(`${action}: ${seen.error}`)
    this.#showModal(person)
  }

  /** Fills and sends the open modal; `what` tells the reader what was entered. */
  async submit(person: string, values: Readonly<Record<string, Choice>>, what: string): Promise<void> {
    const modal = this.#sandbox.as(person).modal()
    if (modal === undefined) throw new StoryStuck(`${person} has no modal open`)
    this.#transcript.does(person, what, this.#clock.now())
    const under = this.#sandbox.workspace.views.stack(person).at(-2)
    const hash = under?.hash
    const seen = await this.#sandbox.as(person).submit(modal, values)
    if (seen.refused !== undefined || seen.errors !== undefined || seen.error !== undefined) {
      throw new StoryStuck(`the modal was not taken: ${JSON.stringify([seen.refused, seen.errors, seen.error])}`)
    }
    await this.#time.settle()
    // What the form lay on follows a moment later.
    const onTop = this.#sandbox.as(person).modal()
    if (onTop !== undefined && onTop === under) {
      await this.#sandbox
        .until(() => this.#sandbox.as(person).modal()?.hash !== hash, VIEW_FOLLOWS)
        .catch(() => undefined)
    }
    this.#showModal(person)
  }

  /** Opens the app, and shows its Home. */
  async opensHome(person: string, what: string): Promise<void> {
    this.#transcript.does(person, what, this.#clock.now())
    const { error } = await this.#sandbox.as(person).openHome()
    if (error !== undefined) throw new StoryStuck(`at Home: ${error}`)
    await this.homeOf(person)
  }

  /** Clicks a button on Home that speaks of the CSQL. */
  async clickAtHome(person: string, action: string, number: number): Promise<void> {
    const home = this.#sandbox.as(person).home()
    const found = buttonOf(home?.blocks ?? [], action, number)
    if (home === undefined || found === null)
      throw new StoryStuck(`${person} sees no ${action} of CSQL-${number} at Home`)
    this.#transcript.does(person, `[${found.label}]`, this.#clock.now())
    const { error } = await this.#sandbox.as(person).click(home, action, { blockId: found.blockId })
    if (error !== undefined) throw new StoryStuck(`${action} at Home: ${error}`)
    await this.#time.settle()
    this.#showModal(person)
  }

  /** Shows somebody's Home, which follows what was done a moment later; one that is up to date stays as it is. */
  async homeOf(person: string): Promise<void> {
    const changed = () => this.#sandbox.as(person).home()?.hash !== this.#homes.get(person)
    await this.#sandbox.until(changed, HOME_FOLLOWS).catch(() => undefined)
    const home = this.#sandbox.as(person).home()
    if (home === undefined) throw new StoryStuck(`${person} has no Home`)
    this.#homes.set(person, home.hash)
    this.#transcript.home(person, home)
  }

  /** What one external select offers for a query: the first option's value and text. */
  async firstSuggestion(person: string, blockId: string, query: string): Promise<string> {
    const modal = this.#sandbox.as(person).modal()
    if (modal === undefined) throw new StoryStuck(`${person} has no modal open`)
    const { options } = await this.#sandbox.as(person).suggest(modal, blockId, query)
    const value = options[0]?.['value']
    if (typeof value !== 'string') throw new StoryStuck(`nothing is offered for ${query}`)
    return value
  }

  /** Lets time pass until an instant. */
  passUntil(instant: number): Promise<void> {
    return this.#time.until(instant)
  }

  #offerTo(person: string): { offer: Message; button: Json } | undefined {
    for (const offer of this.#sandbox.as(person).ephemerals().toReversed()) {
      const buttons = offer.blocks.flatMap((block) => listOf(block['elements']))
      const button = buttons.find((element) => element['action_id'] === 'csql.capture')
      if (button !== undefined) return { offer, button }
    }
    return undefined
  }

  #showModal(person: string): void {
    const modal = this.#sandbox.as(person).modal()
    if (modal !== undefined) this.#transcript.modal(person, modal)
  }

  #find(person: string, action: string, number: number): { message: Message; label: string; blockId: string } {
    for (const message of this.#sandbox.as(person).inbox().toReversed()) {
      const found = buttonOf(message.blocks, action, number)
      if (found !== null) return { message, ...found }
    }
    throw new StoryStuck(`${person} sees no button ${action} of CSQL-${number}`)
  }
}

/** The button of an action on a CSQL. */
function buttonOf(
  blocks: readonly Json[],
  action: string,
  number: number,
): { readonly label: string; readonly blockId: string } | null {
  for (const block of blocks) {
    const button = listOf(block['elements']).find(
      (element) => element['action_id'] === action && String(element['value']).startsWith(`1:${number}:`),
    )
    if (button === undefined) continue
    const label = isJson(button['text']) ? String(button['text']['text']) : action
    return { label, blockId: String(block['block_id']) }
  }
  return null
}
