import type { Language, Move, PersonCard, Speed, TourStep } from './protocol.js'

/** The page's own words: the frame around what the app says. */
export interface Words {
  readonly title: (team: string) => string
  readonly parts: Readonly<Record<NonNullable<PersonCard['part']>, string>>
  readonly moves: Readonly<Record<Move, string>>
  readonly speeds: Readonly<Record<Speed, string>>
  readonly speed: string
  readonly moving: string
  readonly clock: string
  readonly actAs: string
  readonly who: (name: string, part: string) => string
  readonly unread: (n: number) => string
  readonly news: string
  readonly sideBySide: string
  readonly onePerson: string
  readonly tour: string
  readonly tourDone: string
  readonly tourSteps: Readonly<
    Record<TourStep, { readonly title: string; readonly how: string; readonly show: string }>
  >
  readonly tourProgress: (done: number, of: number) => string
  readonly stepDone: string
  readonly inspector: string
  readonly inspectorEmpty: string
  readonly inspectorAll: string
  readonly inspect: string
  readonly inspectNote: string
  readonly byTime: string
  readonly ms: (ms: number | null) => string
  readonly sent: string
  readonly answered: string
  readonly copyBlocks: string
  readonly copied: string
  readonly theme: string
  readonly channels: string
  readonly apps: string
  readonly home: string
  readonly messages: string
  readonly homeEmpty: string
  readonly placesMenu: string
  readonly close: string
  readonly send: string
  readonly composer: (place: string) => string
  readonly composerHint: string
  readonly readOnly: string
  readonly hints: string
  readonly globalShortcuts: string
  readonly messageMenu: string
  readonly react: string
  readonly thread: string
  readonly replies: (n: number) => string
  readonly replyInThread: string
  readonly onlyYou: string
  readonly edited: string
  readonly app: string
  readonly newMessages: string
  readonly empty: string
  readonly optional: string
  readonly choose: string
  readonly nothingFound: string
  readonly typeMore: (least: number) => string
  readonly remove: (name: string) => string
  readonly cancel: string
  readonly more: string
  readonly preview: string
  readonly troubles: {
    readonly operation_timeout: string
    readonly dispatch_failed: string
    readonly invalid_command: string
    readonly command_in_thread: string
    readonly other: (code: string) => string
  }
  readonly refusals: {
    readonly required: string
    readonly atLeast: (n: string) => string
    readonly atMost: (n: string) => string
    readonly other: (why: string) => string
  }
}

