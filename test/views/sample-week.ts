import type { DigestFigures } from '../../src/domain/digest.js'

/** The week of the sample company. */
export const WEEK: DigestFigures = {
  week: { from: '2026-11-16', to: '2026-11-22' },
  previousCsqls: 4,
  signals: 9,
  csqls: 6,
  accepted: 4,
  returned: 1,
  rejected: 1,
  topRejectReasons: [{ reason: 'no_budget', n: 1 }],
  neglectReasons: [
    { reason: 'own_deals_first', n: 2 },
    { reason: 'hard_problem', n: 1 },
  ],
  opportunities: 2,
  won: {
    n: 1,
    mrr: [{ amount: 120_000, currency: 'JPY' }],
    oneTime: [{ amount: 300_000, currency: 'JPY' }],
  },
  lost: 0,
  openByStage: [
    { state: 'signal', n: 4, medianAgeDays: 6, oldestDays: 21 },
    { state: 'qualified', n: 3, medianAgeDays: 2.5, oldestDays: 9 },
    { state: 'accepted', n: 0, medianAgeDays: null, oldestDays: null },
  ],
  waitingDecision: { n: 3, overdue: 1 },
  overdue: [{ number: 31, accountName: '霧笛倉庫株式会社', days: 5 }],
  overdueTotal: 1,
  quick: [{ number: 40, accountName: '灯籠坂食品㈱', csmName: '中村', aeName: '鈴木', hours: 2.2 }],
  wins: [
    {
      number: 12,
      accountName: '株式会社月白精機',
      productName: 'ホタルビ経費',
      csmName: '佐藤',
      loggedByName: '佐藤',
      aeName: '鈴木',
      amount: 120_000,
      amountPeriod: 'month',
      oneTime: 300_000,
      currency: 'JPY',
      days: 48,
    },
  ],
  bySource: [
    { source: 'cs_activity', csqls: 4, won: 1 },
    { source: 'webinar', csqls: 2, won: 0 },
  ],
  notes: [{ kind: 'managers_unnamed' }, { kind: 'without_manager', n: 3 }],
}

/** A week in which nothing happened, nothing is open, and no week came before. */
export const EMPTY_WEEK: DigestFigures = {
  week: { from: '2026-12-28', to: '2027-01-03' },
  previousCsqls: null,
  signals: 0,
  csqls: 0,
  accepted: 0,
  returned: 0,
  rejected: 0,
  topRejectReasons: [],
  neglectReasons: [],
  opportunities: 0,
  won: { n: 0, mrr: [], oneTime: [] },
  lost: 0,
  openByStage: [],
  waitingDecision: { n: 0, overdue: 0 },
  overdue: [],
  overdueTotal: 0,
  quick: [],
  wins: [],
  bySource: [],
  notes: [],
}
