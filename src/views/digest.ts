import type { KnownBlock } from '@slack/types'
import type { DigestFigures, DigestNote, DigestWin, Money } from '../domain/digest.js'
import type { Messages } from '../i18n/messages.js'
import { bold, bullets, header, lines, para, small } from './blocks.js'
import { shortCompanyName } from './company-name.js'
import { csqlName, lineName, reasonLabel } from './labels.js'
import { type Message, message, type Viewer } from './message.js'
import { cut, oneLine } from './text.js'

/** How many of each list a digest shows; the rest is a count. */
const SHOWN = { wins: 10, quick: 5, overdue: 10, reasons: 3, sources: 10, notes: 5 } as const
const ITEM_LIMIT = 280

/**
 * The weekly digest, in the workspace's language: counts, accounts and days. Names stand only beside wins and quick
 * follow-up; whose the overdue ones are is told to their manager alone.
 */
export function digestMessage(figures: DigestFigures, m: Messages, viewer: Viewer): Message {
  const week = m.format.span(figures.week.from, figures.week.to)
  return message(
    header(m.cards.beside([m.digest.title, week])),
    para(bold(headline(figures, week, m))),
    isQuiet(figures) ? lines(m.digest.quiet) : counts(figures, m, viewer),
    wins(figures, m),
    quick(figures, m),
    stages(figures, m),
    overdue(figures, m),
    sources(figures, m),
    notes(figures, m),
  )
}

function headline(figures: DigestFigures, week: string, m: Messages): string {
  const { won, waitingDecision } = figures
  const mrr = moneys(won.mrr, m)
  return m.digest.headline({
    week,
    csqls: figures.csqls,
    previous: figures.previousCsqls,
    won: won.n,
    amount: m.digest.wonAmount(mrr, mrr === null ? moneys(won.oneTime, m) : null) || null,
    waiting: waitingDecision.n,
    overdue: waitingDecision.overdue,
  })
}

/** Each currency by itself; null where there is nothing. */
function moneys(given: readonly Money[], m: Messages): string | null {
  const present = given.filter((money) => money.amount > 0).slice(0, 5)
  return present.length === 0 ? null : m.format.list(present.map((money) => m.format.money(money)))
}

const isQuiet = (of: DigestFigures): boolean =>
  [of.signals, of.csqls, of.accepted, of.returned, of.rejected, of.opportunities, of.won.n, of.lost].every(
    (n) => n === 0,
  )

function counts(of: DigestFigures, m: Messages, viewer: Viewer): KnownBlock | null {
  const d = m.digest
  const fact = (label: string, n: number) => `${label} ${d.count(n)}`
  const reasons = of.topRejectReasons
    .slice(0, SHOWN.reasons)
    .map(({ reason, n }) => d.reason(reasonLabel(m, viewer, 'reject', reason), n))
  const neglected = of.neglectReasons.map(({ reason, n }) => d.reason(reasonLabel(m, viewer, 'neglect', reason), n))
  const amount = d.wonAmount(moneys(of.won.mrr, m), moneys(of.won.oneTime, m))
  const rows = [
    m.cards.beside([fact(d.signals, of.signals), fact(d.csqls, of.csqls), fact(d.opportunities, of.opportunities)]),
    m.cards.beside([fact(d.accepted, of.accepted), fact(d.returned, of.returned), fact(d.rejected, of.rejected)]),
    m.cards.beside([fact(d.won, of.won.n), fact(d.lost, of.lost), ...(amount === '' ? [] : [amount])]),
    d.rate(d.wonRate, of.won.n, of.won.n + of.lost),
    ...(reasons.length === 0 ? [] : [d.topReasons(reasons)]),
    ...(neglected.length === 0 ? [] : [d.neglected(neglected)]),
  ]
  return para(bold(d.figures), '\n', rows.join('\n'))
}

function wins(figures: DigestFigures, m: Messages): KnownBlock | null {
  return list(m.digest.wins, figures.wins, SHOWN.wins, figures.wins.length, m, (win) => winLine(win, m))
}

function winLine(win: DigestWin, m: Messages): string {
  const { amount, amountPeriod, oneTime, currency } = win
  return m.digest.win({
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
}

function quick(figures: DigestFigures, m: Messages): KnownBlock | null {
  return list(m.digest.quick, figures.quick, SHOWN.quick, figures.quick.length, m, (one) =>
    m.digest.quickOne({
      csql: csqlName(m, one.number, one.accountName),
      csm: lineName(one.csmName),
      ae: lineName(one.aeName),
      hours: one.hours,
    }),
  )
}

function stages(figures: DigestFigures, m: Messages): KnownBlock | null {
  const present = figures.openByStage.filter((stage) => stage.n > 0)
  return list(m.digest.stages, present, present.length, present.length, m, (stage) =>
    m.digest.stage({
      state: m.terms.states[stage.state],
      n: stage.n,
      median: stage.medianAgeDays,
      oldest: stage.oldestDays,
    }),
  )
}

function overdue(figures: DigestFigures, m: Messages): KnownBlock | null {
  const { overdueTotal } = figures
  return list(m.digest.overdue(overdueTotal), figures.overdue, SHOWN.overdue, overdueTotal, m, (one) =>
    m.digest.overdueOne(csqlName(m, one.number, one.accountName), one.days),
  )
}

function sources(figures: DigestFigures, m: Messages): KnownBlock | null {
  const present = figures.bySource.filter((source) => source.csqls > 0 || source.won > 0)
  return list(m.digest.sources, present, SHOWN.sources, present.length, m, (one) =>
    m.digest.source(m.terms.sources[one.source], one.csqls, one.won),
  )
}

function notes(figures: DigestFigures, m: Messages): KnownBlock | null {
  return small(...figures.notes.slice(0, SHOWN.notes).map((note) => noteWords(note, m)))
}

function noteWords(note: DigestNote, m: Messages): string {
  switch (note.kind) {
    case 'managers_unnamed':
      return m.digest.notes.managers_unnamed(note)
    case 'without_manager':
      return m.digest.notes.without_manager(note)
    case 'unassigned':
      return m.digest.notes.unassigned(note)
    case 'undelivered':
      return m.digest.notes.undelivered(note)
  }
}

/** A list under its label, cut with a count of what is left out; null where it is empty. */
function list<T>(
  label: string,
  items: readonly T[],
  limit: number,
  total: number,
  m: Messages,
  line: (item: T) => string,
): KnownBlock | null {
  const shown = items.slice(0, limit).map((item) => cut(line(item), ITEM_LIMIT))
  const left = total - shown.length
  return bullets(label, left > 0 && shown.length > 0 ? [...shown, m.digest.more(left)] : shown)
}
