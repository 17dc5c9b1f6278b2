import { NotPossible } from './form.js'
import type { Message, MessageRef } from './messages.js'
import { elementsOf, type Field } from './view-state.js'
import type { OpenView } from './views.js'
import type { Conversation, Workspace } from './workspace.js'

export type ViewRef = { readonly id: string }
export type Target = MessageRef | ViewRef

/** Which of several elements with one action id. */
export type Which = { readonly value?: string; readonly blockId?: string }

export const isMessageRef = (target: Target): target is MessageRef => 'ts' in target

/** What one person can get at: places they are in, messages and views before their eyes. All throw NotPossible. */
export class Reach {
  readonly #id: string
  readonly #workspace: Workspace

  constructor(id: string, workspace: Workspace) {
    this.#id = id
    this.#workspace = workspace
  }

  /** A channel they are in; without an id the first one, else the DM with the app. */
  place(id?: string): Conversation {
    const workspace = this.#workspace
    const mine = (place: Conversation) => workspace.membersOf(place).includes(this.#id)
    const place =
      id === undefined ? (workspace.channels().find(mine) ?? workspace.imOf(this.#id)) : workspace.conversation(id)
    if (place === undefined || !mine(place)) throw new NotPossible(`${this.#id} is not in ${id}`)
    return place
  }

  message(ref: MessageRef): Message {
    const message = this.#workspace.messages.find(ref)
    if (message === undefined) throw new NotPossible(`no message ${ref.ts} in ${ref.channel}: it may be deleted`)
    this.place(message.channel)
    if (message.ephemeralTo !== undefined && message.ephemeralTo !== this.#id) {
      throw new NotPossible(`only ${message.ephemeralTo} sees that message`)
    }
    return message
  }

  view(ref: ViewRef): OpenView {
    const { views } = this.#workspace
    const open = [...views.stack(this.#id), views.home(this.#id)].find((view) => view?.id === ref.id)
    if (open === undefined) throw new NotPossible(`${this.#id} has no view ${ref.id} open`)
    return open
  }

  /** The one element that stands there under that action id. */
  find(target: Target, actionId: string, { value, blockId }: Which): Field {
    const blocks = isMessageRef(target) ? this.message(target).blocks : this.view(target).blocks
    const there = elementsOf(blocks)
    const found = there.filter(
      (field) =>
        field.element['action_id'] === actionId &&
        (blockId === undefined || field.blockId === blockId) &&
        (value === undefined || field.element['value'] === value),
    )
    const [first, second] = found
    if (first === undefined) {
      const seen = there.map((field) => String(field.element['action_id'])).join(', ')
      throw new NotPossible(
        `nothing to click called ${actionId}${value === undefined ? '' : ` (${value})`}; there: ${seen}`,
      )
    }
    if (second !== undefined) throw new NotPossible(`several called ${actionId}: say which by value or blockId`)
    return first
  }
}
