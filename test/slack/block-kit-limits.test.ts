import type { KnownBlock, ModalView } from '@slack/types'
import { describe, expect, test } from 'vitest'
import { checkBlocks, checkMessage, checkView, faultLine, type Surface } from '../../src/slack/block-kit-limits.js'

const plain = (text: string) => ({ type: 'plain_text' as const, text })
const mrkdwn = (text: string) => ({ type: 'mrkdwn' as const, text })
const x = (length: number) => 'x'.repeat(length)
const some = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, n) => make(n))
const section = (text: string) => ({ type: 'section', text: mrkdwn(text) })
const button = (more: object = {}) => ({ type: 'button', action_id: 'a', text: plain('b'), ...more })
const actions = (...elements: object[]) => ({ type: 'actions', elements })
const option = (text: string, value = text) => ({ text: plain(text), value })
const select = (more: object = {}) => ({ type: 'static_select', action_id: 'value', options: [option('a')], ...more })
const input = (element: object, more: object = {}) => ({ type: 'input', label: plain('l'), element, ...more })
const textInput = (more: object = {}) => input({ type: 'plain_text_input', action_id: 'value', ...more })
const cells = (count: number, text = 'c') => some(count, () => ({ type: 'raw_text', text }))
const modal = (more: object = {}) => ({
  type: 'modal',
  title: plain('t'),
  submit: plain('s'),
  blocks: [textInput()],
  ...more,
})

const lines = (blocks: unknown, surface: Surface = 'message') => checkBlocks(blocks, surface).map(faultLine)

