import type { KnownBlock } from '@slack/types'
import type { Decision, WeeklyDigest } from '../domain/weekly-digest.js'
import type { Messages } from '../i18n/messages.js'
import { actions, bullets, header, lines, small } from './blocks.js'
import { countedList, ITEM_LIMIT } from './digest-list.js'
import { csqlName, customerName, reasonLabel } from './labels.js'
import { type Message, message, type Viewer } from './message.js'
import { paceLine, targetLine, targetMenu } from './targets.js'
import { cut } from './text.js'

/** How many of each list the thread shows; the rest is a count. */
const SHOWN = { overdue: 15, waiting: 15, unproposed: 15, decisions: 8, sources: 10, reasons: 5, targets: 15 } as const

/** What a digest's figures are made of, for its thread: accounts and days, and nobody's name. */
export function digestDetails(digest: WeeklyDigest, m: Messages, viewer: Viewer): Message {
  return message(
    header(m.cards.beside([m.weekly.details, m.format.span(digest.week.from, digest.week.to)])),
    overdue(digest, m),
    neglect(digest, m, viewer),
    waitingOnCsm(digest, m),
    decisions(digest, m, viewer),
    unproposed(digest, m),
    sources(digest, m),
    ...targets(digest, m),
  )
}

function overdue({ overdue: rows, overdueTotal: total }: WeeklyDigest, m: Messages): KnownBlock | null {
  return countedList(m.digest.overdue(total), rows, { limit: SHOWN.overdue, total, more: m.digest.more }, (one) =>
    m.digest.overdueOne(csqlName(m, one.number, one.accountName), one.days),
  )
}

function neglect({ neglect: answers }: WeeklyDigest, m: Messages, viewer: Viewer): KnownBlock | null {
  const reasons = answers
    .slice(0, SHOWN.reasons)
    .map(({ reason, n }) => m.digest.reason(reasonLabel(m, viewer, 'neglect', reason), n))
  return reasons.length === 0 ? null : lines(m.digest.neglected(reasons))
}

function waitingOnCsm({ waitingOnCsm: rows, waitingOnCsmTotal: total }: WeeklyDigest, m: Messages): KnownBlock | null {
  return countedList(m.weekly.waitingOnCsm(total), rows, { limit: SHOWN.waiting, total, more: m.digest.more }, (one) =>
    m.digest.overdueOne(csqlName(m, one.number, one.accountName), one.days),
  )
}

const KINDS = ['accept', 'return', 'reject'] as const

/** A line each for what was accepted, returned and rejected, and why. */
function decisions(digest: WeeklyDigest, m: Messages, viewer: Viewer): KnownBlock | null {
  const { decisions: all, decisionsTotal, rejectReasons } = digest
  const items = KINDS.flatMap((kind) => {
    const own = all.filter((one) => one.kind === kind)
    if (own.length === 0) return []
    const named = own.slice(0, SHOWN.decisions).map((one: Decision) => csqlName(m, one.number, one.accountName))
    const left = own.length - named.length
    const csqls = m.format.list(left > 0 ? [...named, m.digest.more(left)] : named)
    return [cut(m.weekly.decided(kind, csqls, own.length), 2 * ITEM_LIMIT)]
  })
  const reasons = rejectReasons
    .slice(0, SHOWN.reasons)
    .map(({ reason, n }) => m.digest.reason(reasonLabel(m, viewer, 'reject', reason), n))
  const left = decisionsTotal - all.length
  return bullets(m.weekly.decisions(decisionsTotal), [
    ...items,
    ...(left > 0 ? [m.digest.more(left)] : []),
    ...(reasons.length === 0 ? [] : [m.digest.topReasons(reasons)]),
  ])
}

function unproposed({ unproposed: names, unproposedTotal: total }: WeeklyDigest, m: Messages): KnownBlock | null {
  const rest = { limit: SHOWN.unproposed, total, more: m.weekly.moreAccounts }
  return countedList(m.weekly.unproposed(total), names, rest, (name) => customerName(m, name))
}

function targets({ targets: of }: WeeklyDigest, m: Messages): readonly (KnownBlock | null)[] {
  const { quarter, pace, progress } = of
  if (progress.length === 0) return []
  const words = m.commands.target
  const rest = { limit: SHOWN.targets, total: progress.length, more: m.digest.more }
  const label = words.title(words.quarter(quarter))
  return [
    countedList(label, progress, rest, (one) => targetLine(one, m)),
    small(paceLine(pace, m)),
    actions(targetMenu(of, m)),
  ]
}

function sources({ bySource }: WeeklyDigest, m: Messages): KnownBlock | null {
  const rest = { limit: SHOWN.sources, total: bySource.length, more: m.digest.more }
  return countedList(m.weekly.sources, bySource, rest, (one) =>
    m.weekly.source({ ...one, source: m.terms.sources[one.source] }),
  )
}
