import { isJson, type Json, listOf, stringOf } from './json.js'

/** `view.state.values`: block id, then action id, then Slack's shape of the value. */
export type StateValues = Record<string, Record<string, Json>>

export type Field = { readonly blockId: string; readonly block: Json; readonly element: Json; readonly input: boolean }

const STATELESS = new Set(['button', 'workflow_button', 'overflow', 'image', 'feedback_buttons', 'icon_button'])

/** Every element of a payload that is interactive, with its block. */
export function elementsOf(blocks: readonly Json[]): Field[] {
  return blocks.flatMap((block): Field[] => {
    const blockId = String(block['block_id'] ?? '')
    if (block['type'] === 'input' && isJson(block['element'])) {
      return [{ blockId, block, element: block['element'], input: true }]
    }
    const inner = isJson(block['accessory']) ? [block['accessory']] : listOf(block['elements'])
    return inner
      .filter((element) => typeof element['action_id'] === 'string')
      .map((element) => ({ blockId, block, element, input: false }))
  })
}

/** What an untouched element holds: its initial value, or Slack's way of saying nothing. */
function initialValue(element: Json): Json {
  const type = String(element['type'])
  const or = (name: string, empty: unknown) => element[name] ?? empty
  switch (type) {
    case 'plain_text_input':
    case 'email_text_input':
    case 'url_text_input':
    case 'number_input':
      return { type, value: or('initial_value', null) }
    case 'rich_text_input':
      return { type, rich_text_value: or('initial_value', null) }
    case 'datepicker':
      return { type, selected_date: or('initial_date', null) }
    case 'timepicker':
      return { type, selected_time: or('initial_time', null) }
    case 'datetimepicker':
      return { type, selected_date_time: or('initial_date_time', null) }
    case 'static_select':
    case 'external_select':
    case 'radio_buttons':
      return { type, selected_option: or('initial_option', null) }
    case 'multi_static_select':
    case 'multi_external_select':
    case 'checkboxes':
      return { type, selected_options: or('initial_options', []) }
    case 'users_select':
      return { type, selected_user: or('initial_user', null) }
    case 'multi_users_select':
      return { type, selected_users: or('initial_users', []) }
    case 'conversations_select':
      return { type, selected_conversation: or('initial_conversation', null) }
    case 'multi_conversations_select':
      return { type, selected_conversations: or('initial_conversations', []) }
    case 'channels_select':
      return { type, selected_channel: or('initial_channel', null) }
    case 'multi_channels_select':
      return { type, selected_channels: or('initial_channels', []) }
    case 'file_input':
      return { type, files: [] }
    default:
      return { type }
  }
}

/** The state of a form: what was typed where the same element stands again, else the initial values. */
export function stateOf(blocks: readonly Json[], typed: StateValues = {}): StateValues {
  const state: StateValues = {}
  for (const { blockId, element } of elementsOf(blocks)) {
    if (STATELESS.has(String(element['type']))) continue
    const actionId = stringOf(element['action_id']) ?? ''
    const before = typed[blockId]?.[actionId]
    const kept = before?.['type'] === element['type'] ? before : undefined
    state[blockId] = { ...state[blockId], [actionId]: kept ?? initialValue(element) }
  }
  return state
}
