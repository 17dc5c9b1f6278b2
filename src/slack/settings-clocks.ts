import { LENGTHS } from '../domain/nudge-policy.js'
import { cleanText } from '../domain/words.js'
import { LONGEST_CLOCKS, type Settings } from '../domain/workspace.js'
import type { Messages } from '../i18n/messages.js'
import { CLOCK_INPUT_NAMES, CLOCK_INPUTS } from '../views/modals/clock-fields.js'
import type { ModalState } from './modal-state.js'
import type { FieldErrors } from './modal-values.js'

/** A number of working days as people type it: `5`, `５`, `5営業日`, `5 days`. */
const DAYS = /^(\d{1,4})\s*(?:営業日|日間?|(?:working |business )?days?)?$/iu

/** The lengths of the clocks that the form held, or what is wrong at which input. */
export function readClockLengths(
  state: ModalState,
  m: Messages,
): { readonly clocks: Partial<Settings['clocks']>; readonly errors: FieldErrors } {
  const clocks: Partial<Settings['clocks']> = {}
  const errors: Record<string, string> = {}
  for (const name of CLOCK_INPUT_NAMES) {
    const typed = state.one(name)
    if (typed === undefined) continue
    const setting = LENGTHS[CLOCK_INPUTS[name]]
    const [, digits] =
      DAYS.exec(
        cleanText(typed ?? '')
          .normalize('NFKC')
          .trim(),
      ) ?? []
    const days = Number(digits)
    if (days >= 1 && days <= LONGEST_CLOCKS[setting]) clocks[setting] = days
    else errors[name] = m.clocks.notDays(LONGEST_CLOCKS[setting])
  }
  return { clocks, errors }
}
