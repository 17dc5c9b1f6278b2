import type { ActionsBlock, StaticSelect } from '@slack/types'
import { TARGET_PARTS, targetKey } from '../domain/figure-keys.js'
import type { QuarterTargets } from '../domain/report.js'
import { isMoneyTarget, isUsualFor, type Target, type TargetProgress, WHOLE_TEAM } from '../domain/target.js'
import type { Messages } from '../i18n/messages.js'
import { actions, bullets, lines, plainButton, plainMenu, small } from './blocks.js'
import { writeFigureRef } from './figure-value.js'
import { OPEN_FIGURE, OPEN_TARGET } from './ids.js'
import { lineName } from './labels.js'
import { type Message, message } from './message.js'

/** Targets on one list; a workspace of a thousand people has more. */
const SHOWN = 60

/** The targets of a quarter that the reader may see, and for managers the way to set one. */
export function targetList(targets: QuarterTargets, maySet: boolean, m: Messages): Message {
  const { quarter, pace, progress } = targets
  const words = m.commands.target
  const title = words.title(words.quarter(quarter))
  const shown = progress.slice(0, SHOWN).map((one) => targetLine(one, m))
  const more = progress.length - shown.length
  return message(
    progress.length === 0 ? lines(title, words.none) : null,
    bullets(title, more > 0 ? [...shown, m.digest.more(more)] : shown),
    progress.length === 0 ? null : small(paceLine(pace, m)),
    targetActions(targets, maySet, m),
    small(words.howTo),
  )
}

/** The way to the CSQLs behind what was reached, and for managers the one to set a target. */
export const targetActions = (targets: QuarterTargets, maySet: boolean, m: Messages): ActionsBlock | null =>
  actions(targetMenu(targets, m), maySet ? plainButton(OPEN_TARGET, m.commands.target.button, 'new') : null)

/** Opens the CSQLs behind each target that has come to anything; null where none has. Only the reader sees them. */
export function targetMenu({ quarter, progress, currency }: QuarterTargets, m: Messages): StaticSelect | null {
  const { from, to } = quarter
  const counted = progress
    .filter(({ reached }) => reached > 0)
    .map((one): readonly [string, string] => {
      const own = one.target.currency === currency ? null : one.target.currency
      const slice = { by: 'target', key: targetKey(one.target) } as const
      const ref = { from, to, part: TARGET_PARTS[one.target.metric], currency: own, offset: 0, slice }
      return [writeFigureRef(ref), targetName(one, m)]
    })
  return plainMenu(OPEN_FIGURE, m.reports.openFigure, counted)
}

export const paceLine = ({ elapsed, total }: QuarterTargets['pace'], m: Messages): string =>
  m.reports.pace(elapsed, total, m.reports.percent(total === 0 ? 0 : elapsed / total))

/** How far one target has come, on one line. */
export function targetLine({ target, personName, reached, share, onPace }: TargetProgress, m: Messages): string {
  return m.reports.targetLine({
    ...{ who: creditedSubject(target, personName, m), metric: m.commands.target.metrics[target.metric] },
    ...{ reached: shownValue({ ...target, value: reached }, m), value: shownValue(target, m), onPace },
    percent: share === null ? m.reports.none : m.reports.percent(share),
  })
}

/** Whose target it is, and what it counts. */
export const targetName = ({ target, personName }: TargetProgress, m: Messages): string =>
  `${creditedSubject(target, personName, m)} ${m.commands.target.metrics[target.metric]}`

/** Whose target it is, and as what they are credited where the metric does not say so by itself. */
export function creditedSubject(target: Target, personName: string | null, m: Messages): string {
  const who = targetSubject(target, personName, m)
  const as = saidAs(target, m)
  return as === null ? who : m.commands.target.personAs(who, as)
}

const saidAs = ({ creditedAs: as, metric }: Target, m: Messages): string | null =>
  as === null || isUsualFor(as, metric) ? null : m.commands.target.creditedAs[as]

/** Whose target it is: a person, a team or a source. */
function targetSubject({ subjectKind, subject }: Target, personName: string | null, m: Messages): string {
  const sources: Readonly<Record<string, string>> = m.terms.sources
  if (subjectKind === 'source') return sources[subject] ?? subject
  if (subjectKind === 'team' && subject === WHOLE_TEAM) return m.reports.everybody
  return subjectKind === 'team' ? m.reports.teamOf(lineName(personName)) : m.names.colleague(lineName(personName))
}

interface SetTarget extends Pick<TargetProgress, 'target' | 'personName'>, Pick<QuarterTargets, 'quarter'> {
  readonly isTeamEmpty: boolean
}

/** A target that was set or taken away; that of a team without members says how they are named. */
export function targetSet({ target, quarter, personName, isTeamEmpty }: SetTarget, m: Messages): Message {
  const words = m.commands.target
  const named = targetSubject(target, personName, m)
  const as = saidAs(target, m)
  const who = as === null ? named : words.targetOfAs(named, as)
  const metric = words.metrics[target.metric]
  const isSet = target.value !== 0
  return message(
    lines(
      isSet ? words.set(who, metric, shownValue(target, m)) : words.removed(who, metric),
      words.quarter(quarter),
      isSet && isTeamEmpty ? words.emptyTeam : null,
    ),
  )
}

const shownValue = ({ metric, value, currency }: Target, m: Messages): string =>
  isMoneyTarget(metric) && currency !== null ? m.format.money({ amount: value, currency }) : m.format.number(value)
