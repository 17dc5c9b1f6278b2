/**
 * Slack's limits on what we send, held before anything is sent: a message that breaks one is refused whole.
 * Source: Slack's Block Kit reference and the types of @slack/types; lengths count UTF-16 units.
 */
import { anyView, blocksOf, homeView, modalView, type Surface } from './block-kit-limits/blocks.js'
import { crossFaults, submitMissing } from './block-kit-limits/cross-checks.js'
import { type Fault, faultLine, faultsOf } from './block-kit-limits/faults.js'

export { type Fault, faultLine, type Surface }

/** Longest `text` Slack advises for a message; it is what notifications and screen readers say. */
const MESSAGE_TEXT = 4000
/** Slack's 250 KB for a whole view, in bytes of its JSON. */
const VIEW_BYTES = 250_000

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Every fault of `blocks` on that surface; empty when Slack would take them. Paths begin at `/blocks`. */
export function checkBlocks(blocks: unknown, surface: Surface): Fault[] {
  return [...faultsOf(blocksOf[surface], blocks, ['blocks']), ...crossFaults(blocks, surface, ['blocks'])]
}

export type CheckedMessage = { readonly text?: string; readonly blocks?: unknown }

/** A message's faults. The text is required beside blocks too: it is all that a notification or a screen reader has. */
export function checkMessage(message: CheckedMessage): Fault[] {
  const text = message.text ?? ''
  const faults: Fault[] = []
  if (text.trim() === '') faults.push({ path: '', rule: 'missing', message: 'missing required field: text' })
  if (text.length > MESSAGE_TEXT) {
    faults.push({
      path: '/text',
      rule: 'too_long',
      message: `must be less than ${MESSAGE_TEXT + 1} characters`,
      limit: MESSAGE_TEXT,
      actual: text.length,
    })
  }
  return message.blocks === undefined ? faults : [...faults, ...checkBlocks(message.blocks, 'message')]
}

function tooLarge(view: unknown): Fault[] {
  const actual = Buffer.byteLength(JSON.stringify(view) ?? '')
  if (actual <= VIEW_BYTES) return []
  return [{ path: '', rule: 'too_large', message: 'view is larger than 250 KB', limit: VIEW_BYTES, actual }]
}

/** A modal's or Home's faults, its whole size included. Paths begin at the view. */
export function checkView(view: unknown): Fault[] {
  if (!isObject(view)) return [{ path: '', rule: 'wrong_type', message: 'must provide an object' }]
  const modal = view['type'] === 'modal'
  const schema = modal ? modalView : view['type'] === 'home' ? homeView : anyView
  return [
    ...faultsOf(schema, view, []),
    ...crossFaults(view['blocks'], modal ? 'modal' : 'home', ['blocks']),
    ...(modal ? submitMissing(view) : []),
    ...tooLarge(view),
  ]
}
