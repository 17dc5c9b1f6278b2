import type { KnownBlock, ModalView } from '@slack/types'
import {
  SETTINGS_SECTIONS,
  SETUP_STEPS,
  type SettingsSection,
  type Setup,
  type SetupStep,
} from '../../domain/settings-sections.js'
import type { Messages } from '../../i18n/messages.js'
import { actions, header, plain, plainButton, small } from '../blocks.js'
import { callbackId, OPEN_IMPORT, OPEN_SETTINGS } from '../ids.js'
import { oneLine } from '../text.js'
import { hoursInWords } from '../working-hours.js'
import type { NamedProduct, SettingsOptions } from './settings-fields.js'

export interface SettingsListOptions extends SettingsOptions {
  readonly setup: Setup
  /** Names of the managers. */
  readonly managerNames: readonly string[]
  /** Files that are uploaded can be read. */
  readonly readsFiles: boolean
}

/** The sections of the settings, how each stands, and what is left of the set-up. */
export function settingsList(options: SettingsListOptions): ModalView {
  const { m, setup, readsFiles } = options
  const others = SETTINGS_SECTIONS.filter((section) => !isStep(section))
  return {
    type: 'modal',
    callback_id: callbackId('settings_list'),
    private_metadata: JSON.stringify({ v: 1 }),
    title: plain(m.settings.title, 24),
    close: plain(m.modals.close, 24),
    blocks: [
      small(setupLine(options)),
      header(m.settings.setUp),
      ...setup.steps.map(({ step, done }) => sectionLine(step, options, done)),
      header(m.settings.others),
      ...others.map((section) => sectionLine(section, options, null)),
      // Bringing in a spreadsheet has a form of its own, which lies on this one.
      readsFiles ? actions(plainButton(OPEN_IMPORT, m.sheets.upload.open, 'open')) : small(m.sheets.upload.byCommand),
    ].filter((block) => block !== null),
  }
}

const isStep = (section: SettingsSection): section is SetupStep =>
  (SETUP_STEPS as readonly SettingsSection[]).includes(section)

/** How far the set-up is, and what comes next. */
export function setupLine({
  m: { settings },
  setup: { steps, next },
}: {
  readonly m: Messages
  readonly setup: Setup
}): string {
  if (next === null) return settings.complete
  return settings.progress(steps.filter(({ done }) => done).length, steps.length, settings.sections[next])
}

function sectionLine(section: SettingsSection, options: SettingsListOptions, done: boolean | null): KnownBlock {
  const { m, setup } = options
  const isNext = setup.next === section
  const mark = done === null ? '' : `${done ? m.settings.stepDone : m.settings.stepOpen} `
  const label = done === false ? m.settings.begin : m.settings.change
  const button = plainButton(OPEN_SETTINGS, label, section)
  return {
    type: 'section',
    text: plain(`${mark}${m.settings.sections[section]}\n${STANDING[section](options)}`, 600),
    accessory: isNext ? { ...button, style: 'primary' } : button,
  }
}

const NAMES_SHOWN = 3

type Standing = (options: SettingsListOptions) => string

/** How each section stands, in a line or two. */
const STANDING: Readonly<Record<SettingsSection, Standing>> = {
  people: ({ m, managerNames, roles }) => {
    const { now } = m.settings
    const names = managerNames.slice(0, NAMES_SHOWN).map((name) => oneLine(name, 30))
    const managers = names.length === 0 ? now.noManagers : now.managers(names, managerNames.length - names.length)
    const counts = { csms: roles.csms.length, aes: roles.aes.length, insideSales: roles.inside_sales.length }
    return `${managers}\n${now.roles(counts)}`
  },
  digest: ({ m, settings: { digest, channels } }) => {
    const weekday = m.modals.settings.weekdays[digest.weekday - 1] ?? ''
    const line = m.settings.now.digest(weekday, digest.at, digest.channelId !== null)
    const also = m.settings.now.channels(channels.handOverId !== null, channels.winsId !== null)
    return also === '' ? line : `${line}\n${also}`
  },
  hours: ({ m, settings }) => {
    const country = settings.country === null ? m.away.country.none : m.away.country.name(settings.country)
    const hours = m.settings.now.hours(hoursInWords(settings.workingHours, m), country)
    return `${hours}\n${m.settings.now.holidays(settings.companyHolidays.length)}`
  },
  products: ({ m, products }) => shown(products, m.settings.now.products),
  basics: ({ m, settings: { locale, zone, currency, fiscalStart } }) =>
    m.settings.now.basics({
      ...{ language: m.settings.languages[locale], zone, currency },
      month: m.settings.month(fiscalStart),
    }),
  team: ({ m, teams }) => m.settings.now.team(teams.reduce((n, { members }) => n + members.length, 0)),
  clocks: ({ m, settings: { clocks } }) =>
    m.settings.now.clocks({
      decide: clocks.decideDays,
      firstContact: clocks.firstContactDays,
      update: clocks.updateDays,
    }),
  target: ({ m, settings: { target } }) => {
    const segments = target.segments.map((name) => ({ id: name, name }))
    const named = segments.length === 0 ? null : shown(segments, m.settings.now.target)
    return named ?? (target.definition === null ? m.settings.now.noTarget : oneLine(target.definition, 60))
  },
  rules: ({ m, settings: { selfClosing, optInRequired, churnGate } }) =>
    m.settings.now.rules({ closing: selfClosing.length, optIn: optInRequired, gate: churnGate }),
  lists: ({ m, settings: { offeredSources, addedReasons, captureEmoji } }) =>
    m.settings.now.lists({
      sources: offeredSources.length,
      reasons: Object.values(addedReasons).reduce((n, list) => n + list.length, 0),
      emoji: captureEmoji,
    }),
  data: ({ m, settings: { retention } }) =>
    m.settings.now.data(m.settings.kept(retention.closedMonths), retention.afterUninstallDays),
}

function shown(all: readonly NamedProduct[], line: (names: readonly string[], more: number) => string): string {
  const names = all.slice(0, NAMES_SHOWN).map(({ name }) => oneLine(name, 30))
  return line(names, all.length - names.length)
}
