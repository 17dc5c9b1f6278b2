import type { InputBlock, KnownBlock, PlainTextElement, PlainTextOption } from '@slack/types'
import type { Day } from '../../domain/time.js'
import { cleanText } from '../../domain/words.js'
import type { FieldName } from '../../i18n/areas/modals.js'
import type { Messages } from '../../i18n/messages.js'
import { plain, small } from '../blocks.js'
import { VALUE } from '../ids.js'
import { oneLine } from '../text.js'

/** Longest texts that an input takes, in UTF-16 units: Slack's own limit, and ours for names. */
export const LONGEST_INPUT = 3000
export const LONGEST_NAME_INPUT = 100
/** An amount as people write it, with what belongs to it. */
const LONGEST_AMOUNT = 100

/** The options of one menu, and the most boxes in one group. */
const MENU_LIMIT = 100
const BOXES_LIMIT = 10

/** What an input says and asks, where it is not what the catalogue says of the field. */
export interface Asked {
  readonly required?: boolean
  readonly label?: string | undefined
  /** Null leaves the field's hint out. */
  readonly hint?: string | null | undefined
  readonly placeholder?: string | undefined
}

/** A value and the words for it. */
export type Choice = readonly [value: string, label: string]

type Element = InputBlock['element']

function input(m: Messages, name: FieldName, element: Element, asked: Asked): InputBlock {
  const hint = asked.hint === undefined ? m.modals.hints[name] : asked.hint
  return {
    type: 'input',
    block_id: name,
    label: plain(labelOf(m, name, asked), 2000),
    element,
    optional: asked.required !== true,
    ...(hint === undefined || hint === null ? {} : { hint: plain(hint, 2000) }),
  }
}

const labelOf = (m: Messages, name: FieldName, asked: Asked): string => asked.label ?? m.modals.labels[name]

function placeholder(m: Messages, name: FieldName, asked: Asked, other?: string): { placeholder?: PlainTextElement } {
  const text = asked.placeholder ?? m.modals.placeholders[name] ?? other
  return text === undefined ? {} : { placeholder: plain(text, 150) }
}

/** Typed text. One that the input could not hold whole is not offered for change: saving would cut it. */
function typed(m: Messages, name: FieldName, initial: string | null, limit: number, lines: boolean, asked: Asked) {
  const value = cleanText(initial ?? '').trim()
  if (value.length > limit) return small(m.modals.tooLongToEdit(labelOf(m, name, asked)))
  const element: Element = {
    type: 'plain_text_input',
    action_id: VALUE,
    multiline: lines,
    max_length: limit,
    ...(value === '' ? {} : { initial_value: value }),
    ...placeholder(m, name, asked),
  }
  return input(m, name, element, asked)
}

/** Several lines of text. */
export const textArea = (m: Messages, name: FieldName, initial: string | null, asked: Asked = {}): KnownBlock | null =>
  typed(m, name, initial, LONGEST_INPUT, true, asked)

/** One line of text; a text that has grown to several is shown as such. */
export const textLine = (m: Messages, name: FieldName, initial: string | null, asked: Asked = {}): KnownBlock | null =>
  typed(m, name, initial, LONGEST_INPUT, /\n/u.test(initial ?? ''), asked)

/** A name, of a person or a company. */
export const nameLine = (m: Messages, name: FieldName, initial: string | null, asked: Asked = {}): KnownBlock | null =>
  typed(m, name, initial, LONGEST_NAME_INPUT, false, asked)

/** An amount, as text: people write 12万 and ¥120,000. */
export const amountLine = (
  m: Messages,
  name: FieldName,
  initial: string | null,
  asked: Asked = {},
): KnownBlock | null => typed(m, name, initial, LONGEST_AMOUNT, false, asked)

export const option = ([value, label]: Choice): PlainTextOption => ({ text: plain(oneLine(label, 75), 75), value })

