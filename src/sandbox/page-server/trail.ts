import { checkBlocks, faultLine } from '../../slack/block-kit-limits.js'
import type { LoggedCall, Sandbox, SentPayload } from '../index.js'
import { isJson, type Json, listOf, stringOf } from '../json.js'
import type { MessageRef } from '../messages.js'
import type { Block, TrailDetail, TrailEntry } from '../page/protocol.js'

/** The newest so many requests are listed; details of older ones can still be asked for by number. */
const LISTED = 300

interface Act {
  readonly by: string | null
  readonly begunAt: number
}

type Noted = { readonly payload: SentPayload } | { readonly call: LoggedCall }

const begunAt = (noted: Noted): number => ('payload' in noted ? noted.payload.begunAt : noted.call.begunAt)

/** Everything that went between Slack and the app, in its order, and which act it belongs to. */
export class Trail {
  readonly #sandbox: Sandbox
  readonly #acts: Act[] = [{ by: null, begunAt: 0 }]
  /** Which payload's answer was itself a message, by the message's time stamp. */
  readonly #answers = new Map<string, SentPayload>()

  constructor(sandbox: Sandbox) {
    this.#sandbox = sandbox
  }

  /** What comes from now on belongs to this person's act, or to nobody's: time moved. */
  begin(by: string | null): void {
    this.#acts.push({ by, begunAt: performance.now() })
  }

  /** The answer to the newest payload was this message: a slash command's. */
  answeredBy(message: MessageRef): void {
    const payload = this.#sandbox.payloads.at(-1)
    if (payload !== undefined) this.#answers.set(message.ts, payload)
  }

  /** The newest first; those of one message or view where it is named. */
  list(of?: MessageRef | { readonly view: string }): readonly TrailEntry[] {
    const all = this.#noted()
    const wanted = of === undefined ? all : all.filter(({ noted }) => this.#concerns(noted, of))
    const acts = new Set(wanted.map(({ act }) => act))
    return all
      .filter(({ act }) => of === undefined || acts.has(act))
      .slice(-LISTED)
      .reverse()
      .map(({ noted, n, act }) => this.#entry(noted, n, act))
  }

  detail(n: number): TrailDetail | undefined {
    const found = this.#noted()[n]
    if (found === undefined) return undefined
    const { noted } = found
    const [sent, answer] =
      'payload' in noted
        ? [noted.payload.body, noted.payload.answer?.body ?? null]
        : [noted.call.args, noted.call.response ?? null]
    return { ...this.#entry(noted, n, found.act), sent, answer, blocks: blocksOf(noted) }
  }

  #noted(): readonly { noted: Noted; n: number; act: number }[] {
    const payloads: Noted[] = this.#sandbox.payloads.map((payload) => ({ payload }))
    const calls: Noted[] = this.#sandbox.calls.map((call) => ({ call }))
    const all = [...payloads, ...calls].sort((one, other) => begunAt(one) - begunAt(other))
    return all.map((noted, n) => ({
      noted,
      n,
      act: this.#acts.findLastIndex((act) => act.begunAt <= begunAt(noted)),
    }))
  }

  /** Whether a request wrote, changed or was clicked in that message or view. */
  #concerns(noted: Noted, of: MessageRef | { readonly view: string }): boolean {
    if ('view' in of) return concernsView(noted, of.view)
    if ('payload' in noted) {
      const { container } = noted.payload.body
      const isInside = isJson(container) && container['message_ts'] === of.ts
      return isInside || this.#answers.get(of.ts) === noted.payload
    }
    const { args, response, wrote } = noted.call
    return [args['ts'], response?.['ts'], response?.['message_ts'], wrote?.ts].includes(of.ts)
  }

  #entry(noted: Noted, n: number, act: number): TrailEntry {
    const by = this.#acts[act]?.by ?? null
    if ('payload' in noted) {
      const { kind, body, at, answer } = noted.payload
      const faults = answer?.error === undefined ? faultsOf(noted) : [answer.error, ...faultsOf(noted)]
      return { n, kind, name: payloadName(noted.payload, body), by, act, at, ms: answer?.ms ?? null, faults }
    }
    const { method, at, ms } = noted.call
    return { n, kind: 'call', name: method, by, act, at, ms, faults: [...refusalOf(noted.call), ...faultsOf(noted)] }
  }
}

function payloadName({ kind }: SentPayload, body: Json): string {
  if (kind === 'command') return `${stringOf(body['command']) ?? ''} ${stringOf(body['text']) ?? ''}`.trim()
  const inner = kind === 'event' && isJson(body['event']) ? body['event'] : body
  const action = listOf(body['actions'])[0]?.['action_id']
  return [inner['type'], action ?? inner['callback_id']].filter((word) => typeof word === 'string').join(' ')
}

/** What Slack said no to. */
function refusalOf({ response, outcome }: LoggedCall): string[] {
  if (outcome === 'cut' || outcome === 'hung') return [outcome]
  if (response === undefined || response['ok'] !== false) return []
  const meta = isJson(response['response_metadata']) ? response['response_metadata']['messages'] : undefined
  return [String(response['error']), ...(Array.isArray(meta) ? meta.map(String) : [])]
}

/** What the app sent towards the screen. */
function carried(noted: Noted): Json {
  if ('call' in noted) return noted.call.args
  return isJson(noted.payload.answer?.body) ? noted.payload.answer.body : {}
}

function blocksOf(noted: Noted): readonly Block[] | null {
  const sent = carried(noted)
  const holder = isJson(sent['view']) ? sent['view'] : sent
  return Array.isArray(holder['blocks']) ? listOf(holder['blocks']) : null
}

/** Block Kit's own limits, held against what the app sent, whatever Slack made of it. */
function faultsOf(noted: Noted): string[] {
  const blocks = blocksOf(noted)
  if (blocks === null) return []
  const view = carried(noted)['view']
  const surface = isJson(view) ? (view['type'] === 'home' ? 'home' : 'modal') : 'message'
  return checkBlocks(blocks, surface).map(faultLine)
}

function concernsView(noted: Noted, id: string): boolean {
  const carrier = 'payload' in noted ? noted.payload.body : noted.call.response
  const asked = 'call' in noted ? noted.call.args['view_id'] : undefined
  return asked === id || (isJson(carrier?.['view']) && carrier['view']['id'] === id)
}
