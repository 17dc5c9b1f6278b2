/** The columns that say when a step was taken, by the name that the plan of a history knows it by. */
export const COLUMN_OF = {
  loggedAt: 'logged_at',
  qualifiedAt: 'qualified_at',
  returnedAt: 'returned_at',
  acceptedAt: 'accepted_at',
  rejectedAt: 'rejected_at',
  opportunityAt: 'opportunity_at',
  wonAt: 'won_at',
  lostAt: 'lost_at',
  withdrawnAt: 'withdrawn_at',
} as const

/** What is said of each step, by its column. */
export const byColumn = <V>(steps: Readonly<Record<keyof typeof COLUMN_OF, V>>) =>
  Object.fromEntries(Object.entries(COLUMN_OF).map(([step, column]) => [column, steps[step as keyof typeof steps]]))
