import { type Json, listOf, stringOf } from './json.js'
import { SlackError } from './slack-error.js'
import { type StateValues, stateOf } from './view-state.js'

const STACK_LIMIT = 3

/** A modal or Home as one person has it. */
export type OpenView = {
  readonly id: string
  readonly user: string
  readonly root: string
  readonly previous: string | null
  definition: Json
  blocks: Json[]
  hash: string
  state: StateValues
  /** Errors that the app keyed by block id, shown until the next submit. */
  errors: Record<string, string>
  /** What the last block_suggestion of a block offered. */
  offered: Map<string, Json[]>
}

export class Views {
  readonly #now: () => number
  readonly #stacks = new Map<string, OpenView[]>()
  readonly #homes = new Map<string, OpenView>()
  #made = 0

  constructor(now: () => number) {
    this.#now = now
  }

  /** The person's open modals, the top one last. */
  stack(user: string): readonly OpenView[] {
    return this.#stacks.get(user) ?? []
  }

  home(user: string): OpenView | undefined {
    return this.#homes.get(user)
  }

  open(user: string, definition: Json): OpenView {
    this.#refuseDuplicate(definition)
    const view = this.#make(user, definition, null)
    this.#stacks.set(user, [view])
    return view
  }

  push(user: string, definition: Json): OpenView {
    const stack = this.stack(user)
    const top = stack.at(-1)
    if (top === undefined) throw new SlackError('not_found')
    if (stack.length >= STACK_LIMIT) throw new SlackError('push_limit_reached')
    this.#refuseDuplicate(definition)
    const view = this.#make(user, definition, top)
    this.#stacks.set(user, [...stack, view])
    return view
  }

  publish(user: string, definition: Json, hash?: string): OpenView {
    const home = this.#homes.get(user)
    if (home === undefined) {
      const made = this.#make(user, definition, null)
      this.#homes.set(user, made)
      return made
    }
    return this.replace(home, definition, hash)
  }

  /** @throws SlackError `hash_conflict` when the view changed since `hash`. */
  replace(view: OpenView, definition: Json, hash?: string): OpenView {
    if (hash !== undefined && hash !== view.hash) throw new SlackError('hash_conflict')
    this.#refuseDuplicate(definition, view)
    view.definition = definition
    view.blocks = this.#blocks(definition)
    view.state = stateOf(view.blocks, view.state)
    view.errors = {}
    view.hash = this.#hash()
    return view
  }

  /** @throws SlackError `not_found` for a view that is closed or never was. */
  get(by: { id?: string | undefined; externalId?: string | undefined }): OpenView {
    const found = this.#all().find(
      (view) =>
        (by.id !== undefined && view.id === by.id) ||
        (by.externalId !== undefined && view.definition['external_id'] === by.externalId),
    )
    if (found === undefined) throw new SlackError('not_found')
    return found
  }

  isOpen(view: { readonly id: string }): boolean {
    return this.#all().some((open) => open.id === view.id)
  }

  close(view: OpenView): void {
    const left = this.stack(view.user).filter((open) => open.id !== view.id)
    this.#stacks.set(view.user, left)
  }

  clear(user: string): void {
    this.#stacks.delete(user)
  }

  #all(): OpenView[] {
    return [...[...this.#stacks.values()].flat(), ...this.#homes.values()]
  }

  #refuseDuplicate(definition: Json, except?: OpenView): void {
    const externalId = stringOf(definition['external_id']) ?? ''
    if (externalId === '') return
    const taken = this.#all().some((view) => view !== except && view.definition['external_id'] === externalId)
    if (taken) throw new SlackError('duplicate_external_id')
  }

  #make(user: string, definition: Json, below: OpenView | null): OpenView {
    this.#made += 1
    const id = `V${String(this.#made).padStart(8, '0')}`
    const blocks = this.#blocks(definition)
    return {
      id,
      user,
      root: below?.root ?? id,
      previous: below?.id ?? null,
      definition,
      blocks,
      hash: this.#hash(),
      state: stateOf(blocks),
      errors: {},
      offered: new Map(),
    }
  }

  #hash(): string {
    this.#made += 1
    return `${Math.floor(this.#now() / 1000)}.${this.#made.toString(16).padStart(8, '0')}`
  }

  #blocks(definition: Json): Json[] {
    return listOf(definition['blocks']).map((block) => {
      if (typeof block['block_id'] === 'string') return block
      this.#made += 1
      return { ...block, block_id: `v${this.#made.toString(36)}` }
    })
  }
}
