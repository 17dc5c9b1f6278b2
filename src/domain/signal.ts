import type { EventDraft, Step } from './attempt.js'
import type { Csql } from './csql.js'

/** What a signal cannot be without; the rest is unknown unless it is given. */
export type NewSignal = Pick<
  Csql,
  'workspaceId' | 'id' | 'number' | 'accountId' | 'loggedBy' | 'csmId' | 'currency' | 'loggedAt'
> &
  Partial<Csql>

/** A signal as it is logged. */
export function newSignal(given: NewSignal): Csql {
  return {
    version: 1,
    state: 'signal',
    stateSince: given.loggedAt,
    round: 0,
    departmentId: null,
    productId: null,
    kind: null,
    referredCompanyId: null,
    source: null,
    heat: 'medium',
    contactId: null,
    checklist: [],
    aeId: null,
    proposedAeId: null,
    supporterIds: [],
    selfClosed: false,
    lineTextId: null,
    noteTextId: null,
    problemTextId: null,
    sourceDetailTextId: null,
    nextActionTextId: null,
    promisesTextId: null,
    changedTextId: null,
    overrideTextId: null,
    reasonTextId: null,
    crmTextId: null,
    questionTextId: null,
    amount: null,
    amountPeriod: null,
    oneTime: null,
    wonAmount: null,
    wonAmountPeriod: null,
    wonOneTime: null,
    reason: null,
    missing: [],
    progress: null,
    nextOn: null,
    recheckOn: null,
    fixOn: null,
    closeMonth: null,
    wonOn: null,
    lostOn: null,
    startOn: null,
    nurturedFrom: null,
    mergedInto: null,
    proposedAgainFrom: null,
    firstQualifiedAt: null,
    firstAcceptedAt: null,
    opportunityAt: null,
    aeActedAt: null,
    ...given,
  }
}

/** The step that a history begins with: its event holds the whole signal. */
export function logStep(signal: Csql): Step {
  const { workspaceId: _workspace, id: _id, number: _number, version: _version, ...changes } = signal
  const event: EventDraft = {
    kind: 'log',
    actorId: signal.loggedBy,
    from: null,
    to: 'signal',
    reverses: null,
    changes,
    textId: signal.lineTextId ?? signal.noteTextId,
    figures: {},
    csmId: signal.csmId,
    aeId: signal.aeId,
    occurredAt: signal.loggedAt,
  }
  return { before: null, after: signal, events: [event] }
}
