import { BACKUP_FAILURES } from '../../src/domain/backup.js'
import { CLOCK_KINDS } from '../../src/domain/clock.js'
import { STATES } from '../../src/domain/csql.js'
import type { CsqlDetails } from '../../src/domain/csql-details.js'
import { AccountId, TextId } from '../../src/domain/ids.js'
import type { Locale } from '../../src/domain/person.js'
import type { Summary } from '../../src/domain/summary.js'
import { DAY_MS } from '../../src/domain/time.js'
import { Settings } from '../../src/domain/workspace.js'
import { messagesFor } from '../../src/i18n/index.js'
import { backupFailedNotice } from '../../src/views/backup-failed-notice.js'
import { batchPage, type NudgeRow, nudgeBatch } from '../../src/views/batch.js'

import { captureOffer } from '../../src/views/capture-offer.js'
import type { DelegatedNotice } from '../../src/views/delegated-notice.js'
import { type EscalationRow, escalationBatch, escalationPage } from '../../src/views/escalation.js'
import { handoverCard } from '../../src/views/handover.js'
import { looseNotice } from '../../src/views/loose-notice.js'
import type { Message } from '../../src/views/message.js'
import {
  answerNotice,
  assignedNotice,
  decisionNotice,
  delegatedNotice,
  handoverPost,
  type LeaveNotice,
  leaveNotice,
  questionNotice,
  returnedNotice,
  supportNotice,
  troubleNotice,
  unassignedNotice,
  wakeNotice,
  wonNotice,
  wonPost,
} from '../../src/views/notices.js'
import type { QuestionNotice } from '../../src/views/question-notice.js'
import { summaryMessage } from '../../src/views/summary.js'
import { welcomeMessage } from '../../src/views/welcome.js'
import { everyAnswer } from './every-answer.js'
import { clock, event, KOBAYASHI, NOON, NOW, type Own, SATO, SUZUKI, TANAKA, viewer, WATANABE } from './sample.js'

type Make = (own?: Own) => CsqlDetails

/** Every message view about a CSQL, each in the states that change its words. */
export function everyView(make: Make, locale: Locale): ReadonlyMap<string, Message> {
  return new Map([
    ...cards(make, locale),
    ...decisions(make, locale),
    ...toTheCsm(make, locale),
    ...toManagers(make, locale),
    ...questions(make, locale),
    ...assigned(make, locale),
    ...batches(make, locale),
    ...leave(make, locale),
    ...ownWeeks(make, locale),
    ...posts(make, locale),
    ...everyAnswer(make, locale),
  ])
}

/** What channels hear, and who begins. */
function posts(make: Make, locale: Locale): [string, Message][] {
  const [m, one] = [messagesFor(locale), viewer(locale)]
  return [
    ['hand-over, in a channel', handoverPost({ details: make(), takenBack: false }, m, one)],
    ['hand-over, in a channel, taken back', handoverPost({ details: make(), takenBack: true }, m, one)],
    ['win, in a channel', wonPost({ details: make({ csql: WON }), takenBack: false, days: 48 }, m, one)],
    [
      'win, in a channel, nobody knows since when',
      wonPost({ details: make({ csql: WON }), takenBack: false, days: null }, m, one),
    ],
    ['win, in a channel, taken back', wonPost({ details: make({ csql: WON }), takenBack: true, days: null }, m, one)],
    ['welcome', welcomeMessage(m)],
  ]
}

const WON = {
  state: 'won',
  wonAmount: 120_000,
  wonAmountPeriod: 'month',
  wonOneTime: 300_000,
  wonOn: '2026-11-25',
  startOn: '2027-01-01',
  loggedAt: NOW - 48 * DAY_MS,
} as const

