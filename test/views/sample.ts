import type { Contact, Contract } from '../../src/domain/account.js'
import type { Clock, ClockKind } from '../../src/domain/clock.js'
import type { Csql } from '../../src/domain/csql.js'
import type { CsqlDetails } from '../../src/domain/csql-details.js'
import type { CsqlEvent, EventKind } from '../../src/domain/event.js'
import {
  AccountId,
  ClockId,
  ContactId,
  ContractId,
  CsqlId,
  EventId,
  PersonId,
  ProductId,
  TextId,
  WorkspaceId,
} from '../../src/domain/ids.js'
import type { Locale } from '../../src/domain/person.js'
import { newSignal } from '../../src/domain/signal.js'
import { DAY_MS } from '../../src/domain/time.js'
import type { Viewer } from '../../src/views/message.js'

/** Wednesday 2026-11-25, 10:12 in Tokyo. */
export const NOW = Date.UTC(2026, 10, 25, 1, 12)
/** That day, 12:00. */
export const NOON = Date.UTC(2026, 10, 25, 3, 0)

const workspaceId = WorkspaceId.parse('w1')
export const SATO = PersonId.parse('sato')
export const SUZUKI = PersonId.parse('suzuki')
export const KOBAYASHI = PersonId.parse('kobayashi')
export const WATANABE = PersonId.parse('watanabe')
export const TANAKA = PersonId.parse('tanaka')
const NAMES = new Map([
  [SATO, '佐藤'],
  [SUZUKI, '鈴木'],
  [KOBAYASHI, '小林'],
  [WATANABE, '渡辺'],
  [TANAKA, '田中'],
])

const NO_REASONS = { reject: [], lose: [], return: [], nurture: [], withdraw: [] }

export const viewer = (locale: Locale = 'ja', personId: PersonId | null = SUZUKI): Viewer => ({
  personId,
  locale,
  zone: 'Asia/Tokyo',
  addedReasons: NO_REASONS,
})

const csql: Csql = newSignal({
  workspaceId,
  id: CsqlId.parse('c42'),
  number: 42,
  version: 2,
  state: 'qualified',
  stateSince: NOW - DAY_MS,
  round: 1,
  accountId: AccountId.parse('a1'),
  productId: ProductId.parse('p1'),
  kind: 'cross_sell',
  source: 'cs_activity',
  heat: 'high',
  contactId: ContactId.parse('k1'),
  checklist: ['considering', 'problem_concrete', 'contact_moves', 'timing_fits'],
  loggedBy: SATO,
  csmId: SATO,
  aeId: SUZUKI,
  problemTextId: TextId.parse('problem'),
  sourceDetailTextId: TextId.parse('source_detail'),
  currency: 'JPY',
  amount: 120_000,
  amountPeriod: 'month',
  loggedAt: NOW - 5 * DAY_MS,
  firstQualifiedAt: NOW - DAY_MS,
})

const contact: Contact = {
  workspaceId,
  id: ContactId.parse('k1'),
  accountId: csql.accountId,
  departmentId: null,
  name: '大槻',
  title: '経理課長',
  optIn: 'yes',
  optInOn: '2026-11-20',
  optInHow: null,
}

const contract: Contract = {
  workspaceId,
  id: ContractId.parse('t1'),
  accountId: csql.accountId,
  departmentId: null,
  productId: ProductId.parse('p0'),
  phase: 'successful',
  hasOutcome: true,
  csmId: SATO,
  aeId: SUZUKI,
  amount: 378_000,
  amountPeriod: 'month',
  currency: 'JPY',
  renewalOn: null,
  channel: 'direct',
  partnerName: null,
}

export const PROBLEM = '工場の立替経費が紙のまま。月末に経理3名が2日。4月の組織変更までに見直したい。'

export type Own = Omit<Partial<CsqlDetails>, 'csql' | 'texts'> & {
  csql?: Partial<Csql>
  texts?: Readonly<Record<string, string>>
}

/** The hand-over of the sample company, with what a test cares about in its place. */
export function details(own: Own = {}): CsqlDetails {
  const texts = { problem: PROBLEM, source_detail: '定例', ...own.texts }
  const row = { ...csql, ...own.csql }
  return {
    account: { name: '株式会社月白精機', provisional: false },
    departmentName: null,
    product: { id: ProductId.parse('p1'), name: 'ホタルビ経費', nameEn: 'Hotarubi Expense' },
    referredCompanyName: null,
    contact,
    contracts: [contract],
    people: new Map([...NAMES].map(([id, name]) => [id, { id, name, slackUserId: null }])),
    clocks: row.state === 'qualified' ? [clock('decide')] : [],
    lastEvent: event('qualify', { actorId: SATO }),
    handedOverBy: null,
    mergedIntoNumber: null,
    proposedAgainFromNumber: null,
    ...own,
    csql: row,
    texts: new Map(Object.entries(texts).map(([id, body]) => [TextId.parse(id), body])),
  }
}

export const partnerContract: Contract = { ...contract, channel: 'partner', partnerName: null }
export const someContact = contact

export const clock = (kind: ClockKind, own: Partial<Clock> = {}): Clock => ({
  workspaceId,
  id: ClockId.parse(`clock-${kind}`),
  csqlId: csql.id,
  kind,
  ownerId: SUZUKI,
  round: 1,
  startedAt: NOW - DAY_MS,
  startedBy: EventId.parse('e1'),
  givenOn: null,
  days: null,
  dueAt: NOON,
  stepsTaken: 0,
  nextStepAt: null,
  nudgedAt: null,
  snoozedUntil: null,
  snoozes: 0,
  ...{ pausedAt: null, pausedUntil: null, pausedBy: null, resumedBy: null, escalatedAt: null },
  stoppedAt: null,
  stoppedBy: null,
  ending: null,
  ...own,
})

/** An event of now, by the AE. */
export const event = (kind: EventKind, own: Partial<CsqlEvent> = {}): CsqlEvent => ({
  workspaceId,
  id: EventId.parse(`event-${kind}`),
  csqlId: csql.id,
  seq: 2,
  kind,
  stepId: EventId.parse(`event-${kind}`),
  actorId: SUZUKI,
  from: 'qualified',
  to: 'accepted',
  reverses: null,
  changes: {},
  csmId: SATO,
  aeId: SUZUKI,
  textId: null,
  figures: {},
  occurredAt: NOW,
  recordedAt: NOW,
  ...own,
})
