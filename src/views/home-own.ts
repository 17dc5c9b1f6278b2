import type { KnownBlock } from '@slack/types'
import { type AdminsPart, type OwnTime, PAUSES } from '../domain/home.js'
import type { QuarterTargets } from '../domain/report.js'
import type { Instant } from '../domain/time.js'
import type { Messages } from '../i18n/messages.js'
import { actions, header, lines, plainButton, plainMenu, small } from './blocks.js'
import { OPEN_IMPORT, OPEN_MY_TIME, OPEN_SETTINGS, PAUSE_FOR, PAUSE_OVER } from './ids.js'
import { lineName, todayOf } from './labels.js'
import type { Viewer } from './message.js'
import { setupLine } from './modals/settings-list.js'
import { paceLine, targetActions, targetLine } from './targets.js'

type Blocks = readonly (KnownBlock | null)[]

/** Targets on the overview; `/csql target` has all. */
const TARGETS_SHOWN = 8

/** How far the quarter's targets have come: one's own, and for managers everybody's, with the way to set one. */
export function targetBlocks(targets: QuarterTargets, asManager: boolean, m: Messages): Blocks {
  const { quarter, pace, progress } = targets
  const words = m.commands.target
  const shown = progress.slice(0, TARGETS_SHOWN).map((one) => targetLine(one, m))
  const more = progress.length - shown.length
  return [
    header(m.home.targets(words.quarter(quarter))),
    progress.length === 0
      ? lines(words.none)
      : lines(...shown.map((line) => `・${line}`), more > 0 ? m.digest.more(more) : null),
    progress.length === 0 ? null : small(paceLine(pace, m)),
    targetActions(targets, asManager, m),
  ]
}

/** When one is left in peace: reminders paused or not, and leave. */
export function timeBlocks({ pausedUntil, leave }: OwnTime, m: Messages, viewer: Viewer, now: Instant): Blocks {
  const day = (of: string) => m.format.day(of, todayOf(viewer, now))
  const away = leave === null ? null : m.away.leave(day(leave.from), day(leave.to), lineName(leave.delegateName))
  return [
    header(m.home.timeTitle),
    lines(
      pausedUntil === null ? m.home.running : m.away.pausedUntil(day(pausedUntil)),
      away === null ? null : m.home.leave(away),
    ),
    actions(
      plainButton(OPEN_MY_TIME, m.away.open, 'own'),
      pausedUntil === null
        ? plainMenu(
            PAUSE_FOR,
            m.home.pause,
            PAUSES.map((span) => [span, m.home.pauseFor[span]] as const),
          )
        : plainButton(PAUSE_OVER, m.home.resume, 'over'),
    ),
  ]
}

/** What is left to do before people begin, and the way on; nothing once all of it is done. */
export function setupBlocks({ setup }: AdminsPart, m: Messages): Blocks {
  if (setup.next === null) return []
  const { settings } = m
  const mark = (done: boolean) => (done ? settings.stepDone : settings.stepOpen)
  return [
    header(settings.setUp),
    lines(setupLine({ m, setup }), ...setup.steps.map(({ step, done }) => `${mark(done)} ${settings.sections[step]}`)),
    actions({ ...plainButton(OPEN_SETTINGS, settings.welcomeButton, setup.next), style: 'primary' }),
  ]
}

/** For admins, once the set-up is done: until then the list of what is left leads there. */
export const settingsBlocks = ({ knowsAccounts }: AdminsPart, m: Messages): Blocks => [
  header(m.home.settingsTitle),
  lines(m.home.settingsHint, knowsAccounts ? null : m.home.importHint),
  actions(
    plainButton(OPEN_SETTINGS, m.notices.openSettings, 'home'),
    knowsAccounts ? null : plainButton(OPEN_IMPORT, m.home.importAccounts, 'home'),
  ),
]