function ownWeeks(make: Make, locale: Locale): [string, Message][] {
  const m = messagesFor(locale)
  const { csql, account } = make()
  const row = { number: csql.number, accountName: account.name, overdueDays: 99_999 }
  const full = { rows: Array.from({ length: 9 }, () => row), total: 99_999 }
  const none = { rows: [], total: 0 }
  const nothing: Summary = {
    ...{ week: '2026-W48', today: '2026-11-23', isWanted: false, overdueSignals: full, signals: none, returned: none },
    ...{ waitingOnAes: none, outcomes: none, toDecide: none, toUpdate: none, team: null },
  }
  const outcomes = { rows: STATES.map((state) => ({ ...row, state })), total: 99_999 }
  const all: Summary = {
    ...{
      ...nothing,
      isWanted: true,
      signals: full,
      returned: full,
      waitingOnAes: full,
      toDecide: full,
      toUpdate: full,
    },
    ...{ outcomes, team: { waiting: 99_999, overdue: 99_999, unassigned: 99_999 } },
  }
  return [
    ['summary, of signals past due', summaryMessage(nothing, m)],
    ['summary, all of it', summaryMessage(all, m)],
    [
      'summary, one signal',
      summaryMessage({ ...nothing, overdueSignals: { rows: [{ ...row, overdueDays: 1 }], total: 1 } }, m),
    ],
  ]
}

function cards(make: Make, locale: Locale): [string, Message][] {
  const m = messagesFor(locale)
  const card = (details: CsqlDetails, reader = SUZUKI): Message => handoverCard(details, m, viewer(locale, reader), NOW)
  return [
    ['handover', card(make())],
    ['handover, by another', card(make({ handedOverBy: KOBAYASHI }))],
    ['handover, overdue', card(make({ clocks: [clock('decide', { dueAt: NOW - DAY_MS })] }))],
    ['handover, round 2', card(make({ csql: { round: 2, changedTextId: id('changed') } }))],
    [
      'handover, accepted',
      card(make({ csql: { state: 'accepted', nextOn: '2026-11-27' }, lastEvent: event('accept') })),
    ],
    [
      'handover, opportunity',
      card(
        make({
          csql: { state: 'opportunity', progress: 'quoted', nextOn: '2026-12-01', closeMonth: '2027-01' },
          lastEvent: event('update', { recordedAt: NOW - DAY_MS }),
        }),
      ),
    ],
    [
      'handover, returned',
      card(make({ csql: { state: 'returned', missing: ['timing'] }, lastEvent: event('return') })),
    ],
    [
      'handover, rejected',
      card(make({ csql: { state: 'rejected', reason: 'no_budget' }, lastEvent: event('reject') })),
    ],
    ['handover, undone', card(make({ csql: { state: 'signal' }, lastEvent: event('undo', { actorId: SATO }) }))],
    [
      'handover, merged',
      card(make({ csql: { state: 'merged' }, lastEvent: event('merge', { actorId: SATO }), mergedIntoNumber: 12 })),
    ],
    [
      'handover, reassigned away',
      card(make({ csql: { aeId: WATANABE }, lastEvent: event('reassign', { actorId: TANAKA }) })),
    ],
    [
      'handover, accepted and passed on',
      card(
        make({
          csql: { state: 'accepted', aeId: SUZUKI },
          clocks: [clock('convert', { dueAt: NOW + 15 * DAY_MS }), clock('first_contact', { dueAt: NOW + DAY_MS })],
          lastEvent: event('reassign', { actorId: TANAKA }),
        }),
      ),
    ],
    ['handover, noted', card(make({ csql: { state: 'accepted' }, lastEvent: event('note') }))],
    [
      'handover, nurturing',
      card(
        make({
          csql: { state: 'nurturing', recheckOn: '2027-02-01', reason: 'next_budget' },
          lastEvent: event('nurture'),
        }),
      ),
    ],
    ['handover, won', card(make({ csql: WON, lastEvent: event('win') }))],
  ]
}

function decisions(make: Make, locale: Locale): [string, Message][] {
  const m = messagesFor(locale)
  const told = (kind: Parameters<typeof event>[0], changes: Parameters<typeof event>[1], takenBack = false): Message =>
    decisionNotice({ details: make(), event: event(kind, changes), takenBack }, m, viewer(locale, SATO), NOW)
  const reasonTextId = id('reason')
  return [
    ['decision, accept', told('accept', { changes: { nextOn: '2026-11-27' } })],
    ['decision, reject', told('reject', { changes: { reason: 'no_budget', reasonTextId } })],
    [
      'decision, convert',
      told('convert', { changes: { amount: 120_000, amountPeriod: 'month', closeMonth: '2027-01' } }),
    ],
    ['decision, lose', told('lose', { changes: { reason: 'approval_rejected', reasonTextId } })],
    ['decision, nurture', told('nurture', { changes: { recheckOn: '2027-02-01', reason: 'next_budget' } })],
    ['decision, return', told('return', { changes: { missing: ['decision_maker', 'timing'], reasonTextId } })],
    ['decision, wake', told('wake', {})],
    ['decision, taken back', told('reject', { changes: { reason: 'no_budget' } }, true)],
  ]
}

