import { isJson, type Json, listOf } from '../../src/sandbox/json.js'
import { checkMessage, checkView } from '../../src/slack/block-kit-limits.js'
import type { TestApp } from '../support/app.js'

/** Something that the app made people see: a message, an answer, a form, a page, the faults at a form's inputs. */
export interface Posted {
  /** Where it went out: a method of the Web API, `response_url`, or `ack`. */
  readonly via: string
  readonly args: Json
  /** The fallback text; null for views, which have none. */
  readonly text: string | null
  readonly blocks: readonly Json[]
  /** At the inputs of a form. */
  readonly errors: readonly string[]
}

const SHOWS = new Set(['chat.postMessage', 'chat.update', 'chat.postEphemeral', 'response_url'])
const OPENS = new Set(['views.open', 'views.push', 'views.update', 'views.publish'])

/** All of it, in the order in which it went out, but for the answers to requests, which come last. */
export function posted({ sandbox }: TestApp): readonly Posted[] {
  const calls = sandbox.calls.flatMap(({ method, args }) => {
    if (SHOWS.has(method)) return [messageIn(method, args)]
    return OPENS.has(method) && isJson(args['view']) ? [viewIn(method, args['view'])] : []
  })
  const answers = sandbox.payloads.flatMap(({ answer }) => (isJson(answer?.body) ? answered(answer.body) : []))
  return [...calls, ...answers]
}

function answered(body: Json): Posted[] {
  if (isJson(body['errors'])) return [{ ...viewIn('ack', {}), errors: Object.values(body['errors']).map(String) }]
  if (isJson(body['view'])) return [viewIn('ack', body['view'])]
  return 'text' in body || 'blocks' in body ? [messageIn('ack', body)] : []
}

const messageIn = (via: string, args: Json): Posted => ({
  ...{ via, args, errors: [] },
  text: typeof args['text'] === 'string' ? args['text'] : '',
  blocks: listOf(args['blocks']),
})
const viewIn = (via: string, view: Json): Posted => ({
  ...{ via, args: view, errors: [], text: null },
  blocks: [...listOf([view['title']]), ...listOf(view['blocks'])],
})

/** Every object in a value, however deep. */
function objectsIn(value: unknown): Json[] {
  if (Array.isArray(value)) return value.flatMap(objectsIn)
  return isJson(value) ? [value, ...Object.values(value).flatMap(objectsIn)] : []
}

/** What is read of the blocks: every text that Slack shows. */
export const textsIn = ({ blocks, errors }: Posted): readonly string[] => [
  ...objectsIn(blocks).flatMap(({ text, initial_value, alt_text }) =>
    [text, initial_value, alt_text].filter((one): one is string => typeof one === 'string'),
  ),
  ...errors,
]

/** Parts of a rich text that are more than words: they ping, or lead away. */
const LIVE = ['user', 'usergroup', 'team', 'broadcast', 'channel', 'link', 'date', 'color']
const HIDDEN = /(?![\n\t])[\p{Cc}\p{Cs}\u200B\u200E\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/u

/** What is wrong with what was posted: whatever is not literal, not visible, or more than Slack takes. */
export function faultsOf(one: Posted): readonly string[] {
  const { via, args, text, blocks } = one
  const objects = objectsIn(blocks)
  const faults = [
    ...objects.filter(({ type }) => type === 'mrkdwn').map(({ text: words }) => `mrkdwn: ${String(words)}`),
    ...objects.filter(({ type }) => LIVE.includes(String(type))).map((part) => `live: ${JSON.stringify(part)}`),
    ...[...textsIn(one), text ?? '']
      .filter((words) => HIDDEN.test(words))
      .map((words) => `hidden: ${JSON.stringify(words)}`),
  ]
  if (text !== null && /[<>]|&(?!(?:amp|lt|gt);)/.test(text)) faults.push(`not escaped: ${text}`)
  if (args['parse'] !== undefined || args['link_names'] !== undefined) faults.push('names are looked for')
  const unfurls = ['unfurl_links', 'unfurl_media'].some((name) => String(args[name]) !== 'false')
  if (via !== 'chat.update' && via !== 'chat.postEphemeral' && text !== null && unfurls) faults.push('links unfold')
  if (text !== null && blocks.length > 0)
    faults.push(...checkMessage({ text, blocks: [...blocks] }).map((found) => JSON.stringify(found)))
  if (text === null && args['type'] !== undefined) faults.push(...checkView(args).map((found) => JSON.stringify(found)))
  return faults.map((fault) => `${via}: ${fault}`)
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }
export const escaped = (text: string): string => text.replace(/[&<>]/g, (sign) => ENTITIES[sign] ?? sign)
