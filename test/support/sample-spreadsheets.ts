import { addDays, addMonths, weekdayOf } from '../../src/domain/days.js'
import { LOST_REASONS, REJECT_REASONS, WITHDRAW_REASONS } from '../../src/domain/reasons.js'
import { SHEETS, type SheetName } from '../../src/domain/sheets/sheets.js'
import type { Day } from '../../src/domain/time.js'
import { Random } from './random.js'

/**
 * The spreadsheets of an invented company, as a customer success team might have kept them for two fiscal years:
 * everybody and everything in them is made up. The same seed gives the same files.
 */

type Row = Readonly<Record<string, string>>

const FIRST: Day = '2024-04-01'
const LAST: Day = '2026-03-31'
const CSQLS = 3_000
const ACCOUNTS = 260

const CSMS = ['sato@hotarubi.example', 'nakamura@hotarubi.example'] as const
const AES = ['suzuki@hotarubi.example', 'watanabe@hotarubi.example', 'pat@hotarubi.example'] as const

const HEADS =
  '月白 霧笛 灯籠坂 青羽 白南風 空木野 寄辺 雲葉 鵲橋 朧谷 常夜 錆浅葱 樹雨 凪浦 夕霧坂 若紫野 雪洞 糸瀬 花筏 澪標 玉響 藍染川 鈴音 星見台 波止乃 深山路'.split(
    ' ',
  )
const TRADES =
  '精機 倉庫 食品 商事 工務店 製薬 電装 印刷 物流 建設 繊維 化成 硝子 醸造 観光 書店 測器 水産 農園 通信'.split(' ')
const FORMS: readonly ((name: string) => string)[] = [
  (name) => `株式会社${name}`,
  (name) => `${name}株式会社`,
  (name) => `${name}㈱`,
  (name) => `(株)${name}`,
  (name) => `合同会社${name}`,
]
const SEGMENTS = ['大手', '中堅', '中小'] as const
const SEATS: Readonly<Record<(typeof SEGMENTS)[number], number>> = { 大手: 900, 中堅: 260, 中小: 60 }

interface Product {
  readonly name: string
  /** Yen a person and month. */
  readonly price: number
  readonly oneTime: number
}
const PRODUCTS: readonly Product[] = [
  { name: 'ホタルビ勤怠', price: 300, oneTime: 0 },
  { name: 'ホタルビ経費', price: 400, oneTime: 0 },
  { name: 'ホタルビ評価', price: 500, oneTime: 300_000 },
]

/** How often a source is what it came from, and how good it is. */
const SOURCES: readonly (readonly [source: string, share: number, quality: number, details: readonly string[]])[] = [
  ['cs_activity', 34, 1.15, ['', '', '月次定例', '四半期レビュー']],
  ['support', 12, 0.9, ['', '操作の問い合わせ', '権限の問い合わせ']],
  ['renewal', 12, 1.2, ['', '更新の打合せ']],
  ['webinar', 14, 0.75, ['春の労務セミナー', '経費DXウェビナー', '評価制度ウェビナー']],
  ['survey', 8, 0.7, ['NPSアンケート', '導入半年アンケート']],
  ['event', 6, 0.85, ['ユーザー会2024', 'ユーザー会2025']],
  ['email', 5, 0.6, ['活用メール', '']],
  ['in_product', 4, 0.65, ['新機能バナー']],
  ['introduction', 4, 1.3, ['', 'グループ会社']],
  ['other', 1, 0.6, ['']],
]

const PROBLEMS: Readonly<Record<string, readonly string[]>> = {
  upsell: [
    '新しい拠点が増え、IDが足りない。',
    '残業アラートを管理職にも届けたいが、いまのプランでは届かない。',
    '承認の段数が足りず、一部を紙で回している。',
    '繁忙期のアルバイトにも使わせたい。',
    '監査対応で、操作ログを長く残す必要が出てきた。',
  ],
  ホタルビ勤怠: [
    '打刻がタイムカードのままで、締めに三日かかる。',
    '残業の上限を超えそうな人が、月末にならないとわからない。',
    'シフトを紙で配っており、差し替えのたびに電話で確かめている。',
  ],
  ホタルビ経費: [
    '立替経費が紙のままで、月末に経理が2日つぶれる。',
    '勤怠と経費で同じ社員情報を二重に登録している。',
    '出張申請と精算が別々で、突き合わせに手間がかかる。',
  ],
  ホタルビ評価: [
    '評価シートをExcelで集めており、集計に毎回ひと月かかる。',
    '人事評価の履歴が部署ごとにばらばらで、異動のたびに困る。',
    '目標の進み具合が、期末の面談まで誰にも見えない。',
  ],
  referral: [
    '取引先が経費精算で困っており、紹介したいとのこと。',
    '同業の集まりで話題になり、知人の会社を紹介できるとのこと。',
  ],
}
const CONTACTS = ['大槻', '三枝', '桐生', '早乙女', '日下部', '五十嵐', '鷲尾', '真柄', '黒沼', '汐見']
const TITLES = ['経理課長', '人事部長', '総務', '情報システム', '労務担当', '管理本部長']