describe('at the limit it passes, one more is a fault', () => {
  test.each<[string, Surface, (n: number) => unknown[], number, string]>([
    ['blocks of a message', 'message', (n) => some(n, () => ({ type: 'divider' })), 50, ''],
    ['blocks of a modal', 'modal', (n) => some(n, () => ({ type: 'divider' })), 100, ''],
    ['blocks of Home', 'home', (n) => some(n, () => ({ type: 'divider' })), 100, ''],
    ['section text', 'message', (n) => [section(x(n))], 3000, '/0/text/text'],
    ['fields', 'message', (n) => [{ type: 'section', fields: some(n, () => plain('f')) }], 10, '/0/fields'],
    ['field text', 'message', (n) => [{ type: 'section', fields: [plain(x(n))] }], 2000, '/0/fields/0/text'],
    ['header', 'message', (n) => [{ type: 'header', text: plain(x(n)) }], 150, '/0/text/text'],
    [
      'context elements',
      'message',
      (n) => [{ type: 'context', elements: some(n, () => plain('c')) }],
      10,
      '/0/elements',
    ],
    ['actions', 'message', (n) => [actions(...some(n, (i) => button({ action_id: `a${i}` })))], 25, '/0/elements'],
    ['button text', 'message', (n) => [actions(button({ text: plain(x(n)) }))], 75, '/0/elements/0/text/text'],
    ['button value', 'message', (n) => [actions(button({ value: x(n) }))], 2000, '/0/elements/0/value'],
    ['button url', 'message', (n) => [actions(button({ url: `https://${x(n - 8)}` }))], 3000, '/0/elements/0/url'],
    ['action_id', 'message', (n) => [actions(button({ action_id: x(n) }))], 255, '/0/elements/0/action_id'],
    ['block_id', 'message', (n) => [{ type: 'divider', block_id: x(n) }], 255, '/0/block_id'],
    [
      'option text',
      'modal',
      (n) => [input(select({ options: [option(x(n), 'v')] }))],
      75,
      '/0/element/options/0/text/text',
    ],
    [
      'option value',
      'modal',
      (n) => [input(select({ options: [option('t', x(n))] }))],
      150,
      '/0/element/options/0/value',
    ],
    [
      'options',
      'modal',
      (n) => [input(select({ options: some(n, (i) => option(`${i}`)) }))],
      100,
      '/0/element/options',
    ],
    [
      'radio buttons',
      'modal',
      (n) => [input({ type: 'radio_buttons', action_id: 'v', options: some(n, (i) => option(`${i}`)) })],
      10,
      '/0/element/options',
    ],
    [
      'checkboxes',
      'modal',
      (n) => [input({ type: 'checkboxes', action_id: 'v', options: some(n, (i) => option(`${i}`)) })],
      10,
      '/0/element/options',
    ],
    [
      'overflow',
      'message',
      (n) => [actions({ type: 'overflow', action_id: 'o', options: some(n, (i) => option(`${i}`)) })],
      5,
      '/0/elements/0/options',
    ],
    ['input label', 'modal', (n) => [{ ...textInput(), label: plain(x(n)) }], 2000, '/0/label/text'],
    ['input hint', 'modal', (n) => [{ ...textInput(), hint: plain(x(n)) }], 2000, '/0/hint/text'],
    ['placeholder', 'modal', (n) => [textInput({ placeholder: plain(x(n)) })], 150, '/0/element/placeholder/text'],
    [
      'confirm title',
      'message',
      (n) => [actions(button({ confirm: { title: plain(x(n)), text: plain('t') } }))],
      100,
      '/0/elements/0/confirm/title/text',
    ],
    [
      'confirm text',
      'message',
      (n) => [actions(button({ confirm: { text: plain(x(n)) } }))],
      300,
      '/0/elements/0/confirm/text/text',
    ],
    [
      'confirm button',
      'message',
      (n) => [actions(button({ confirm: { text: plain('t'), deny: plain(x(n)) } }))],
      30,
      '/0/elements/0/confirm/deny/text',
    ],
    ['markdown', 'message', (n) => [{ type: 'markdown', text: x(n) }], 12_000, '/0/text'],
    ['table rows', 'message', (n) => [{ type: 'table', rows: some(n, () => cells(1)) }], 100, '/0/rows'],
    ['table columns', 'message', (n) => [{ type: 'table', rows: [cells(n)] }], 20, '/0/rows/0'],
    ['table characters', 'message', (n) => [{ type: 'table', rows: [cells(1, x(n))] }], 10_000, '/0'],
    [
      'image alt text',
      'message',
      (n) => [{ type: 'image', image_url: 'https://a.example/a.png', alt_text: x(n) }],
      2000,
      '/0/alt_text',
    ],
  ])('%s', (_what, surface, make, limit, path) => {
    expect(checkBlocks(make(limit), surface)).toEqual([])
    expect(checkBlocks(make(limit + 1), surface)).toMatchObject([{ path: `/blocks${path}`, limit, actual: limit + 1 }])
  })

  test.each<[string, (n: number) => object, number, string]>([
    ['title', (n) => modal({ title: plain(x(n)) }), 24, '/title/text'],
    ['submit', (n) => modal({ submit: plain(x(n)) }), 24, '/submit/text'],
    ['close', (n) => modal({ close: plain(x(n)) }), 24, '/close/text'],
    ['private_metadata', (n) => modal({ private_metadata: x(n) }), 3000, '/private_metadata'],
    ['callback_id', (n) => modal({ callback_id: x(n) }), 255, '/callback_id'],
  ])('%s of a view', (_what, make, limit, path) => {
    expect(checkView(make(limit))).toEqual([])
    expect(checkView(make(limit + 1))).toMatchObject([{ path, limit, actual: limit + 1 }])
  })
})

