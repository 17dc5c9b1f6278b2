import type { KnownBlock } from '@slack/types'
import type { DigestNote, Money } from '../domain/digest.js'
import type { KeyFigure, NextStep, StoryOfWin, WeeklyDigest } from '../domain/weekly-digest.js'
import type { Messages } from '../i18n/messages.js'
import { actions, bold, header, lines, para, plainButton, small } from './blocks.js'
import { churnBlocks } from './churn.js'
import { shortCompanyName } from './company-name.js'
import { chartBlocks } from './digest-charts.js'
import { countedList, ITEM_LIMIT } from './digest-list.js'
import { writeSliceRef } from './figure-value.js'
import { OPEN_SLICE } from './ids.js'
import { csqlName, lineName, reasonLabel } from './labels.js'
import { type Message, message, type Viewer } from './message.js'
import { cut, oneLine } from './text.js'

/** How many of each list the digest itself shows; the rest is a count. */
const SHOWN = { wins: 5, lateWins: 5, quick: 5, notes: 5, reasons: 3 } as const
const PROBLEM_LIMIT = 140

/** What surrounds a digest's figures. */
export interface DigestFrame {
  /** Slack's ids of its pictures; null where they could not be uploaded, empty where none are wanted. */
  readonly pictures: readonly string[] | null
  /** When it was to be there, in words, where it comes late. */
  readonly lateFor: string | null
  /** Its details and its list follow in the thread. */
  readonly threadFollows: boolean
  /** The week is not over. */
  readonly isRunning: boolean
}

/**
 * The weekly digest, in the workspace's language, to be read on a phone on Monday morning: what changed, five figures,
 * two pictures, who won, and one thing to do next. Names stand only beside wins and quick follow-up; whose the overdue
 * ones are is told to their manager alone.
 */
export function weeklyDigestMessage(digest: WeeklyDigest, frame: DigestFrame, m: Messages, viewer: Viewer): Message {
  const days = m.format.span(digest.week.from, digest.week.to)
  const week = frame.isRunning ? m.weekly.soFar(days) : days
  const late = small(frame.lateFor === null ? null : m.weekly.late(frame.lateFor))
  if (digest.isIdle) return message(lines(idleLine(digest, frame, week, m)), late)
  return message(
    header(m.cards.beside([m.digest.title, week])),
    late,
    ...churn(digest, m, viewer),
    para(bold(headline(digest, week, m))),
    keyFigures(digest, m),
    lost(digest, m, viewer),
    actions(plainButton(OPEN_SLICE, m.weekly.open, writeSliceRef({ ...digest.week, unit: 'week', slice: null }))),
    nextStep(digest.nextStep, m, viewer),
    ...chartBlocks(digest, frame.pictures ?? [], m),
    small(frame.pictures === null ? m.weekly.noCharts : null),
    wins(m.digest.wins, digest.wins, SHOWN.wins, m),
    wins(m.weekly.lateWins, digest.lateWins, SHOWN.lateWins, m, (win) =>
      m.weekly.wonOn(m.format.shortDay(win.wonOn, digest.week.to)),
    ),
    quick(digest, m),
    small(
      ...digest.notes.slice(0, SHOWN.notes).map((note) => noteWords(note, m)),
      frame.threadFollows ? m.weekly.threadFollows : null,
    ),
  )
}

/** A manager who has seen it, or can in the report, reads it there. */
function churn({ churn: warnings, churnGate }: WeeklyDigest, m: Messages, viewer: Viewer) {
  const unseen = warnings.filter(({ acknowledged }) => acknowledged === null)
  return churnBlocks(unseen, { mayAcknowledge: false, churnGate }, m, viewer)
}

function idleLine(digest: WeeklyDigest, { isRunning }: DigestFrame, week: string, m: Messages): string {
  return m.weekly.idle({ week, isRunning, open: digest.open.total, queue: queue(digest, m) })
}

const queue = ({ open, overdueTotal }: WeeklyDigest, m: Messages): string =>
  m.digest.queue({ waiting: open.qualified, waitingOverdue: open.qualifiedOverdue, overdue: overdueTotal })

function headline(digest: WeeklyDigest, week: string, m: Messages): string {
  const { key, wonMrr, wonOneTime } = digest
  const mrr = moneys(wonMrr, m)
  return m.digest.headline({
    week,
    csqls: key.csqls.n,
    previous: key.csqls.before,
    won: key.won.n,
    amount: m.digest.wonAmount(mrr, mrr === null ? moneys(wonOneTime, m) : null) || null,
    queue: queue(digest, m),
  })
}

/** Each currency by itself; null where there is nothing. */
function moneys(given: readonly Money[], m: Messages): string | null {
  const present = given.filter((money) => money.amount > 0).slice(0, 5)
  return present.length === 0 ? null : m.format.list(present.map((money) => m.format.money(money)))
}

