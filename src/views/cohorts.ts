import type { KnownBlock, TableBlock } from '@slack/types'
import { lastOfMonth } from '../domain/days.js'
import { COHORT_DAYS, COHORT_STEPS, type CohortMonth, type CohortSteps, cohortPart } from '../domain/metrics.js'
import type { Report } from '../domain/report.js'
import type { Messages } from '../i18n/messages.js'
import { bold, para, plain, plainMenu } from './blocks.js'
import { type PartRef, writeFigureRef, writeSliceRef } from './figure-value.js'
import { OPEN_FIGURE, OPEN_SLICE } from './ids.js'

/** What each month's CSQLs came to, and a menu of the months, each of whose numbers opens. */
export function cohortTable(
  { cohorts, monthsTouched }: Pick<Report, 'cohorts' | 'monthsTouched'>,
  m: Messages,
): readonly (KnownBlock | null)[] {
  if (cohorts.every(({ csqls }) => csqls === 0)) return []
  const cell = (text: string) => ({ type: 'raw_text' as const, text })
  const table: TableBlock = {
    type: 'table',
    column_settings: [
      { align: 'left' },
      { align: 'right' },
      { align: 'right' },
      { align: 'right' },
      { align: 'right' },
    ],
    rows: [
      m.reports.cohortHead.map(cell),
      ...cohorts.map((row) =>
        [
          m.format.month(row.month),
          m.format.number(row.csqls),
          steps(row, row.accepted),
          steps(row, row.opportunities),
          steps(row, row.won),
        ].map(cell),
      ),
    ],
  }
  const months = cohorts
    .filter(({ csqls }) => csqls > 0)
    .map(({ month }): readonly [string, string] => {
      const from = `${month}-01`
      return [writeSliceRef({ from, to: lastOfMonth(from), unit: 'month', slice: null }), m.format.month(month)]
    })
  const menu = plainMenu(OPEN_SLICE, m.reports.openMonth, months.toReversed())
  const note: KnownBlock = {
    type: 'section',
    text: plain(notesOf(cohorts, m).join('\n'), 3000),
    ...(menu === null ? {} : { accessory: menu }),
  }
  const cut = cohorts.length < monthsTouched ? m.reports.cohortsCut(cohorts.length, monthsTouched) : null
  return [para(bold(m.reports.cohortTitle), cut === null ? null : `\n${cut}`), table, note]
}

/** How many came within so many days, marked where the number may still grow. */
const steps = (row: CohortMonth, of: CohortSteps): string =>
  of.map((n, index) => `${n}${row.complete[index] === true ? '' : '+'}`).join(' / ')

function notesOf(cohorts: readonly CohortMonth[], m: Messages): readonly string[] {
  const inferred = cohorts.reduce((sum, row) => sum + row.inferred, 0)
  return [m.reports.cohortNote, ...(inferred === 0 ? [] : [m.reports.cohortInferred(inferred)])]
}

/** The row of one month, each of whose cells opens. */
export function cohortCells(cohort: CohortMonth, ref: PartRef, m: Messages): KnownBlock {
  const [, , ...heads] = m.reports.cohortHead
  const rows = COHORT_STEPS.map((step, index) => `・${heads[index]} ${steps(cohort, cohort[step])}`)
  const cells = COHORT_STEPS.flatMap((step) =>
    COHORT_DAYS.flatMap((days, index): (readonly [string, string])[] => {
      const [part, n] = [cohortPart(step, days), cohort[step][index] ?? 0]
      const value = writeFigureRef({ ...ref, part, currency: null, offset: 0 })
      return n === 0 ? [] : [[value, m.reports.option(m.reports.parts[part], n)]]
    }),
  )
  const menu = plainMenu(OPEN_FIGURE, m.reports.openFigure, cells)
  return {
    type: 'section',
    text: plain([`【${m.reports.cohortTitle}】`, ...rows, ...notesOf([cohort], m)].join('\n'), 3000),
    ...(menu === null ? {} : { accessory: menu }),
  }
}