test.each<[string, Surface, unknown[], string[]]>([
  [
    'text may not be empty',
    'message',
    [section('')],
    ['must be more than 0 characters [json-pointer:/blocks/0/text/text]'],
  ],
  [
    'a section says something',
    'message',
    [{ type: 'section' }],
    ['must have one of: text, fields [json-pointer:/blocks/0]'],
  ],
  [
    'a header is plain text',
    'message',
    [{ type: 'header', text: mrkdwn('h') }],
    ['must be one of: plain_text [json-pointer:/blocks/0/text/type]'],
  ],
  [
    'a button is plain text',
    'message',
    [actions(button({ text: mrkdwn('b') }))],
    ['must be one of: plain_text [json-pointer:/blocks/0/elements/0/text/type]'],
  ],
  [
    'a button has an action_id',
    'message',
    [actions({ type: 'button', text: plain('b') })],
    ['missing required field: action_id [json-pointer:/blocks/0/elements/0]'],
  ],
  [
    'an action_id is unique in its block',
    'message',
    [actions(button(), button())],
    ['`action_id` "a" already exists [json-pointer:/blocks/0/elements/1/action_id]'],
  ],
  ['and may come again in another', 'message', [actions(button()), actions(button())], []],
  [
    'a block_id is unique in the payload',
    'message',
    [
      { type: 'divider', block_id: 'b' },
      { type: 'divider', block_id: 'b' },
    ],
    ['`block_id` "b" already exists [json-pointer:/blocks/1/block_id]'],
  ],
  [
    'a menu offers something',
    'modal',
    [input(select({ options: [] }))],
    ['no fewer than 1 items allowed [json-pointer:/blocks/0/element/options]'],
  ],
  [
    'options or groups, not both',
    'modal',
    [input(select({ option_groups: [{ label: plain('g'), options: [option('a')] }] }))],
    ['must have exactly one of: options, option_groups [json-pointer:/blocks/0/element]'],
  ],
  [
    'an initial option is among the options',
    'modal',
    [input(select({ initial_option: option('a', 'other') }))],
    ['must match one of the options exactly [json-pointer:/blocks/0/element/initial_option]'],
  ],
  [
    'of a group too',
    'modal',
    [
      input({
        type: 'static_select',
        action_id: 'v',
        option_groups: [{ label: plain('g'), options: [option('a')] }],
        initial_option: option('a'),
      }),
    ],
    [],
  ],
  [
    'initial options of checkboxes too',
    'modal',
    [
      input({
        type: 'checkboxes',
        action_id: 'v',
        options: [option('a')],
        initial_options: [option('a'), option('b')],
      }),
    ],
    ['must match one of the options exactly [json-pointer:/blocks/0/element/initial_options/1]'],
  ],
  [
    'a date is a real day',
    'modal',
    [input({ type: 'datepicker', action_id: 'v', initial_date: '2026-02-29' })],
    ['failed to match schema [json-pointer:/blocks/0/element/initial_date]'],
  ],
  [
    'an initial value fits its own limit',
    'modal',
    [textInput({ max_length: 2, initial_value: 'abc' })],
    ['initial_value must not exceed max_length [json-pointer:/blocks/0/element]'],
  ],
  [
    'a link button has an address',
    'message',
    [actions(button({ url: 'somewhere' }))],
    ['failed to match schema [json-pointer:/blocks/0/elements/0/url]'],
  ],
  [
    'an image is on the web or a file',
    'message',
    [{ type: 'image', alt_text: 'a', image_url: 'https://a.example', slack_file: { id: 'F1' } }],
    ['must have exactly one of: image_url, slack_file [json-pointer:/blocks/0]'],
  ],
  [
    'an image has a text for those who cannot see it',
    'message',
    [{ type: 'image', slack_file: { id: 'F1' } }],
    ['missing required field: alt_text [json-pointer:/blocks/0]'],
  ],
  [
    'one table a message',
    'message',
    [
      { type: 'table', rows: [cells(1)] },
      { type: 'table', rows: [cells(1)] },
    ],
    ['only one table allowed [json-pointer:/blocks/1]'],
  ],
  [
    '12,000 characters of markdown in all',
    'message',
    [
      { type: 'markdown', text: x(6000) },
      { type: 'markdown', text: x(6001) },
    ],
    ['markdown must be less than 12001 characters in all [json-pointer:/blocks]'],
  ],
  [
    'markdown is for messages',
    'modal',
    [{ type: 'markdown', text: 'm' }],
    ['unsupported type: markdown [json-pointer:/blocks/0/type]'],
  ],
  [
    'tables are for messages',
    'home',
    [{ type: 'table', rows: [cells(1)] }],
    ['unsupported type: table [json-pointer:/blocks/0/type]'],
  ],
  [
    'an unknown block is refused',
    'message',
    [{ type: 'data_visualization' }],
    ['unsupported type: data_visualization [json-pointer:/blocks/0/type]'],
  ],
  [
    'an unknown field is refused',
    'message',
    [{ type: 'divider', colour: 'red' }],
    ['invalid additional property: colour [json-pointer:/blocks/0]'],
  ],
  [
    'a text input does not stand among buttons',
    'message',
    [actions({ type: 'plain_text_input', action_id: 'a' })],
    ['unsupported type: plain_text_input [json-pointer:/blocks/0/elements/0/type]'],
  ],
  [
    'one focus a view',
    'modal',
    [textInput({ focus_on_load: true }), textInput({ focus_on_load: true })],
    ['only one element may set `focus_on_load` [json-pointer:/blocks/1/element/focus_on_load]'],
  ],
  ['what is no object is said so', 'message', ['text'], ['must provide an object [json-pointer:/blocks/0]']],
])('%s', (_rule, surface, blocks, expected) => {
  expect(lines(blocks, surface)).toEqual(expected)
})