const ja: Words = {
  title: (team) => `${team}｜ローカルワークスペース`,
  parts: {
    csm: 'CSM',
    inside: 'インサイドセールス',
    ae: 'AE',
    manager: 'マネージャー',
    admin: '管理者',
    guest: 'ゲスト',
  },
  moves: { hour: '1時間後', morning: '翌営業日の朝', week: '1週間後' },
  speeds: { 0: '停止', 1: '等速', 60: '60倍', 600: '600倍' },
  speed: '時間の速さ',
  moving: '時間を進めています…',
  clock: 'このワークスペースの時刻',
  actAs: 'だれとして使うか',
  who: (name, part) => `${name}(${part})`,
  unread: (n) => `未読 ${n} 件`,
  news: '新しいメッセージが届いた人',
  sideBySide: '2人を並べる',
  onePerson: '1人に戻す',
  tour: 'ツアー',
  tourDone: 'ひと通りご覧いただきました。ここから先は、自由にお試しください。',
  tourSteps: {
    log: {
      title: 'CSMが気づきを登録する',
      how: '佐藤さんとして、#cs-sales に1行を送ってみてください。',
      show: 'この1行を入力欄に入れる',
    },
    vet: {
      title: '内容を確かめる',
      how: '返信の［トスアップする］を押し、窓口と、確認できていることを入れます。',
      show: '佐藤さんの画面を開く',
    },
    hand_over: {
      title: '営業につなぐ',
      how: 'フォームの［トスアップする］を押すと、鈴木さんのDMに届きます。2人を並べると、届く瞬間が見られます。',
      show: '佐藤さんと鈴木さんを並べる',
    },
    accept: {
      title: 'AEが引き受ける',
      how: '鈴木さんに切り替えて、Tasukiの［引き受ける］を押します。佐藤さんにもすぐ伝わります。',
      show: '鈴木さんの画面を開く',
    },
    nudge: {
      title: 'やさしいリマインドを受ける',
      how: '「翌営業日の朝」で時間を進めます。最初のご連絡の期限の日の朝に、まとめて1通だけ届きます。',
      show: '翌営業日の朝まで進める',
    },
    digest: {
      title: '週次ダイジェストを読む',
      how: '「1週間後」で時間を進めると、月曜の朝、#cs-sales に届いています。',
      show: '1週間進める',
    },
  },
  tourProgress: (done, of) => `${of}つのうち${done}つ完了`,
  stepDone: '完了',
  inspector: 'インスペクター',
  inspectorEmpty: 'まだやり取りはありません。',
  inspectorAll: 'すべてのやり取り',
  inspect: 'やり取りを調べる',
  inspectNote: 'アプリに送られた内容と、アプリが呼んだSlackのAPIです。新しい順に並びます。',
  byTime: '時間の経過',
  ms: (ms) => (ms === null ? '応答待ち' : `${ms} ms`),
  sent: '送った内容',
  answered: '返ってきた内容',
  copyBlocks: 'ブロックをコピー',
  copied: 'コピーしました',
  theme: '明るさを切り替える',
  channels: 'チャンネル',
  apps: 'アプリ',
  home: 'ホーム',
  messages: 'メッセージ',
  homeEmpty: 'アプリはまだホームを表示していません。',
  placesMenu: '場所を選ぶ',
  close: '閉じる',
  send: '送信',
  composer: (place) => `${place} へのメッセージ`,
  composerHint: '/csql で始めると、使い方の候補が出ます',
  readOnly: 'このアプリへのメッセージの送信はオフになっています。コマンドはチャンネルでお使いください。',
  hints: '入力の候補',
  globalShortcuts: 'ショートカット',
  messageMenu: 'その他の操作',
  react: 'リアクションする',
  thread: 'スレッド',
  replies: (n) => `${n}件の返信`,
  replyInThread: 'スレッドで返信する',
  onlyYou: 'あなただけに表示されています',
  edited: '(編集済み)',
  app: 'アプリ',
  newMessages: '新着',
  empty: 'ここにはまだメッセージがありません。',
  optional: '（任意）',
  choose: '選択してください',
  nothingFound: '見つかりませんでした',
  typeMore: (least) => `${least}文字以上入力してください`,
  remove: (name) => `${name}を外す`,
  cancel: 'キャンセル',
  more: 'その他の操作',
  preview: 'プレビュー',
  troubles: {
    operation_timeout: 'アプリが3秒以内に応答しませんでした。(operation_timeout)',
    dispatch_failed: 'アプリに届きませんでした。(dispatch_failed)',
    invalid_command: 'そのコマンドはありません。使えるのは /csql です。',
    command_in_thread: 'スレッドの中ではコマンドを使えません。チャンネルに入力してください。',
    other: (code) => `うまくいきませんでした:${code}`,
  },
  refusals: {
    required: 'ご記入ください。',
    atLeast: (n) => `${n}以上でご記入ください。`,
    atMost: (n) => `${n}以下でご記入ください。`,
    other: (why) => `この形では送れません:${why}`,
  },
}

