import { addDays, addMonths, epochDayOf, weekdayOf } from '../domain/days.js'
import { LOST_REASONS, REJECT_REASONS, WITHDRAW_REASONS } from '../domain/reasons.js'
import { SHEETS, type SheetName } from '../domain/sheets/sheets.js'
import type { Day } from '../domain/time.js'
import { Random } from './random.js'
import { type SampleWords, sampleWords } from './sample-words.js'

/**
 * The spreadsheets of an invented company, as a customer success team might have kept them: everybody and everything
 * in them is made up. The same sample gives the same files.
 */

type Row = Readonly<Record<string, string>>

export interface Sample {
  readonly seed: number
  readonly language: 'ja' | 'en'
  /** The first and the last day on which anything happens; snapshots are of the whole months between them. */
  readonly first: Day
  readonly last: Day
  readonly accounts: number
  readonly csqls: number
  /** Customers that are there already: they count among the accounts, and no sheet of accounts or contracts names them. */
  readonly known: readonly Customer[]
  /** As the sheets name them: by e-mail address or by Slack's id. */
  readonly csms: readonly string[]
  readonly aes: readonly string[]
  /** The least that anything is worth, in yen a month. */
  readonly least: number
  /** What is older than so many days at the end has come to one; null = it is left as it fell. */
  readonly closedAfter: number | null
}

/** Two fiscal years of a company that kept its lists by hand. */
const TWO_YEARS: Sample = {
  ...{ seed: 20_240_401, language: 'ja', first: '2024-04-01', last: '2026-03-31' },
  ...{ accounts: 260, csqls: 3_000, known: [], least: 1_000, closedAfter: null },
  csms: ['sato@hotarubi.example', 'nakamura@hotarubi.example'],
  aes: ['suzuki@hotarubi.example', 'watanabe@hotarubi.example', 'pat@hotarubi.example'],
}

/** People at a customer of each segment, the large ones first. */
const SEATS = [900, 260, 60] as const

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
const SOURCES: readonly (readonly [source: string, share: number, quality: number])[] = [
  ['cs_activity', 34, 1.15],
  ['support', 12, 0.9],
  ['renewal', 12, 1.2],
  ['webinar', 14, 0.75],
  ['survey', 8, 0.7],
  ['event', 6, 0.85],
  ['email', 5, 0.6],
  ['in_product', 4, 0.65],
  ['introduction', 4, 1.3],
  ['other', 1, 0.6],
]

export interface Customer {
  readonly name: string
  readonly seats: number
  readonly csm: string
  readonly ae: string
  /** The products that are used, and since when. */
  readonly uses: Map<string, { readonly from: Day; amount: number; ended: Day | null }>
  readonly row: Row
}

/** What the making of one sample draws on. */
interface Made extends Sample {
  readonly random: Random
  readonly words: SampleWords
  /** Days between the first and the last. */
  readonly days: number
}

/** The four sheets, by their names. */
export function sampleSpreadsheets(sample: Sample = TWO_YEARS): Readonly<Record<SheetName, readonly Row[]>> {
  const { seed, language, first, last, accounts, known } = sample
  const days = epochDayOf(last) - epochDayOf(first)
  const made: Made = { ...sample, random: new Random(seed), words: sampleWords[language], days }
  const found = Array.from({ length: accounts - known.length }, (_, index) => customer(made, known.length + index))
  const customers = [...known, ...found]
  const csqls = Array.from({ length: sample.csqls }, () => lead(made, made.random.pick(customers)))
    .toSorted((a, b) => ((a['logged_at'] ?? '') < (b['logged_at'] ?? '') ? -1 : 1))
    .map((row, index) => ({ number: String(index + 1), ...row }))
  return {
    accounts: found.map(({ row }) => row),
    contracts: found.flatMap((one) => contractsOf(made, one)),
    csqls,
    snapshots: snapshotsOf(made, customers),
  }
}

function customer({ random, words, language, first, days, csms, aes }: Made, index: number): Customer {
  const { heads, trades, forms, segments } = words
  const head = heads[index % heads.length] ?? ''
  const trade = trades[(Math.floor(index / heads.length) * 3 + index) % trades.length] ?? ''
  const name = random.pick(forms)(`${head}${language === 'ja' ? '' : ' '}${trade}`)
  const segment = random.pick(segments)
  const seats = Math.max(12, Math.round((SEATS[segments.indexOf(segment)] ?? 0) * (0.4 + random.next() * 1.2)))
  const uses = new Map<string, { readonly from: Day; amount: number; ended: Day | null }>()
  for (const { name: product, price } of [
    PRODUCTS[index % 3],
    random.chance(0.3) ? PRODUCTS[(index + 1) % 3] : undefined,
  ].filter((one) => one !== undefined)) {
    const from = addDays(first, -random.below(700))
    const ended = random.chance(0.09) ? addDays(first, 60 + random.below(days - 89)) : null
    uses.set(product, { from, amount: seats * price, ended })
  }
  const row = { name, external_id: `HB-${String(index + 1).padStart(4, '0')}`, segment }
  return { name, seats, csm: random.pick(csms), ae: aes[index % aes.length] ?? '', uses, row }
}

