import { dayFrom } from '../domain/days.js'
import { cleanText } from '../domain/words.js'
import { isOffSpan } from '../domain/working-calendar.js'
import { Settings } from '../domain/workspace.js'
import type { FieldName } from '../i18n/areas/modals.js'
import type { Messages } from '../i18n/messages.js'
import type { SettingsChange } from '../usecases/change-settings.js'
import { LONGEST_NAME } from '../usecases/csql-fields.js'
import { NO_COUNTRY } from '../views/modals/country-options.js'
import { GROUP_ROLES } from '../views/modals/settings-fields.js'
import { cut } from '../views/text.js'
import { type ModalState, readState } from './modal-state.js'
import type { FieldErrors } from './modal-values.js'
import { readWorkingHours } from './my-time-values.js'
import { readClockLengths } from './settings-clocks.js'
import {
  type AddedTexts,
  type Fault,
  namesIn,
  readAddedReasons,
  readBasics,
  readData,
  readRules,
  readSources,
  readTarget,
  wholeNumber,
} from './settings-rules.js'

export type GroupRole = (typeof GROUP_ROLES)[number]

export type SettingsValues =
  | {
      readonly ok: true
      /** What the form asked; what it did not ask stays as it is. */
      readonly change: Omit<SettingsChange, 'roles' | 'team' | 'section' | 'addedReasons' | 'selfClosing'>
      /** Reasons that are added to each list, and where CSMs may close, as the form's values. */
      readonly reasons: AddedTexts
      readonly closing: readonly string[] | null
      /** Whose manager is named, and who, by Slack ids; a null manager takes theirs away. */
      readonly team: { readonly members: readonly string[]; readonly manager: string | null } | null
      /** Slack ids by input; what the form did not ask is left out. */
      readonly people: Readonly<Partial<Record<PeopleInput, readonly string[]>>>
      /** A user group whose members are given a role. */
      readonly group: { readonly id: string; readonly role: GroupRole } | null
    }
  | { readonly ok: false; readonly errors: FieldErrors }

/** The inputs that name people, and the role that each gives. */
export const ROLE_OF_INPUT = { managers: 'manager', csms: 'csm', aes: 'ae', inside_sales: 'inside_sales' } as const
export type PeopleInput = keyof typeof ROLE_OF_INPUT
const PEOPLE_INPUTS = Object.keys(ROLE_OF_INPUT) as PeopleInput[]

/** Reads a submitted form of the settings (`view.state.values`), or says what is wrong at which input. Never throws. */
export function readSettingsModal(values: unknown, m: Messages): SettingsValues {
  const state = readState(values)
  const errors: Record<string, string> = Object.fromEntries(state.unreadable.map((name) => [name, m.faults.unreadable]))
  const fault: Fault = (name, words) => {
    errors[name] ??= words
  }
  const change = {
    ...readDigest(state, m, fault),
    ...readParticipation(state, m, fault),
    ...readHolidays(state, m, fault),
    ...readProducts(state, m, fault),
    ...readEmoji(state, m, fault),
    ...readLengths(state, m, fault),
    ...readCalendar(state, m, fault),
    ...readBasics(state, m, fault),
    ...readTarget(state, m, fault),
    ...readRules(state, m, fault),
    ...readSources(state, m, fault),
    ...readData(state, m, fault),
  }
  const reasons = readAddedReasons(state, m, fault)
  const team = readTeam(state, m, fault)
  const group = readGroup(state, m, fault)
  // A form without a single input of ours is none of ours.
  if (state.blocks.length === 0) fault('digest_channel', m.faults.notOurs)
  if (Object.keys(errors).length > 0) return { ok: false, errors }
  return {
    ok: true,
    ...{ change, reasons, team, group },
    closing: state.many('csm_closing') ?? null,
    people: Object.fromEntries(
      PEOPLE_INPUTS.flatMap((name) => {
        const named = state.many(name)
        return named === undefined ? [] : [[name, named]]
      }),
    ),
  }
}

function readDigest(state: ModalState, m: Messages, fault: Fault): Pick<SettingsChange, 'digest' | 'channels'> {
  const isAsked = state.blocks.includes('digest_weekday') || state.blocks.includes('digest_at')
  const digest = Settings.shape.digest.safeParse({
    channelId: state.one('digest_channel') ?? null,
    weekday: Number(state.one('digest_weekday')),
    at: state.one('digest_at'),
  })
  if (isAsked) {
    for (const issue of digest.error?.issues ?? []) fault(digestBlock(issue.path[0]), m.faults.unreadable)
  }
  const [handOverId, winsId] = [state.one('handover_channel'), state.one('wins_channel')]
  return {
    ...(isAsked && digest.success ? { digest: digest.data } : {}),
    ...(handOverId === undefined && winsId === undefined
      ? {}
      : { channels: { handOverId: handOverId ?? null, winsId: winsId ?? null } }),
  }
}

const digestBlock = (part: unknown): 'digest_weekday' | 'digest_at' =>
  part === 'weekday' ? 'digest_weekday' : 'digest_at'

function readParticipation(state: ModalState, m: Messages, fault: Fault): Pick<SettingsChange, 'participation'> {
  const typed = state.one('participation')
  if (typed === undefined) return {}
  const read = Settings.shape.participation.safeParse(typed ?? 'none')
  if (!read.success) fault('participation', m.faults.unreadable)
  return read.success ? { participation: read.data } : {}
}

