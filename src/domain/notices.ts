import type { Step } from './attempt.js'
import type { Csql } from './csql.js'
import type { Purpose } from './delivery.js'
import type { EventKind } from './event.js'
import type { PersonId } from './ids.js'

/** Who is told of a step, at once in their working time. `managers`: whoever manages where nobody is named. */
export interface Notice {
  readonly purpose: Purpose
  readonly to: PersonId | 'managers'
}

/** Where the AE needs the card to act on. */
const WITH_AE: readonly string[] = ['qualified', 'accepted', 'opportunity']

/**
 * The notices of a step (domain.md §4): the hand-over to the AE, and to the CSM who did not make it; every decision to the CSM and to who logged it; the
 * win, with what was promised; withdrawal, merging and reassignment to whom it belonged. Nobody is told of what they
 * did themselves, except that an AE who takes a CSQL gets the card. An undo tells nobody: it mends the messages that
 * are there.
 */
export function noticesOf(step: Step): readonly Notice[] {
  const { after } = step
  const last = step.events.at(-1)
  if (last === undefined) return []
  const notices = noticesOfKind(last.kind, step)
  const told = new Set<string>()
  return notices.filter(({ purpose, to }) => {
    const takesIt = purpose === 'handover' && to === after.aeId && !(last.kind === 'qualify' && after.selfClosed)
    const own = to === last.actorId && !takesIt
    // Who is asked is asked, whatever else they are told of the same step.
    const again = told.has(to) && purpose !== 'question'
    if (!own) told.add(to)
    return !own && !again
  })
}

function noticesOfKind(kind: EventKind, step: Step): readonly Notice[] {
  const { before, after } = step
  switch (kind) {
    case 'qualify':
      return [
        ...handover(after),
        ...(after.selfClosed ? toGivers('decision', after) : []),
        { purpose: 'assigned', to: after.csmId },
      ]
    case 'accept':
    case 'reject':
    case 'convert':
    case 'lose':
      return toGivers('decision', after)
    case 'nurture':
      return [...toGivers('decision', after), ...toAe('assigned', before)]
    case 'return':
      return [{ purpose: 'returned', to: after.csmId }, ...toGivers('decision', after)]
    case 'win':
      return [...toGivers('won', after), ...toAe('won', after)]
    case 'withdraw':
    case 'merge':
      return [...toAe('assigned', before), ...toGivers('assigned', after)]
    case 'reassign':
      return reassigned(step)
    case 'propose_ae':
      return after.proposedAeId === null ? [] : [{ purpose: 'assigned', to: after.proposedAeId }]
    case 'wake':
      return [{ purpose: 'wake', to: WITH_AE.includes(after.state) ? (after.aeId ?? after.csmId) : after.csmId }]
    case 'ask_support':
      return [
        ...after.supporterIds.slice(-1).map((to) => ({ purpose: 'support', to }) as const),
        ...toAe('assigned', after),
      ]
    case 'ask_csm':
      return [{ purpose: 'question', to: after.csmId }]
    case 'answer_csm':
      return toAe('answer', after)
    case 'note':
      return isSupporters(step) ? toAe('answer', after) : []
    case 'reopen':
      return [...(WITH_AE.includes(after.state) ? handover(after) : []), ...toGivers('assigned', after)]
    default:
      return []
  }
}

/** What a colleague says who was asked for support is what the AE waits for. */
function isSupporters({ after, events }: Step): boolean {
  const author = events.at(-1)?.actorId
  return author != null && author !== after.csmId && after.supporterIds.includes(author)
}

const handover = (csql: Csql): readonly Notice[] => [
  csql.aeId === null ? { purpose: 'unassigned', to: 'managers' } : { purpose: 'handover', to: csql.aeId },
]

/** The CSM, and who logged it. */
const toGivers = (purpose: Purpose, csql: Csql): readonly Notice[] => [
  { purpose, to: csql.csmId },
  { purpose, to: csql.loggedBy },
]

/** The AE, where it is in their hands, or waits to come back into them. */
function toAe(purpose: Purpose, csql: Csql | null): readonly Notice[] {
  if (csql === null || csql.aeId === null) return []
  const state = csql.state === 'nurturing' ? csql.nurturedFrom : csql.state
  const theirs = state !== null && (WITH_AE.includes(state) || state === 'won')
  return theirs ? [{ purpose, to: csql.aeId }] : []
}

function reassigned({ before, after }: Step): readonly Notice[] {
  const newAe = after.aeId !== before?.aeId
  const newCsm = before !== null && before.csmId !== after.csmId
  return [
    ...(newAe && WITH_AE.includes(after.state) ? handover(after) : []),
    ...(newAe ? [...toAe('assigned', after), ...toAe('assigned', before)] : []),
    ...(newCsm ? [{ purpose: 'assigned', to: before.csmId } as const] : []),
    { purpose: 'assigned', to: after.csmId },
    // A question that waits for its answer goes with the CSQL.
    ...(newCsm && after.questionTextId !== null ? [{ purpose: 'question', to: after.csmId } as const] : []),
  ]
}
