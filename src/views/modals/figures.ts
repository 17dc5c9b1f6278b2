import type { KnownBlock, ModalView } from '@slack/types'
import type { CsqlDetails } from '../../domain/csql-details.js'
import type { DayRange } from '../../domain/days.js'
import { readCellKey } from '../../domain/figure-keys.js'
import type { CohortMonth, Figures, MetricSpan, Metrics } from '../../domain/metrics.js'
import type { FigureOf, Names, Slice } from '../../domain/report.js'
import type { TargetProgress } from '../../domain/target.js'
import type { Messages } from '../../i18n/messages.js'
import { actions, bold, csqlButton, para, plain, plainButton, small } from '../blocks.js'
import { cohortCells } from '../cohorts.js'
import { csqlLine } from '../csql-line.js'
import { type FigureRef, writeFigureRef } from '../figure-value.js'
import { OPEN_FIGURE } from '../ids.js'
import type { Viewer } from '../message.js'
import { cellName, keyName } from '../report.js'
import { FIGURE_GROUPS, figureGroup, otherCurrencies, partName } from '../report-figures.js'
import { targetName } from '../targets.js'

/** Rows on one page of what is behind a number. */
export const FIGURE_ROWS = 20

interface Reader {
  readonly m: Messages
  readonly viewer: Viewer
}

const view = (m: Messages, title: string, blocks: readonly (KnownBlock | null)[]): ModalView => ({
  type: 'modal',
  title: plain(title, 24),
  close: plain(m.modals.close, 24),
  blocks: blocks.filter((block) => block !== null),
})

/** The CSQLs behind a number, a page of them. */
export function figureModal(
  of: {
    readonly ref: FigureRef
    readonly rows: readonly CsqlDetails[]
    readonly total: number
    readonly target: TargetProgress | null
    readonly names: Names
  },
  { m, viewer }: Reader,
): ModalView {
  const { ref, rows, total } = of
  const { list } = m.reports
  const slice = ref.slice === null ? null : nameOf(ref.slice, of, { m, viewer })
  const page = (offset: number, label: string) =>
    plainButton(`${OPEN_FIGURE}.${offset < ref.offset ? 'back' : 'on'}`, label, writeFigureRef({ ...ref, offset }))
  const last = ref.offset + rows.length
  return view(m, list.modalTitle, [
    para(bold(list.title(partName(ref.part, ref.currency, m), slice, total))),
    small(m.format.datedSpan(ref.from, ref.to)),
    rows.length === 0 ? para(list.empty) : null,
    ...rows.map((details): KnownBlock => row(details, { m, viewer })),
    total > rows.length && rows.length > 0 ? small(list.pages(ref.offset + 1, last, total)) : null,
    actions(
      ref.offset > 0 ? page(Math.max(0, ref.offset - FIGURE_ROWS), list.previous) : null,
      last < total ? page(last, list.next) : null,
    ),
  ])
}

const row = (details: CsqlDetails, { m, viewer }: Reader): KnownBlock => ({
  type: 'section',
  text: plain(csqlLine(details, m, viewer), 3000),
  accessory: csqlButton('show', m.terms.buttons.show, details.csql),
})

function nameOf(
  slice: FigureOf,
  { target, names }: { readonly target: TargetProgress | null; readonly names: Names },
  reader: Reader,
): string | null {
  if (slice.by === 'target') return target === null ? null : targetName(target, reader.m)
  if (slice.by !== 'cell') return sliceName(slice, names, reader)
  const cell = readCellKey(slice.key)
  return cell === null ? null : cellName(cell, reader.m)
}

const sliceName = ({ by, key }: Slice, names: Names, { m, viewer }: Reader): string =>
  `${m.reports.dimensions[by]} ${keyName(by, key, names, m, viewer)}`

/** All figures of one key of a dimension, or of some days, each of which can be opened again. */
export function sliceModal(
  of: {
    readonly span: MetricSpan
    /** Null for the days alone. */
    readonly slice: Slice | null
    readonly figures: Figures
    readonly compared: { readonly span: DayRange; readonly metrics: Metrics } | null
    readonly cohort: CohortMonth | null
    readonly names: Names
  },
  /** Whose the overdue ones are is for managers, and for oneself. */
  mayNameOverdue: boolean,
  { m, viewer }: Reader,
): ModalView {
  const { from, to, currency } = of.span
  const ref = { from, to, slice: of.slice }
  const hidden: readonly (keyof Metrics)[] = of.slice?.by === 'ae' && !mayNameOverdue ? ['overdue_rate'] : []
  const { compared } = of
  const context = { compared: compared?.metrics ?? null, ref, currency, hidden }
  return view(m, m.reports.sliceTitle, [
    of.slice === null ? null : para(bold(sliceName(of.slice, of.names, { m, viewer }))),
    small(
      m.format.datedSpan(from, to),
      compared === null ? null : m.reports.compared(m.format.datedSpan(compared.span.from, compared.span.to)),
    ),
    of.cohort === null ? null : cohortCells(of.cohort, ref, m),
    ...FIGURE_GROUPS.map((group) => figureGroup(group, of.figures, context, m)),
    otherCurrencies(of.figures, ref, m),
    small(m.reports.notes),
  ])
}
