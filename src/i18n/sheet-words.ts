import { en } from './en.js'
import { ja } from './ja.js'
import type { Messages } from './messages.js'
import { LOG_WORDS } from './vocabulary.js'

const fold = (word: string): string => word.normalize('NFKC').trim().toLowerCase()

/** The words for each code, in both languages, whatever the reader's: old spreadsheets hold what people say. */
const WORDS: Readonly<Record<string, readonly Readonly<Record<string, string | readonly string[]>>[]>> = {
  kind: [ja.terms.kinds, en.terms.kinds, LOG_WORDS.kinds],
  source: [ja.terms.sources, ja.terms.sourcesShort, en.terms.sources, en.terms.sourcesShort, LOG_WORDS.sources],
  heat: [ja.terms.heats, en.terms.heats, LOG_WORDS.heats],
  opt_in: [ja.terms.optIns, en.terms.optIns],
  phase: [ja.terms.phases, en.terms.phases],
  channel: [ja.terms.channels, en.terms.channels],
  period: [ja.terms.periods, en.terms.periods, { month: ['月', 'monthly'], year: ['年', 'yearly', 'annual'] }],
  reject_reason: [ja.terms.reasons.reject, en.terms.reasons.reject],
  lost_reason: [ja.terms.reasons.lose, en.terms.reasons.lose],
  withdraw_reason: [ja.terms.reasons.withdraw, en.terms.reasons.withdraw],
}

const CODES: ReadonlyMap<string, ReadonlyMap<string, string>> = new Map(
  Object.entries({ ...WORDS, amount_period: WORDS['period'] ?? [] }).map(([column, lists]) => {
    const codes = new Map<string, string>()
    for (const list of lists)
      for (const [code, words] of Object.entries(list))
        for (const word of [words].flat()) if (!codes.has(fold(word))) codes.set(fold(word), code)
    return [column, codes]
  }),
)

/** The code that a word stands for in a column of a sheet; undefined = none. `undone` is what nobody picks. */
export function sheetCode(column: string, word: string): string | undefined {
  const code = CODES.get(column)?.get(fold(word))
  return code === 'undone' ? undefined : code
}

/** What a language calls the codes of a column; null = the column holds none. */
export function sheetTerms(column: string, { terms }: Messages): Readonly<Record<string, string>> | null {
  const lists: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    ...{ kind: terms.kinds, source: terms.sources, heat: terms.heats, opt_in: terms.optIns, phase: terms.phases },
    ...{ channel: terms.channels, period: terms.periods, amount_period: terms.periods },
    ...{ reject_reason: terms.reasons.reject, lost_reason: terms.reasons.lose },
    ...{ withdraw_reason: terms.reasons.withdraw },
  }
  return lists[column] ?? null
}

