import type { KnownBlock, ModalView } from '@slack/types'
import type { Settings } from '../../domain/workspace.js'
import type { Messages } from '../../i18n/messages.js'
import { actions, plainButton, small } from '../blocks.js'
import { callbackId, OPEN_IMPORT } from '../ids.js'
import { cut, oneLine } from '../text.js'
import { clockFields } from './clock-fields.js'
import { countryChoice } from './country-options.js'
import {
  type Choice,
  channelPick,
  menu,
  peoplePick,
  personPick,
  radio,
  searchMenu,
  several,
  textArea,
  textLine,
  timePick,
} from './inputs.js'
import { type ModalOptions, modal } from './modal.js'
import { weekdayChoices } from './my-time.js'

/** Days off that most companies in Japan have beside the public holidays. */
const JAPANESE_HOLIDAYS = ['12-29..01-03', '08-13..08-15'] as const

export interface SettingsOptions extends ModalOptions {
  readonly settings: Settings
  /** Slack ids of who is a manager now. */
  readonly managers: readonly string[]
  /** Slack ids of who has which other role. */
  readonly roles: Readonly<Record<'csms' | 'aes' | 'inside_sales', readonly string[]>>
  /** Names of the products that can be picked. */
  readonly products: readonly string[]
  /** Who has a manager of their own, by the manager's name. */
  readonly teams: readonly { readonly manager: string; readonly members: readonly string[] }[]
  /** Files that are uploaded can be read. */
  readonly readsFiles: boolean
  /** Nobody has set anything yet: the usual days off are ticked. */
  readonly isFirst?: boolean
}

/** The workspace's settings, for its admins. */
export function settingsModal(options: SettingsOptions): ModalView {
  const { m, settings, managers, roles, products } = options
  const { digest } = settings
  return modal(
    m,
    {
      callbackId: callbackId('settings'),
      title: m.modals.titles.settings,
      submit: m.modals.submits.settings ?? m.terms.buttons.edit,
      metadata: JSON.stringify({ v: 1 }),
    },
    [
      small(m.modals.settings.intro),
      peoplePick(m, 'managers', managers),
      channelPick(m, 'digest_channel', digest.channelId),
      menu(m, 'digest_weekday', weekdays(m), String(digest.weekday), { required: true }),
      timePick(m, 'digest_at', digest.at, { required: true }),
      textArea(m, 'products', products.join('\n'), { required: true }),
      radio(m, 'participation', participation(m), settings.participation, { required: true }),
      peoplePick(m, 'csms', roles.csms),
      peoplePick(m, 'aes', roles.aes),
      peoplePick(m, 'inside_sales', roles.inside_sales),
      ...hoursFields(options),
      ...holidayFields(options),
      ...teamFields(options),
      ...clockFields(m, settings),
      ...importPart(options),
      textLine(m, 'capture_emoji', settings.captureEmoji === null ? null : `:${settings.captureEmoji}:`),
    ],
  )
}

function hoursFields({ m, settings }: SettingsOptions): readonly KnownBlock[] {
  const { weekdays: days, opens, closes } = settings.workingHours
  const required = { required: true }
  return [
    several(m, 'work_days', weekdayChoices(m), days.map(String), { ...required, hint: m.away.everybodys }),
    timePick(m, 'opens', opens, required),
    timePick(m, 'closes', closes, required),
    searchMenu(m, 'country', countryChoice(settings.country, m), required),
  ]
}

/** Bringing in a spreadsheet has a form of its own, which lies on this one. */
const importPart = ({ m, readsFiles }: SettingsOptions): readonly (KnownBlock | null)[] => [
  readsFiles ? actions(plainButton(OPEN_IMPORT, m.sheets.upload.open, 'open')) : small(m.sheets.upload.byCommand),
]

const TEAMS_SHOWN = 10

function teamFields({ m, teams }: SettingsOptions): readonly (KnownBlock | null)[] {
  const shown = teams.slice(0, TEAMS_SHOWN)
  const left = teams.slice(TEAMS_SHOWN).reduce((n, { members }) => n + members.length, 0)
  const names = (all: readonly string[]) => all.map((name) => oneLine(name, 40))
  const lines = shown.map(({ manager, members }) => m.away.team(oneLine(manager, 40), names(members)))
  return [
    peoplePick(m, 'team_members', []),
    personPick(m, 'team_manager', null),
    several(m, 'no_team_manager', [['none', m.away.noTeamManager]], []),
    small(lines.length === 0 ? m.away.noTeams : cut(m.away.teams(lines, left), 1900)),
  ]
}

const weekdays = (m: Messages): readonly Choice[] =>
  m.modals.settings.weekdays.map((name, index) => [String(index + 1), name])

const participation = ({ modals: { settings } }: Messages): readonly Choice[] => [
  ['open', settings.participation.open],
  ['assigned', settings.participation.assigned],
]

function holidayFields({ m, settings, isFirst = false }: SettingsOptions): readonly (KnownBlock | null)[] {
  const offered: readonly string[] = settings.country === 'JP' ? JAPANESE_HOLIDAYS : []
  const others = settings.companyHolidays.filter((span) => !offered.includes(span))
  const ticked = isFirst ? offered : settings.companyHolidays
  return [
    offered.length === 0 ? null : several(m, 'company_holidays', holidayChoices(m), ticked),
    textArea(m, 'other_holidays', others.join('\n')),
  ]
}

const holidayChoices = (m: Messages): readonly Choice[] =>
  JAPANESE_HOLIDAYS.map((span) => [span, m.modals.settings.holidays[span]])
