import { isDay } from '../domain/days.js'
import { PERIOD_UNITS, type PeriodUnit } from '../domain/fiscal.js'
import { DIMENSIONS, FIGURE_PARTS, type FigurePart } from '../domain/metrics.js'
import type { FigureOf, Slice } from '../domain/report.js'
import type { Day } from '../domain/time.js'

/** A part of the figures of some days. */
export interface PartRef {
  readonly from: Day
  readonly to: Day
  readonly slice: Slice | null
}

/** Which part of which report is opened: hints, read again from the database. */
export interface SliceRef extends PartRef {
  /** What the days are one of, or a part of; null for days that were typed. */
  readonly unit: PeriodUnit | null
}

export interface FigureRef extends Omit<PartRef, 'slice'> {
  readonly slice: FigureOf | null
  readonly part: FigurePart
  /** Of money figures; null = the workspace's. */
  readonly currency: string | null
  /** The row that the page begins with. */
  readonly offset: number
}

/** Stands for the key of what is unknown, or nobody's. */
const NOBODY = '~'

const writeSlice = (slice: FigureOf | null): string => (slice === null ? '' : `${slice.by}=${slice.key ?? NOBODY}`)

/** `1:from:to:unit:dimension=key`, without `unit:` for days that were typed. */
export const writeSliceRef = ({ from, to, unit, slice }: SliceRef): string =>
  ['1', from, to, ...(unit === null ? [] : [unit]), writeSlice(slice)].join(':')

/** `1:part:from:to:currency:offset:dimension=key`; under 150 characters with our ids. */
export const writeFigureRef = ({ part, from, to, currency, offset, slice }: FigureRef): string =>
  `1:${part}:${from}:${to}:${currency ?? ''}:${offset}:${writeSlice(slice)}`

const DAYS = '(\\d{4}-\\d{2}-\\d{2}):(\\d{4}-\\d{2}-\\d{2})'
const KEY = '[\\w~-]{1,90}'
const SLICE = `((?:${DIMENSIONS.join('|')})=${KEY})?`
const OF = `((?:${[...DIMENSIONS, 'cell', 'target'].join('|')})=${KEY})?`
const SLICE_FORM = new RegExp(`^1:${DAYS}(?::(${PERIOD_UNITS.join('|')}))?:${SLICE}$`, 'u')
const FIGURE_FORM = new RegExp(`^1:([a-z_]+\\.[a-z0-9_]+):${DAYS}:([A-Z]{3})?:(\\d{1,7}):${OF}$`, 'u')

/** Null for whatever this program did not write. */
export function readSliceRef(value: unknown): SliceRef | null {
  const [whole, from = '', to = '', named, slice] = (typeof value === 'string' ? SLICE_FORM.exec(value) : null) ?? []
  if (whole === undefined || !isSpan(from, to)) return null
  return { from, to, unit: PERIOD_UNITS.find((unit) => unit === named) ?? null, slice: readSlice(slice) }
}

/** Null for whatever this program did not write. */
export function readFigureRef(value: unknown): FigureRef | null {
  const match = typeof value === 'string' ? FIGURE_FORM.exec(value) : null
  const [, name, from = '', to = '', currency = null, offset, slice] = match ?? []
  const part = FIGURE_PARTS.find((known) => known === name)
  if (part === undefined || !isSpan(from, to)) return null
  return { part, from, to, currency, offset: Number(offset), slice: readOf(slice) }
}

const isSpan = (from: Day, to: Day): boolean => isDay(from) && isDay(to) && from <= to

function readOf(text: string | undefined): FigureOf | null {
  const [by, key] = text?.split('=') ?? []
  return (by === 'cell' || by === 'target') && key !== undefined ? { by, key } : readSlice(text)
}

function readSlice(text: string | undefined): Slice | null {
  const [name, key] = text?.split('=') ?? []
  const by = DIMENSIONS.find((known) => known === name)
  return by === undefined || key === undefined ? null : { by, key: key === NOBODY ? null : key }
}