function toTheCsm(make: Make, locale: Locale): [string, Message][] {
  const m = messagesFor(locale)
  const sato = viewer(locale, SATO)
  const returned = { state: 'returned', missing: ['decision_maker', 'timing'], reasonTextId: id('reason') } as const
  const back = event('return')
  const won = make({ csql: { ...WON, promisesTextId: id('promises') } })
  const selfClosed = make({ csql: { ...WON, aeId: SATO, selfClosed: true } })
  return [
    [
      'returned',
      returnedNotice(make({ csql: { ...returned, missing: [...returned.missing] }, lastEvent: back }), m, sato, NOW),
    ],
    [
      'returned, date given',
      returnedNotice(
        make({ csql: { state: 'returned', missing: ['budget'], fixOn: '2026-12-01' }, lastEvent: back }),
        m,
        sato,
        NOW,
      ),
    ],
    ['returned, answered since', returnedNotice(make(), m, sato, NOW)],
    ['won', wonNotice({ details: won, takenBack: false, days: 48 }, m, sato, NOW)],
    ['won, self-closed', wonNotice({ details: selfClosed, takenBack: false, days: 48 }, m, sato, NOW)],
    ['won, nobody knows since when', wonNotice({ details: won, takenBack: false, days: null }, m, sato, NOW)],
    ['won, taken back', wonNotice({ details: won, takenBack: true, days: null }, m, sato, NOW)],
    [
      'wake, to the CSM',
      wakeNotice(make({ csql: { state: 'signal' }, lastEvent: event('wake', { actorId: null }) }), m, sato, NOW),
    ],
    ['wake, to the AE', wakeNotice(make({ lastEvent: event('wake', { actorId: null }) }), m, viewer(locale), NOW)],
    [
      'wake, taken up',
      wakeNotice(make({ csql: { state: 'accepted' }, lastEvent: event('accept') }), m, viewer(locale), NOW),
    ],
  ]
}

function toManagers(make: Make, locale: Locale): [string, Message][] {
  const m = messagesFor(locale)
  const tanaka = viewer(locale, TANAKA)
  const name = make().people.get(SUZUKI)?.name ?? null
  const csql = { number: 42, accountName: make().account.name }
  const person = { kind: 'person', name } as const
  return [
    ['capture offer', captureOffer({ channel: 'C0CSSALES', ts: '1764000000.000100', thread: null }, null, m)],
    [
      'capture offer, for an account',
      captureOffer(
        { channel: 'C0CSSALES', ts: '1764000000.000100', thread: null },
        { id: AccountId.parse('a1'), name: make().account.name },
        m,
      ),
    ],
    ['unassigned', unassignedNotice(make({ csql: { aeId: null } }), m, tanaka, NOW)],
    ['unassigned, since assigned', unassignedNotice(make({ csql: { aeId: WATANABE } }), m, tanaka, NOW)],
    [
      'unassigned, withdrawn',
      unassignedNotice(
        make({ csql: { aeId: null, state: 'withdrawn' }, lastEvent: event('withdraw', { actorId: SATO }) }),
        m,
        tanaka,
        NOW,
      ),
    ],
    ...CLOCK_KINDS.filter((kind) => kind !== 'wake').map((kind): [string, Message] => [
      `loose, ${kind}`,
      looseNotice({ kind, rows: 99_999, acted: 1 }, Settings.parse({}), m),
    ]),
    ['trouble, a person', troubleNotice({ purpose: 'handover', to: person, reason: 'user_not_found', csql }, m)],
    [
      'trouble, nobody known',
      troubleNotice({ purpose: 'nudge', to: { kind: 'person', name: null }, reason: 'x'.repeat(500), csql: null }, m),
    ],
    [
      'trouble, the digest',
      troubleNotice({ purpose: 'digest', to: { kind: 'channel' }, reason: 'not_in_channel', csql: null }, m),
    ],
    ...BACKUP_FAILURES.map((failure): [string, Message] => [
      `backup failed, ${failure}`,
      backupFailedNotice(
        {
          ...{ night: '2026-11-25', failure, today: '2026-11-25' },
          lastGood: failure === 'other' ? null : '2025-12-31',
        },
        m,
      ),
    ]),
  ]
}

