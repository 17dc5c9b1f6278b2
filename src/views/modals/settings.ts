import type { ModalView } from '@slack/types'
import { SETUP_STEPS, type SettingsSection, type SetupStep } from '../../domain/settings-sections.js'
import { small } from '../blocks.js'
import { callbackId } from '../ids.js'
import { modal } from './modal.js'
import { FIELDS_OF_SECTION, type SettingsOptions } from './settings-fields.js'

/** How a section was come to: as a step of the set-up, with another behind it or not; or by itself. */
export type SettingsWay = 'step' | 'last_step' | 'alone'

/** The form of one section of the settings, for admins. */
export function settingsModal(section: SettingsSection, way: SettingsWay, options: SettingsOptions): ModalView {
  const { m } = options
  const step = SETUP_STEPS.find((one) => one === section)
  const isGuided = way !== 'alone' && step !== undefined
  return modal(
    m,
    {
      callbackId: callbackId('settings'),
      title: m.settings.sections[section],
      submit: isGuided ? (way === 'step' ? m.settings.saveAndNext : m.settings.saveAndEnd) : saveWord(options),
      metadata: JSON.stringify({ v: 1, section }),
    },
    [
      isGuided ? small(m.settings.step(placeOf(step), SETUP_STEPS.length), m.settings.steps[step]) : null,
      // The lengths of the clocks have a word of their own over them.
      isGuided || section === 'clocks' ? null : small(m.settings.about[section]),
      ...FIELDS_OF_SECTION[section](options),
    ],
  )
}

const saveWord = ({ m }: SettingsOptions): string => m.modals.submits.settings ?? m.terms.buttons.edit
const placeOf = (step: SetupStep): number => SETUP_STEPS.indexOf(step) + 1
