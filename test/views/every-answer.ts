import type { CsqlChanges } from '../../src/domain/csql.js'
import type { CsqlDetails } from '../../src/domain/csql-details.js'
import { EVENT_KINDS } from '../../src/domain/event.js'
import { fiscalQuarterOf } from '../../src/domain/fiscal.js'
import { EventId } from '../../src/domain/ids.js'
import { type Action, isAction } from '../../src/domain/lifecycle.js'
import type { Locale } from '../../src/domain/person.js'
import type { QuarterTargets } from '../../src/domain/report.js'
import type { ImportOutcome } from '../../src/domain/sheets/import-outcome.js'
import { SHEETS } from '../../src/domain/sheets/sheets.js'
import { type TARGET_METRICS, Target, WHOLE_TEAM } from '../../src/domain/target.js'
import { COMMAND_NAMES } from '../../src/i18n/command-words.js'
import { messagesFor } from '../../src/i18n/index.js'
import { actedMessage, undoneMessage } from '../../src/views/acted.js'
import { csqlRows, nothingListed } from '../../src/views/csql-rows.js'
import { csqlShown, type Shown } from '../../src/views/csql-shown.js'
import { duplicateMessage } from '../../src/views/duplicate.js'
import { supersededCard } from '../../src/views/handover.js'
import { helpFor, helpForAll } from '../../src/views/help.js'
import { CSQL_ACTIONS } from '../../src/views/ids.js'
import { importMessage } from '../../src/views/import-message.js'
import { customerName } from '../../src/views/labels.js'
import type { Message } from '../../src/views/message.js'
import { type LoggedSignal, signalLogged } from '../../src/views/signal-logged.js'
import { targetList, targetSet } from '../../src/views/targets.js'
import { clock, event, NOW, type Own, SATO, SUZUKI, viewer } from './sample.js'

type Make = (own?: Own) => CsqlDetails

const QUARTER = fiscalQuarterOf('2026-11-25', 4)

/** Every answer to a command, a button or a form, each in the states that change its words. */
export function everyAnswer(make: Make, locale: Locale): [string, Message][] {
  return [
    ...logged(make, locale),
    ...acted(make, locale),
    ...shown(make, locale),
    ...targets(make, locale),
    ...asked(make, locale),
  ]
}

function logged(make: Make, locale: Locale): [string, Message][] {
  const m = messagesFor(locale)
  const signal = (own: Partial<LoggedSignal> = {}): Message =>
    signalLogged(
      {
        ...{ details: make({ csql: { state: 'signal', firstQualifiedAt: null } }), eventId: 'e1', accountIsNew: false },
        ...{ candidates: [], amountProblem: null, periodAssumed: false, aeProblem: null, secretRemoved: false, ...own },
      },
      m,
      viewer(locale, SATO),
    )
  const { name } = make().account
  const candidates = Array.from({ length: 5 }, (_, n) => ({ id: `a${n}`, name }))
  return [
    ['logged', signal()],
    ['logged, period assumed', signal({ periodAssumed: true })],
    ['logged, a new account and many like it', signal({ accountIsNew: true, candidates })],
    ['logged, an AE that cannot be', signal({ aeProblem: { typed: name, rule: 'guest' } })],
    ['logged, a secret taken out', signal({ secretRemoved: true })],
    ...Object.keys(m.errors.amountFaults).map((reason): [string, Message] => [
      `logged, an amount that is ${reason}`,
      signal({
        amountProblem: { typed: name, reason: reason as NonNullable<LoggedSignal['amountProblem']>['reason'] },
      }),
    ]),
    ['duplicate', duplicateMessage(make(), { id: 'd1', line: name }, m, viewer(locale, SATO), NOW)],
  ]
}

function acted(make: Make, locale: Locale): [string, Message][] {
  const m = messagesFor(locale)
  const act = (action: Action, absence: { until: string; delegateName: string | null } | null = null): Message =>
    actedMessage(make({ lastEvent: event(action) }), { action, eventId: 'e1', absence }, m, viewer(locale, SUZUKI), NOW)
  const delegateName = make().people.get(SUZUKI)?.name ?? null
  const undone = (figure: string | undefined): Message =>
    undoneMessage(make({ lastEvent: event('undo', { figures: figure === undefined ? {} : { undone: figure } }) }), m)
  return [
    ...EVENT_KINDS.filter(isAction).map((action): [string, Message] => [`acted, ${action}`, act(action)]),
    ['acted, to an AE on leave', act('qualify', { until: '2026-12-01', delegateName })],
    [
      'acted, to an AE on leave for whom nobody stands in',
      act('reassign', { until: '2026-12-01', delegateName: null }),
    ],
    ...EVENT_KINDS.map((kind): [string, Message] => [`undone, ${kind}`, undone(kind)]),
    ['undone, it is not known what', undone(undefined)],
    ['card, continued below', supersededCard(make(), m)],
  ]
}