function questions(make: Make, locale: Locale): [string, Message][] {
  const m = messagesFor(locale)
  const asked = { csql: { questionTextId: id('question') } } as const
  const question = (own: Partial<QuestionNotice>, of: Own = asked): Message => {
    const details = make(of)
    const words = details.texts.get(id('problem')) ?? null
    const notice = { details, question: words, answered: null, takenBack: false, ...own }
    return questionNotice(notice, m, viewer(locale, SATO), NOW)
  }
  const name = make().people.get(SATO)?.name ?? null
  const text = make().texts.get(id('problem')) ?? null
  const answer = event('answer_csm', { actorId: SATO, textId: id('problem'), figures: { question: 'reason' } })
  const note = event('note', { actorId: WATANABE, textId: id('problem') })
  const answered = (of: typeof answer, own: { takenBack?: boolean; superseded?: boolean } = {}): Message =>
    answerNotice(
      { details: make(), event: of, takenBack: false, superseded: false, ...own },
      m,
      viewer(locale, SUZUKI),
      NOW,
    )
  const helped = { csql: { supporterIds: [WATANABE, KOBAYASHI] } }
  const support = (of: Own = helped, takenBack = false): Message =>
    supportNotice(
      { details: make(of), event: event('ask_support', { textId: id('reason') }), takenBack },
      m,
      viewer(locale, WATANABE),
      NOW,
    )
  return [
    ['question', question({})],
    ['question, answered', question({ answered: { by: name, text } })],
    ['question, taken back', question({ takenBack: true })],
    ['question, of what is over', question({}, { csql: { ...asked.csql, state: 'rejected' } })],
    ['question, on the card', handoverCard(make(asked), m, viewer(locale), NOW)],
    ['answer', answered(answer)],
    ['answer, of a colleague', answered(note)],
    ['answer, not the newest', answered(note, { superseded: true })],
    ['answer, taken back', answered(answer, { takenBack: true })],
    ['support', support()],
    ['support, of what is over', support({ csql: { ...helped.csql, state: 'won' } })],
    ['support, taken back', support(helped, true)],
    ['supporters, on the card', handoverCard(make(helped), m, viewer(locale), NOW)],
  ]
}

function assigned(make: Make, locale: Locale): [string, Message][] {
  const m = messagesFor(locale)
  const previous = { aeId: SUZUKI, csmId: SATO }
  const told = (
    reader: typeof SATO,
    kind: Parameters<typeof event>[0],
    own: Parameters<typeof event>[1] = {},
    csql: Own = {},
    takenBack = false,
  ): Message =>
    assignedNotice(
      { details: make(csql), event: event(kind, own), takenBack, previous },
      m,
      viewer(locale, reader),
      NOW,
    )
  const byTanaka = { actorId: TANAKA, aeId: WATANABE }
  const proposed = { csql: { proposedAeId: WATANABE } }
  return [
    ['assigned, AE changed, to the one before', told(SUZUKI, 'reassign', byTanaka)],
    ['assigned, AE changed, to the CSM', told(SATO, 'reassign', byTanaka)],
    ['assigned, CSM changed, to the one before', told(SATO, 'reassign', { ...byTanaka, csmId: WATANABE })],
    ['assigned, CSM changed, to the new one', told(WATANABE, 'reassign', { ...byTanaka, csmId: WATANABE })],
    ['assigned, proposed', told(WATANABE, 'propose_ae', {}, proposed)],
    ['assigned, proposed and taken', told(WATANABE, 'propose_ae', {}, { csql: { aeId: WATANABE } })],
    ['assigned, proposed and settled', told(WATANABE, 'propose_ae')],
    [
      'assigned, withdrawn',
      told(SUZUKI, 'withdraw', { actorId: SATO, changes: { reason: 'customer_changed', reasonTextId: id('reason') } }),
    ],
    ['assigned, handed over by another', told(SATO, 'qualify', { actorId: KOBAYASHI })],
    ['assigned, merged', told(SUZUKI, 'merge', { actorId: SATO }, { mergedIntoNumber: 12 })],
    ['assigned, nurtured', told(SUZUKI, 'nurture', { actorId: SATO, changes: { recheckOn: '2027-02-01' } })],
    ['assigned, reopened', told(SATO, 'reopen', { actorId: TANAKA, to: 'qualified' })],
    [
      'assigned, support asked for',
      told(SUZUKI, 'ask_support', { actorId: SATO, changes: { supporterIds: [WATANABE] } }),
    ],
    ['assigned, taken back', told(SUZUKI, 'reassign', byTanaka, {}, true)],
  ]
}

