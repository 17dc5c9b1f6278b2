import { AE_CLOCKS, type Clock } from '../domain/clock.js'
import { isByOwner } from '../domain/clock-changes.js'
import type { Csql } from '../domain/csql.js'
import type { CsqlEvent } from '../domain/event.js'
import { SNOOZES_TOLD, type ToldStep } from '../domain/nudge-policy.js'
import { nextBatchMoment } from '../domain/working-moments.js'
import { calendarOf, type Settings } from '../domain/workspace.js'
import { addToBatch } from './add-to-batch.js'
import type { Ctx } from './context.js'
import { managersAbove } from './managers.js'
import type { Tx } from './ports.js'

/**
 * After an act: what somebody answered to the neglect question, and a third snooze in a row, stand in the next regular
 * batch of their manager (domain.md §4). Never a message of its own; whatever its owner does meanwhile stands beside it.
 */
export async function tellManagers(
  ctx: Ctx,
  tx: Tx,
  settings: Settings,
  csql: Pick<Csql, 'id'>,
  act: Pick<CsqlEvent, 'kind' | 'actorId' | 'figures'>,
): Promise<void> {
  const isAnswer = act.kind === 'neglect'
  const clock = (await tx.clocks.running([csql.id])).find(isAnswer ? isAnswered : isOftenSnoozed)
  if (clock === undefined || (!isAnswer && !isByOwner(act, clock))) return
  const step: ToldStep = isAnswer ? 'answered' : 'snoozed'
  for (const manager of await managersAbove(tx, clock.ownerId)) {
    const from = nextBatchMoment(calendarOf(settings, manager), ctx.now + 1)
    const item = { clockId: clock.id, step, announces: false }
    await addToBatch(ctx, tx, settings, manager, 'escalation', item, { from, meant: from })
  }
}

const isAnswered = ({ kind }: Clock): boolean => AE_CLOCKS.includes(kind)
const isOftenSnoozed = ({ snoozes }: Clock): boolean => snoozes === SNOOZES_TOLD
