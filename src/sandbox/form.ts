import { isJson, type Json, listOf, wordsOf } from './json.js'
import type { Field } from './view-state.js'
import type { Workspace } from './workspace.js'

/** What Slack's client would not let a person do: the test asks for something nobody could click. */
export class NotPossible extends Error {
  override name = 'NotPossible'
}

/** What a person puts into one field: words, an id, an option (its value or its label), several, or nothing. */
export type Choice = string | number | readonly string[] | readonly Upload[] | Json | null

const sameOption = (option: Json, wanted: string) => option['value'] === wanted || wordsOf(option['text']) === wanted

/** Every option that a menu offers, its groups opened. */
export function optionsOf(element: Json): Json[] {
  return [
    ...listOf(element['options']),
    ...listOf(element['option_groups']).flatMap((group) => listOf(group['options'])),
  ]
}

function optionFor(offered: readonly Json[], choice: unknown): Json {
  const wanted = isJson(choice) ? String(choice['value']) : String(choice)
  const found = offered.find((option) => sameOption(option, wanted))
  if (found !== undefined) return found
  const seen = offered.map((option) => wordsOf(option['text'])).join(', ')
  throw new NotPossible(`no option "${wanted}"; offered: ${seen}`)
}

function several(choice: Choice): readonly unknown[] {
  if (choice === null) return []
  return Array.isArray(choice) ? choice : [choice]
}

function limited<T>(element: Json, items: readonly T[]): readonly T[] {
  const most = element['max_selected_items']
  if (typeof most === 'number' && items.length > most) throw new NotPossible(`no more than ${most} may be chosen`)
  return items
}

function typedText(element: Json, choice: Choice): string | null {
  const text = String(choice ?? '')
  const multiline = element['type'] !== 'plain_text_input' || element['multiline'] === true
  const entered = multiline ? text : text.replaceAll(/\r?\n/g, ' ')
  return entered === '' ? null : entered
}

function picked(choice: Choice, shape: RegExp, what: string): string | null {
  if (choice === null || choice === '') return null
  const text = String(choice)
  if (!shape.test(text)) throw new NotPossible(`the ${what} picker cannot give "${text}"`)
  return text
}

function known(workspace: Workspace, id: unknown): string {
  const wanted = String(id)
  const there =
    workspace.people().some((person) => person.id === wanted) || workspace.conversation(wanted) !== undefined
  if (!there) throw new NotPossible(`nobody and nothing called ${wanted} in the list`)
  return wanted
}

/** What a person picks from their disk for a file input. */
export interface Upload {
  readonly name: string
  readonly bytes: Uint8Array
}

/** Slack takes files of up to so many bytes into a form. */
const MOST_BYTES = 10 * 1024 * 1024

/** The client offers no other kinds of files than those asked for, and uploads at once. */
function uploaded(workspace: Workspace, element: Json, given: unknown): Json {
  const { name, bytes } = given as Upload
  const kinds = Array.isArray(element['filetypes']) ? element['filetypes'] : []
  const kind = name.split('.').at(-1)?.toLowerCase() ?? ''
  if (kinds.length > 0 && !kinds.includes(kind))
    throw new NotPossible(`no ${kind} files here, only ${kinds.join(', ')}`)
  if (bytes.length > MOST_BYTES) throw new NotPossible('the file is bigger than 10 MB')
  const file = workspace.files.announce(name, bytes.length)
  file.bytes = Buffer.from(bytes)
  workspace.files.complete(file.id, name)
  return { id: file.id, name, title: name, mimetype: 'text/csv', filetype: kind, size: bytes.length }
}

/** Slack's state value for what was entered. `offered` is what an external select last suggested. @throws NotPossible */
export function entered(workspace: Workspace, { element }: Field, choice: Choice, offered: readonly Json[]): Json {
  const type = String(element['type'])
  const options = type.includes('external') ? offered : optionsOf(element)
  const one = () => (choice === null ? null : optionFor(options, choice))
  const many = () => limited(element, several(choice)).map((each) => optionFor(options, each))
  const id = () => (choice === null ? null : known(workspace, choice))
  const ids = () => limited(element, several(choice)).map((each) => known(workspace, each))
  switch (type) {
    case 'plain_text_input':
    case 'email_text_input':
    case 'url_text_input':
    case 'number_input':
      return { type, value: typedText(element, choice) }
    case 'rich_text_input':
      return { type, rich_text_value: choice }
    case 'datepicker':
      return { type, selected_date: picked(choice, /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, 'date') }
    case 'timepicker':
      return { type, selected_time: picked(choice, /^([01]\d|2[0-3]):[0-5]\d$/, 'time') }
    case 'datetimepicker':
      return { type, selected_date_time: choice === null ? null : Number(choice) }
    case 'static_select':
    case 'external_select':
    case 'radio_buttons':
    case 'overflow':
      return { type, selected_option: one() }
    case 'multi_static_select':
    case 'multi_external_select':
    case 'checkboxes':
      return { type, selected_options: many() }
    case 'users_select':
      return { type, selected_user: id() }
    case 'multi_users_select':
      return { type, selected_users: ids() }
    case 'conversations_select':
      return { type, selected_conversation: id() }
    case 'multi_conversations_select':
      return { type, selected_conversations: ids() }
    case 'file_input':
      return { type, files: several(choice).map((each) => uploaded(workspace, element, each)) }
    case 'channels_select':
      return { type, selected_channel: id() }
    case 'multi_channels_select':
      return { type, selected_channels: ids() }
    default:
      throw new NotPossible(`nothing can be entered into a ${type}`)
  }
}

function isEmpty(value: Json): boolean {
  return Object.entries(value).every(
    ([name, part]) => name === 'type' || part === null || part === '' || (Array.isArray(part) && part.length === 0),
  )
}

function lengthFault(element: Json, text: string): string | undefined {
  const { min_length: least, max_length: most } = element
  if (typeof least === 'number' && text.length < least) return `at least ${least} characters`
  if (typeof most === 'number' && text.length > most) return `at most ${most} characters`
  return undefined
}

function numberFault(element: Json, text: string): string | undefined {
  if (!/^-?\d+(\.\d+)?$/.test(text)) return 'a number'
  if (element['is_decimal_allowed'] !== true && text.includes('.')) return 'a whole number'
  const { min_value: least, max_value: most } = element
  if (least !== undefined && Number(text) < Number(least)) return `at least ${String(least)}`
  if (most !== undefined && Number(text) > Number(most)) return `at most ${String(most)}`
  return undefined
}

/** Why the client would not send this field, or undefined: empty, too short, too long, not a number … */
export function clientFault({ block, element }: Field, value: Json): string | undefined {
  if (isEmpty(value)) return block['optional'] === true ? undefined : 'required'
  const text = value['value']
  if (typeof text !== 'string') return undefined
  if (element['type'] === 'number_input') return numberFault(element, text)
  if (element['type'] === 'email_text_input' && !/^\S+@\S+\.\S+$/.test(text)) return 'an e-mail address'
  if (element['type'] === 'url_text_input' && !/^https?:\/\/\S+$/.test(text)) return 'a web address'
  return lengthFault(element, text)
}
