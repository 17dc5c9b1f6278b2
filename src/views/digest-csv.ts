import type { Csql } from '../domain/csql.js'
import type { DigestRow } from '../domain/digest-row.js'
import type { ReasonList } from '../domain/reasons.js'
import { CSV_COLUMNS, type CsvColumn } from '../i18n/areas/weekly.js'
import { majorUnits } from '../i18n/format.js'
import type { Messages } from '../i18n/messages.js'
import { reasonLabel } from './labels.js'
import type { Viewer } from './message.js'

export const csvHeader = (m: Messages): readonly string[] => CSV_COLUMNS.map((column) => m.weekly.csv.columns[column])

/** Rows as they come, in cells. */
export async function* csvRows(rows: AsyncIterable<DigestRow>, m: Messages, viewer: Viewer) {
  for await (const row of rows) yield csvRow(row, m, viewer)
}

/** The cells of a row, in words of the reader's language and in major units. */
function csvRow(row: DigestRow, m: Messages, viewer: Viewer): readonly (string | null)[] {
  const { csql } = row
  const money = (amount: number | null): string | null =>
    amount === null ? null : majorUnits({ amount, currency: csql.currency })
  const list = LISTS[csql.state]
  const cells: Record<CsvColumn, string | null> = {
    number: m.terms.number(csql.number),
    account: row.accountName,
    department: row.departmentName,
    product: row.productName,
    kind: csql.kind === null ? null : m.terms.kinds[csql.kind],
    source: csql.source === null ? null : m.terms.sources[csql.source],
    heat: m.terms.heats[csql.heat],
    state: m.terms.states[csql.state],
    logged_on: row.loggedOn,
    qualified_on: row.qualifiedOn,
    accepted_on: row.acceptedOn,
    opportunity_on: row.opportunityOn,
    won_on: csql.wonOn,
    lost_on: csql.lostOn,
    reason: list === undefined || csql.reason === null ? null : reasonLabel(m, viewer, list, csql.reason),
    overdue_days: row.overdueDays === null ? null : String(row.overdueDays),
    expected_mrr: money(row.expectedMrr),
    won_mrr: money(row.wonMrr),
    won_one_time: money(csql.wonOneTime),
    currency: csql.currency,
  }
  return CSV_COLUMNS.map((column) => cells[column])
}

const LISTS: Readonly<Partial<Record<Csql['state'], ReasonList>>> = {
  rejected: 'reject',
  lost: 'lose',
  nurturing: 'nurture',
  withdrawn: 'withdraw',
}