function shown(make: Make, locale: Locale): [string, Message][] {
  const m = messagesFor(locale)
  const details = make({ clocks: [clock('decide')] })
  const { problemTextId } = details.csql
  const body = (problemTextId === null ? null : details.texts.get(problemTextId)) ?? details.account.name
  const authorName = details.people.get(SATO)?.name ?? null
  const history = Array.from({ length: 60 }, (_, n) => {
    const kind = EVENT_KINDS[n % EVENT_KINDS.length] ?? 'log'
    return event(kind, { id: EventId.parse(`e${n}`), recordedAt: NOW - n * 60_000 })
  })
  const notes = Array.from({ length: 50 }, (_, n) => ({
    kind: (['note', 'question', 'answer', 'support'] as const)[n % 4] ?? 'note',
    ...{ body, authorName, at: NOW - n * 60_000 },
  }))
  const everything = Object.keys(details.csql) as (keyof CsqlChanges)[]
  const edited = new Map(history.map(({ id }) => [id, everything]))
  const customer = customerName(m, details.account.name)
  const show = (own: Partial<Shown> = {}): Message =>
    csqlShown(
      { details, events: [], edited: new Map(), notes: [], offered: [], proposes: false, ...own },
      m,
      viewer(locale, SUZUKI),
      NOW,
    )
  const rows = (n: number, more: number): Message =>
    csqlRows(
      {
        title: m.commands.list.ofAccount(customer, n + more),
        rows: Array.from({ length: n }, () => details),
        more,
        next: 'mine:10',
      },
      m,
      viewer(locale),
      NOW,
    )
  return [
    ['shown, with nothing beside it', show()],
    [
      'shown, with a long history',
      show({ events: history, edited, notes, offered: [...CSQL_ACTIONS].slice(0, 13), proposes: true }),
    ],
    ['shown, a note of nobody known', show({ notes: [{ kind: 'note', body, authorName: null, at: NOW }] })],
    ['listed, none', nothingListed(m.commands.list.emptyAccount(customer))],
    ['listed, one', rows(1, 0)],
    ['listed, a thousand', rows(10, 990)],
  ]
}

function targets(make: Make, locale: Locale): [string, Message][] {
  const m = messagesFor(locale)
  const personName = make().people.get(SUZUKI)?.name ?? null
  const target = (
    metric: (typeof TARGET_METRICS)[number],
    subjectKind: 'person' | 'team' | 'source',
    subject: string,
    value: number,
  ) =>
    Target.parse({
      ...{ subjectKind, subject, fiscalYear: QUARTER.fiscalYear, quarter: QUARTER.quarter, metric, value },
      creditedAs: subjectKind === 'person' ? 'ae' : null,
      currency: metric === 'csqls' || metric === 'opportunities' ? null : 'JPY',
    })
  const of = [
    target('csqls', 'person', SUZUKI, 4),
    target('mrr_won', 'team', SUZUKI, 9_007_199_254_740_991),
    target('sales_won', 'team', WHOLE_TEAM, 1),
    target('opportunities', 'source', 'webinar', 1),
  ]
  const list = (n: number): QuarterTargets => ({
    ...{ quarter: QUARTER, pace: { elapsed: 37, total: 61 }, currency: 'JPY' },
    progress: Array.from({ length: n }, (_, index) => {
      const one = of[index % of.length] ?? target('csqls', 'person', SUZUKI, 4)
      return {
        target: one,
        personName,
        reached: 9_007_199_254_740_991,
        share: index % 3 === 0 ? null : 0.125,
        onPace: index % 2 === 0,
      }
    }),
  })
  const set = { quarter: QUARTER, personName, isTeamEmpty: false }
  return [
    ['targets, none', targetList(list(0), false, m)],
    ['targets, none, for a manager', targetList(list(0), true, m)],
    ['targets, one', targetList(list(1), true, m)],
    ['targets, a hundred', targetList(list(100), true, m)],
    ...of.map((one): [string, Message] => [
      `target set, ${one.metric}`,
      targetSet({ ...set, target: one, isTeamEmpty: true }, m),
    ]),
    ['target taken away', targetSet({ ...set, target: target('csqls', 'person', SUZUKI, 0) }, m)],
    [
      'target, of nobody known',
      targetSet({ ...set, target: target('csqls', 'person', SUZUKI, 3), personName: null }, m),
    ],
  ]
}

function asked(make: Make, locale: Locale): [string, Message][] {
  const m = messagesFor(locale)
  const typed = make().account.name
  const outcome = (own: Partial<ImportOutcome> = {}): ImportOutcome => ({
    ...{ sheet: 'csqls', rows: 99_999, added: 99_999, changed: 1, unchanged: 0, written: false },
    ...{
      made: { people: 1, products: 1, accounts: 99_999 },
      given: { csm: 99_999, ae: 1 },
      faults: [],
      faultCount: 0,
      notes: [],
      noteCounts: {},
      ...own,
    },
  })
  const faults = Array.from({ length: 100 }, (_, n) => ({
    row: n + 2,
    column: 'account',
    rule: 'two_accounts' as const,
    facts: { typed },
  }))
  const header = {
    ...{ row: 1, column: null, rule: 'unknown_columns' as const, allowed: SHEETS.csqls.columns },
    pairs: Array.from({ length: 500 }, (_, n) => ({ typed, ...(n % 2 === 0 ? {} : { other: 'withdraw_reason' }) })),
  }
  const imported = (of: ImportOutcome, dryRun: boolean): Message =>
    importMessage(of, m, { dryRun, confirm: dryRun ? 'csqls:F1' : null })
  return [
    ['help', helpForAll(m)],
    ...COMMAND_NAMES.map((name): [string, Message] => [`help, ${name}`, helpFor(name, m)]),
    ['import, checked', imported(outcome(), true)],
    ['import, written', imported(outcome({ written: true }), false)],
    ['import, nothing new', imported(outcome({ added: 0, changed: 0, unchanged: 1, rows: 1 }), true)],
    ['import, a header in other words', imported(outcome({ faults: [header], faultCount: 1 }), true)],
    ['import, a hundred faults', imported(outcome({ faults, faultCount: 99_999 }), true)],
  ]
}
