import { Currency, SOURCES } from '../domain/csql.js'
import { Locale } from '../domain/person.js'
import { cleanText } from '../domain/words.js'
import { LONGEST_SEGMENT, LONGEST_TARGET, Settings } from '../domain/workspace.js'
import { isZone } from '../domain/zone-time.js'
import type { FieldName } from '../i18n/areas/modals.js'
import type { Messages } from '../i18n/messages.js'
import type { SettingsChange } from '../usecases/change-settings.js'
import { LONGEST_NAME } from '../usecases/csql-fields.js'
import { ADDED_REASONS, ADDED_REASONS_INPUTS, FOR_GOOD } from '../views/modals/settings-fields.js'
import type { ModalState } from './modal-state.js'

export type Fault = (name: FieldName, words: string) => void

/** Reasons to be added, by their list, in the languages they were typed in. */
export type AddedTexts = Readonly<
  Partial<Record<keyof Settings['addedReasons'], readonly { readonly ja: string; readonly en: string }[]>>
>

/** Names, one a line, each once. */
export function namesIn(typed: string | null): string[] {
  const names = cleanText(typed ?? '')
    .split('\n')
    .map((line) => line.trim())
  return [...new Set(names.filter(Boolean))]
}

/** A whole number as people type it: `20`, `２０`, `20%`, `20件`. Out of its bounds, or none: said, and the lower bound stands in. */
export function wholeNumber(
  typed: string | null | undefined,
  { from, to }: { readonly from: number; readonly to: number },
  fault: (from: number, to: number) => void,
): number {
  const [, digits] =
    /^(\d{1,6})\s*(?:%|件|か月)?$/u.exec(
      cleanText(typed ?? '')
        .normalize('NFKC')
        .trim(),
    ) ?? []
  const value = Number(digits)
  if (digits !== undefined && value >= from && value <= to) return value
  fault(from, to)
  return from
}

/** What the figures are counted in, and the language of what no person alone reads. */
export function readBasics(
  state: ModalState,
  m: Messages,
  fault: Fault,
): Pick<SettingsChange, 'locale' | 'zone' | 'currency' | 'fiscalStart'> {
  const [typedLocale, zone, typedCurrency] = [state.one('locale'), state.one('zone'), state.one('currency')]
  const typedMonth = state.one('fiscal_start')
  const [locale, currency] = [Locale.safeParse(typedLocale), Currency.safeParse(typedCurrency)]
  const fiscalStart = Settings.shape.fiscalStart.safeParse(Number(typedMonth))
  if (typedLocale !== undefined && !locale.success) fault('locale', m.faults.unreadable)
  if (zone !== undefined && (zone === null || !isZone(zone))) fault('zone', m.settings.unknownZone)
  if (typedCurrency !== undefined && !currency.success) fault('currency', m.faults.unreadable)
  if (typedMonth !== undefined && !fiscalStart.success) fault('fiscal_start', m.faults.unreadable)
  return {
    ...(typedLocale !== undefined && locale.success ? { locale: locale.data } : {}),
    ...(zone == null || !isZone(zone) ? {} : { zone }),
    ...(typedCurrency !== undefined && currency.success ? { currency: currency.data } : {}),
    ...(typedMonth !== undefined && fiscalStart.success ? { fiscalStart: fiscalStart.data } : {}),
  }
}

/** Whom the company sells to. An input that was too long to be shown was not asked, and stays. */
export function readTarget(state: ModalState, m: Messages, fault: Fault): Pick<SettingsChange, 'target'> {
  const [typed, inside, outside] = [
    state.one('target_definition'),
    state.one('target_segments'),
    state.one('other_segments'),
  ]
  const definition = typed === undefined ? undefined : cleanText(typed ?? '').trim()
  if (definition !== undefined && definition.length > LONGEST_TARGET) {
    fault('target_definition', m.faults.tooLong(LONGEST_TARGET))
  }
  const segments = inside === undefined ? undefined : namesIn(inside)
  const otherSegments = outside === undefined ? undefined : namesIn(outside)
  for (const [name, names] of [
    ['target_segments', segments],
    ['other_segments', otherSegments],
  ] as const) {
    if (names?.some((one) => one.length > LONGEST_SEGMENT)) fault(name, m.faults.tooLong(LONGEST_SEGMENT))
  }
  const twice = segments?.find((name) => otherSegments?.includes(name))
  if (twice !== undefined) fault('other_segments', m.settings.segmentTwice(twice))
  const target = {
    ...(definition === undefined ? {} : { definition: definition === '' ? null : definition }),
    ...(segments === undefined ? {} : { segments }),
    ...(otherSegments === undefined ? {} : { otherSegments }),
  }
  return Object.keys(target).length === 0 ? {} : { target }
}

/** What a hand-over needs, and the churn to watch. */
export function readRules(
  state: ModalState,
  m: Messages,
  fault: Fault,
): Pick<SettingsChange, 'optInRequired' | 'churnGate'> {
  const [optIn, typedGate] = [state.one('opt_in_required'), state.one('churn_gate')]
  if (optIn !== undefined && optIn !== 'yes' && optIn !== 'no') fault('opt_in_required', m.faults.unreadable)
  return {
    ...(optIn === undefined ? {} : { optInRequired: optIn === 'yes' }),
    ...(typedGate === undefined
      ? {}
      : {
          churnGate: wholeNumber(typedGate, { from: 1, to: 100 }, (from, to) =>
            fault('churn_gate', m.settings.notPercent(from, to)),
          ),
        }),
  }
}

export function readSources(state: ModalState, m: Messages, fault: Fault): Pick<SettingsChange, 'offeredSources'> {
  const ticked = state.many('offered_sources')
  if (ticked === undefined) return {}
  const offeredSources = SOURCES.filter((source) => ticked.includes(source))
  if (offeredSources.length === 0) fault('offered_sources', m.settings.noSource)
  return { offeredSources }
}

/** `まだ相談できる方がいない / Nobody to talk to yet`, one a line; one language stands for both. */
export function readAddedReasons(state: ModalState, m: Messages, fault: Fault): AddedTexts {
  return Object.fromEntries(
    ADDED_REASONS_INPUTS.flatMap((name) => {
      const typed = namesIn(state.one(name) ?? null)
      if (typed.some((line) => line.length > 2 * LONGEST_NAME)) fault(name, m.faults.tooLong(LONGEST_NAME))
      const added = typed.map((line) => {
        const [ja = '', en = ja] = line.split(/\s*[/／]\s*/u).filter(Boolean)
        return { ja, en }
      })
      return added.length === 0 ? [] : [[ADDED_REASONS[name], added.filter(({ ja }) => ja !== '')]]
    }),
  )
}

export function readData(state: ModalState, m: Messages, fault: Fault): Pick<SettingsChange, 'retention'> {
  const [months, days] = [state.one('retention'), state.one('after_uninstall')]
  if (months === undefined && days === undefined) return {}
  const retention = Settings.shape.retention.safeParse({
    closedMonths: months === FOR_GOOD ? null : Number(months),
    afterUninstallDays: Number(days),
  })
  for (const { path } of retention.error?.issues ?? []) {
    fault(path[0] === 'closedMonths' ? 'retention' : 'after_uninstall', m.faults.unreadable)
  }
  return retention.success ? { retention: retention.data } : {}
}
