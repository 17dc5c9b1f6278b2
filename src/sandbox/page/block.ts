import type { Block } from './protocol.js'

/** Readers of blocks as Slack wrote them: what is missing or of another shape is empty. */
export const isBlock = (value: unknown): value is Block =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
export const blocksIn = (value: unknown): readonly Block[] => (Array.isArray(value) ? value.filter(isBlock) : [])
export const textIn = (value: unknown): string => (typeof value === 'string' ? value : '')

/** The words of a text object, or of a bare string. */
export const wordsIn = (value: unknown): string => (isBlock(value) ? textIn(value['text']) : textIn(value))

export interface Option {
  readonly value: string
  readonly label: string
  readonly description: string
  readonly group: string
}

const optionOf = (option: Block, group = ''): Option => ({
  value: textIn(option['value']),
  label: wordsIn(option['text']),
  description: wordsIn(option['description']),
  group,
})

/** Every option of a menu, its groups opened. */
export const optionsIn = (element: Block): readonly Option[] => [
  ...blocksIn(element['options']).map((option) => optionOf(option)),
  ...blocksIn(element['option_groups']).flatMap((group) =>
    blocksIn(group['options']).map((option) => optionOf(option, wordsIn(group['label']))),
  ),
]
export const optionsFrom = (given: unknown): readonly Option[] => blocksIn(given).map((option) => optionOf(option))
