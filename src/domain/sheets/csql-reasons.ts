import { isReason, REASONS } from '../reasons.js'
import type { Settings } from '../workspace.js'
import type { CellContext } from './cells.js'

/** The columns that hold why something ended, the list that each is from, and the column that says when. */
export const REASON_COLUMNS = [
  { column: 'reject_reason', list: 'reject', step: 'rejected_at' },
  { column: 'lost_reason', list: 'lose', step: 'lost_at' },
  { column: 'withdraw_reason', list: 'withdraw', step: 'withdrawn_at' },
] as const
export type ReasonColumn = (typeof REASON_COLUMNS)[number]

/** The code of a reason, as a code or in the words of a language, the workspace's own entries included; null = none. */
export function readReason(
  { column, list }: ReasonColumn,
  typed: string,
  settings: Settings,
  codeOf: CellContext['codeOf'],
): string | null {
  const added = settings.addedReasons[list]
  const word = typed.normalize('NFKC').trim().toLowerCase()
  if (
    isReason(
      list,
      word,
      added.map(({ code }) => code),
    )
  )
    return word
  const own = added.find(({ ja, en }) => [ja, en].some((name) => name.normalize('NFKC').toLowerCase() === word))
  return own?.code ?? codeOf(column, typed) ?? null
}

export const reasonCodes = ({ list }: ReasonColumn, settings: Settings): readonly string[] => [
  ...REASONS[list],
  ...settings.addedReasons[list].map(({ code }) => code),
]
