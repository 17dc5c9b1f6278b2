import type { KnownBlock, StaticSelect } from '@slack/types'
import { type Cell, cellKey } from '../domain/figure-keys.js'
import type { Dimension, DimensionKey, Figures } from '../domain/metrics.js'
import { DIMENSIONS } from '../domain/metrics.js'
import type { Names, Report } from '../domain/report.js'
import type { Messages } from '../i18n/messages.js'
import { header, lines, plain, plainButton, plainMenu, small } from './blocks.js'
import { churnBlocks } from './churn.js'
import { cohortTable } from './cohorts.js'
import { productName } from './csql-line.js'
import { type SliceRef, writeFigureRef, writeSliceRef } from './figure-value.js'
import { OPEN_FIGURE, OPEN_SLICE } from './ids.js'
import { lineName } from './labels.js'
import { type Message, message, type Viewer } from './message.js'
import { FIGURE_GROUPS, figureGroup, otherCurrencies, shareText } from './report-figures.js'
import { paceLine, targetLine, targetMenu } from './targets.js'
import { oneLine } from './text.js'

/** How much of each list a report shows; the rest is a count, and in the menu. */
const SHOWN = { keys: 8, pipeline: 8, targets: 15, months: 4 } as const

/** The figures of a period, each of which can be opened, for whoever asked. */
export function reportMessage(
  report: Report,
  {
    title,
    mayAcknowledge,
    churnGate,
  }: { readonly title: string; readonly mayAcknowledge: boolean; readonly churnGate: number },
  m: Messages,
  viewer: Viewer,
): Message {
  const { from, to, currency } = report.span
  const ref: SliceRef = { from, to, unit: report.unit, slice: null }
  const { before } = report
  return message(
    header(title),
    comparedWith({ ...before.span, unit: report.unit }, m),
    ...churnBlocks(report.churn, { mayAcknowledge, churnGate }, m, viewer),
    isIdle(report) ? lines(m.reports.nothing) : null,
    ...FIGURE_GROUPS.map((group) => figureGroup(group, report, { compared: before.metrics, ref, currency }, m)),
    otherCurrencies(report, ref, m),
    ...DIMENSIONS.map((by) => breakdown(by, report, ref, m, viewer)),
    ...cohortTable(report, m),
    pipelineLines(report, m),
    targetLines(report, m),
    missingLines(report, m),
    small(m.reports.notes),
  )
}

/** What the period is compared with, and the way to its figures. */
function comparedWith({ from, to, unit }: Omit<SliceRef, 'slice'>, m: Messages): KnownBlock {
  return {
    type: 'section',
    text: plain(m.reports.compared(m.format.datedSpan(from, to)), 3000),
    accessory: plainButton(OPEN_SLICE, m.reports.openBefore, writeSliceRef({ from, to, unit, slice: null })),
  }
}

function isIdle({ metrics }: Figures): boolean {
  const { signals, csqls, deal_win_rate: deals, sla_kept: rounds } = metrics
  return signals.n + csqls.n + deals.den + rounds.den === 0
}

/** What a key of a dimension is called. */
export function keyName(by: Dimension, key: DimensionKey, names: Names, m: Messages, viewer: Viewer): string {
  if (key === null) return m.reports.nobody[by]
  if (by === 'source' || by === 'kind') {
    const words: Readonly<Record<string, string>> = by === 'source' ? m.terms.sources : m.terms.kinds
    return words[key] ?? key
  }
  if (by === 'product') {
    const product = names.products.get(key)
    return product === undefined ? m.reports.nobody.product : oneLine(productName(product, viewer), 60)
  }
  return oneLine(m.names.bare(lineName(names.people.get(key)?.name ?? null)), 60)
}