function keyFigures({ key, wonMrr, currency }: WeeklyDigest, m: Messages): KnownBlock | null {
  const { weekly } = m
  const counted = (['signals', 'csqls', 'opportunities', 'won'] as const).map((name) =>
    figureLine(weekly.key[name], key[name], weekly.count, weekly.change, m),
  )
  const others = wonMrr.filter((money) => money.currency !== currency && money.amount > 0).slice(0, 4)
  const written = (amount: number): string =>
    m.format.list([{ amount, currency }, ...others].map((money) => weekly.increase(money)))
  const changed = (amount: number): string => weekly.moneyChange({ amount: Math.round(amount), currency })
  const mrr = figureLine(weekly.key.mrr, key.mrr, written, changed, m)
  return para(...counted.flatMap((line) => [...line, '\n']), ...mrr)
}

/** A week of losses alone is no week of noughts. */
function lost({ lost: n, lostReasons }: WeeklyDigest, m: Messages, viewer: Viewer): KnownBlock | null {
  if (n === 0) return null
  const shown = lostReasons.slice(0, SHOWN.reasons)
  const rest = n - shown.reduce((sum, one) => sum + one.n, 0)
  const reasons = shown.map((one) => m.digest.reason(reasonLabel(m, viewer, 'lose', one.reason), one.n))
  return lines(m.weekly.lost(n, rest > 0 ? [...reasons, m.digest.more(rest)] : reasons))
}

function figureLine(
  label: string,
  { n, before, mean }: KeyFigure,
  written: (n: number) => string,
  changed: (n: number) => string,
  { weekly }: Messages,
) {
  const change = (from: number | null): string | null => (from === null ? null : changed(n - from))
  return [`${label} `, bold(written(n)), weekly.compared(change(before), change(mean))]
}

function nextStep(step: NextStep | null, m: Messages, viewer: Viewer): KnownBlock | null {
  return step === null ? null : para(bold(m.weekly.nextStep), '\n', stepWords(step, m, viewer))
}

function stepWords(step: NextStep, m: Messages, viewer: Viewer): string {
  const { steps } = m.weekly
  switch (step.kind) {
    case 'name_aes':
      return steps.name_aes(step)
    case 'settle_overdue':
      return steps.settle_overdue({ ...step, csql: csqlName(m, step.number, step.accountName) })
    case 'answer_returned':
      return steps.answer_returned(step)
    case 'agree_on_rejections':
      return steps.agree_on_rejections({ ...step, label: reasonLabel(m, viewer, 'reject', step.reason) })
    case 'look_for_signals':
      return steps.look_for_signals(step)
    case 'vet_signals':
      return steps.vet_signals(step)
    case 'repeat_source':
      return steps.repeat_source({ ...step, label: m.terms.sources[step.source] })
    case 'propose_to_successful':
      return steps.propose_to_successful(step)
  }
}

function wins(
  label: string,
  stories: readonly StoryOfWin[],
  limit: number,
  m: Messages,
  also: (win: StoryOfWin) => string | null = () => null,
): KnownBlock | null {
  return countedList(label, stories, { limit, total: stories.length, more: m.digest.more }, (win) =>
    winStory(win, also(win), m),
  )
}

/** The problem, what it came to, and who did it. */
function winStory(win: StoryOfWin, also: string | null, m: Messages): string {
  const { amount, amountPeriod, oneTime, currency } = win
  const told = m.digest.win({
    subject: m.cards.subject({
      account: shortCompanyName(oneLine(win.accountName, 60)),
      department: null,
      product: win.productName === null ? null : oneLine(win.productName, 40),
      referred: null,
    }),
    amount: m.amounts.increment({ amount, amountPeriod, oneTime, currency }, 'exact'),
    people: m.digest.people({
      logger: lineName(win.loggedByName),
      csm: lineName(win.csmName),
      ae: lineName(win.aeName),
    }),
    days: win.days,
  })
  const problem = win.problem === null ? null : m.weekly.problem(oneLine(win.problem, PROBLEM_LIMIT))
  const first = cut(also === null ? told : m.cards.beside([told, also]), ITEM_LIMIT)
  return problem === null ? first : `${first}\n${problem}`
}

function quick({ quick: all }: WeeklyDigest, m: Messages): KnownBlock | null {
  return countedList(m.digest.quick, all, { limit: SHOWN.quick, total: all.length, more: m.digest.more }, (one) =>
    m.digest.quickOne({
      csql: csqlName(m, one.number, one.accountName),
      csm: lineName(one.csmName),
      ae: lineName(one.aeName),
      hours: one.hours,
    }),
  )
}

function noteWords(note: DigestNote, m: Messages): string {
  switch (note.kind) {
    case 'managers_unnamed':
      return m.digest.notes.managers_unnamed(note)
    case 'nobody_told':
      return m.digest.notes.nobody_told(note)
    case 'without_manager':
      return m.digest.notes.without_manager(note)
    case 'unassigned':
      return m.digest.notes.unassigned(note)
    case 'undelivered':
      return m.digest.notes.undelivered(note)
  }
}
