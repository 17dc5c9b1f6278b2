/**
 * The words people type behind `/csql`: names of subcommands, filters, dates to snooze until, periods. Japanese and
 * English are both accepted, whatever the reader's language; the first of each list is what it is called.
 */
export const COMMAND_NAMES = [
  'log',
  'list',
  'show',
  'note',
  'qualify',
  'accept',
  'return',
  'reject',
  'update',
  'convert',
  'win',
  'lose',
  'nurture',
  'withdraw',
  'merge',
  'assign',
  'reopen',
  'snooze',
  'undo',
  'account',
  'target',
  'pause',
  'time',
  'report',
  'digest',
  'summary',
  'settings',
  'help',
] as const
export type CommandName = (typeof COMMAND_NAMES)[number]

/** Other names, the Japanese one first. */
export const COMMAND_ALIASES: Readonly<Record<CommandName, readonly string[]>> = {
  log: ['登録', '記録', 'add', 'new'],
  list: ['一覧', 'ls'],
  show: ['詳細', '表示', 'view'],
  note: ['追記', 'メモ', 'comment'],
  qualify: ['トスアップ', 'トス', '精査', 'handover', 'hand-over'],
  accept: ['引き受け', '引受', '受領', '引き受ける'],
  return: ['追加確認', '差し戻し', '差戻し', '差戻'],
  reject: ['見送り', '見送', '見送る', 'decline'],
  update: ['進捗', '更新', 'progress'],
  convert: ['商談化', '商談', 'opportunity'],
  win: ['受注', 'won'],
  lose: ['失注', 'lost'],
  nurture: ['時期待ち', '保留', '育成'],
  withdraw: ['取り下げ', '取下げ', '取下'],
  merge: ['統合'],
  assign: ['担当', '担当変更', 'reassign'],
  reopen: ['再開'],
  snooze: ['あとで', 'スヌーズ', '後で'],
  undo: ['元に戻す', '取り消し', '取消'],
  account: ['顧客', 'customer'],
  target: ['目標', 'targets', 'goal'],
  pause: ['休止'],
  time: ['勤務時間', '休暇', '休み', 'お休み', '勤務時間・休暇', '不在', 'leave', 'hours', 'vacation'],
  report: ['レポート', '集計', 'stats'],
  digest: ['ダイジェスト', '週報'],
  summary: ['週次まとめ', '今週のまとめ', 'まとめ', 'my-week'],
  settings: ['設定', 'setting', 'config'],
  help: ['ヘルプ', '使い方', '?', 'usage'],
}

/** How Japanese names in kanji are read: what is typed before it is converted. Only suggested by, never shown. */
export const COMMAND_READINGS: Readonly<Partial<Record<CommandName, readonly string[]>>> = {
  log: ['とうろく', 'きろく'],
  list: ['いちらん'],
  show: ['しょうさい', 'ひょうじ'],
  note: ['ついき'],
  qualify: ['せいさ'],
  accept: ['ひきうけ', 'ひきうける', 'じゅりょう'],
  return: ['ついかかくにん', 'さしもどし'],
  reject: ['みおくり', 'みおくる'],
  update: ['しんちょく', 'こうしん'],
  convert: ['しょうだんか', 'しょうだん'],
  win: ['じゅちゅう'],
  lose: ['しっちゅう'],
  nurture: ['じきまち', 'ほりゅう', 'いくせい'],
  withdraw: ['とりさげ'],
  merge: ['とうごう'],
  assign: ['たんとう', 'たんとうへんこう'],
  reopen: ['さいかい'],
  undo: ['もとにもどす', 'とりけし'],
  account: ['こきゃく'],
  target: ['もくひょう'],
  pause: ['きゅうし'],
  time: ['きんむじかん', 'きゅうか', 'やすみ', 'ふざい'],
  report: ['しゅうけい'],
  digest: ['しゅうほう'],
  summary: ['しゅうじまとめ', 'こんしゅうのまとめ'],
  settings: ['せってい'],
  help: ['つかいかた'],
}

