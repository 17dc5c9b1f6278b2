import { checkedView } from './api/views.js'
import { type AppAnswer, ackObject, type Deliveries, type SendOptions } from './deliver.js'
import { type Choice, clientFault, entered, NotPossible, optionsOf } from './form.js'
import { isJson, type Json, wordsOf } from './json.js'
import { interactionBase, viewPart } from './payloads.js'
import { SlackError } from './slack-error.js'
import { viewJson } from './view-json.js'
import { elementsOf, type Field } from './view-state.js'
import type { OpenView } from './views.js'
import type { Workspace } from './workspace.js'

/** Slack waits for three characters before it asks an external select for options. */
const MIN_QUERY = 3
const OPTIONS = 100
const OPTION_TEXT = 75
const OPTION_VALUE = 150

/** What came of sending a modal. */
export type ModalSeen = AppAnswer & {
  /** What the client itself refused, by block id; then nothing was sent. */
  readonly refused?: Readonly<Record<string, string>>
  /** What the app answered by `response_action: errors`. */
  readonly errors?: Readonly<Record<string, string>>
  /** The modal on top afterwards. */
  readonly view: OpenView | undefined
}

/** One person's modals: typing, sending, closing, and what the app's answer does to them. */
export class Modals {
  readonly #user: string
  readonly #workspace: Workspace
  readonly #deliveries: Deliveries

  constructor(user: string, workspace: Workspace, deliveries: Deliveries) {
    this.#user = user
    this.#workspace = workspace
    this.#deliveries = deliveries
  }

