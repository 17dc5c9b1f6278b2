/**
 * Why something was decided. Each decision has a list of its own; a workspace may add entries (codes beginning
 * with `x_`), never take one away, so that old figures keep their meaning.
 */
export const REJECT_REASONS = [
  'too_early',
  'no_budget',
  'need_unclear',
  'outside_target',
  'no_decision_maker',
  'competitor',
  'duplicate',
  'already_included',
  'account_at_risk',
  'satisfied_as_is',
  'already_in_pipeline',
  'unreachable',
  'partner_channel',
  'other',
] as const
export type RejectReason = (typeof REJECT_REASONS)[number]

export const LOST_REASONS = [
  'price',
  'competitor',
  'no_decision',
  'timing',
  'budget',
  'missing_feature',
  'approval_rejected',
  'champion_left',
  'in_house',
  'satisfied_as_is',
  'unreachable',
  'other',
] as const
export type LostReason = (typeof LOST_REASONS)[number]

/** What is missing when an AE asks the CSM for more. */
export const RETURN_REASONS = [
  'decision_maker',
  'problem_detail',
  'timing',
  'budget',
  'opt_in',
  'wrong_owner',
  'other',
] as const
export type ReturnReason = (typeof RETURN_REASONS)[number]

export const NURTURE_REASONS = [
  'next_budget',
  'renewal',
  'adoption',
  'reorganisation',
  'customer_reasons',
  'other',
] as const
export type NurtureReason = (typeof NURTURE_REASONS)[number]

/** `undone` is what undoing a log leaves; nobody picks it. */
export const WITHDRAW_REASONS = [
  'logged_by_mistake',
  'customer_changed',
  'contact_moved',
  'relationship_first',
  'other',
] as const
export type WithdrawReason = (typeof WITHDRAW_REASONS)[number]

export const NEGLECT_REASONS = [
  'own_deals_first',
  'outside_target',
  'hard_problem',
  'vague_need',
  'needs_context',
  'waiting_customer',
  'other',
] as const
export type NeglectReason = (typeof NEGLECT_REASONS)[number]

export const REASONS = {
  reject: REJECT_REASONS,
  lose: LOST_REASONS,
  return: RETURN_REASONS,
  nurture: NURTURE_REASONS,
  withdraw: WITHDRAW_REASONS,
  neglect: NEGLECT_REASONS,
} as const
export type ReasonList = keyof typeof REASONS

/** Whether a code stands in a list, the workspace's own entries included. */
export function isReason(list: ReasonList, code: string, added: readonly string[] = []): boolean {
  return (REASONS[list] as readonly string[]).includes(code) || added.includes(code)
}
