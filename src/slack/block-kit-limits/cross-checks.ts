import type { Surface } from './blocks.js'
import { type Fault, pointer } from './faults.js'

type Json = Readonly<Record<string, unknown>>
type Path = readonly PropertyKey[]
type Placed = { readonly path: Path; readonly value: Json }

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

const TABLE_CHARACTERS = 10_000
const MARKDOWN_CHARACTERS = 12_000

function placed(values: readonly unknown[], at: Path): Placed[] {
  return values.flatMap((value, index) => (isObject(value) ? [{ path: [...at, index], value }] : []))
}

/** The interactive elements that sit directly in one block. */
function elementsOf(block: Placed): Placed[] {
  const { value, path } = block
  if (value['type'] === 'actions' || value['type'] === 'context_actions') {
    return placed(listOf(value['elements']), [...path, 'elements'])
  }
  const name = value['type'] === 'input' ? 'element' : 'accessory'
  const element = value[name]
  return isObject(element) ? [{ path: [...path, name], value: element }] : []
}

function duplicates(items: readonly Placed[], field: string): Fault[] {
  const seen = new Set<unknown>()
  const faults: Fault[] = []
  for (const { path, value } of items) {
    const id = value[field]
    if (typeof id !== 'string') continue
    if (seen.has(id)) {
      faults.push({
        path: pointer([...path, field]),
        rule: 'duplicate',
        message: `\`${field}\` "${id}" already exists`,
      })
    }
    seen.add(id)
  }
  return faults
}

const optionKey = (option: unknown): string => {
  if (!isObject(option)) return ''
  const text = isObject(option['text']) ? option['text']['text'] : ''
  return JSON.stringify([text, option['value']])
}

function initialNotOffered(element: Placed): Fault[] {
  const { value, path } = element
  if (value['options'] === undefined && value['option_groups'] === undefined) return []
  const groups = listOf(value['option_groups']).flatMap((group) => (isObject(group) ? listOf(group['options']) : []))
  const offered = new Set([...listOf(value['options']), ...groups].map(optionKey))
  const initial: [Path, unknown][] = [
    ...(value['initial_option'] === undefined
      ? []
      : [[['initial_option'], value['initial_option']] as [Path, unknown]]),
    ...listOf(value['initial_options']).map((option, index): [Path, unknown] => [['initial_options', index], option]),
  ]
  return initial
    .filter(([, option]) => !offered.has(optionKey(option)))
    .map(([step]) => ({
      path: pointer([...path, ...step]),
      rule: 'not_an_option',
      message: 'must match one of the options exactly',
    }))
}

function charactersIn(value: unknown): number {
  if (Array.isArray(value)) return value.reduce<number>((sum, item) => sum + charactersIn(item), 0)
  if (!isObject(value)) return 0
  const own = typeof value['text'] === 'string' ? value['text'].length : 0
  return own + charactersIn(value['elements'])
}

function sumFault(path: Path, what: string, limit: number, actual: number): Fault[] {
  if (actual <= limit) return []
  return [
    {
      path: pointer(path),
      rule: 'too_long',
      message: `${what} must be less than ${limit + 1} characters in all`,
      limit,
      actual,
    },
  ]
}

function messageTotals(blocks: readonly Placed[], at: Path): Fault[] {
  const tables = blocks.filter(({ value }) => value['type'] === 'table')
  const markdown = blocks.filter(({ value }) => value['type'] === 'markdown')
  const written = markdown.reduce((sum, { value }) => sum + charactersIn(value), 0)
  return [
    ...tables.slice(1).map(
      ({ path }): Fault => ({
        path: pointer(path),
        rule: 'too_many',
        message: 'only one table allowed',
        limit: 1,
        actual: tables.length,
      }),
    ),
    ...tables.flatMap(({ path, value }) =>
      sumFault(
        path,
        'a table',
        TABLE_CHARACTERS,
        listOf(value['rows']).reduce<number>((sum, row) => sum + charactersIn(row), 0),
      ),
    ),
    ...(markdown.length > 1 ? sumFault(at, 'markdown', MARKDOWN_CHARACTERS, written) : []),
  ]
}

function viewTotals(elements: readonly Placed[]): Fault[] {
  const focused = elements.filter(({ value }) => value['focus_on_load'] === true)
  return focused.slice(1).map(({ path }) => ({
    path: pointer([...path, 'focus_on_load']),
    rule: 'duplicate',
    message: 'only one element may set `focus_on_load`',
  }))
}

function onlyInModals(elements: readonly Placed[]): Fault[] {
  return elements
    .filter(({ value }) => value['response_url_enabled'] === true)
    .map(({ path }) => ({
      path: pointer([...path, 'response_url_enabled']),
      rule: 'conflict',
      message: '`response_url_enabled` is for input blocks in modals',
    }))
}

/** What holds between the parts of one payload, which no single field shows. */
export function crossFaults(blocks: unknown, surface: Surface, at: Path): Fault[] {
  const all = placed(listOf(blocks), at)
  const elements = all.flatMap(elementsOf)
  return [
    ...duplicates(all, 'block_id'),
    ...all.flatMap((block) => duplicates(elementsOf(block), 'action_id')),
    ...elements.flatMap(initialNotOffered),
    ...viewTotals(elements),
    ...(surface === 'modal' ? [] : onlyInModals(elements)),
    ...(surface === 'message' ? messageTotals(all, at) : []),
  ]
}

/** `input` blocks need a submit button in modals. */
export function submitMissing(view: Json): Fault[] {
  if (view['submit'] !== undefined) return []
  return placed(listOf(view['blocks']), ['blocks'])
    .filter(({ value }) => value['type'] === 'input')
    .slice(0, 1)
    .map(({ path }) => ({
      path: pointer([...path, 'input']),
      rule: 'missing',
      message: 'must define `submit` to use an `input` block in modals',
    }))
}
