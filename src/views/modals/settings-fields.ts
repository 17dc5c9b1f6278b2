import type { KnownBlock } from '@slack/types'
import { KINDS, SOURCES } from '../../domain/csql.js'
import { LOCALES } from '../../domain/person.js'
import type { REASONS } from '../../domain/reasons.js'
import type { SettingsSection } from '../../domain/settings-sections.js'
import type { Settings } from '../../domain/workspace.js'
import type { Messages } from '../../i18n/messages.js'
import { actions, plainButton, plainMenu, small } from '../blocks.js'
import { EDIT_PRODUCT, EXPORT_AUDIT, OPEN_ERASE } from '../ids.js'
import { reasonLabel } from '../labels.js'
import { cut, oneLine } from '../text.js'
import { inWords } from './choices.js'
import { clockFields } from './clock-fields.js'
import { countryChoice } from './country-options.js'
import {
  type Choice,
  channelPick,
  menu,
  nameLine,
  peoplePick,
  personPick,
  radio,
  searchMenu,
  several,
  textArea,
  textLine,
  timePick,
} from './inputs.js'
import type { ModalOptions } from './modal.js'
import { weekdayChoices } from './my-time.js'

/** Days off that most companies in Japan have beside the public holidays. */
const JAPANESE_HOLIDAYS = ['12-29..01-03', '08-13..08-15'] as const

/** A product as the settings name it. */
export interface NamedProduct {
  readonly id: string
  readonly name: string
}

export interface SettingsOptions extends ModalOptions {
  readonly settings: Settings
  /** Slack ids of who is a manager now. */
  readonly managers: readonly string[]
  /** Slack ids of who has which other role. */
  readonly roles: Readonly<Record<'csms' | 'aes' | 'inside_sales', readonly string[]>>
  /** The products that can be picked. */
  readonly products: readonly NamedProduct[]
  /** Who has a manager of their own, by the manager's name. */
  readonly teams: readonly { readonly manager: string; readonly members: readonly string[] }[]
  /** The token may read user groups and who is in them. */
  readonly readsGroups: boolean
  /** Nobody has saved this section yet: the usual days off are ticked. */
  readonly isFirst?: boolean
}

type Fields = (options: SettingsOptions) => readonly (KnownBlock | null)[]

/** What the form of each section asks, filled with how things stand. */
export const FIELDS_OF_SECTION: Readonly<Record<SettingsSection, Fields>> = {
  people: peopleFields,
  digest: digestFields,
  hours: (options) => [...hoursFields(options), ...holidayFields(options)],
  products: ({ m, products }) => [
    textArea(m, 'products', products.map(({ name }) => name).join('\n'), { required: true }),
    actions(
      plainMenu(
        EDIT_PRODUCT,
        m.accounts.buttons.products,
        products.map(({ id, name }) => [id, oneLine(name, 75)]),
      ),
    ),
  ],
  basics: basicsFields,
  team: teamFields,
  clocks: ({ m, settings }) => [...clockFields(m, settings), ...looseFields(m, settings)],
  target: targetFields,
  rules: rulesFields,
  lists: listsFields,
  data: dataFields,
}

function peopleFields({ m, settings, managers, roles, readsGroups }: SettingsOptions): readonly (KnownBlock | null)[] {
  return [
    peoplePick(m, 'managers', managers),
    radio(m, 'participation', participation(m), settings.participation, { required: true }),
    peoplePick(m, 'csms', roles.csms),
    peoplePick(m, 'aes', roles.aes),
    peoplePick(m, 'inside_sales', roles.inside_sales),
    ...(readsGroups ? groupFields(m) : [small(m.settings.noGroups)]),
  ]
}

/** The roles that the members of a user group can be given together. */
export const GROUP_ROLES = ['csm', 'ae', 'inside_sales', 'manager'] as const

const groupFields = (m: Messages): readonly (KnownBlock | null)[] => [
  searchMenu(m, 'group', null, { placeholder: m.settings.groupWaits }),
  menu(m, 'group_role', inWords(GROUP_ROLES, m.terms.roles), null),
]

function digestFields({ m, settings: { digest, channels } }: SettingsOptions): readonly (KnownBlock | null)[] {
  return [
    channelPick(m, 'digest_channel', digest.channelId),
    menu(m, 'digest_weekday', weekdays(m), String(digest.weekday), { required: true }),
    timePick(m, 'digest_at', digest.at, { required: true }),
    channelPick(m, 'handover_channel', channels.handOverId),
    channelPick(m, 'wins_channel', channels.winsId),
  ]
}

/** Currencies that are offered; that which is set is, too. */
const CURRENCIES = [
  'JPY',
  'USD',
  'EUR',
  'GBP',
  'AUD',
  'CAD',
  'CHF',
  'CNY',
  'HKD',
  'IDR',
  'INR',
  'KRW',
  'MYR',
  'NZD',
  'PHP',
  'SEK',
  'SGD',
  'THB',
  'TWD',
  'VND',
]

function basicsFields({ m, settings, viewer }: SettingsOptions): readonly (KnownBlock | null)[] {
  const { locale, zone, currency, fiscalStart } = settings
  const required = { required: true }
  const names = new Intl.DisplayNames(viewer.locale, { type: 'currency' })
  const currencies = CURRENCIES.includes(currency) ? CURRENCIES : [currency, ...CURRENCIES]
  return [
    radio(m, 'locale', inWords(LOCALES, m.settings.languages), locale, required),
    searchMenu(m, 'zone', [zone, zone], required),
    menu(
      m,
      'currency',
      currencies.map((code): Choice => [code, m.cards.remark(code, names.of(code) ?? code)]),
      currency,
      required,
    ),
    menu(
      m,
      'fiscal_start',
      Array.from({ length: 12 }, (_, index): Choice => [String(index + 1), m.settings.month(index + 1)]),
      String(fiscalStart),
      required,
    ),
  ]
}

