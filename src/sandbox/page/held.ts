import { type Option, optionsFrom, textIn } from './block.js'
import type { Block, Scene } from './protocol.js'
import { channelName, nameOf } from './stage.js'

/** What a field holds: words, or what was chosen. */
export interface Held {
  readonly text: string
  readonly options: readonly Option[]
}

export const typed = (text: string): Held => ({ text, options: [] })
export const chosen = (options: readonly Option[]): Held => ({ text: '', options })

export const isMany = (element: Block): boolean => /^multi_|^checkboxes$/.test(textIn(element['type']))

const listOf = (value: unknown): readonly string[] =>
  (Array.isArray(value) ? value : [value]).filter((one) => typeof one === 'string')

const named = (ids: unknown, nameIt: (id: string) => string): readonly Option[] =>
  listOf(ids).map((id) => ({ value: id, label: nameIt(id), description: '', group: '' }))

/** From Slack's value of a field, as it stands in `state.values`. */
export function heldIn(scene: Scene, value: Block): Held {
  const text = value['value'] ?? value['selected_date'] ?? value['selected_time']
  const users = named(value['selected_user'] ?? value['selected_users'], (id) => nameOf(scene, id))
  const places = named(
    value['selected_conversation'] ??
      value['selected_conversations'] ??
      value['selected_channel'] ??
      value['selected_channels'],
    (id) => `#${channelName(scene, id)}`,
  )
  const single = value['selected_option']
  const options = optionsFrom(single === undefined || single === null ? value['selected_options'] : [single])
  return { text: text === undefined || text === null ? '' : String(text), options: [...options, ...users, ...places] }
}

/** As the server is told of it: ids and values, words, or nothing. */
export function choiceIn(element: Block, { text, options }: Held): string | readonly string[] | null {
  const type = textIn(element['type'])
  if (isMany(element)) return options.map(({ value }) => value)
  if (/_select$|^radio_buttons$|^overflow$/.test(type)) return options[0]?.value ?? null
  return text === '' ? null : text
}
