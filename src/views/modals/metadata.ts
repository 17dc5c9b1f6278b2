import { SettingsSection } from '../../domain/settings-sections.js'
import type { Digests } from '../../domain/three-way.js'
/** What an open modal keeps of what it is about. A hint, never authority: whatever it says is read again. */
export interface ModalTarget {
  readonly number: number
  readonly version: number
  /** The open CSQL of the same matter that was shown: a reason given here is a reason to go on beside it. */
  readonly duplicateOf: number | null
}

/** `{"v":1,"number":42,"version":3}`, and `duplicate` where one was shown. */
export function writeMetadata(target: { number: number; version: number; duplicateOf?: number | null }): string {
  const { number, version, duplicateOf = null } = target
  return JSON.stringify({ v: 1, number, version, ...(duplicateOf === null ? {} : { duplicate: duplicateOf }) })
}

/** What a form for a new CSQL keeps. */
export interface LogOrigin {
  /** The decided CSQL that is proposed again. */
  readonly again: number | null
  readonly duplicateOf: number | null
  /** Ids of accounts that may be meant: offered before anything is typed. */
  readonly candidates: readonly string[]
}

export function writeLogOrigin({ again = null, duplicateOf = null, candidates = [] }: Partial<LogOrigin>): string {
  return JSON.stringify({
    v: 1,
    ...(again === null ? {} : { again }),
    ...(duplicateOf === null ? {} : { duplicate: duplicateOf }),
    ...(candidates.length === 0 ? {} : { candidates: candidates.slice(0, CANDIDATES) }),
  })
}

/** Null for whatever this program did not write. */
export function readMetadata(text: unknown): ModalTarget | null {
  const kept = keptIn(text)
  const number = numberIn(kept?.['number'])
  const version = numberIn(kept?.['version'])
  if (number === null || version === null) return null
  return { number, version, duplicateOf: numberIn(kept?.['duplicate']) }
}

/** A form whose origin is lost is a form for something new. */
export function readLogOrigin(text: unknown): LogOrigin {
  const kept = keptIn(text)
  const candidates = kept?.['candidates']
  return {
    again: numberIn(kept?.['again']),
    duplicateOf: numberIn(kept?.['duplicate']),
    candidates: Array.isArray(candidates) ? candidates.filter((id) => typeof id === 'string').slice(0, CANDIDATES) : [],
  }
}

/** So many accounts are offered at most. */
const CANDIDATES = 20

/** Whose form it is, by our own id. */
export const writeMetadataOf = (personId: string): string => JSON.stringify({ v: 1, person: personId })

/** Null for whatever this program did not write. */
export function readMetadataOf(text: unknown): string | null {
  const person = keptIn(text)?.['person']
  return typeof person === 'string' && person !== '' ? person : null
}

/** Which section of the settings a form is for; null for whatever this program did not write. */
export function readSection(text: unknown): SettingsSection | null {
  const read = SettingsSection.safeParse(keptIn(text)?.['section'])
  return read.success ? read.data : null
}

/** Slack's limit: nothing longer was written here. */
const LONGEST = 3000

function keptIn(text: unknown): Readonly<Record<string, unknown>> | null {
  if (typeof text !== 'string' || text.length > LONGEST) return null
  try {
    const value: unknown = JSON.parse(text)
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
    return isObject && 'v' in value && value.v === 1 ? { ...value } : null
  } catch {
    return null
  }
}

const numberIn = (value: unknown): number | null =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 1 ? value : null

/** What a form of an account keeps: which account, which part of it, and what it was opened with. */
export interface AccountTarget {
  readonly accountId: string
  readonly partId: string | null
  readonly opened: Digests
}

export const writeAccountMetadata = ({ accountId, partId, opened }: AccountTarget): string =>
  JSON.stringify({ v: 1, account: accountId, ...(partId === null ? {} : { part: partId }), opened })

/** Null for whatever this program did not write. */
export function readAccountMetadata(text: unknown): AccountTarget | null {
  const kept = keptIn(text)
  const [account, part, opened] = [kept?.['account'], kept?.['part'] ?? null, kept?.['opened']]
  if (typeof account !== 'string' || account === '' || !(part === null || typeof part === 'string')) return null
  if (typeof opened !== 'object' || opened === null || Array.isArray(opened)) return null
  const digests = Object.entries(opened).filter((entry): entry is [string, string] => typeof entry[1] === 'string')
  return { accountId: account, partId: part, opened: Object.fromEntries(digests) }
}