export const LIST_FILTERS = ['mine', 'open', 'overdue', 'waiting'] as const
export type ListFilter = (typeof LIST_FILTERS)[number]

export const FILTER_WORDS: Readonly<Record<ListFilter, readonly string[]>> = {
  mine: ['自分', '自分の', 'mine', 'my', 'me'],
  open: ['対応中', '進行中', '全部', 'すべて', 'open', 'all'],
  overdue: ['期限超過', '超過', '遅れ', 'overdue', 'late'],
  waiting: ['引き受け待ち', '引受待ち', '判断待ち', 'waiting'],
}

/** What a snooze may be called besides a date. */
export const SNOOZE_WORDS = {
  tomorrow: ['明日', 'あした', 'あす', '翌日', 'tomorrow', '1日', '1d', '1 day'],
  three_days: ['3日', '3日後', '三日', '3d', '3 days', 'in 3 days'],
  monday: ['月曜', '月曜日', '来週', '来週月曜', '来週の月曜', 'monday', 'mon', 'next monday', 'next week'],
} as const

/** Words that ask for what comes by itself. */
export const ON_WORDS: readonly string[] = ['受け取る', '開始', 'オン', 'on', 'start', 'yes']

/** Words that end a pause, or what comes by itself. */
export const OFF_WORDS: readonly string[] = [
  '解除',
  '終了',
  '再開',
  'なし',
  '受け取らない',
  '停止',
  'オフ',
  'off',
  'end',
  'none',
  'stop',
  'resume',
]

/** Words that stand between the two numbers of a merge, and before a person or a date, and say nothing by themselves. */
export const FILLER_WORDS: readonly string[] = [
  'を',
  'に',
  'へ',
  'が',
  'と',
  'まで',
  'into',
  'to',
  'in',
  'until',
  'till',
  '→',
  '->',
]

/** What a period is called, by its code. */
export const PERIOD_WORDS = {
  this_week: ['今週', 'week', 'this week'],
  last_week: ['先週', '前週', 'last week'],
  this_month: ['今月', 'month', 'this month'],
  last_month: ['先月', '前月', 'last month'],
  this_quarter: ['今四半期', '四半期', '当四半期', 'quarter', 'this quarter'],
  last_quarter: ['前四半期', '先四半期', 'last quarter'],
  this_half: ['今半期', '半期', '当半期', 'half', 'this half'],
  last_half: ['前半期', 'last half'],
  first_half: ['上期', '上半期', 'h1', 'first half'],
  second_half: ['下期', '下半期', 'h2', 'second half'],
  this_year: ['今期', '今年度', '年度', '当期', 'year', 'this year'],
  last_year: ['前期', '前年度', '昨年度', 'last year'],
} as const

/** What is measured by a target, by its code. */
export const TARGET_WORDS = {
  csqls: ['csql', 'csqls', 'トスアップ', '件数'],
  opportunities: ['商談', '商談化', '商談数', 'opportunities', 'opportunity'],
  mrr_won: ['受注mrr', 'mrr', '月額', '受注月額', 'mrr_won'],
  sales_won: ['受注額', '売上', '受注', 'sales', 'sales_won'],
} as const

/** As what a person's target counts, behind its value. */
export const CREDITED_WORDS = {
  csm: ['CS担当として', 'CSとして', 'as csm'],
  ae: ['営業担当として', '営業として', 'as ae'],
} as const

/** What stands between the two ends of a span of days. */
export const RANGE_SIGN = /\s*(?:\.\.+|…|〜|～|から|\bto\b)\s*/u

/** Whose target it is besides a person's, and which quarter's. */
export const TEAM_WORDS = {
  everybody: ['全体', '全員', '会社', 'everybody', 'all', 'company'],
  team: ['チーム', 'team'],
  next_quarter: ['来四半期', '次四半期', '次の四半期', 'next'],
} as const

/** What may stand behind a day and says nothing by itself. */
export const DAY_ENDING = /(?:まで|に)$/u

/** Customers are spoken of so; the name in the register has none. */
export const HONORIFIC_ENDING = /(?<=.)(?:様|さま|御中)$/u
