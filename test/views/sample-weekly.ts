import { fiscalQuarterOf } from '../../src/domain/fiscal.js'
import { WHOLE_TEAM } from '../../src/domain/target.js'
import type { WeeklyDigest } from '../../src/domain/weekly-digest.js'

const MONDAYS = ['8/31', '9/7', '9/14', '9/21', '9/28', '10/5', '10/12', '10/19', '10/26', '11/2', '11/9', '11/16']
const CSQLS = [2, 3, 1, 0, 4, 5, 3, 6, 2, 5, 4, 6]
const pad = (n: string | undefined): string => (n ?? '').padStart(2, '0')
const dayOf = (short: string): string => `2026-${short.split('/').map(pad).join('-')}`

/** The week of the sample company. */
export const WEEKLY: WeeklyDigest = {
  week: { from: '2026-11-16', to: '2026-11-22' },
  currency: 'JPY',
  isIdle: false,
  key: {
    signals: { n: 9, before: 7, mean: 6.5 },
    csqls: { n: 6, before: 4, mean: 4.25 },
    opportunities: { n: 2, before: 2, mean: 1.75 },
    won: { n: 1, before: 0, mean: 0.75 },
    mrr: { n: 120_000, before: 0, mean: 30_000 },
  },
  wonMrr: [{ amount: 120_000, currency: 'JPY' }],
  wonOneTime: [{ amount: 300_000, currency: 'JPY' }],
  open: { total: 21, qualified: 3, qualifiedOverdue: 1 },
  trend: MONDAYS.map((short, index) => ({
    from: dayOf(short),
    csqls: CSQLS[index] ?? 0,
    won: index % 3 === 2 ? 1 : 0,
  })),
  funnel: {
    span: { from: '2026-08-31', to: '2026-11-22' },
    ...{ signals: 48, qualified: 31, accepted: 22, opportunities: 11, won: 4 },
  },
  overdue: [
    { number: 31, accountName: '霧笛倉庫株式会社', days: 5 },
    { number: 44, accountName: '株式会社髙千野工務店', days: 1 },
  ],
  overdueTotal: 2,
  waitingOnCsm: [{ number: 38, accountName: '学校法人空木野学園', days: 3 }],
  waitingOnCsmTotal: 1,
  unproposed: ['株式会社齋ノ宮百貨店', 'クモノハ・システムズ株式会社'],
  unproposedTotal: 2,
  decisions: [
    { kind: 'accept', number: 40, accountName: '灯籠坂食品㈱', reason: null },
    { kind: 'accept', number: 41, accountName: '医療法人白南風会', reason: null },
    { kind: 'return', number: 38, accountName: '学校法人空木野学園', reason: null },
    { kind: 'reject', number: 36, accountName: '(株)アオバネ商会', reason: 'no_budget' },
  ],
  decisionsTotal: 4,
  rejectReasons: [{ reason: 'no_budget', n: 1 }],
  ...{
    lost: 2,
    lostReasons: [
      { reason: 'price', n: 1 },
      { reason: 'timing', n: 1 },
    ],
  },
  quick: [{ number: 40, accountName: '灯籠坂食品㈱', csmName: '中村', aeName: '鈴木', hours: 2.2 }],
  wins: [
    {
      ...{ number: 12, accountName: '株式会社月白精機', productName: 'ホタルビ経費' },
      ...{ csmName: '佐藤', loggedByName: '佐藤', aeName: '鈴木' },
      ...{ amount: 120_000, amountPeriod: 'month', oneTime: 300_000, currency: 'JPY', days: 48 },
      problem: '工場の立替経費が紙のまま。月末に経理3名が2日。4月の組織変更までに見直したい。',
      wonOn: '2026-11-18',
    },
  ],
  lateWins: [],
  bySource: [
    { source: 'cs_activity', csqls: 18, opportunities: 6, won: 3 },
    { source: 'webinar', csqls: 8, opportunities: 4, won: 1 },
    { source: 'renewal', csqls: 5, opportunities: 1, won: 0 },
  ],
  neglect: [{ reason: 'own_deals_first', n: 2 }],
  targets: {
    quarter: fiscalQuarterOf('2026-11-22', 4),
    pace: { elapsed: 35, total: 61 },
    currency: 'JPY',
    progress: [
      {
        target: {
          ...{ subjectKind: 'team', subject: WHOLE_TEAM, fiscalYear: 2026, quarter: 3 },
          ...{ metric: 'csqls', creditedAs: null, value: 12, currency: null },
        },
        ...{ personName: null, reached: 6, share: 0.5, onPace: false },
      },
    ],
  },
  ...{ churn: [], churnGate: 10 },
  nextStep: { kind: 'settle_overdue', n: 2, number: 31, accountName: '霧笛倉庫株式会社', days: 5 },
  notes: [{ kind: 'managers_unnamed' }],
}

/** A week with figures and nothing that presses. */
export const CALM: WeeklyDigest = {
  ...WEEKLY,
  open: { total: 21, qualified: 3, qualifiedOverdue: 0 },
  ...{ overdue: [], overdueTotal: 0, waitingOnCsm: [], waitingOnCsmTotal: 0, unproposed: [], unproposedTotal: 0 },
  ...{ rejectReasons: [], lost: 0, lostReasons: [], bySource: [], neglect: [], notes: [], nextStep: null },
}
