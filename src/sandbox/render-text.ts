import { isJson, type Json, listOf, wordsOf } from './json.js'
import type { Message } from './messages.js'
import { personName, plainWords } from './mrkdwn.js'
import { type StateValues, stateOf } from './view-state.js'
import type { OpenView } from './views.js'
import type { Workspace } from './workspace.js'

/** Whose Slack it is seen in: the words that the client itself adds. */
export type ClientLanguage = 'ja' | 'en'

const CLIENT = {
  ja: { picture: '画像', file: 'ファイル', optional: '（任意）', and: '、', dot: '・', title: ['【', '】'] },
  en: { picture: 'image', file: 'file', optional: ' (optional)', and: ', ', dot: '•', title: ['=== ', ' ==='] },
} as const

type Page = {
  readonly workspace: Workspace
  readonly state: StateValues
  readonly errors: Record<string, string>
  readonly words: (typeof CLIENT)[ClientLanguage]
}

const lines = (text: string) => text.split('\n')

function textObject(page: Page, value: unknown): string {
  if (isJson(value) && value['type'] === 'mrkdwn') return plainWords(page.workspace, wordsOf(value))
  return wordsOf(value)
}

function picture({ words }: Page, image: Json): string {
  return `[${words.picture}: ${wordsOf(image['alt_text'])}]`
}

function inlineWords(page: Page, element: Json): string {
  switch (element['type']) {
    case 'user':
      return `@${personName(page.workspace, String(element['user_id']))}`
    case 'channel': {
      const place = page.workspace.conversation(String(element['channel_id']))
      return `#${place === undefined ? String(element['channel_id']) : page.workspace.nameOf(place)}`
    }
    case 'broadcast':
      return `@${String(element['range'])}`
    case 'emoji':
      return `:${String(element['name'])}:`
    case 'link':
      return wordsOf(element['text']) || String(element['url'])
    case 'date':
      return wordsOf(element['fallback']) || String(element['timestamp'])
    default:
      return wordsOf(element['text'])
  }
}

function inline(page: Page, elements: unknown): string {
  return listOf(elements)
    .map((element) => inlineWords(page, element))
    .join('')
}

function richText(page: Page, block: Json): string[] {
  return listOf(block['elements']).flatMap((part) => {
    if (part['type'] === 'rich_text_list') {
      const indent = '  '.repeat(Number(part['indent'] ?? 0))
      return listOf(part['elements']).map((item, index) => {
        const mark = part['style'] === 'ordered' ? `${index + 1}.` : page.words.dot
        return `${indent}${mark} ${inline(page, item['elements'])}`
      })
    }
    const mark = part['type'] === 'rich_text_quote' ? '> ' : ''
    return lines(inline(page, part['elements'])).map((line) => `${mark}${line}`)
  })
}

function cell(page: Page, value: Json): string {
  return value['type'] === 'rich_text' ? richText(page, value).join(' ') : wordsOf(value['text'])
}

function table(page: Page, block: Json): string[] {
  const rows = Array.isArray(block['rows']) ? block['rows'] : []
  return rows.map((row) =>
    listOf(row)
      .map((value) => cell(page, value))
      .join(' | '),
  )
}

function optionLabels(page: Page, options: unknown): string {
  return listOf(options)
    .map((option) => textObject(page, option['text']))
    .join(page.words.and)
}

/** What a field holds, in words; empty when it holds nothing. */
function heldWords(page: Page, value: Json): string {
  const { selected_option: option, selected_options: options, selected_user: user, selected_users: users } = value
  if (isJson(option)) return textObject(page, option['text'])
  if (Array.isArray(options)) return optionLabels(page, options)
  if (typeof user === 'string') return `@${personName(page.workspace, user)}`
  if (Array.isArray(users)) return users.map((id) => `@${personName(page.workspace, String(id))}`).join(page.words.and)
  const plain = Object.entries(value).find(([name, part]) => name !== 'type' && typeof part === 'string')
  return plain === undefined ? '' : String(plain[1])
}

function element(page: Page, blockId: string, item: Json): string {
  const type = String(item['type'])
  if (type === 'image') return picture(page, item)
  if (type === 'button' || type === 'workflow_button') return `[${wordsOf(item['text'])}]`
  if (type === 'overflow') return `[… ${optionLabels(page, item['options'])}]`
  const held = heldWords(page, page.state[blockId]?.[String(item['action_id'])] ?? {})
  if (held !== '') return `{${held}}`
  const hint = wordsOf(item['placeholder'])
  const choices = type === 'radio_buttons' || type === 'checkboxes' ? optionLabels(page, item['options']) : ''
  return `{${hint === '' ? choices : hint}…}`
}