  /** @throws NotPossible for a field that is not there or a choice that is not offered. */
  fill(view: OpenView, values: Readonly<Record<string, Choice>>): void {
    for (const [blockId, choice] of Object.entries(values)) {
      const field = this.#field(view, blockId)
      const value = entered(this.#workspace, field, choice, this.#offered(view, field))
      view.state[blockId] = { ...view.state[blockId], [String(field.element['action_id'])]: value }
    }
  }

  async submit(view: OpenView, values: Readonly<Record<string, Choice>>, options: SendOptions): Promise<ModalSeen> {
    if (view.definition['submit'] === undefined) throw new NotPossible('this modal has no button to send it')
    if (this.#top()?.id !== view.id) throw new NotPossible('only the modal on top can be sent')
    this.fill(view, values)
    const refused = this.#clientFaults(view)
    if (Object.keys(refused).length > 0) return { status: 0, ms: 0, body: '', refused, view }
    view.errors = {}
    const answer = await this.#deliveries.interaction(
      {
        type: 'view_submission',
        ...interactionBase(this.#workspace, this.#user),
        trigger_id: this.#workspace.triggers.issue({ user: this.#user }),
        view: viewJson(this.#workspace, view),
        response_urls: [],
      },
      options,
    )
    return answer.error === undefined ? this.#follow(view, answer) : { ...answer, view: this.#top() }
  }

  /** Undefined when the modal did not ask to hear of it. */
  async close(view: OpenView, options: SendOptions): Promise<AppAnswer | undefined> {
    const clears = view.definition['clear_on_close'] === true
    if (clears) this.#workspace.views.clear(this.#user)
    else this.#workspace.views.close(view)
    if (view.definition['notify_on_close'] !== true) return undefined
    const body = {
      type: 'view_closed',
      ...interactionBase(this.#workspace, this.#user),
      view: viewJson(this.#workspace, view),
      is_cleared: clears,
    }
    return this.#deliveries.interaction(body, options)
  }

  async suggest(
    view: OpenView,
    blockId: string,
    query: string,
    options: SendOptions,
  ): Promise<AppAnswer & { options: Json[] }> {
    const { element } = this.#field(view, blockId)
    if (!String(element['type']).includes('external')) throw new NotPossible(`${blockId} asks the app for nothing`)
    if (query.length < Number(element['min_query_length'] ?? MIN_QUERY)) {
      return { status: 0, ms: 0, body: '', options: [] }
    }
    const answer = await this.#deliveries.interaction(
      {
        type: 'block_suggestion',
        ...interactionBase(this.#workspace, this.#user),
        ...viewPart(this.#workspace, view),
        block_id: blockId,
        action_id: element['action_id'],
        value: query,
      },
      options,
    )
    const offered = optionsOf(ackObject(answer))
    const broken = answer.error ?? optionFault(offered)
    if (broken !== undefined) return { ...answer, error: broken, options: [] }
    view.offered.set(blockId, offered)
    return { ...answer, options: offered }
  }

  #top(): OpenView | undefined {
    return this.#workspace.views.stack(this.#user).at(-1)
  }

  #field(view: OpenView, blockId: string): Field {
    const fields = elementsOf(view.blocks)
    const found = fields.find((field) => field.blockId === blockId)
    if (found === undefined)
      throw new NotPossible(`no field ${blockId}; there: ${fields.map((f) => f.blockId).join(', ')}`)
    return found
  }

  #offered(view: OpenView, { blockId, element }: Field): Json[] {
    const initial = element['initial_option']
    return [...(view.offered.get(blockId) ?? []), ...(isJson(initial) ? [initial] : [])]
  }

  #clientFaults(view: OpenView): Record<string, string> {
    const faults: Record<string, string> = {}
    for (const field of elementsOf(view.blocks)) {
      if (!field.input) continue
      const value = view.state[field.blockId]?.[String(field.element['action_id'])] ?? {}
      const fault = clientFault(field, value)
      if (fault !== undefined) faults[field.blockId] = fault
    }
    return faults
  }

  /** What the answer to a submit does. Nonsense leaves the modal with Slack's "trouble connecting". */
  #follow(view: OpenView, answer: AppAnswer): ModalSeen {
    try {
      const errors = this.#apply(view, ackObject(answer))
      return { ...answer, ...(errors === undefined ? {} : { errors }), view: this.#top() }
    } catch (error) {
      if (!(error instanceof SlackError)) throw error
      const why = JSON.stringify(error.extra)
      return { ...answer, error: `${error.code} ${why}`, view: this.#top() }
    }
  }

  #apply(view: OpenView, ack: Json): Record<string, string> | undefined {
    const { views } = this.#workspace
    const next = isJson(ack['view']) ? ack['view'] : {}
    switch (ack['response_action']) {
      case undefined:
        views.close(view)
        return undefined
      case 'clear':
        views.clear(this.#user)
        return undefined
      case 'update':
        views.replace(view, checkedView(next, 'modal'))
        return undefined
      case 'push':
        views.push(this.#user, checkedView(next, 'modal'))
        return undefined
      case 'errors':
        view.errors = errorsOf(view, ack['errors'])
        return view.errors
      default:
        throw new SlackError('invalid_response_action')
    }
  }
}

/** Errors must name input blocks that are there. */
function errorsOf(view: OpenView, given: unknown): Record<string, string> {
  const inputs = new Set(view.blocks.filter((block) => block['type'] === 'input').map((block) => block['block_id']))
  const errors = Object.entries(isJson(given) ? given : {}).map(([blockId, words]): [string, string] => {
    if (!inputs.has(blockId)) throw new SlackError('invalid_errors', { block_id: blockId })
    if (typeof words !== 'string' || words === '') throw new SlackError('invalid_errors', { block_id: blockId, words })
    return [blockId, words]
  })
  if (errors.length === 0) throw new SlackError('invalid_errors')
  return Object.fromEntries(errors)
}

function optionFault(options: readonly Json[]): string | undefined {
  if (options.length > OPTIONS) return `no more than ${OPTIONS} options`
  for (const option of options) {
    const words = wordsOf(option['text'])
    const value = option['value']
    if (words === '' || words.length > OPTION_TEXT) return `option text "${words}"`
    if (typeof value !== 'string' || value === '' || value.length > OPTION_VALUE)
      return `option value "${String(value)}"`
  }
  return undefined
}
