import type {
  ActionsBlock,
  Button,
  ContextBlock,
  HeaderBlock,
  Option,
  Overflow,
  PlainTextElement,
  RichTextBlock,
  RichTextElement,
  RichTextSection,
  StaticSelect,
} from '@slack/types'
import type { Messages } from '../i18n/messages.js'
import { actionId, type CsqlAction, MORE, writeTarget } from './ids.js'
import { clean, cut } from './text.js'

/** A stretch of text, perhaps with a style. Plain strings are most of them. */
export type Span = string | { readonly text: string; readonly bold?: boolean; readonly strike?: boolean }

export const bold = (text: string): Span => ({ text, bold: true })
export const struck = (text: string): Span => ({ text, strike: true })

/** What one rich text holds at most. */
const RICH_TEXT_LIMIT = 3000
const CONTEXT_LIMIT = 2000

/** Text that Slack does not parse. `emoji: false` keeps `:tada:` as it was typed. */
export const plain = (text: string, limit: number): PlainTextElement => ({
  type: 'plain_text',
  text: cut(text, limit),
  emoji: false,
})

/** A paragraph; null where nothing is in it. */
export function para(...spans: readonly (Span | null)[]): RichTextBlock | null {
  const elements = styled(spans)
  return elements.length === 0 ? null : { type: 'rich_text', elements: [section(elements)] }
}

/** Lines under each other in one paragraph. */
export const lines = (...given: readonly (string | null)[]): RichTextBlock | null =>
  para(given.filter((line) => line !== null && line !== '').join('\n'))

/** A label in bold and what somebody wrote, set apart as a quotation: literally, and cut with a count where it is long. */
export function quotation(m: Messages, label: string, typed: string, limit = 1500): RichTextBlock {
  const text = clean(typed)
  const shown = text.length <= limit ? text : cut(text, limit, m.cards.cut([...text].length))
  return {
    type: 'rich_text',
    elements: [
      section(styled([bold(label)])),
      { type: 'rich_text_quote', elements: styled([shown === '' ? '—' : shown]) },
    ],
  }
}

/** A label in bold with a list under it. */
export function bullets(label: string, items: readonly string[]): RichTextBlock | null {
  if (items.length === 0) return null
  return {
    type: 'rich_text',
    elements: [
      section(styled([bold(label)])),
      { type: 'rich_text_list', style: 'bullet', elements: items.map((item) => section(styled([item]))) },
    ],
  }
}

/** Small print; null where nothing is in it. */
export function small(...given: readonly (string | null)[]): ContextBlock | null {
  const text = given.filter((line) => line !== null && line !== '').join('\n')
  return text === '' ? null : { type: 'context', elements: [plain(text, CONTEXT_LIMIT)] }
}

export const header = (text: string): HeaderBlock => ({ type: 'header', text: plain(text, 150) })

function section(elements: RichTextElement[]): RichTextSection {
  return { type: 'rich_text_section', elements }
}

function styled(spans: readonly (Span | null)[]): RichTextElement[] {
  let room = RICH_TEXT_LIMIT
  const elements: RichTextElement[] = []
  for (const span of spans) {
    const {
      text,
      bold: isBold = false,
      strike = false,
    } = typeof span === 'string' ? { text: span } : (span ?? { text: '' })
    if (text === '' || room <= 0) continue
    const shown = cut(text, room)
    room -= shown.length
    const style = { ...(isBold ? { bold: true } : {}), ...(strike ? { strike: true } : {}) }
    elements.push({ type: 'text', text: shown, ...(isBold || strike ? { style } : {}) })
  }
  return elements
}

type Target = { readonly number: number; readonly version: number }
type ActionElement = Button | Overflow | StaticSelect

/** A row of buttons; null where there are none. */
export function actions(...elements: readonly (ActionElement | null)[]): ActionsBlock | null {
  const present = elements.filter((element) => element !== null)
  return present.length === 0 ? null : { type: 'actions', elements: present }
}

/** A button that does something to one CSQL. */
export function csqlButton(action: CsqlAction, label: string, csql: Target, style?: 'primary' | 'danger'): Button {
  const button: Button = {
    type: 'button',
    action_id: actionId(action),
    text: plain(label, 75),
    value: writeTarget(csql),
  }
  return style === undefined ? button : { ...button, style }
}

/** A button that is about no single CSQL. */
export const plainButton = (id: string, label: string, value: string): Button => ({
  type: 'button',
  action_id: id,
  text: plain(label, 75),
  value,
})

/** The menu behind the dots: at most five choices, each carrying its action; null where there are none. */
export function moreMenu(csql: Target, choices: readonly (readonly [CsqlAction, string])[]): Overflow | null {
  const options = choices.slice(0, 5).map(([action, label]) => option(label, writeTarget(csql, action)))
  return options.length === 0 ? null : { type: 'overflow', action_id: MORE, options }
}

/** A menu about no single CSQL; null where there is nothing to choose. At most a hundred choices. */
export const plainMenu = (
  id: string,
  placeholder: string,
  choices: readonly (readonly [value: string, label: string])[],
): StaticSelect | null =>
  choices.length === 0
    ? null
    : {
        type: 'static_select',
        action_id: id,
        placeholder: plain(placeholder, 150),
        options: choices.slice(0, 100).map(([value, label]) => option(label, value)),
      }

/** A menu of reasons or the like, whose choices stand in the value. */
export const choiceMenu = (
  id: string,
  csql: Target,
  placeholder: string,
  choices: readonly (readonly [string, string])[],
): StaticSelect => ({
  type: 'static_select',
  action_id: id,
  placeholder: plain(placeholder, 150),
  options: choices.slice(0, 100).map(([code, label]) => option(label, writeTarget(csql, code))),
})

const option = (label: string, value: string): Option & { text: PlainTextElement } => ({
  text: plain(label, 75),
  value,
})