function input(page: Page, block: Json): string[] {
  const blockId = String(block['block_id'] ?? '')
  const optional = block['optional'] === true ? page.words.optional : ''
  const inner = isJson(block['element']) ? element(page, blockId, block['element']) : ''
  const hint = wordsOf(block['hint'])
  const error = page.errors[blockId]
  return [
    `${wordsOf(block['label'])}${optional}: ${inner}`,
    ...(hint === '' ? [] : [`  ${hint}`]),
    ...(error === undefined ? [] : [`  ! ${error}`]),
  ]
}

function section(page: Page, block: Json): string[] {
  const blockId = String(block['block_id'] ?? '')
  const text = block['text'] === undefined ? [] : lines(textObject(page, block['text']))
  const fields = listOf(block['fields']).flatMap((field) => lines(textObject(page, field)))
  const accessory = isJson(block['accessory']) ? [element(page, blockId, block['accessory'])] : []
  return [...text, ...fields, ...accessory]
}

function blockLines(page: Page, block: Json): string[] {
  const blockId = String(block['block_id'] ?? '')
  switch (block['type']) {
    case 'header':
      return [`■ ${wordsOf(block['text'])}`]
    case 'section':
      return section(page, block)
    case 'context':
      return [
        listOf(block['elements'])
          .map((item) => (item['type'] === 'image' ? picture(page, item) : textObject(page, item)))
          .join('  '),
      ]
    case 'actions':
      return [
        listOf(block['elements'])
          .map((item) => element(page, blockId, item))
          .join(' '),
      ]
    case 'input':
      return input(page, block)
    case 'divider':
      return ['――――']
    case 'image':
      return [picture(page, block)]
    case 'rich_text':
      return richText(page, block)
    case 'table':
      return table(page, block)
    case 'markdown':
      return lines(wordsOf(block['text']))
    default:
      return [`[${String(block['type'])}]`]
  }
}

interface Seen {
  readonly state?: StateValues | undefined
  readonly errors?: Record<string, string>
  readonly language?: ClientLanguage
}

/** Blocks in words, a line each, as a reader without colours would see them. */
export function renderBlocks(
  workspace: Workspace,
  blocks: readonly Json[],
  { state, errors = {}, language = 'ja' }: Seen = {},
): string[] {
  const page = { workspace, state: state ?? stateOf(blocks), errors, words: CLIENT[language] }
  return blocks.flatMap((block) => blockLines(page, block))
}

/** The language of somebody's Slack. */
function languageOf(workspace: Workspace, userId: string): ClientLanguage {
  const person = workspace.people().find(({ id }) => id === userId)
  return person === undefined || person.locale.startsWith('ja') ? 'ja' : 'en'
}

/**
 * A message as people see it: its blocks, or its text where there are none, then its files. What one person alone sees
 * stands in their Slack; `inChannels` is the language of everybody else's.
 */
export function renderMessage(workspace: Workspace, message: Message, inChannels: ClientLanguage = 'ja'): string[] {
  const place = workspace.conversation(message.channel)
  const reader = message.ephemeralTo ?? (place?.kind === 'im' ? place.user : null)
  const language = reader === null ? inChannels : languageOf(workspace, reader)
  const body =
    message.blocks.length > 0
      ? renderBlocks(workspace, message.blocks, { language })
      : lines(plainWords(workspace, message.text)).filter((line) => line !== '')
  const { file } = CLIENT[language]
  return [...body, ...message.files.map((id) => `[${file}: ${workspace.files.get(id).title}]`)]
}

/** What the notification and the screen reader say. */
export function notificationText(workspace: Workspace, message: Message): string {
  return plainWords(workspace, message.text)
}

/** A modal or Home with what has been typed into it, and the app's errors by the fields, in its person's Slack. */
export function renderView(workspace: Workspace, view: OpenView): string[] {
  const language = languageOf(workspace, view.user)
  const { title, submit, close } = view.definition
  const foot = [submit, close].map(wordsOf).filter((words) => words !== '')
  const [before, after] = CLIENT[language].title
  return [
    ...(title === undefined ? [] : [`${before}${wordsOf(title)}${after}`]),
    ...renderBlocks(workspace, view.blocks, { state: view.state, errors: view.errors, language }),
    ...(foot.length === 0 ? [] : [foot.map((words) => `[${words}]`).join(' ')]),
  ]
}