function lead(made: Made, customer: Customer): Row {
  const { random, words, first, days, csms, least } = made
  const kind = random.chance(0.05) ? 'referral' : random.chance(0.45) ? 'upsell' : 'cross_sell'
  const own = [...customer.uses.keys()]
  const others = PRODUCTS.filter(({ name }) => !customer.uses.has(name))
  const product =
    kind === 'cross_sell' && others.length > 0
      ? random.pick(others)
      : (PRODUCTS.find(({ name }) => name === random.pick(own)) ?? random.pick(PRODUCTS))
  const [source, , quality] = sourceOf(random)
  const details = words.details[SOURCES.findIndex(([name]) => name === source)] ?? ['']
  const logged = loggedOn(made, addDays(first, random.below(days + 1)))
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
    problem: random.pick(problemsOf(words, kind, product)),
    note: random.chance(0.3) ? words.note : '',
    logged_by: random.chance(0.9) ? customer.csm : random.pick(csms),
    csm: customer.csm,
    ae: customer.ae,
    contact: words.contact(random.pick(words.titles), random.pick(words.contacts)),
    opt_in: random.pick(['yes', 'yes', 'via_csm', 'unknown']),
    estimated_amount: random.chance(0.8) ? String(Math.max(least, amount)) : '',
    amount_period: 'month',
    currency: 'JPY',
    ...journey(made, { logged, quality, amount: Math.max(least, amount), product }),
  }
}

function problemsOf({ upsell, referral, products }: SampleWords, kind: string, product: Product): readonly string[] {
  if (kind === 'upsell') return upsell
  return kind === 'referral' ? referral : (products[PRODUCTS.indexOf(product)] ?? [''])
}

interface Journey {
  readonly logged: Instantish
  readonly quality: number
  readonly amount: number
  readonly product: Product
}
type Instantish = { readonly day: Day; readonly minute: number }

/** What became of it: steps on working days, each behind the one before, none after the last day. */
function journey(made: Made, way: Journey): Row {
  const row = wayOf(made, way)
  const { random, last, closedAfter } = made
  const steps = ['logged_at', 'qualified_at', 'returned_at', 'accepted_at', 'opportunity_at'].filter(
    (step) => row[step],
  )
  const newest = row[steps.at(-1) ?? ''] ?? ''
  const isClosed = ENDS.some((step) => row[step] !== undefined)
  if (closedAfter === null || isClosed || newest.slice(0, 10) > addDays(last, -closedAfter)) return row
  const end = written(workingDay(made, addDays(newest.slice(0, 10), 20)))
  if (row['opportunity_at'] !== undefined) return { ...row, lost_at: end, lost_reason: random.pick(LOST_REASONS) }
  if (row['qualified_at'] !== undefined && row['returned_at'] === undefined) {
    return { ...row, rejected_at: end, reject_reason: random.pick(REJECT_REASONS) }
  }
  return { ...row, withdrawn_at: end, withdraw_reason: random.pick(WITHDRAW_REASONS) }
}

const ENDS = ['won_at', 'lost_at', 'rejected_at', 'withdrawn_at'] as const

function wayOf(made: Made, { logged, quality, amount, product }: Journey): Row {
  const { random, last, least } = made
  const row: Record<string, string> = { logged_at: written(logged) }
  let at = logged
  const take = (column: string, days: number): boolean => {
    const next = later(made, at, days)
    if (next.day > last) return false
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
      row['won_amount'] = String(Math.max(least, Math.round((amount * (0.7 + random.next() * 0.45)) / 1_000) * 1_000))
      if (product.oneTime > 0 && random.chance(0.7)) row['won_one_time'] = String(product.oneTime)
      row['start_on'] = `${addMonths(at.day, 1).slice(0, 7)}-01`
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

function workingDay({ random }: Made, from: Day): Instantish {
  const weekday = weekdayOf(from)
  return { day: weekday > 5 ? addDays(from, 8 - weekday) : from, minute: 9 * 60 + random.below(9 * 60) }
}

/** What fell on the weekend at the very end was logged on the Friday before it. */
function loggedOn(made: Made, from: Day): Instantish {
  const logged = workingDay(made, from)
  return logged.day > made.last ? { ...logged, day: addDays(from, 5 - weekdayOf(from)) } : logged
}

/** On a working day, up to twice as many days on as said. */
function later(made: Made, { day, minute }: Instantish, days: number): Instantish {
  const { random } = made
  const on = random.below(days * 2)
  if (on === 0) return { day, minute: Math.min(24 * 60 - 1, minute + 1 + random.below(60)) }
  return workingDay(made, addDays(day, on)).day > day
    ? workingDay(made, addDays(day, on))
    : { day, minute: Math.min(24 * 60 - 1, minute + 1) }
}

function written({ day, minute }: Instantish): string {
  const two = (n: number) => String(n).padStart(2, '0')
  return `${day} ${two(Math.floor(minute / 60))}:${two(minute % 60)}`
}

function contractsOf({ random, words }: Made, { name, uses, csm, ae }: Customer): readonly Row[] {
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
      partner: partner ? words.partner : '',
    }
  })
}

/** Month by month: a product's amount while it is used, a little more every year. */
function snapshotsOf({ first, last }: Made, customers: readonly Customer[]): readonly Row[] {
  const months: string[] = []
  for (let month = first; addMonths(month, 1) <= addDays(last, 1); month = addMonths(month, 1))
    months.push(month.slice(0, 7))
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