interface Customer {
  readonly name: string
  readonly seats: number
  readonly csm: string
  readonly ae: string
  /** The products that are used, and since when. */
  readonly uses: Map<string, { readonly from: Day; amount: number; ended: Day | null }>
  readonly row: Row
}

/** The four sheets, by their names. */
export function sampleSpreadsheets(): Readonly<Record<SheetName, readonly Row[]>> {
  const random = new Random(20_240_401)
  const customers = Array.from({ length: ACCOUNTS }, (_, index) => customer(random, index))
  const csqls = Array.from({ length: CSQLS }, () => lead(random, random.pick(customers)))
    .toSorted((a, b) => ((a['logged_at'] ?? '') < (b['logged_at'] ?? '') ? -1 : 1))
    .map((row, index) => ({ number: String(index + 1), ...row }))
  return {
    accounts: customers.map(({ row }) => row),
    contracts: customers.flatMap((one) => contractsOf(random, one)),
    csqls,
    snapshots: snapshotsOf(customers),
  }
}

function customer(random: Random, index: number): Customer {
  const head = HEADS[index % HEADS.length] ?? ''
  const trade = TRADES[(Math.floor(index / HEADS.length) * 3 + index) % TRADES.length] ?? ''
  const name = random.pick(FORMS)(`${head}${trade}`)
  const segment = random.pick(SEGMENTS)
  const seats = Math.max(12, Math.round(SEATS[segment] * (0.4 + random.next() * 1.2)))
  const uses = new Map<string, { readonly from: Day; amount: number; ended: Day | null }>()
  for (const { name: product, price } of [
    PRODUCTS[index % 3],
    random.chance(0.3) ? PRODUCTS[(index + 1) % 3] : undefined,
  ].filter((one) => one !== undefined)) {
    const from = addDays(FIRST, -random.below(700))
    const ended = random.chance(0.09) ? addDays(FIRST, 60 + random.below(640)) : null
    uses.set(product, { from, amount: seats * price, ended })
  }
  const row = { name, external_id: `HB-${String(index + 1).padStart(4, '0')}`, segment }
  return { name, seats, csm: random.pick(CSMS), ae: AES[index % AES.length] ?? AES[0], uses, row }
}

function lead(random: Random, customer: Customer): Row {
  const kind = random.chance(0.05) ? 'referral' : random.chance(0.45) ? 'upsell' : 'cross_sell'
  const own = [...customer.uses.keys()]
  const others = PRODUCTS.filter(({ name }) => !customer.uses.has(name))
  const product =
    kind === 'cross_sell' && others.length > 0
      ? random.pick(others)
      : (PRODUCTS.find(({ name }) => name === random.pick(own)) ?? random.pick(PRODUCTS))
  const [source, , quality, details] = sourceOf(random)
  const logged = workingDay(random, addDays(FIRST, random.below(730)))
  const share = kind === 'upsell' ? 0.02 + random.next() * 0.08 : 0.06 + random.next() * 0.18
  const amount = Math.round((customer.seats * share * product.price) / 1_000) * 1_000
  const hot = random.next() * quality
  return {
    account: customer.name,
    product: product.name,
    kind,
    source,
    source_detail: random.pick(details),
    heat: hot > 0.75 ? 'high' : hot > 0.35 ? 'medium' : 'low',
    problem: random.pick(PROBLEMS[kind] ?? PROBLEMS[product.name] ?? ['']),
    note: random.chance(0.3) ? '定例でうかがった。' : '',
    logged_by: random.chance(0.9) ? customer.csm : random.pick(CSMS),
    csm: customer.csm,
    ae: customer.ae,
    contact: `${random.pick(TITLES)} ${random.pick(CONTACTS)}様`,
    opt_in: random.pick(['yes', 'yes', 'via_csm', 'unknown']),
    estimated_amount: random.chance(0.8) ? String(Math.max(1_000, amount)) : '',
    amount_period: 'month',
    currency: 'JPY',
    ...journey(random, { logged, quality, amount: Math.max(1_000, amount), product }),
  }
}

interface Journey {
  readonly logged: Instantish
  readonly quality: number
  readonly amount: number
  readonly product: Product
}
type Instantish = { readonly day: Day; readonly minute: number }