function readLengths(state: ModalState, m: Messages, fault: Fault): Pick<SettingsChange, 'clocks' | 'looseBatches'> {
  const { clocks, errors } = readClockLengths(state, m)
  for (const [name, words] of Object.entries(errors)) fault(name as FieldName, words)
  const [percent, rows] = [state.one('loose_percent'), state.one('loose_rows')]
  const loose =
    percent === undefined && rows === undefined
      ? null
      : {
          percent: wholeNumber(percent, { from: 0, to: 100 }, (from, to) =>
            fault('loose_percent', m.settings.notPercent(from, to)),
          ),
          rows: wholeNumber(rows, { from: 5, to: 500 }, (from, to) =>
            fault('loose_rows', m.settings.notPercent(from, to)),
          ),
        }
  return {
    ...(Object.keys(clocks).length === 0 ? {} : { clocks }),
    ...(loose === null ? {} : { looseBatches: loose }),
  }
}

/** The workspace's hours and country, where the form asked for them. */
function readCalendar(state: ModalState, m: Messages, fault: Fault): Pick<SettingsChange, 'workingHours' | 'country'> {
  const code = state.one('country')
  const country = code === NO_COUNTRY ? null : code
  if (typeof country === 'string' && !/^[A-Z]{2}$/.test(country)) fault('country', m.faults.unreadable)
  const hours = state.blocks.includes('work_days') ? readWorkingHours(state, m, fault) : null
  return {
    ...(hours === null ? {} : { workingHours: hours }),
    ...(country === undefined || (country === null && code !== NO_COUNTRY) ? {} : { country }),
  }
}

/** Null where nobody is named. */
function readTeam(
  state: ModalState,
  m: Messages,
  fault: Fault,
): { members: readonly string[]; manager: string | null } | null {
  const members = state.many('team_members') ?? []
  const manager = state.one('team_manager') ?? null
  const clears = (state.many('no_team_manager') ?? []).length > 0
  if (members.length === 0) {
    if (manager !== null || clears) fault('team_members', m.faults.missing(m.modals.labels.team_members))
    return null
  }
  if (manager === null && !clears) fault('team_manager', m.faults.missing(m.modals.labels.team_manager))
  if (manager !== null && clears) fault('no_team_manager', m.away.eitherManager)
  return { members, manager }
}

/** A user group, and what its members become. */
function readGroup(state: ModalState, m: Messages, fault: Fault): { id: string; role: GroupRole } | null {
  const id = state.one('group') ?? null
  if (id === null) return null
  const role = GROUP_ROLES.find((one) => one === state.one('group_role'))
  if (role === undefined) fault('group_role', m.settings.groupRoleMissing)
  if (!/^S[A-Z0-9]{2,40}$/.test(id)) fault('group', m.faults.notOurs)
  return role === undefined ? null : { id, role }
}

/** The names of the products, one a line. */
function readProducts(state: ModalState, m: Messages, fault: Fault): Pick<SettingsChange, 'products'> {
  const typed = state.one('products')
  if (typed === undefined) return {}
  const products = namesIn(typed)
  if (products.length === 0) fault('products', m.faults.rules.empty({ bound: null, csql: null }))
  if (products.some((name) => name.length > LONGEST_NAME)) fault('products', m.faults.tooLong(LONGEST_NAME))
  return { products }
}

/** `:seedling:`, or without the colons; no emoji where the input is empty. */
function readEmoji(state: ModalState, m: Messages, fault: Fault): Pick<SettingsChange, 'captureEmoji'> {
  const typed = state.one('capture_emoji')
  if (typed === undefined) return {}
  const name = (typed ?? '').normalize('NFKC').trim().replace(/^:|:$/gu, '').toLowerCase()
  if (name === '') return { captureEmoji: null }
  if (!Settings.shape.captureEmoji.safeParse(name).success) fault('capture_emoji', m.capture.notAnEmoji)
  return { captureEmoji: name }
}

/** Left out where the form did not hold all of them: then they stay as they are. */
function readHolidays(state: ModalState, m: Messages, fault: Fault): Pick<SettingsChange, 'companyHolidays'> {
  const typed = state.one('other_holidays')
  if (typed === undefined) return {}
  const spans = new Set((state.many('company_holidays') ?? []).filter(isOffSpan))
  const lines = cleanText(typed ?? '').split(/[\n,、,;]/u)
  for (const line of lines.map((each) => each.trim()).filter(Boolean)) {
    const span = readSpan(line)
    if (span === null) fault('other_holidays', m.faults.days.not_a_date(cut(line, 40)))
    else spans.add(span)
  }
  return { companyHolidays: [...spans] }
}

/** `5/1`, `2026/11/2`, `6/10〜6/12`, `12月29日から1月3日` as the calendar keeps it; null for anything else. */
function readSpan(line: string): string | null {
  const [from, to, ...rest] = line.normalize('NFKC').split(/\s*(?:\.\.|[〜~–—]|から|\bto\b)\s*/u)
  const [first, last] = [readEnd(from), to === undefined ? '' : readEnd(to)]
  if (first === null || last === null || rest.length > 0) return null
  const span = last === '' ? first : `${first}..${last}`
  return isOffSpan(span) ? span : null
}

const END = /^(?:(\d{4})[-/.年])?(\d{1,2})[-/.月](\d{1,2})日?$/u

function readEnd(text: string | undefined): string | null {
  const [whole, year, month, date] = END.exec((text ?? '').trim().replace(/まで$/u, '')) ?? []
  if (whole === undefined) return null
  // Without a year it is every year's; a leap year has every such day.
  const day = dayFrom(Number(year ?? 2024), Number(month), Number(date))
  if (day === null) return null
  return year === undefined ? day.slice('2024-'.length) : day
}
