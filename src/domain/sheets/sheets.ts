import { CHANNELS, OPT_INS, PHASES } from '../account.js'
import { AMOUNT_PERIODS, HEATS, KINDS, SOURCES } from '../csql.js'
import {
  corporateNumber,
  csqlNumber,
  currency,
  day,
  instant,
  money,
  month,
  name,
  names,
  oneOf,
  person,
  text,
  yesOrNo,
} from './cells.js'
import { type RowOf, sheet } from './sheet.js'

/** Longest texts that are kept, in characters: as in the forms. */
const TEXT = 3000
const NAME = 100

const accounts = sheet(
  {
    name: name(NAME),
    name_kana: name(NAME),
    aliases: names(NAME),
    external_id: name(NAME),
    corporate_number: corporateNumber,
    parent: name(NAME),
    segment: name(NAME),
  },
  ['name'],
)
export type AccountRow = RowOf<(typeof accounts)['cells']>

const contracts = sheet(
  {
    account: name(NAME),
    department: name(NAME),
    product: name(NAME),
    phase: oneOf(PHASES),
    has_outcome: yesOrNo,
    csm: person,
    ae: person,
    amount: money(null),
    period: oneOf(AMOUNT_PERIODS),
    currency,
    renewal_on: day,
    channel: oneOf(CHANNELS),
    partner: name(NAME),
  },
  ['account', 'product'],
)
export type ContractRow = RowOf<(typeof contracts)['cells']>

const csqls = sheet(
  {
    number: csqlNumber,
    account: name(NAME),
    department: name(NAME),
    product: name(NAME),
    kind: oneOf(KINDS),
    source: oneOf(SOURCES),
    source_detail: text(TEXT),
    heat: oneOf(HEATS),
    problem: text(TEXT),
    note: text(TEXT),
    logged_by: person,
    csm: person,
    ae: person,
    contact: name(NAME),
    opt_in: oneOf(OPT_INS),
    estimated_amount: money(null),
    won_amount: money(null),
    amount_period: oneOf(AMOUNT_PERIODS),
    won_one_time: money('one_time'),
    currency,
    logged_at: instant,
    qualified_at: instant,
    accepted_at: instant,
    returned_at: instant,
    rejected_at: instant,
    reject_reason: name(NAME),
    opportunity_at: instant,
    won_at: instant,
    lost_at: instant,
    lost_reason: name(NAME),
    nurturing_until: day,
    withdrawn_at: instant,
    withdraw_reason: name(NAME),
    start_on: day,
  },
  ['account'],
)
export type CsqlRow = RowOf<(typeof csqls)['cells']>

const snapshots = sheet({ month, account: name(NAME), product: name(NAME), amount: money('month'), currency }, [
  'month',
  'account',
  'product',
  'amount',
])
export type SnapshotRow = RowOf<(typeof snapshots)['cells']>

/** The sheets that are brought in and given out, by the name of what they hold (contract: "CSV columns"). */
export const SHEETS = { accounts, contracts, csqls, snapshots } as const
export type SheetName = keyof typeof SHEETS
