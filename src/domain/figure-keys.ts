import type { FigurePart, PipelineCell } from './metrics.js'
import { Month } from './months.js'
import type { Target, TargetMetric } from './target.js'

/** Names of what is opened in a report and is no key of a dimension: letters, digits, `_`, `-` and `~` alone. */

/** Where an open opportunity stands. */
export type Cell = Pick<PipelineCell, 'closeMonth' | 'progress'>

const UNKNOWN = '~'

export const cellKey = ({ closeMonth, progress }: Cell): string => `${closeMonth ?? UNKNOWN}_${progress ?? UNKNOWN}`

/** Null for what is the key of no cell. */
export function readCellKey(key: string): Cell | null {
  const at = key.indexOf('_')
  const [month, progress] = [key.slice(0, at), key.slice(at + 1)]
  const closeMonth = month === UNKNOWN ? null : Month.safeParse(month).data
  if (at < 0 || closeMonth === undefined || progress === '') return null
  return { closeMonth, progress: progress === UNKNOWN ? null : progress }
}

/** Which of a quarter's targets. */
export const targetKey = ({ metric, subjectKind, subject }: Target): string => `${metric}-${subjectKind}-${subject}`

/** The CSQLs that a target of the metric counts, or sums up. */
export const TARGET_PARTS: Readonly<Record<TargetMetric, FigurePart>> = {
  csqls: 'csqls.n',
  opportunities: 'opportunities.n',
  mrr_won: 'expansion_mrr.n',
  sales_won: 'won.n',
}