const looseFields = (m: Messages, { looseBatches }: Settings): readonly (KnownBlock | null)[] => [
  nameLine(m, 'loose_percent', String(looseBatches.percent), { required: true }),
  nameLine(m, 'loose_rows', String(looseBatches.rows), { required: true }),
]

function targetFields({ m, settings: { target } }: SettingsOptions): readonly (KnownBlock | null)[] {
  return [
    textArea(m, 'target_definition', target.definition),
    textArea(m, 'target_segments', target.segments.join('\n')),
    textArea(m, 'other_segments', target.otherSegments.join('\n')),
  ]
}

function rulesFields(options: SettingsOptions): readonly (KnownBlock | null)[] {
  const { m, settings } = options
  const optIn: readonly Choice[] = [
    ['yes', m.settings.yes],
    ['no', m.settings.no],
  ]
  return [
    several(m, 'csm_closing', closingChoices(options.products, m), settings.selfClosing.map(closingValue)),
    radio(m, 'opt_in_required', optIn, settings.optInRequired ? 'yes' : 'no', { required: true }),
    nameLine(m, 'churn_gate', String(settings.churnGate), { required: true }),
  ]
}

/** The value of "every product", in front of a kind. */
const EVERY_PRODUCT = '*'

type ClosingRule = Settings['selfClosing'][number]

export const closingValue = ({ productId, kind }: ClosingRule): string => `${productId ?? EVERY_PRODUCT}:${kind}`

/** Every product, then each, with each kind: as many as a menu holds. */
export function closingChoices(products: readonly NamedProduct[], m: Messages): readonly Choice[] {
  const all = [{ id: EVERY_PRODUCT, name: m.settings.everyProduct }, ...products.slice(0, CLOSING_PRODUCTS)]
  return all.flatMap(({ id, name }) =>
    KINDS.map((kind): Choice => [`${id}:${kind}`, m.settings.closing(oneLine(name, 40), m.terms.kinds[kind])]),
  )
}
const CLOSING_PRODUCTS = 32

/** The lists that a workspace may add reasons to, by their input. */
export const ADDED_REASONS = {
  added_reject: 'reject',
  added_lose: 'lose',
  added_return: 'return',
  added_nurture: 'nurture',
  added_withdraw: 'withdraw',
} as const satisfies Readonly<Record<string, Exclude<keyof typeof REASONS, 'neglect'>>>
export type AddedReasonsInput = keyof typeof ADDED_REASONS
export const ADDED_REASONS_INPUTS = Object.keys(ADDED_REASONS) as AddedReasonsInput[]

function listsFields({ m, viewer, settings }: SettingsOptions): readonly (KnownBlock | null)[] {
  return [
    several(m, 'offered_sources', inWords(SOURCES, m.terms.sources), settings.offeredSources),
    ...ADDED_REASONS_INPUTS.flatMap((name) => {
      const list = ADDED_REASONS[name]
      const labels = settings.addedReasons[list].map(({ code }) => reasonLabel(m, viewer, list, code))
      return [labels.length === 0 ? null : small(cut(m.settings.reasonsNow(labels), 1900)), textArea(m, name, null)]
    }),
    textLine(m, 'capture_emoji', settings.captureEmoji === null ? null : `:${settings.captureEmoji}:`),
  ]
}

/** How long what a closed CSQL says may be kept, in months, and what is left after an uninstallation, in days. */
const MONTHS_KEPT = [12, 24, 36, 60, 84, 120]
const DAYS_KEPT = [7, 14, 30, 60, 90, 180]
/** The value of "for good". */
export const FOR_GOOD = 'never'

function dataFields({ m, settings: { retention } }: SettingsOptions): readonly (KnownBlock | null)[] {
  const { closedMonths, afterUninstallDays } = retention
  const required = { required: true }
  return [
    menu(
      m,
      'retention',
      [null, ...withSet(MONTHS_KEPT, closedMonths)].map(
        (months): Choice => [months === null ? FOR_GOOD : String(months), m.settings.kept(months)],
      ),
      closedMonths === null ? FOR_GOOD : String(closedMonths),
      required,
    ),
    menu(
      m,
      'after_uninstall',
      withSet(DAYS_KEPT, afterUninstallDays).map((days): Choice => [String(days), m.settings.afterDays(days)]),
      String(afterUninstallDays),
      required,
    ),
    actions(
      plainButton(EXPORT_AUDIT, m.protection.exportAudit, 'year'),
      plainButton(OPEN_ERASE, m.protection.openErase, 'open'),
    ),
  ]
}

const withSet = (offered: readonly number[], set: number | null): readonly number[] =>
  set === null || offered.includes(set) ? offered : [...offered, set].sort((a, b) => a - b)

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
    textArea(m, 'other_holidays', others.map(spanInWords).join('\n')),
  ]
}

/** As people write it: `12-29..01-03` is `12/29〜1/3`. */
const spanInWords = (span: string): string =>
  span
    .split('..')
    .map((end) => end.split('-').map(Number).join('/'))
    .join('〜')

const holidayChoices = (m: Messages): readonly Choice[] =>
  JAPANESE_HOLIDAYS.map((span) => [span, m.modals.settings.holidays[span]])
