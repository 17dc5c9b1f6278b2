import { expect, test } from 'vitest'
import { workspaceConfigSchema } from '../../src/sandbox/config.js'
import {
  notificationText,
  PEOPLE,
  renderBlocks,
  renderMessage,
  renderView,
  sampleCompany,
  Workspace,
} from '../../src/sandbox/index.js'

const workspace = new Workspace(workspaceConfigSchema.parse(sampleCompany), { now: () => 0 })
const plain = (text: string) => ({ type: 'plain_text', text })
const mrkdwn = (text: string) => ({ type: 'mrkdwn', text })

test.each([
  ['a header', { type: 'header', text: plain('新しい件') }, ['■ 新しい件']],
  [
    'mrkdwn, its ids named and its signs decoded once',
    { type: 'section', text: mrkdwn(`<@${PEOPLE.suzuki}> &amp;lt; <https://a.example|資料> <#C0GENERAL>`) },
    ['@鈴木健太 &lt; 資料 #general'],
  ],
  ['plain text as it is', { type: 'section', text: plain('<!channel> &amp;') }, ['<!channel> &amp;']],
  [
    'fields, a line each',
    { type: 'section', fields: [mrkdwn('*温度*\n高い'), plain('担当')] },
    ['*温度*', '高い', '担当'],
  ],
  [
    'buttons',
    {
      type: 'actions',
      elements: [
        { type: 'button', text: plain('引き受ける'), action_id: 'a' },
        { type: 'button', text: plain('戻す'), action_id: 'b' },
      ],
    },
    ['[引き受ける] [戻す]'],
  ],
  [
    'a context with an image',
    { type: 'context', elements: [{ type: 'image', alt_text: '炎' }, plain('熱い')] },
    ['[画像: 炎]  熱い'],
  ],
  ['an image', { type: 'image', alt_text: '推移' }, ['[画像: 推移]']],
  [
    'an empty input, by its placeholder',
    {
      type: 'input',
      optional: true,
      label: plain('メモ'),
      hint: plain('任意です'),
      element: { type: 'plain_text_input', placeholder: plain('例'), action_id: 'value' },
    },
    ['メモ（任意）: {例…}', '  任意です'],
  ],
  [
    'a filled one',
    {
      type: 'input',
      block_id: 'b',
      label: plain('担当'),
      element: { type: 'users_select', initial_user: PEOPLE.pat, action_id: 'value' },
    },
    ['担当: {@Pat Morgan}'],
  ],
  [
    'rich text',
    {
      type: 'rich_text',
      elements: [
        {
          type: 'rich_text_section',
          elements: [
            { type: 'text', text: '担当 ' },
            { type: 'user', user_id: PEOPLE.sato },
          ],
        },
        {
          type: 'rich_text_list',
          style: 'bullet',
          elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: '一' }] }],
        },
      ],
    },
    ['担当 @佐藤美咲', '・ 一'],
  ],
  [
    'a table',
    {
      type: 'table',
      rows: [
        [
          { type: 'raw_text', text: '商品' },
          { type: 'raw_text', text: '件' },
        ],
        [
          { type: 'raw_text', text: '勤怠' },
          { type: 'raw_number', value: 3, text: '3' },
        ],
      ],
    },
    ['商品 | 件', '勤怠 | 3'],
  ],
])('%s', (_what, block, lines) => {
  expect(renderBlocks(workspace, [block])).toEqual(lines)
})

test('a message is its blocks, its notification the text; without blocks the text is the message', () => {
  const post = { channel: 'D1', user: PEOPLE.suzuki, text: '&lt;新しい件&gt;' }
  const card = workspace.messages.add({ ...post, blocks: [{ type: 'header', text: plain('件') }] })
  expect([renderMessage(workspace, card), notificationText(workspace, card)]).toEqual([['■ 件'], '<新しい件>'])
  expect(renderMessage(workspace, workspace.messages.add(post))).toEqual(['<新しい件>'])
})

test('a view is its title, its fields with what was typed and the app’s errors, and its buttons', () => {
  const element = { type: 'plain_text_input', action_id: 'value', initial_value: '席数' }
  const view = workspace.views.open(PEOPLE.sato, {
    type: 'modal',
    title: plain('記録'),
    submit: plain('送る'),
    close: plain('やめる'),
    blocks: [{ type: 'input', block_id: 'note', label: plain('メモ'), element }],
  })
  view.errors = { note: '短すぎます' }
  expect(renderView(workspace, view)).toEqual(['【記録】', 'メモ: {席数}', '  ! 短すぎます', '[送る] [やめる]'])
})

test('what the client itself adds stands in the language of whoever sees it', () => {
  const blocks = [
    { type: 'image', alt_text: 'trend' },
    { type: 'input', optional: true, label: plain('Note'), element: { type: 'plain_text_input', action_id: 'value' } },
    {
      type: 'rich_text',
      elements: [{ type: 'rich_text_list', elements: [{ elements: [{ type: 'text', text: 'one' }] }] }],
    },
  ]
  const seen = {
    en: ['[image: trend]', 'Note (optional): {…}', '• one'],
    ja: ['[画像: trend]', 'Note（任意）: {…}', '・ one'],
  }
  const to = (ephemeralTo: string) =>
    renderMessage(workspace, workspace.messages.add({ channel: 'C0GENERAL', user: 'B', blocks, ephemeralTo }))
  expect([to(PEOPLE.pat), to(PEOPLE.sato)]).toEqual([seen.en, seen.ja])
  const posted = workspace.messages.add({ channel: 'C0GENERAL', user: 'B', blocks })
  expect([renderMessage(workspace, posted, 'en'), renderMessage(workspace, posted)]).toEqual([seen.en, seen.ja])
  const view = workspace.views.open(PEOPLE.pat, { type: 'modal', title: plain('Log'), blocks })
  expect(renderView(workspace, view)).toEqual(['=== Log ===', ...seen.en])
})