/** A menu; null where there is nothing to choose from. What is chosen is always among the first hundred. */
export function menu(
  m: Messages,
  name: FieldName,
  choices: readonly Choice[],
  initial: string | null,
  asked: Asked = {},
): KnownBlock | null {
  const chosen = choices.find(([value]) => value === initial)
  const shown = choices.slice(0, MENU_LIMIT)
  if (chosen !== undefined && !shown.includes(chosen)) shown.splice(MENU_LIMIT - 1, 1, chosen)
  if (shown.length === 0) return null
  const element: Element = {
    type: 'static_select',
    action_id: VALUE,
    options: shown.map(option),
    ...(chosen === undefined ? {} : { initial_option: option(chosen) }),
    ...placeholder(m, name, asked, m.modals.choose),
  }
  const isCut = choices.length > shown.length && asked.hint === undefined
  return input(m, name, element, isCut ? { ...asked, hint: m.modals.optionsCut(shown.length, choices.length) } : asked)
}

/** One of a few, all in view. */
export function radio(
  m: Messages,
  name: FieldName,
  choices: readonly Choice[],
  initial: string | null,
  asked: Asked = {},
): KnownBlock | null {
  const chosen = choices.find(([value]) => value === initial)
  const element: Element = {
    type: 'radio_buttons',
    action_id: VALUE,
    options: choices.slice(0, BOXES_LIMIT).map(option),
    ...(chosen === undefined ? {} : { initial_option: option(chosen) }),
  }
  return input(m, name, element, asked)
}

/** Any of several: boxes, or a menu where there are more than boxes can be. */
export function several(
  m: Messages,
  name: FieldName,
  choices: readonly Choice[],
  ticked: readonly string[],
  asked: Asked = {},
): KnownBlock {
  const initial = choices.filter(([value]) => ticked.includes(value)).map(option)
  const element: Element = {
    type: choices.length > BOXES_LIMIT ? 'multi_static_select' : 'checkboxes',
    action_id: VALUE,
    options: choices.slice(0, MENU_LIMIT).map(option),
    ...(initial.length === 0 ? {} : { initial_options: initial }),
  }
  return input(m, name, element, asked)
}

export const datePick = (m: Messages, name: FieldName, initial: Day | null, asked: Asked = {}): KnownBlock =>
  input(
    m,
    name,
    {
      type: 'datepicker',
      action_id: VALUE,
      ...(initial === null ? {} : { initial_date: initial }),
      ...placeholder(m, name, asked),
    },
    asked,
  )

/** A time on the wall, 'HH:MM'. */
export const timePick = (m: Messages, name: FieldName, initial: string, asked: Asked = {}): KnownBlock =>
  input(m, name, { type: 'timepicker', action_id: VALUE, initial_time: initial }, asked)

/** A colleague, by their Slack id. */
export const personPick = (m: Messages, name: FieldName, initial: string | null, asked: Asked = {}): KnownBlock =>
  input(
    m,
    name,
    {
      type: 'users_select',
      action_id: VALUE,
      ...(initial === null ? {} : { initial_user: initial }),
      ...placeholder(m, name, asked, m.modals.choose),
    },
    asked,
  )

/** Colleagues, by their Slack ids. */
export const peoplePick = (m: Messages, name: FieldName, initial: readonly string[], asked: Asked = {}): KnownBlock =>
  input(
    m,
    name,
    {
      type: 'multi_users_select',
      action_id: VALUE,
      ...(initial.length === 0 ? {} : { initial_users: [...initial] }),
      ...placeholder(m, name, asked, m.modals.choose),
    },
    asked,
  )

/** A channel of this workspace alone: what is shared with others is not offered. */
export const channelPick = (m: Messages, name: FieldName, initial: string | null, asked: Asked = {}): KnownBlock =>
  input(
    m,
    name,
    {
      type: 'conversations_select',
      action_id: VALUE,
      filter: { include: ['public', 'private'], exclude_external_shared_channels: true, exclude_bot_users: true },
      ...(initial === null ? {} : { initial_conversation: initial }),
      ...placeholder(m, name, asked, m.modals.choose),
    },
    asked,
  )

/** A menu whose options are answered as somebody types. */
export const searchMenu = (m: Messages, name: FieldName, initial: Choice | null, asked: Asked = {}): KnownBlock =>
  input(
    m,
    name,
    {
      type: 'external_select',
      action_id: VALUE,
      // What may be meant is offered before anything is typed; one character of Japanese is enough.
      min_query_length: 0,
      ...(initial === null ? {} : { initial_option: option(initial) }),
      ...placeholder(m, name, asked, m.modals.choose),
    },
    asked,
  )