function leave(make: Make, locale: Locale): [string, Message][] {
  const m = messagesFor(locale)
  const watanabe = viewer(locale, WATANABE)
  const name = make().people.get(SUZUKI)?.name ?? ''
  const of = { personName: name, from: '2026-11-26', to: '2026-12-01' }
  const told = (notice: LeaveNotice): Message => leaveNotice(notice, m, watanabe, NOW)
  const card = (as: DelegatedNotice['as'], own: Own = {}, until: string | null = '2026-12-01'): Message => {
    const personId = as === 'returned' ? SATO : SUZUKI
    return delegatedNotice({ details: make(own), as, personId, until }, m, watanabe, NOW)
  }
  const inPlace = event('accept', { actorId: WATANABE, figures: { in_place_of: SUZUKI } })
  const accepted: Own = { csql: { state: 'accepted' }, lastEvent: inPlace }
  const rows = Array.from({ length: 10 }, () => make())
  return [
    ['leave, asked', told({ ...of, kind: 'asked' })],
    ['leave, asked for a day', told({ ...of, to: of.from, kind: 'asked' })],
    ['leave, begun, nothing waits', told({ ...of, kind: 'begun', rows: [], total: 0 })],
    ['leave, begun, many wait', told({ ...of, kind: 'begun', rows, total: 1000 })],
    ['leave, called off', told({ ...of, kind: 'called' })],
    ['leave, entered', told({ ...of, kind: 'entered', byName: name, delegateName: name })],
    ['leave, entered, nobody stands in', told({ ...of, kind: 'entered', byName: null, delegateName: null })],
    ['delegated, handover', card('handover')],
    ['delegated, accepted in their place', card('handover', accepted)],
    ['delegated, over', card('handover', {}, null)],
    [
      'delegated, returned',
      card('returned', { csql: { state: 'returned', missing: ['timing'] }, lastEvent: event('return') }),
    ],
    [
      'delegated, question',
      delegatedNotice(
        {
          ...{ details: make({ csql: { state: 'accepted' } }), as: 'handover', personId: SATO, until: '2026-12-01' },
          question: { question: name, answered: null, takenBack: false },
        },
        m,
        watanabe,
        NOW,
      ),
    ],
    ['delegated, wake', card('wake', { lastEvent: event('wake', { actorId: null }) })],
    ['handover, accepted in their place', handoverCard(make(accepted), m, viewer(locale, SUZUKI), NOW)],
    [
      'decision, in their place',
      decisionNotice({ details: make(), event: inPlace, takenBack: false }, m, viewer(locale, SATO), NOW),
    ],
  ]
}

