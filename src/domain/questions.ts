import type { AttemptOf, Step } from './attempt.js'
import { BadValue, Incomplete } from './errors.js'
import { requireFields } from './requirements.js'
import { step, type Try } from './step.js'

/**
 * A hard problem: a colleague is added to the CSQL, and told (domain.md §4). Whoever is asked again is told again.
 *
 * @throws Incomplete without a colleague
 * @throws BadValue for its AE or CSM, who have it already, and for whoever asks
 */
export function askSupport(try_: Try, { supporterId, textId }: AttemptOf<'ask_support'>): Step {
  const { csql, actor } = try_
  if (supporterId === null) throw new Incomplete({ fields: ['supporter'] })
  const isSelf = actor.kind === 'person' && actor.id === supporterId
  if (isSelf || supporterId === csql.aeId || supporterId === csql.csmId) {
    throw new BadValue({ field: 'supporter', rule: 'has_it_already' })
  }
  const supporterIds = [...csql.supporterIds.filter((id) => id !== supporterId), supporterId]
  return step(try_, { kind: 'ask_support', textId, changes: { supporterIds } })
}

/**
 * The background is unclear: the CSM is asked. The state stays; what it does to the clocks is `clock-changes.ts`' to say.
 *
 * @throws Incomplete without a question
 * @throws BadValue where the AE is the CSM, or an earlier question is still open: one at a time, each with its answer
 */
export function askCsm(try_: Try, { textId }: AttemptOf<'ask_csm'>): Step {
  const { csql } = try_
  requireFields({ question: textId })
  if (csql.csmId === csql.aeId) throw new BadValue({ field: 'question', rule: 'asks_oneself' })
  if (csql.questionTextId !== null) throw new BadValue({ field: 'question', rule: 'asked_already' })
  return step(try_, { kind: 'ask_csm', textId, changes: { questionTextId: textId } })
}

/** @throws Incomplete without an answer, BadValue where no question is open: somebody was first, or it was taken back */
export function answerCsm(try_: Try, { textId }: AttemptOf<'answer_csm'>): Step {
  const { questionTextId } = try_.csql
  requireFields({ answer: textId })
  if (questionTextId === null) throw new BadValue({ field: 'answer', rule: 'answered_already' })
  return step(try_, {
    kind: 'answer_csm',
    textId,
    changes: { questionTextId: null },
    figures: { question: questionTextId },
  })
}
