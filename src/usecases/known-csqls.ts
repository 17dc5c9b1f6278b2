import { exactKey } from '../domain/account-name.js'
import type { Csql } from '../domain/csql.js'
import type { TextId } from '../domain/ids.js'
import { REASON_COLUMNS } from '../domain/sheets/csql-reasons.js'
import type { CsqlRow } from '../domain/sheets/sheets.js'
import { byColumn } from '../domain/sheets/step-columns.js'
import type { FirstStep, FirstSteps } from '../domain/steps-to-tell.js'
import type { Instant } from '../domain/time.js'
import { lacksStart } from './fill-starts.js'
import type { Importing, SoundRow } from './importing.js'
import type { FirstEvents } from './ports.js'

/** The CSQLs that the workspace held before an import began. */
export interface KnownCsqls {
  /**
   * What the row's CSQL is after the import, where it is among them; null where it is not. What differs there is noted,
   * and a number of another matter is a fault.
   */
  find(sound: SoundRow): Promise<'unchanged' | 'changed' | null>
}

type Texts = Readonly<Record<'note' | 'problem' | 'source_detail', string | null>>

export async function knownCsqls({ tx, book, tally, starts }: Importing): Promise<KnownCsqls> {
  const isEmpty = (await tx.csqls.count({})) === 0
  /** How many rows without a number each known matter was found in: equal rows are as many CSQLs. */
  const found = new Map<string, number>()
  return {
    async find(sound) {
      const { row, values, accountId } = sound
      if (isEmpty) return null
      const known = values.number === null ? await alike(sound) : await tx.csqls.byNumber(values.number)
      if (known === null) return null
      const loggedAt = sound.steps[0]?.at
      if (known.accountId !== accountId || known.loggedAt !== loggedAt) {
        const account = await tx.accounts.get(known.accountId)
        tally.fault(row, 'number', 'number_taken', { typed: String(known.number), other: account?.name ?? '' })
        return null
      }
      const start = lacksStart(known) && !starts.has(known.id) ? values.start_on : null
      if (start !== null) starts.set(known.id, start)
      const here = { ...known, startOn: starts.get(known.id) ?? known.startOn }
      for (const column of await differences(sound, here)) tally.note(row, column, 'differs_here')
      if (start === null) return 'unchanged'
      tally.note(row, 'start_on', 'start_filled')
      return 'changed'
    },
  }

  async function alike({ values, accountId, loggedBy, steps }: SoundRow): Promise<Csql | null> {
    const at = steps[0]?.at
    if (at === undefined || book.isFresh(accountId)) return null
    const candidates = await tx.sheets.loggedAt(accountId, at)
    const same: Csql[] = []
    for (const csql of candidates) {
      if (csql.loggedBy !== loggedBy || csql.kind !== values.kind) continue
      if (csql.productId !== (values.product === null ? null : book.product(values.product))) continue
      if (!(await isDepartment(csql, values.department))) continue
      const texts = await textsOf(csql)
      if (texts.note === values.note && texts.problem === values.problem) same.push(csql)
    }
    if (same.length === 0) return null
    const key = same.map(({ id }) => id).join(' ')
    const nth = found.get(key) ?? 0
    found.set(key, nth + 1)
    return same[nth] ?? null
  }

  async function isDepartment({ departmentId }: Csql, name: string | null): Promise<boolean> {
    if (departmentId === null || name === null) return departmentId === null && name === null
    return exactKey((await tx.accounts.department(departmentId))?.name ?? '') === exactKey(name)
  }

  async function textsOf({ noteTextId, problemTextId, sourceDetailTextId }: Csql): Promise<Texts> {
    const ids = [noteTextId, problemTextId, sourceDetailTextId]
    const texts = await tx.texts.many(ids.filter((id) => id !== null))
    const body = (id: TextId | null) => (id === null ? null : (texts.get(id)?.body ?? null))
    return { note: body(noteTextId), problem: body(problemTextId), source_detail: body(sourceDetailTextId) }
  }

  /** The columns in which a row holds something else than is known here. */
  async function differences(sound: SoundRow, known: Csql): Promise<readonly (keyof CsqlRow)[]> {
    const { values } = sound
    const steps = (await tx.sheets.firstSteps([known.id])).get(known.id) ?? {}
    const here: Partial<Record<keyof CsqlRow, unknown>> = {
      ...{ kind: known.kind, source: known.source, heat: known.heat, currency: known.currency },
      ...{ won_amount: known.wonAmount, won_one_time: known.wonOneTime, start_on: known.startOn },
      ...(await textsOf(known)),
      ...instantsHere(known, steps),
    }
    const columns = Object.keys(here) as (keyof CsqlRow)[]
    const differing = columns.filter((column) => values[column] !== null && values[column] !== here[column])
    if (values.department !== null && !(await isDepartment(known, values.department))) differing.push('department')
    if (values.product !== null && book.product(values.product) !== known.productId) differing.push('product')
    if (values.csm !== null && sound.csmId !== known.csmId) differing.push('csm')
    if (values.ae !== null && sound.aeId !== known.aeId) differing.push('ae')
    if (values.estimated_amount !== null && yearly(values) !== yearlyHere(known)) differing.push('estimated_amount')
    const reason = REASON_COLUMNS.find(({ column }) => values[column] !== null)
    if (reason !== undefined && sound.reason !== known.reason) differing.push(reason.column)
    return differing
  }
}

/** When each step was taken first. */
export function stepsHere({ loggedAt, firstAcceptedAt }: Csql, events: FirstEvents): FirstSteps {
  const { log, qualify = null } = events
  return {
    loggedAt: { at: loggedAt, inferred: log?.inferred === true },
    qualifiedAt: qualify,
    // A CSM who closes accepts by qualifying.
    acceptedAt: events.accept ?? atOnce(firstAcceptedAt, qualify),
    returnedAt: events.return ?? null,
    rejectedAt: events.reject ?? null,
    opportunityAt: events.convert ?? null,
    wonAt: events.win ?? null,
    lostAt: events.lose ?? null,
    withdrawnAt: events.withdraw ?? null,
  }
}

const atOnce = (at: Instant | null, qualify: FirstStep | null): FirstStep | null =>
  at === null ? null : { at, inferred: qualify?.inferred === true && qualify.at === at }

/** Inferred or not: what a sheet tells of a step is the same where it tells the same instant. */
function instantsHere(csql: Csql, events: FirstEvents) {
  const steps = Object.entries(byColumn(stepsHere(csql, events)))
  return Object.fromEntries(steps.map(([column, step]) => [column, step?.at ?? null]))
}

const yearly = ({ estimated_amount, amount_period }: CsqlRow): number =>
  (estimated_amount ?? 0) * (amount_period === 'year' ? 1 : 12)

const yearlyHere = ({ amount, amountPeriod }: Csql): number => (amount ?? -1) * (amountPeriod === 'year' ? 1 : 12)
