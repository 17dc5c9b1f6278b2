import type { LooseClock } from '../domain/loose-batches.js'
import { LENGTHS } from '../domain/nudge-policy.js'
import type { Settings } from '../domain/workspace.js'
import type { Messages } from '../i18n/messages.js'
import { actions, lines, plainButton } from './blocks.js'
import { OPEN_SETTINGS } from './ids.js'
import { type Message, message } from './message.js'
import { CLOCK_INPUT_NAMES, CLOCK_INPUTS } from './modals/clock-fields.js'

/** To an admin: whose reminders people never act on, the figures, and the setting to change. */
export function looseNotice({ kind, rows, acted }: LooseClock, settings: Settings, m: Messages): Message {
  return message(
    lines(m.clocks.tooLoose({ clock: m.terms.clocks[kind], rows, acted }), howTo(kind, settings, m)),
    actions(plainButton(OPEN_SETTINGS, m.notices.openSettings, 'clocks')),
  )
}

function howTo(kind: LooseClock['kind'], { clocks }: Settings, m: Messages): string {
  const input = CLOCK_INPUT_NAMES.find((name) => CLOCK_INPUTS[name] === kind)
  if (input === undefined) return ''
  return m.clocks.tooLooseHow(m.modals.labels[input], clocks[LENGTHS[CLOCK_INPUTS[input]]])
}
