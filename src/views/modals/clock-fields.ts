import type { KnownBlock } from '@slack/types'
import { LENGTHS, type TimedKind } from '../../domain/nudge-policy.js'
import type { Settings } from '../../domain/workspace.js'
import type { Messages } from '../../i18n/messages.js'
import { small } from '../blocks.js'
import { nameLine } from './inputs.js'

/** The inputs that hold the lengths of the clocks, and whose each is. */
export const CLOCK_INPUTS = {
  decide_days: 'decide',
  first_contact_days: 'first_contact',
  convert_days: 'convert',
  update_days: 'update',
  fix_days: 'fix',
  qualify_days: 'qualify',
} as const satisfies Readonly<Record<string, TimedKind>>
export type ClockInput = keyof typeof CLOCK_INPUTS
export const CLOCK_INPUT_NAMES = Object.keys(CLOCK_INPUTS) as ClockInput[]

/** How long each clock runs, in working days; typed, for numbers are typed full-width too. */
export function clockFields(m: Messages, { clocks }: Settings): readonly (KnownBlock | null)[] {
  return [
    small(m.clocks.intro),
    ...CLOCK_INPUT_NAMES.map((name) =>
      nameLine(m, name, String(clocks[LENGTHS[CLOCK_INPUTS[name]]]), { required: true }),
    ),
  ]
}
