import type { Csql } from '../../domain/csql.js'
import type { Action } from '../../domain/lifecycle.js'
import { canAct } from '../../domain/may.js'
import { NEGLECT_REASONS, type NeglectReason } from '../../domain/reasons.js'
import { actOnCsql } from '../../usecases/act-on-csql.js'
import { readCsql } from '../../usecases/read-csql.js'
import type { Target } from '../../views/ids.js'
import type { Entry } from '../actor.js'
import { OutOfDate } from '../edge-errors.js'
import type { Form } from '../forms.js'
import type { Click } from './click.js'

type ActForm = Extract<Form, { kind: 'act' }>['action']

/**
 * What each answer to "what stands in the way?" leads to (domain.md §4): the first of these that is possible now. A date
 * is given by accepting with one, while it waits for a decision, and by an update afterwards.
 */
const WAYS_OUT: Readonly<Record<NeglectReason, readonly (Action & ActForm)[]>> = {
  own_deals_first: ['update', 'accept'],
  outside_target: ['reject', 'lose'],
  hard_problem: ['ask_support'],
  vague_need: ['return', 'ask_csm'],
  needs_context: ['ask_csm'],
  waiting_customer: ['update', 'accept'],
  other: ['note'],
}

/** Keeps the answer, and opens the form that it leads to. @throws OutOfDate for a reason that there is not */
export async function onNeglect(
  { ctx, settings }: Entry,
  { number, version, choice }: Target,
  click: Click,
): Promise<null> {
  const reason = NEGLECT_REASONS.find((code) => code === choice)
  if (reason === undefined) throw new OutOfDate({ what: 'button' })
  const { csql } = await readCsql(ctx, number)
  const isOpenTo = (way: Action): boolean => canAct(way, ctx.actor, csql, settings) && mayAsk(way, csql)
  const action = WAYS_OUT[reason].find(isOpenTo) ?? 'note'
  await actOnCsql(ctx, { number, version, action: 'neglect', fields: { reason } })
  return click.open({ kind: 'act', action, number, version, because: reason })
}

/** One question at a time, and none to oneself. */
const mayAsk = (way: Action, csql: Csql): boolean =>
  way !== 'ask_csm' || (csql.csmId !== csql.aeId && csql.questionTextId === null)