function batches(make: Make, locale: Locale): [string, Message][] {
  const m = messagesFor(locale)
  const [at, evening] = [NOW, NOON + 5 * 3_600_000]
  const row = { details: make(), overdueWorkingDays: 0, answered: null, done: null, announces: false, asks: false }
  const today: NudgeRow = { ...row, clock: clock('decide') }
  const late = { ...row, clock: clock('first_contact', { dueAt: NOW - 3 * DAY_MS }), overdueWorkingDays: 1 }
  const asked = { ...late, asks: true, announces: true }
  const done: NudgeRow = {
    ...today,
    done: { kind: 'accept', by: make().people.get(SUZUKI)?.name ?? null, at: NOW },
  }
  const kinds = (['decide', 'first_contact', 'convert', 'update', 'fix', 'qualify', 'wake'] as const).map((kind) => ({
    ...row,
    clock: clock(kind, { dueAt: NOW + 2 * DAY_MS }),
  }))
  const thousand = Array.from({ length: 1000 }, () => asked)
  const nudge = (...rows: NudgeRow[]): Message =>
    nudgeBatch({ isManaged: true, id: 'd1', late: null, at, asOf: at, rows }, m, viewer(locale))
  const waiting: EscalationRow = {
    told: null,
    owner: 'announced',
    ...today,
    clock: clock('decide', { dueAt: NOW - 7 * DAY_MS }),
    overdueWorkingDays: 5,
    answered: null,
  }
  const managerName = make().people.get(TANAKA)?.name ?? null
  const escalate = (...rows: EscalationRow[]): Message =>
    escalationBatch({ id: 'd2', managerName, late: null, at, asOf: at, rows }, m, viewer(locale, TANAKA))
  const often = {
    ...waiting,
    clock: clock('first_contact', { dueAt: NOW - 9 * DAY_MS, snoozes: 3 }),
    overdueWorkingDays: 7,
  }
  const unnamed: EscalationRow = { ...waiting, ...today, owner: 'unnamed', clock: clock('decide', { ownerId: null }) }
  const unreached: EscalationRow = { ...waiting, ...today, owner: 'unreached' }
  const told: EscalationRow = { ...waiting, told: 'answered', answered: 'own_deals_first' }
  return [
    ['batch, three', nudge(today, late, asked)],
    ['batch, one done', nudge(done, late)],
    ['batch, all done', nudge(done)],
    ['batch, each kind', nudge(...kinds)],
    ['batch, two asked', nudge(asked, asked)],
    [
      'batch, asked where nobody is above',
      nudgeBatch({ isManaged: false, id: 'd1', late: null, at, asOf: at, rows: [asked] }, m, viewer(locale)),
    ],
    [
      'batch, a thousand',
      nudgeBatch({ isManaged: true, id: 'd1', late: null, at, asOf: at, rows: thousand }, m, viewer(locale)),
    ],
    [
      'batch, sent in the evening',
      nudgeBatch(
        { isManaged: true, id: 'd1', late: NOON - DAY_MS, at: evening, asOf: evening, rows: [today] },
        m,
        viewer(locale),
      ),
    ],
    ['batch, none', nudge()],
    [
      'batch, late',
      nudgeBatch({ isManaged: true, id: 'd1', late: NOW - DAY_MS, at, asOf: at, rows: [today] }, m, viewer(locale)),
    ],
    ['batch, answered', nudge({ ...late, answered: 'hard_problem' })],
    [
      'batch, its second page',
      batchPage({ id: 'd1', late: null, at, asOf: at, rows: thousand }, 10, m, viewer(locale)),
    ],
    [
      'batch, its last page',
      batchPage({ id: 'd1', late: null, at, asOf: at, rows: thousand.slice(0, 12) }, 10, m, viewer(locale)),
    ],
    ['escalation, told beside', escalate(waiting, told, { ...often, told: 'snoozed' })],
    ['escalation, only told', escalate(told, { ...told, done: done.done })],
    [
      'escalation, late',
      escalationBatch(
        { id: 'd2', managerName, late: NOW - DAY_MS, at, asOf: at, rows: [waiting] },
        m,
        viewer(locale, TANAKA),
      ),
    ],
    [
      'escalation, its pages',
      escalationPage(
        { id: 'd2', managerName, late: null, at, asOf: at, rows: [...Array.from({ length: 15 }, () => often), told] },
        10,
        m,
        viewer(locale, TANAKA),
      ),
    ],
    ['escalation, two', escalate(waiting, waiting)],
    ['escalation, mixed', escalate(waiting, { ...often, answered: 'own_deals_first' })],
    ['escalation, nobody assigned', escalate(unnamed)],
    ['escalation, nobody assigned beside', escalate(waiting, unnamed, unreached)],
    ['escalation, nobody reached', escalate(unreached)],
    ['escalation, all done', escalate({ ...waiting, done: done.done })],
    ['escalation, a thousand', escalate(...Array.from({ length: 1000 }, () => often))],
  ]
}

function id(name: string) {
  return TextId.parse(name)
}
