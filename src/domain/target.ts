import { z } from 'zod'
import { Currency } from './csql.js'
import type { Role } from './person.js'

/**
 * What a target counts. Money is in minor units before tax: `mrr_won` a month, as the report's expansion MRR, without
 * referrals; `sales_won` what the first year brings, that is, twelve months and what is paid once, referrals too.
 */
export const TARGET_METRICS = ['csqls', 'opportunities', 'mrr_won', 'sales_won'] as const
export const TargetMetric = z.enum(TARGET_METRICS)
export type TargetMetric = z.infer<typeof TargetMetric>

export const isMoneyTarget = (metric: TargetMetric): boolean => metric === 'mrr_won' || metric === 'sales_won'

/** As what a person's CSQLs are counted towards their target. */
export const CREDITED_AS = ['csm', 'ae'] as const
export type CreditedAs = (typeof CREDITED_AS)[number]

/** The team of everybody; any other is named after its manager, and is whoever reports to them. */
export const WHOLE_TEAM = 'all'

/** A goal of one fiscal quarter, for a person, a team or a source. */
export const Target = z.object({
  subjectKind: z.enum(['person', 'team', 'source']),
  /** Our person id, `all` or the manager's id for a team, or the source's code. */
  subject: z.string().min(1),
  /** The year in which the fiscal year starts. */
  fiscalYear: z.int().min(2000).max(2100),
  quarter: z.int().min(1).max(4),
  metric: TargetMetric,
  /**
   * Of a person's: what they are the CSM of, or the AE of; null = either, each CSQL once. It stays as it was set, whatever
   * roles they come to have: whoever logs a signal becomes a CSM by the way.
   */
  creditedAs: z.enum(CREDITED_AS).nullable().default(null),
  value: z.int().min(0),
  /** For money only. */
  currency: Currency.nullable(),
})
export type Target = Readonly<z.infer<typeof Target>>

/** How far a target has come. Counts, or minor units. */
export interface TargetProgress {
  readonly target: Target
  /** The person, or the team's manager; null for everybody, a source, and who is not known any more. */
  readonly personName: string | null
  readonly reached: number
  /** Reached ÷ target; null for a target of 0. */
  readonly share: number | null
  /** Whether it is at least where the quarter's working days are. */
  readonly onPace: boolean
}

/** How much of a quarter has passed, counted in the workspace's working days up to and with today. */
export interface Pace {
  readonly elapsed: number
  readonly total: number
}

/** As what somebody's target counts where nobody said: by their role where it is one of the two, else as either. */
export function creditedByRoles(roles: ReadonlySet<Role>): CreditedAs | null {
  const held = CREDITED_AS.filter((role) => roles.has(role))
  return held.length === 1 ? (held[0] ?? null) : null
}

/** Whether the metric is by itself that of the one (domain.md S9): CSQLs and opportunities a CSM's, sales an AE's. */
export const isUsualFor = (as: CreditedAs, metric: TargetMetric): boolean =>
  metric === 'sales_won' ? as === 'ae' : metric !== 'mrr_won' && as === 'csm'
