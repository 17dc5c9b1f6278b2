import { dayFrom } from '../domain/days.js'
import { cleanText } from '../domain/words.js'
import { isOffSpan } from '../domain/working-calendar.js'
import { Settings } from '../domain/workspace.js'
import type { Messages } from '../i18n/messages.js'
import type { SettingsChange } from '../usecases/change-settings.js'
import { LONGEST_NAME } from '../usecases/csql-fields.js'
import { NO_COUNTRY } from '../views/modals/country-options.js'
import { cut } from '../views/text.js'
import { type ModalState, readState } from './modal-state.js'
import type { FieldErrors } from './modal-values.js'
import { readWorkingHours } from './my-time-values.js'
import { readClockLengths } from './settings-clocks.js'

export type SettingsValues =
  | {
      readonly ok: true
      readonly change: Pick<
        SettingsChange,
        | 'digest'
        | 'participation'
        | 'companyHolidays'
        | 'products'
        | 'captureEmoji'
        | 'clocks'
        | 'workingHours'
        | 'country'
      >
      /** Whose manager is named, and who, by Slack ids; a null manager takes theirs away. */
      readonly team: { readonly members: readonly string[]; readonly manager: string | null } | null
      /** Slack ids by input; what the form did not ask is left out. */
      readonly people: Readonly<Partial<Record<PeopleInput, readonly string[]>>>
    }
  | { readonly ok: false; readonly errors: FieldErrors }

/** The inputs that name people, and the role that each gives. */
export const ROLE_OF_INPUT = { managers: 'manager', csms: 'csm', aes: 'ae', inside_sales: 'inside_sales' } as const
export type PeopleInput = keyof typeof ROLE_OF_INPUT
const PEOPLE_INPUTS = Object.keys(ROLE_OF_INPUT) as PeopleInput[]

/** Reads the submitted settings (`view.state.values`), or says what is wrong at which input. Never throws. */
export function readSettingsModal(values: unknown, m: Messages): SettingsValues {
  const state = readState(values)
  const errors: Record<string, string> = Object.fromEntries(state.unreadable.map((name) => [name, m.faults.unreadable]))
  const digest = Settings.shape.digest.safeParse({
    channelId: state.one('digest_channel') ?? null,
    weekday: Number(state.one('digest_weekday')),
    at: state.one('digest_at'),
  })
  const participation = Settings.shape.participation.safeParse(state.one('participation') ?? undefined)
  const holidays = readHolidays(state, m)
  const products = readProducts(state)
  const emoji = readEmoji(state)
  const lengths = readClockLengths(state, m)
  Object.assign(errors, lengths.errors)
  if (emoji === 'unreadable') errors['capture_emoji'] ??= m.capture.notAnEmoji
  if (products?.length === 0) errors['products'] ??= m.faults.rules.empty({ bound: null, csql: null })
  if (products?.some((name) => name.length > LONGEST_NAME)) errors['products'] ??= m.faults.tooLong(LONGEST_NAME)
  const calendar = readCalendar(state, m, errors)
  const team = readTeam(state, m, errors)
  for (const issue of digest.error?.issues ?? []) errors[digestBlock(issue.path[0])] ??= m.faults.unreadable
  if (!participation.success) errors['participation'] ??= m.faults.unreadable
  if (holidays.fault !== null) errors['other_holidays'] ??= holidays.fault
  if (!digest.success || !participation.success || Object.keys(errors).length > 0) return { ok: false, errors }
  const { spans } = holidays
  return {
    ok: true,
    change: {
      digest: digest.data,
      participation: participation.data,
      ...(spans === null ? {} : { companyHolidays: spans }),
      ...(products === null ? {} : { products }),
      ...(Object.keys(lengths.clocks).length === 0 ? {} : { clocks: lengths.clocks }),
      ...calendar,
      ...(emoji === undefined || emoji === 'unreadable' ? {} : { captureEmoji: emoji.name }),
    },
    team,
    people: Object.fromEntries(
      PEOPLE_INPUTS.flatMap((name) => {
        const named = state.many(name)
        return named === undefined ? [] : [[name, named]]
      }),
    ),
  }
}

/** The workspace's hours and country, where the form asked for them. */
function readCalendar(
  state: ModalState,
  m: Messages,
  errors: Record<string, string>,
): Pick<SettingsChange, 'workingHours' | 'country'> {
  const code = state.one('country')
  const country = code === NO_COUNTRY ? null : code
  if (typeof country === 'string' && !/^[A-Z]{2}$/.test(country)) errors['country'] ??= m.faults.unreadable
  const isAsked = state.blocks.includes('work_days')
  const hours = isAsked
    ? readWorkingHours(state, m, (name, words) => {
        errors[name] ??= words
      })
    : null
  return {
    ...(hours === null ? {} : { workingHours: hours }),
    ...(country === undefined || (country === null && code !== NO_COUNTRY) ? {} : { country }),
  }
}

/** Null where nobody is named. */
function readTeam(
  state: ModalState,
  m: Messages,
  errors: Record<string, string>,
): { members: readonly string[]; manager: string | null } | null {
  const members = state.many('team_members') ?? []
  const manager = state.one('team_manager') ?? null
  const clears = (state.many('no_team_manager') ?? []).length > 0
  if (members.length === 0) {
    if (manager !== null || clears) errors['team_members'] ??= m.faults.missing(m.modals.labels.team_members)
    return null
  }
  if (manager === null && !clears) errors['team_manager'] ??= m.faults.missing(m.modals.labels.team_manager)
  if (manager !== null && clears) errors['no_team_manager'] ??= m.away.eitherManager
  return { members, manager }
}

/** One a line, each once; null leaves the products as they are. */
function readProducts(state: ModalState): string[] | null {
  const typed = state.one('products')
  if (typed === undefined) return null
  const names = cleanText(typed ?? '')
    .split('\n')
    .map((line) => line.trim())
  return [...new Set(names.filter(Boolean))]
}

/** `:seedling:`, or without the colons; no name where the input is empty, undefined where the form did not ask. */
function readEmoji(state: ModalState): { name: string | null } | 'unreadable' | undefined {
  const typed = state.one('capture_emoji')
  if (typed === undefined) return undefined
  const name = (typed ?? '').normalize('NFKC').trim().replace(/^:|:$/gu, '').toLowerCase()
  if (name === '') return { name: null }
  return Settings.shape.captureEmoji.safeParse(name).success ? { name } : 'unreadable'
}

const digestBlock = (part: unknown): string => (part === 'weekday' ? 'digest_weekday' : 'digest_at')

/** Null spans leave the holidays as they are: the form did not hold all of them. */
function readHolidays(state: ModalState, m: Messages): { spans: string[] | null; fault: string | null } {
  const typed = state.one('other_holidays')
  if (typed === undefined) return { spans: null, fault: null }
  const spans = new Set((state.many('company_holidays') ?? []).filter(isOffSpan))
  const lines = cleanText(typed ?? '').split(/[\n,、,;]/u)
  for (const line of lines.map((each) => each.trim()).filter(Boolean)) {
    const span = readSpan(line)
    if (span === null) return { spans: null, fault: m.faults.days.not_a_date(cut(line, 40)) }
    spans.add(span)
  }
  return { spans: [...spans], fault: null }
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