/** What people call the columns, the house's own term first; a word may stand for several. */
const COLUMNS: readonly (readonly [column: string, words: readonly string[]])[] = [
  [
    'account',
    ['顧客', '顧客名', '会社名', '会社', '企業名', '取引先', '取引先名', 'お客様', 'お客様名', 'customer', 'company'],
  ],
  [
    'name',
    ['顧客', '顧客名', '会社名', '会社', '企業名', '取引先', '取引先名', '名称', 'account', 'customer', 'company'],
  ],
  [
    'name_kana',
    ['フリガナ', 'ふりがな', 'カナ', 'かな', 'よみ', '読み', '読み仮名', 'よみがな', '顧客名カナ', '会社名カナ'],
  ],
  ['aliases', ['別名', '別称', '略称', '通称']],
  ['external_id', ['外部ID', '顧客ID', '顧客コード', '顧客番号', '取引先コード', '管理番号']],
  ['corporate_number', ['法人番号']],
  ['parent', ['親会社', '親会社名']],
  ['segment', ['セグメント', '区分', '企業規模', '規模']],
  ['department', [ja.weekly.csv.columns.department, '部署名', '部門']],
  ['product', [ja.weekly.csv.columns.product, '製品名', '商品', '商品名', 'プロダクト', 'サービス']],
  ['phase', ['フェーズ', '段階', 'ステータス', '状態']],
  ['has_outcome', ['成果', '導入の成果', '成果の有無', '成果あり']],
  ['csm', [ja.terms.roles.csm, 'CS', 'CSM', 'カスタマーサクセス', 'CS担当者']],
  ['ae', [ja.terms.roles.ae, '営業', '営業担当者', '担当営業']],
  ['amount', ['金額', ja.terms.periods.month, '契約金額', '月額料金', 'MRR', '利用料']],
  ['period', ['期間', '支払期間', '契約期間']],
  ['currency', [ja.weekly.csv.columns.currency]],
  ['renewal_on', ['更新日', '契約更新日', '次回更新日']],
  ['channel', ['商流', 'チャネル', '販路']],
  ['partner', ['代理店', '代理店名', '販売代理店', 'パートナー']],
  ['month', ['月', '年月', '対象月', '計上月']],
  ['number', [ja.weekly.csv.columns.number, 'CSQL番号', 'No', 'No.', 'ID']],
  ['kind', [ja.weekly.csv.columns.kind, '種別', '区分']],
  ['source', [ja.weekly.csv.columns.source, '経路', '流入経路', 'ソース', 'リードソース']],
  ['source_detail', ['きっかけの詳細', 'きっかけ詳細', '施策名', 'キャンペーン']],
  ['heat', [ja.weekly.csv.columns.heat, '確度', '温度']],
  ['problem', ['お客様の課題', '課題', '課題内容']],
  ['note', ['メモ', '備考', '内容', 'コメント']],
  ['logged_by', ['登録者', '登録した方', '起票者', '記入者']],
  ['contact', ['窓口', '担当者', '先方担当者', 'お客様担当者', '連絡先']],
  ['opt_in', ['営業からのご連絡', '営業からの連絡', '連絡可否', '了承']],
  [
    'estimated_amount',
    ['見込み金額', '見込金額', '見込み額', '見込み月額', ja.weekly.csv.columns.expected_mrr, '想定金額', '金額'],
  ],
  ['won_amount', ['受注金額', '受注額', '受注月額', ja.weekly.csv.columns.won_mrr]],
  ['amount_period', ['期間', '金額の期間', '月額・年額']],
  ['won_one_time', ['初期費用', 'スポット', ja.weekly.csv.columns.won_one_time, '一時費用']],
  ['logged_at', [ja.weekly.csv.columns.logged_on, '登録日時', '起票日', '作成日', '発生日']],
  ['qualified_at', [ja.weekly.csv.columns.qualified_on, 'トス日', 'トスアップ日時', '連携日']],
  ['accepted_at', [ja.weekly.csv.columns.accepted_on, '引受日', '引き受け日時', '受領日']],
  ['returned_at', ['追加確認日', '差し戻し日', '差戻し日', '差戻日']],
  ['rejected_at', ['見送り日', '見送日']],
  ['reject_reason', ['見送りの理由', '見送り理由', '見送理由']],
  ['opportunity_at', [ja.weekly.csv.columns.opportunity_on, '商談開始日', '商談日']],
  ['won_at', [ja.weekly.csv.columns.won_on, '成約日', '契約日']],
  ['lost_at', [ja.weekly.csv.columns.lost_on]],
  ['lost_reason', ['失注理由', '失注の理由']],
  ['nurturing_until', ['再確認日', '時期待ち', '時期待ちの期限']],
  ['withdrawn_at', ['取り下げ日', '取下げ日', '取下日']],
  ['withdraw_reason', ['取り下げ理由', '取り下げの理由', '取下げ理由']],
  ['start_on', ['利用開始日', '開始日', 'サービス開始日']],
]

/** The columns that a header of people's own may mean, whatever the sheet; none where nobody calls one so. */
export function sheetColumns(word: string): readonly string[] {
  const folded = fold(word).replace(/\s+/gu, '')
  return COLUMNS.filter(([, words]) => words.some((one) => fold(one) === folded)).map(([column]) => column)
}
