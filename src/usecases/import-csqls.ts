import type { AccountId } from '../domain/ids.js'
import { type Planned, planHistory, type Told } from '../domain/rebuild-plan.js'
import { REASON_COLUMNS, readReason, reasonCodes } from '../domain/sheets/csql-reasons.js'
import type { CsqlRow } from '../domain/sheets/sheets.js'
import { COLUMN_OF } from '../domain/sheets/step-columns.js'
import { csmMayClose } from '../domain/workspace.js'
import { localDay } from '../domain/zone-time.js'
import type { Importing, RowTaker, SoundRow } from './importing.js'
import { knownCsqls } from './known-csqls.js'
import { csqlStager } from './stage-csql.js'

/**
 * Takes the rows of a csqls sheet. Each becomes a CSQL with the shortest legal history that has its dates, as ordinary
 * events: occurred when the row says, recorded now. Open ones get their clocks, which run from now; nobody is told.
 *
 * A CSQL is known by its number, and without one by account, department, product, kind, who logged it when, and what
 * they wrote. What is known is left as it is: history is not changed from outside. Only a win of which nobody said from
 * when it is used is given its start.
 */
export async function csqlsTaker(importing: Importing): Promise<RowTaker<CsqlRow>> {
  const { ctx, settings, book, tally, named, codeOf, accountOf } = importing
  const known = await knownCsqls(importing)
  const rowOfNumber = new Map<number, number>()
  const today = localDay(settings.zone, ctx.now)
  const stage = csqlStager(importing)

  return {
    async take(row, values, isSound) {
      const isNumbered = checkNumber(row, values.number)
      if (values.account === null) return
      const accountId = accountOf(row, values.account)
      const sound = soundRow(row, values, accountId, isSound)
      if (sound === null || !isNumbered) return
      const found = await known.find(sound)
      if (found !== null) {
        tally[found] += 1
        return
      }
      tally.added += 1
      // Who logs is a CSM by that, here as elsewhere.
      for (const id of [sound.csmId, sound.loggedBy]) named.name(id, 'csm')
      named.name(sound.aeId, 'ae')
      tellInferred(sound)
      // What will not be written need not be built: a sheet with faults is only checked.
      if (tally.faultCount === 0) await stage(sound)
    },
    async finish() {},
  }

  function checkNumber(row: number, number: number | null): boolean {
    if (number === null) return true
    const before = rowOfNumber.get(number)
    if (before !== undefined) tally.fault(row, 'number', 'same_twice', { typed: String(number), otherRow: before })
    else rowOfNumber.set(number, row)
    return before === undefined
  }

  /** Null where the row has a fault: each is told. */
  function soundRow(row: number, values: CsqlRow, accountId: AccountId | null, isSound: boolean): SoundRow | null {
    const faultsBefore = tally.faultCount
    const loggedBy = values.logged_by ?? values.csm
    if (loggedBy === null && isSound) tally.fault(row, 'logged_by', 'empty')
    const reason = endingReason(row, values)
    checkWin(row, values)
    if (loggedBy === null || accountId === null) return null
    const people = {
      loggedBy: book.person(loggedBy),
      csmId: book.person(values.csm ?? loggedBy),
      aeId: values.ae === null ? null : book.person(values.ae),
    }
    const selfClosed = people.aeId === people.csmId
    if (selfClosed && !csmMayClose(settings, { productId: productOf(values), kind: values.kind })) {
      tally.fault(row, 'ae', 'csm_as_ae')
    }
    // Dates that could not be read would make the others look out of order.
    if (!isSound) return null
    const plan = planHistory(toldBy(values), { selfClosed, today })
    if (!plan.ok) {
      const [column, other] = [COLUMN_OF[plan.field], COLUMN_OF[plan.other]]
      if (plan.rule === 'untold') tally.fault(row, column, 'empty')
      else tally.fault(row, column, plan.rule, { other })
    }
    if (!plan.ok || tally.faultCount > faultsBefore) return null
    return { row, values, accountId, ...people, reason, steps: plan.steps }
  }

  function productOf({ product }: CsqlRow) {
    return product === null ? null : book.product(product)
  }

  function endingReason(row: number, values: CsqlRow): string | null {
    let found: string | null = null
    for (const reason of REASON_COLUMNS) {
      const typed = values[reason.column]
      if (typed === null) continue
      const code = readReason(reason, typed, settings, codeOf)
      if (values[reason.step] === null) tally.fault(row, reason.column, 'no_step_for_it', { typed, other: reason.step })
      else if (code === null) {
        const allowed = reasonCodes(reason, settings)
        tally.fault(row, reason.column, 'unknown_reason', { typed, allowed, added: settings.addedReasons[reason.list] })
      } else found = code
    }
    return found
  }

  function checkWin(row: number, { won_at, won_amount, won_one_time, start_on }: CsqlRow): void {
    const [amount, oneTime] = [won_amount ?? 0, won_one_time ?? 0]
    if (won_at === null) {
      const column = amount > 0 ? 'won_amount' : 'won_one_time'
      if (amount + oneTime > 0) tally.fault(row, column, 'no_step_for_it', { other: 'won_at' })
      if (start_on !== null) tally.fault(row, 'start_on', 'no_step_for_it', { typed: start_on, other: 'won_at' })
    } else if (won_amount === null && won_one_time === null) tally.fault(row, 'won_amount', 'won_without_amount')
    else if (amount + oneTime === 0) tally.fault(row, 'won_amount', 'nothing_won')
  }

  function tellInferred({ row, values, steps }: SoundRow): void {
    for (const { kind, inferred } of steps) {
      if (!inferred) continue
      // A requalification is implied by what the sheet can say, and a look again has no date of its own to be given.
      const isImplied = (kind === 'qualify' && values.qualified_at !== null) || kind === 'nurture'
      const column = Object.entries(COLUMN_OF).find(([field]) => field === FIELD_OF_KIND[kind])?.[1]
      if (!isImplied) tally.note(row, column ?? null, 'step_inferred')
    }
    // A win from an acceptance goes through an opportunity in one step.
    if (values.won_at !== null && values.opportunity_at === null) tally.note(row, 'opportunity_at', 'step_inferred')
    const isOver = values.nurturing_until !== null && values.nurturing_until <= today
    if (isOver && steps.every(({ kind }) => !ENDINGS.includes(kind)))
      tally.note(row, 'nurturing_until', 'look_again_over', { typed: values.nurturing_until ?? '' })
  }
}

const ENDINGS: readonly Planned['kind'][] = ['reject', 'win', 'lose', 'withdraw']

const FIELD_OF_KIND: Readonly<Record<Planned['kind'], keyof Told>> = {
  log: 'loggedAt',
  qualify: 'qualifiedAt',
  return: 'returnedAt',
  accept: 'acceptedAt',
  reject: 'rejectedAt',
  convert: 'opportunityAt',
  win: 'wonAt',
  lose: 'lostAt',
  withdraw: 'withdrawnAt',
  nurture: 'nurturingUntil',
}

const toldBy = (values: CsqlRow): Told => ({
  loggedAt: values.logged_at,
  qualifiedAt: values.qualified_at,
  returnedAt: values.returned_at,
  acceptedAt: values.accepted_at,
  rejectedAt: values.rejected_at,
  opportunityAt: values.opportunity_at,
  wonAt: values.won_at,
  lostAt: values.lost_at,
  withdrawnAt: values.withdrawn_at,
  nurturingUntil: values.nurturing_until,
})
