import { z } from 'zod'
import { Currency } from './csql.js'

/** What a target counts. Money is MRR won or sales won, in minor units before tax. */
export const TARGET_METRICS = ['csqls', 'opportunities', 'mrr_won', 'sales_won'] as const
export const TargetMetric = z.enum(TARGET_METRICS)
export type TargetMetric = z.infer<typeof TargetMetric>

/** A goal of one fiscal quarter, for a person, a team or a source. */
export const Target = z.object({
  subjectKind: z.enum(['person', 'team', 'source']),
  /** Our person id, the team's name, or the source's code. */
  subject: z.string().min(1),
  /** The year in which the fiscal year starts. */
  fiscalYear: z.int().min(2000).max(2100),
  quarter: z.int().min(1).max(4),
  metric: TargetMetric,
  value: z.int().min(0),
  /** For money only. */
  currency: Currency.nullable(),
})
export type Target = Readonly<z.infer<typeof Target>>