test('every fault is named at once', () => {
  expect(lines([section(''), actions({ type: 'button', text: plain(x(76)) })])).toHaveLength(3)
})

test('what is no list of blocks is one fault', () => {
  expect(lines('blocks')).toEqual(['must provide an array [json-pointer:/blocks]'])
})

describe('a message', () => {
  test.each([
    ['needs a text beside its blocks', { blocks: [section('a')] }, ['missing required field: text [json-pointer:]']],
    ['has a text of at most 4,000', { text: x(4001) }, ['must be less than 4001 characters [json-pointer:/text]']],
    ['passes with both', { text: 'a', blocks: [section('a')] }, []],
  ])('%s', (_rule, message, expected) => {
    expect(checkMessage(message).map(faultLine)).toEqual(expected)
  })
})

describe('a view', () => {
  test.each([
    [
      'with inputs has a submit button',
      modal({ submit: undefined }),
      ['must define `submit` to use an `input` block in modals [json-pointer:/blocks/0/input]'],
    ],
    ['has a title', modal({ title: undefined }), ['missing required field: title [json-pointer:]']],
    [
      'at Home has none',
      { type: 'home', title: plain('t'), blocks: [] },
      ['invalid additional property: title [json-pointer:]'],
    ],
    ['is a modal or Home', { type: 'dialog' }, ['unsupported type: dialog [json-pointer:/type]']],
    ['is an object', null, ['must provide an object [json-pointer:]']],
  ])('%s', (_rule, view, expected) => {
    expect(checkView(view).map(faultLine)).toEqual(expected)
  })

  test('is at most 250 KB as a whole', () => {
    const wide = { type: 'section', fields: some(10, () => plain('あ'.repeat(2000))) }
    expect(checkView(modal({ blocks: some(4, () => wide) }))).toEqual([])
    expect(checkView(modal({ blocks: some(5, () => wide) }))).toMatchObject([{ rule: 'too_large', limit: 250_000 }])
  })
})

test('blocks typed by @slack/types pass as they are', () => {
  const blocks: KnownBlock[] = [
    { type: 'header', text: { type: 'plain_text', text: '新しい件', emoji: true } },
    {
      type: 'section',
      text: { type: 'mrkdwn', text: '*月白精機*', verbatim: true },
      accessory: { type: 'image', image_url: 'https://a.example/a.png', alt_text: '図' },
    },
    {
      type: 'rich_text',
      elements: [
        {
          type: 'rich_text_section',
          elements: [
            { type: 'text', text: '一', style: { bold: true } },
            { type: 'user', user_id: 'U1' },
          ],
        },
      ],
    },
    {
      type: 'actions',
      elements: [
        {
          type: 'button',
          action_id: 'csql.accept',
          style: 'primary',
          value: '1:42:1',
          text: { type: 'plain_text', text: '引き受ける' },
        },
        { type: 'datepicker', action_id: 'd', initial_date: '2026-12-01' },
      ],
    },
    {
      type: 'context',
      elements: [
        { type: 'mrkdwn', text: '済' },
        { type: 'image', image_url: 'https://a.example/a.png', alt_text: '図' },
      ],
    },
    { type: 'image', slack_file: { id: 'F1' }, alt_text: '推移' },
    { type: 'table', rows: [[{ type: 'raw_text', text: '商品' }]], column_settings: [{ align: 'right' }] },
    { type: 'divider' },
  ]
  const view: ModalView = {
    type: 'modal',
    callback_id: 'csql.log',
    title: plain('記録'),
    submit: plain('送る'),
    blocks: [
      {
        type: 'input',
        block_id: 'account',
        label: plain('会社'),
        element: { type: 'external_select', action_id: 'value', min_query_length: 1 },
      },
      {
        type: 'input',
        block_id: 'amount',
        optional: true,
        label: plain('金額'),
        element: { type: 'number_input', action_id: 'value', is_decimal_allowed: false, min_value: '0' },
      },
      {
        type: 'input',
        block_id: 'ae',
        label: plain('担当'),
        element: { type: 'users_select', action_id: 'value', initial_user: 'U1' },
      },
      {
        type: 'input',
        block_id: 'file',
        optional: true,
        label: plain('資料'),
        element: { type: 'file_input', action_id: 'value', max_files: 1 },
      },
    ],
  }
  expect(checkMessage({ text: '新しい件', blocks })).toEqual([])
  expect(checkView(view)).toEqual([])
})