/** A part on a line each, never by its number of CSQLs alone; the menu leads to all figures of any. */
function breakdown(by: Dimension, report: Report, ref: SliceRef, m: Messages, viewer: Viewer): KnownBlock | null {
  const rows = (report.by[by] ?? []).toSorted((a, b) => b.metrics.csqls.n - a.metrics.csqls.n)
  if (rows.length === 0) return null
  const { currency } = report.span
  const named = rows.map((row) => ({ ...row, name: keyName(by, row.key, report.names, m, viewer) }))
  const shown = named.slice(0, SHOWN.keys).map(({ name, metrics }) =>
    m.reports.keyLine({
      key: name,
      csqls: metrics.csqls.n,
      opportunities: shareText(metrics.opportunity_rate, m),
      won: metrics.deal_win_rate.num,
      mrr: metrics.expansion_mrr.n === 0 ? null : m.format.money({ amount: metrics.expansion_mrr.value, currency }),
    }),
  )
  const more = named.length - shown.length
  const text = [
    `【${m.reports.dimensions[by]}】`,
    ...shown.map((row) => `・${row}`),
    ...(more > 0 ? [m.reports.more(more)] : []),
  ]
  const menu = plainMenu(
    OPEN_SLICE,
    m.reports.openSlice,
    named.map(({ key, name }) => [writeSliceRef({ ...ref, slice: { by, key } }), name] as const),
  )
  return {
    type: 'section',
    text: plain(text.join('\n'), 3000),
    ...(menu === null ? {} : { accessory: menu }),
  }
}

function pipelineLines({ pipeline, span, created }: Report, m: Messages): KnownBlock | null {
  if (pipeline.length === 0 && created.n === 0) return null
  const rows = pipeline.slice(0, SHOWN.pipeline).map(({ currency, mrr, ...cell }) =>
    m.reports.pipelineLine({
      ...cellWords(cell, m),
      money: m.format.money({ amount: mrr.value, currency }),
      n: mrr.n,
    }),
  )
  const more = pipeline.slice(SHOWN.pipeline).reduce((sum, { mrr }) => sum + mrr.n, 0)
  const text = [`【${m.reports.groups.pipeline}】`, ...rows.map((row) => `・${row}`)]
  const { from, to } = span
  const cells = pipeline.map(({ currency, mrr, ...cell }): readonly [string, string] => [
    writeFigureRef({
      ...{ part: 'pipeline_mrr.n' as const, from, to, offset: 0 },
      currency: currency === span.currency ? null : currency,
      slice: { by: 'cell', key: cellKey(cell) },
    }),
    m.reports.option(currency === span.currency ? cellName(cell, m) : `${cellName(cell, m)}・${currency}`, mrr.n),
  ])
  const made = m.format.money({ amount: created.value, currency: span.currency })
  return openable(
    [...text, ...(more > 0 ? [m.digest.more(more)] : []), m.reports.created(made, created.n)],
    plainMenu(OPEN_FIGURE, m.reports.openFigure, cells),
  )
}

/** Lines, with a menu that opens the numbers in them. */
function openable(text: readonly string[], menu: StaticSelect | null): KnownBlock {
  return {
    type: 'section',
    text: plain(text.join('\n'), 3000),
    ...(menu === null ? {} : { accessory: menu }),
  }
}

function cellWords({ closeMonth, progress }: Cell, m: Messages): { readonly month: string; readonly stage: string } {
  const stages: Readonly<Record<string, string>> = m.terms.progress
  return {
    month: closeMonth === null ? m.reports.noMonth : m.format.month(closeMonth),
    stage: progress === null ? m.reports.noStage : (stages[progress] ?? progress),
  }
}

/** What a stage and close month of the pipeline are called together. */
export function cellName(cell: Cell, m: Messages): string {
  const { month, stage } = cellWords(cell, m)
  return m.reports.cell(month, stage)
}

function targetLines({ targets }: Report, m: Messages): KnownBlock | null {
  const { quarter, pace, progress } = targets
  if (progress.length === 0) return null
  const rows = progress.slice(0, SHOWN.targets).map((one) => `・${targetLine(one, m)}`)
  const more = progress.length - rows.length
  const text = [
    `【${m.reports.targetTitle(m.commands.target.quarter(quarter))}】`,
    ...rows,
    ...(more > 0 ? [m.digest.more(more)] : []),
    paceLine(pace, m),
  ]
  return openable(text, targetMenu(targets, m))
}

function missingLines({ missing }: Report, m: Messages): KnownBlock | null {
  const words = m.reports.missing
  const months = missing.snapshots.slice(-SHOWN.months)
  const rows = [
    missing.snapshots.length === 0
      ? null
      : words.snapshots(
          months.map((month) => m.format.month(month)),
          missing.snapshots.length - months.length,
        ),
    missing.accounts ? words.accounts : null,
    missing.targets ? words.targets : null,
    missing.starts > 0 ? words.starts(missing.starts) : null,
    missing.estimates > 0 ? words.estimates(missing.estimates) : null,
  ].filter((row) => row !== null)
  return rows.length === 0 ? null : lines(words.title, ...rows.map((row) => `・${row}`))
}
