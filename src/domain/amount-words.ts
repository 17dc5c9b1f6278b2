/**
 * The words an amount may be made of, in Japanese and English, and how a text is cut into them. This is the grammar
 * of amounts, the same for every reader, and so it is here and not among the messages.
 */
export type TokenType =
  | 'number'
  | 'currency'
  | 'period'
  | 'times'
  | 'counter'
  | 'dash'
  | 'tilde'
  | 'slash'
  | 'plus'
  | 'colon'
  | 'open'
  | 'close'
  | 'about'
  | 'bound'
  | 'joiner'
  | 'minus'
  | 'tax_in'
  | 'tax_out'
  | 'per_unit'
  | 'growth'
  | 'filler'
  | 'piece'

export type AmountToken = {
  readonly type: TokenType
  /** what it stands for: a currency's code, a period, a numeral's text, else the word */
  readonly value: string
  readonly text: string
  readonly start: number
  readonly end: number
  /** white space stands before it */
  readonly gap: boolean
}

const LEXICON: readonly (readonly [TokenType, string | null, string])[] = [
  ['currency', 'JPY', '¥ 円 圓 yen jpy'],
  ['currency', 'USD', '$ us$ usd ドル 米ドル dollar dollars'],
  ['currency', 'EUR', '€ eur ユーロ euro euros'],
  ['currency', 'GBP', '£ gbp ポンド'],
  ['period', 'month', '月 月額 月々 毎月 月次 月間 月あたり monthly mrr /月 /month /mo'],
  ['period', 'month', 'per_month per_mo a_month each_month every_month'],
  ['period', 'year', '年 年額 毎年 年間 年次 年あたり yearly annual annually arr /年 /year /yr'],
  ['period', 'year', 'per_year per_yr per_annum a_year each_year every_year'],
  ['period', 'one_time', '初期 初期費用 初期費 一時 一時金 一時費用 スポット スポット費用 単発'],
  ['period', 'one_time', 'one-time one_time onetime one-off one_off setup set-up'],
  ['times', null, '× x * ✕ ✖ ╳ 掛ける'],
  ['counter', null, '席 人 名 名様 社 台 個 件 本 拠点 店舗 部署 アカウント ユーザー ユーザ ライセンス'],
  ['counter', null, 'id ids seat seats user users license licenses licence licences account accounts people'],
  ['tilde', null, '~ 〜 ∼ 〰'],
  ['slash', null, '/'],
  ['plus', null, '+ プラス'],
  ['colon', null, ': ='],
  ['open', null, '('],
  ['close', null, ')'],
  [
    'about',
    null,
    '約 およそ おおよそ 凡そ 大体 だいたい ざっくり 概算 くらい ぐらい 位 程度 前後 ほど 程 強 弱 数 十数 ± ≈',
  ],
  ['about', null, 'about around approx approx. approximately roughly circa ca. ish or_so'],
  ['bound', null, '以上 以下 未満 超 以内 から まで 最大 最低 上限 下限 > < ≧ ≦ ≥ ≤'],
  ['bound', null, 'over under up between from than max min most least'],
  ['joiner', null, 'to or か 、'],
  ['minus', null, '▲ △ マイナス minus 減 減額 引き 値引き'],
  [
    'tax_in',
    null,
    '税込 税込み 込 込み 内税 incl._tax incl_tax including_tax inclusive_of_tax inc._tax inc_tax tax_included',
  ],
  ['tax_in', null, 'tax-included tax-inclusive incl._vat incl_vat including_vat'],
  ['tax_out', null, '税抜 税抜き 税別 税前 外税 excl._tax excl_tax excluding_tax exclusive_of_tax before_tax plus_tax'],
  ['tax_out', null, 'tax-excluded tax-exclusive ex_tax'],
  ['per_unit', null, '単価 各 あたり 当たり 当り につき ごと @ each per'],
  ['growth', null, '増 増額 増加 の増加 アップ'],
  [
    'filler',
    null,
    'a one time before incl incl. including excl excl. excluding inclusive exclusive of inc inc. ex plus ・',
  ],
  ['piece', null, 'month mo year yr annum tax vat every so off included'],
]

