import { PersonId, ProductId, WorkspaceId } from '../../src/domain/ids.js'
import { figuresOf, NO_RETENTION } from '../../src/domain/metric-values.js'
import { DIMENSIONS, type Figures, type MetricSpan } from '../../src/domain/metrics.js'
import { monthsBetween } from '../../src/domain/months.js'
import type { Report } from '../../src/domain/report.js'
import { TARGET_METRICS } from '../../src/domain/target.js'
import { aPerson, aProduct } from '../support/database.js'
import { NOW } from './sample.js'

const workspaceId = WorkspaceId.parse('w1')
export const SPAN: MetricSpan = { from: '2026-10-01', to: '2026-11-25', zone: 'Asia/Tokyo', currency: 'JPY', now: NOW }

/** Figures in which every number is about `n`, money near the most that is held exactly, in several currencies. */
function figures(n: number): Figures {
  const sum = (currency: string) => ({
    ...{ currency, n, yearly: BigInt(n) * 12n, oneTime: BigInt(n), estimateYearly: BigInt(n) * 24n },
  })
  const sums = n === 0 ? [] : ['JPY', 'USD', 'KWD'].map(sum)
  return figuresOf(
    {
      ...{
        signals: n,
        everQualified: n,
        loggers: n,
        csqls: n,
        receivable: n,
        inPipeline: n,
        selfClosed: n,
        accepted: n,
        decided: n,
        firstPass: n,
      },
      ...{ opportunities: n, won: n, open: n, accounts: n, roundsDue: n, roundsKept: n, owed: n, overdue: n },
      ...{ dealsWon: n, dealsLost: n },
      ...{ expansion: sums, estimated: sums, pipeline: sums, unestimated: sums, started: sums, undated: sums },
    },
    SPAN,
    {
      activeAccounts: n,
      retention: NO_RETENTION,
      leadTimeDays: { median: n === 0 ? null : n, n },
      decisionHours: { median: n === 0 ? null : n, n },
      decisionWorkingHours: { median: n === 0 ? null : 3.25, n },
      firstContactWorkingHours: { median: n === 0 ? null : 1, n },
    },
  )
}

/** A report of a workspace with so many people and products, all called `name`. */
export function sampleReport(name: string, many: number, n: number): Report {
  const ids = Array.from(
    { length: many },
    (_, index) => `${'0190a8c2-7b3e-7000-8000-'}${String(index).padStart(12, '0')}`,
  )
  const keys = {
    source: ['webinar', 'survey', null],
    kind: ['upsell', null],
    product: ids,
    csm: [...ids, null],
    ae: ids,
  }
  const steps = [n, n, n, n] as const
  return {
    ...figures(n),
    ...{ span: SPAN, unit: null },
    before: { span: { ...SPAN, from: '2026-07-01', to: '2026-08-25' }, metrics: figures(0).metrics },
    by: Object.fromEntries(
      DIMENSIONS.map((by) => [by, keys[by].map((key, index) => ({ ...figures(n + index), key }))]),
    ),
    cohorts: monthsBetween('2024-12', '2026-11').map((month) => ({
      ...{ month, csqls: n, inferred: 0, accepted: steps, opportunities: steps, won: steps },
      complete: [true, true, false, false] as const,
    })),
    // A month more than the table holds.
    monthsTouched: 25,
    pipeline: Array.from({ length: many }, (_, index) => ({
      ...{ progress: index % 2 === 0 ? 'proposing' : null, closeMonth: index % 3 === 0 ? null : '2027-01' },
      ...{ currency: 'JPY', mrr: { value: n, n: index } },
    })),
    created: { value: n, n },
    targets: {
      quarter: { quarter: 3, fiscalYear: 2026, fromMonth: 10, toMonth: 12, from: '2026-10-01', to: '2026-12-31' },
      pace: { elapsed: 38, total: 62 },
      currency: 'JPY',
      progress: ids.flatMap((id, index) =>
        (['person', 'team', 'source'] as const).map((subjectKind) => ({
          target: {
            ...{ subjectKind, subject: subjectKind === 'source' ? 'webinar' : id, fiscalYear: 2026, quarter: 3 },
            metric: TARGET_METRICS[index % 4] ?? 'csqls',
            creditedAs: subjectKind === 'person' ? 'csm' : null,
            ...{ value: n, currency: index % 4 > 1 ? 'JPY' : null },
          },
          ...{ personName: name, reached: n, share: n === 0 ? null : 1, onPace: true },
        })),
      ),
    },
    churn: ids.slice(0, 9).map((id, index) => ({
      product: aProduct({ workspaceId, id: ProductId.parse(id), name, nameEn: name }),
      ...{
        churn: { num: 3, den: 20, value: 0.15 },
        accounts: { opening: 9, churned: 2 },
        currency: 'JPY',
        month: '2026-10',
      },
      acknowledged: index % 2 === 0 ? null : { by: name, at: NOW },
    })),
    missing: { snapshots: monthsBetween('2025-01', '2026-11'), accounts: true, targets: true, starts: n, estimates: n },
    names: {
      products: new Map(ids.map((id) => [id, aProduct({ workspaceId, id: ProductId.parse(id), name, nameEn: name })])),
      people: new Map(ids.map((id) => [id, aPerson({ workspaceId, id: PersonId.parse(id), name })])),
    },
  }
}