const en: Words = {
  title: (team) => `${team} | local workspace`,
  parts: { csm: 'CSM', inside: 'Inside sales', ae: 'AE', manager: 'Manager', admin: 'Admin', guest: 'Guest' },
  moves: { hour: '+1 hour', morning: 'Next working morning', week: '+1 week' },
  speeds: { 0: 'Stopped', 1: 'As it is', 60: '60 ×', 600: '600 ×' },
  speed: 'Speed of time',
  moving: 'Time is moving…',
  clock: 'Time in this workspace',
  actAs: 'Act as',
  who: (name, part) => `${name} (${part})`,
  unread: (n) => `${n} unread`,
  news: 'Who just got something',
  sideBySide: 'Two side by side',
  onePerson: 'Back to one',
  tour: 'Tour',
  tourDone: 'That was all of it. From here on, play as you like.',
  tourSteps: {
    log: {
      title: 'A CSM logs a hint',
      how: 'As Misaki Sato, send one line in #cs-sales.',
      show: 'Put the line into the composer',
    },
    vet: {
      title: 'It is vetted',
      how: 'Press [Hand over] in the answer, and enter the contact and what you verified.',
      show: 'Open Misaki Sato’s screen',
    },
    hand_over: {
      title: 'It goes to sales',
      how: 'Press [Hand over] in the form: it arrives in Kenta Suzuki’s DM. Side by side you see it cross.',
      show: 'Show both side by side',
    },
    accept: {
      title: 'The AE accepts',
      how: 'Act as Kenta Suzuki and press [Accept] in Tasuki’s message. Misaki Sato hears of it at once.',
      show: 'Open Kenta Suzuki’s screen',
    },
    nudge: {
      title: 'A gentle nudge',
      how: 'Move time to the next working mornings: one message comes on the day the first contact is due.',
      show: 'To the next working morning',
    },
    digest: {
      title: 'The weekly digest',
      how: 'Move time by a week: on Monday morning it is in #cs-sales.',
      show: 'Move by a week',
    },
  },
  tourProgress: (done, of) => `${done} of ${of} done`,
  stepDone: 'done',
  inspector: 'Inspector',
  inspectorEmpty: 'Nothing went back and forth yet.',
  inspectorAll: 'Everything',
  inspect: 'Inspect',
  inspectNote: 'What was sent to the app and which of Slack’s methods it called, the newest first.',
  byTime: 'passing time',
  ms: (ms) => (ms === null ? 'open' : `${ms} ms`),
  sent: 'Sent',
  answered: 'Answered',
  copyBlocks: 'Copy blocks',
  copied: 'Copied',
  theme: 'Light or dark',
  channels: 'Channels',
  apps: 'Apps',
  home: 'Home',
  messages: 'Messages',
  homeEmpty: 'The app shows no Home yet.',
  placesMenu: 'Choose a place',
  close: 'Close',
  send: 'Send',
  composer: (place) => `Message to ${place}`,
  composerHint: 'Begin with /csql and what can be typed is suggested',
  readOnly: 'Sending messages to this app is turned off. Use its command in a channel.',
  hints: 'Suggestions',
  globalShortcuts: 'Shortcuts',
  messageMenu: 'More actions',
  react: 'Add reaction',
  thread: 'Thread',
  replies: (n) => (n === 1 ? '1 reply' : `${n} replies`),
  replyInThread: 'Reply in thread',
  onlyYou: 'Only visible to you',
  edited: '(edited)',
  app: 'APP',
  newMessages: 'New',
  empty: 'There is no message here yet.',
  optional: ' (optional)',
  choose: 'Choose',
  nothingFound: 'Nothing found',
  typeMore: (least) => `Type at least ${least} characters`,
  remove: (name) => `Remove ${name}`,
  cancel: 'Cancel',
  more: 'More actions',
  preview: 'Preview',
  troubles: {
    operation_timeout: 'The app did not answer within three seconds. (operation_timeout)',
    dispatch_failed: 'The app could not be reached. (dispatch_failed)',
    invalid_command: 'There is no such command: the one there is is /csql.',
    command_in_thread: 'Commands do not work in threads. Type it in the channel.',
    other: (code) => `That did not work: ${code}`,
  },
  refusals: {
    required: 'Please complete this field.',
    atLeast: (n) => `Please enter at least ${n}.`,
    atMost: (n) => `Please enter at most ${n}.`,
    other: (why) => `This cannot be sent as it is: ${why}`,
  },
}

export const wordsIn = (language: Language): Words => ({ ja, en })[language]

/** Slack's code for what went wrong, as the person reads it. */
export function troubleWords({ troubles }: Words, code: string): string {
  const known = Object.entries(troubles).find(([name]) => name === code)?.[1]
  return typeof known === 'string' ? known : troubles.other(code)
}

/** Why the client would not send a field. */
export function refusalWords({ refusals }: Words, why: string): string {
  if (why === 'required') return refusals.required
  const [, bound, limit = ''] = /^at (least|most) (.+?)(?: characters)?$/.exec(why) ?? []
  if (bound === undefined) return refusals.other(why)
  return bound === 'least' ? refusals.atLeast(limit) : refusals.atMost(limit)
}