const DASH = /[-‐‑‒–—―−ー]/uy
const NUMBER =
  /[.,]*[0-9〇一二三四五六七八九十百千万億兆][0-9〇一二三四五六七八九十百千万億兆.,]*(?:k(?![a-z]))?|(?<![a-z])k(?![a-z])/uy

const spelled = (lexeme: string) => lexeme.replaceAll('_', '')
const MEANINGS: ReadonlyMap<string, { type: TokenType; value: string }> = new Map(
  LEXICON.flatMap(([type, value, lexemes]) =>
    lexemes.split(' ').map((lexeme) => [spelled(lexeme), { type, value: value ?? spelled(lexeme) }] as const),
  ),
)
const WORD = new RegExp(
  LEXICON.flatMap(([, , lexemes]) => lexemes.split(' '))
    .sort((a, b) => b.length - a.length)
    .map(lexemePattern)
    .join('|'),
  'uy',
)

/** A phrase may be spaced or not; a Latin word may not begin or end inside another. */
function lexemePattern(lexeme: string): string {
  const escaped = lexeme
    .replace(/[$()*+./|?^\\[\]{}]/gu, '\\$&')
    .replaceAll('_', ' ?')
    .replace(/^\\\/(?=.)/u, '\\/ ?')
  return `${/^[a-z]/u.test(lexeme) ? '(?<![a-z])' : ''}${escaped}${/[a-z]$/u.test(lexeme) ? '(?![a-z])' : ''}`
}

const OLD_NUMERALS: Readonly<Record<string, string>> = { 零: '〇', 壱: '一', 弐: '二', 参: '三', 拾: '十', 萬: '万' }
const PLAIN_NUMERAL = /[0-9０-９〇零一二三四五六七八九十百千万億兆壱弐参拾萬]/u
const HIDDEN_NUMERAL = /[\p{No}\p{So}\p{Nl}\p{Lo}]/u

/** One spelling for amounts: NFKC, lower case, single spaces, today's kanji numerals. */
export function foldAmount(text: string): string {
  const folded = text.normalize('NFKC').toLowerCase().replace(/\s+/gu, ' ').trim()
  return folded.replace(/[零壱弐参拾萬]/gu, (old) => OLD_NUMERALS[old] ?? old)
}

/** Whether NFKC would make a digit out of what is none as typed: `10²` must not become 102, nor ½万 become 12万. */
export function hidesNumeral(text: string): boolean {
  return [...text].some(
    (char) => HIDDEN_NUMERAL.test(char) && !PLAIN_NUMERAL.test(char) && PLAIN_NUMERAL.test(char.normalize('NFKC')),
  )
}

/** Cuts a folded text into tokens, or says where the first part stands that is none of ours. */
export function lexAmount(folded: string): { tokens: AmountToken[]; strayAt: number | null } {
  const tokens: AmountToken[] = []
  let at = 0
  let gap = false
  while (at < folded.length) {
    if (folded.charAt(at) === ' ') {
      gap = true
      at += 1
      continue
    }
    const token = tokenAt(folded, at, gap)
    if (token === null) return { tokens, strayAt: at }
    tokens.push(token)
    at = token.end
    gap = false
  }
  return { tokens, strayAt: null }
}

function tokenAt(folded: string, start: number, gap: boolean): AmountToken | null {
  const word = stickyMatch(WORD, folded, start)
  if (word !== null) {
    const meaning = MEANINGS.get(word.replaceAll(' ', ''))
    if (meaning !== undefined) return { ...meaning, text: word, start, end: start + word.length, gap }
  }
  const dash = stickyMatch(DASH, folded, start)
  if (dash !== null) return { type: 'dash', value: '-', text: dash, start, end: start + dash.length, gap }
  const number = stickyMatch(NUMBER, folded, start)
  return number === null
    ? null
    : { type: 'number', value: number, text: number, start, end: start + number.length, gap }
}

function stickyMatch(pattern: RegExp, text: string, at: number): string | null {
  pattern.lastIndex = at
  return pattern.exec(text)?.[0] ?? null
}