/** What became of it: steps on working days, each behind the one before, none after the last day. */
function journey(random: Random, { logged, quality, amount, product }: Journey): Row {
  const row: Record<string, string> = { logged_at: written(logged) }
  let at = logged
  const take = (column: string, days: number): boolean => {
    const next = later(random, at, days)
    if (next.day > LAST) return false
    at = next
    row[column] = written(next)
    return true
  }
  if (!random.chance(0.66 * Math.min(1.2, quality))) {
    if (random.chance(0.5) && take('withdrawn_at', 45)) row['withdraw_reason'] = random.pick(WITHDRAW_REASONS)
    return row
  }
  if (!take('qualified_at', 9)) return row
  if (random.chance(0.13) && !take('returned_at', 1)) return row
  if (random.chance(0.2 / quality)) {
    if (take('rejected_at', 2)) row['reject_reason'] = random.pick(REJECT_REASONS)
    return row
  }
  if (!take('accepted_at', random.chance(0.72) ? 1 : 7)) return row
  if (random.chance(0.22)) {
    if (random.chance(0.6) && take('rejected_at', 25)) row['reject_reason'] = random.pick(REJECT_REASONS)
    return row
  }
  if (!take('opportunity_at', 18)) return row
  if (random.chance(0.46 * quality)) {
    if (take('won_at', 55)) {
      row['won_amount'] = String(Math.max(1_000, Math.round((amount * (0.7 + random.next() * 0.45)) / 1_000) * 1_000))
      if (product.oneTime > 0 && random.chance(0.7)) row['won_one_time'] = String(product.oneTime)
    }
  } else if (random.chance(0.85) && take('lost_at', 60)) row['lost_reason'] = random.pick(LOST_REASONS)
  return row
}

function sourceOf(random: Random): (typeof SOURCES)[number] {
  let left = random.below(SOURCES.reduce((sum, [, share]) => sum + share, 0))
  for (const source of SOURCES) {
    left -= source[1]
    if (left < 0) return source
  }
  throw new RangeError('the shares do not add up')
}

function workingDay(random: Random, from: Day): Instantish {
  const weekday = weekdayOf(from)
  const day = weekday > 5 ? addDays(from, 8 - weekday) : from
  return { day: day > LAST ? addDays(LAST, -1) : day, minute: 9 * 60 + random.below(9 * 60) }
}

/** On a working day, up to twice as many days on as said. */
function later(random: Random, { day, minute }: Instantish, days: number): Instantish {
  const on = random.below(days * 2)
  if (on === 0) return { day, minute: Math.min(24 * 60 - 1, minute + 1 + random.below(60)) }
  return workingDay(random, addDays(day, on)).day > day
    ? workingDay(random, addDays(day, on))
    : { day, minute: Math.min(24 * 60 - 1, minute + 1) }
}

function written({ day, minute }: Instantish): string {
  const two = (n: number) => String(n).padStart(2, '0')
  return `${day} ${two(Math.floor(minute / 60))}:${two(minute % 60)}`
}

function contractsOf(random: Random, { name, uses, csm, ae }: Customer): readonly Row[] {
  return [...uses].map(([product, { from, amount, ended }]) => {
    const outcome = random.chance(0.6)
    const partner = random.chance(0.08)
    return {
      account: name,
      product,
      phase: ended !== null ? 'churned' : outcome ? 'successful' : random.chance(0.08) ? 'at_risk' : 'adopting',
      has_outcome: outcome ? 'yes' : 'no',
      ...{ csm, ae, amount: String(amount), period: 'month', currency: 'JPY' },
      renewal_on: addMonths(from, 12 * 3),
      channel: partner ? 'partner' : 'direct',
      partner: partner ? '青嶺パートナーズ' : '',
    }
  })
}

/** Month by month: a product's amount while it is used, a little more every year. */
function snapshotsOf(customers: readonly Customer[]): readonly Row[] {
  const months = Array.from({ length: 24 }, (_, n) => addMonths(FIRST, n).slice(0, 7))
  return months.flatMap((month, n) =>
    customers.flatMap(({ name, uses }) =>
      [...uses]
        .filter(([, { from, ended }]) => from.slice(0, 7) <= month && (ended === null || ended.slice(0, 7) > month))
        .map(([product, { amount }]) => ({
          ...{ month, account: name, product, currency: 'JPY' },
          amount: String(Math.round((amount * (1 + 0.008 * n)) / 100) * 100),
        })),
    ),
  )
}

/** A sheet as the cells of its columns. */
export const cellsOf = (sheet: SheetName, rows: readonly Row[]): readonly (readonly string[])[] =>
  rows.map((row) => SHEETS[sheet].columns.map((column) => row[column] ?? ''))
