import { Overtaken } from '../domain/errors.js'
import type { AccountId } from '../domain/ids.js'
import type { CellContext } from '../domain/sheets/cells.js'
import type { SheetFault } from '../domain/sheets/fault.js'
import type { GivenByImport, ImportOutcome } from '../domain/sheets/import-outcome.js'
import { type RowOf, readRow, type Sheet, type SheetRow } from '../domain/sheets/sheet.js'
import { SHEETS, type SheetName } from '../domain/sheets/sheets.js'
import { ask, type Ctx } from './context.js'
import { fillStarts } from './fill-starts.js'
import { accountsTaker } from './import-accounts.js'
import { ImportBook } from './import-book.js'
import { contractsTaker } from './import-contracts.js'
import { csqlsTaker } from './import-csqls.js'
import { countGiven, NamedRoles } from './import-roles.js'
import { snapshotsTaker } from './import-snapshots.js'
import { ImportTally } from './import-tally.js'
import type { Importing, RowTaker } from './importing.js'
import type { Staging, Tx } from './ports.js'

export interface ImportSheet {
  readonly sheet: SheetName
  /**
   * The rows, from the first, each time it is called: those whose header does not fit come as faults. Read twice only
   * where somebody changed the workspace in between.
   */
  readonly rows: () => AsyncIterable<SheetRow | { readonly faults: readonly SheetFault[] }>
  /** Checks everything and writes nothing. */
  readonly dryRun: boolean
  readonly codeOf: CellContext['codeOf']
  readonly fromCommandLine: boolean
  /** Called now and then with how many rows were read; what it returns is waited for. */
  readonly onProgress?: (rows: number) => Promise<void>
}

/** How often it begins again when the workspace changes under it. */
const TRIES = 5
/** Progress is told, and others are let in, after so many rows. */
const ROWS_BETWEEN = 200

/**
 * Brings a sheet in: every row is read and checked first, and all that it means is staged beside the database; only if
 * no row has a fault is it written, in one transaction, with an entry in the audit log. The same sheet a second time
 * changes nothing. Nobody is told of anything: no notice is queued.
 *
 * @throws NotAllowed unless an admin, or the command line, asks
 * @throws Overtaken when names or people changed while it was checked, five times in a row
 * @throws NotSaved when the database cannot take the write
 */
export async function importSheet(ctx: Ctx, input: ImportSheet): Promise<ImportOutcome> {
  ask(ctx, 'sheet.import', { fields: [input.sheet] })
  for (let tries = 1; ; tries += 1) {
    const staging = ctx.store.stage()
    try {
      return await importOnce(ctx, input, staging)
    } catch (error) {
      if (!(error instanceof Overtaken) || tries === TRIES) throw error
    } finally {
      staging.discard()
    }
  }
}

async function importOnce(ctx: Ctx, input: ImportSheet, staging: Staging<Tx>): Promise<ImportOutcome> {
  const tally = new ImportTally()
  const starts: Importing['starts'] = new Map()
  const { book, named, found, hasWork } = await ctx.store.read(async (tx) => {
    const settings = await tx.settings.get()
    const roles = new NamedRoles(settings)
    const opened = await ImportBook.open(ctx, tx, staging, settings)
    const importing: Importing = {
      ...{ ctx, tx, staging, settings, book: opened, tally, named: roles, starts, codeOf: input.codeOf },
      accountOf: (row, cell) => accountOf(opened, tally, row, cell),
    }
    await takeRows(importing, input)
    return {
      ...{ book: opened, named: roles, found: countGiven(await roles.given((id) => opened.personOf(id))) },
      hasWork: tally.added + tally.changed > 0,
    }
  })
  const written = tally.faultCount === 0 && !input.dryRun && hasWork
  let given = found
  if (written) {
    await staging.commit(async (tx) => {
      await fillStarts(ctx, tx, starts)
      await tx.audit.append(auditEntry(ctx, input, tally))
      given = await giveRoles(ctx, input, tx, named)
    })
    ctx.committed()
  }
  const { rows, added, changed, unchanged, faults, faultCount, notes, noteCounts } = tally
  return {
    ...{ sheet: input.sheet, rows, added, changed, unchanged, made: book.counts, given },
    ...{ faults, faultCount, notes, noteCounts, written },
  }
}

async function takeRows(importing: Importing, input: ImportSheet): Promise<void> {
  switch (input.sheet) {
    case 'accounts':
      return takeEach(importing, input, SHEETS.accounts, accountsTaker(importing))
    case 'contracts':
      return takeEach(importing, input, SHEETS.contracts, contractsTaker(importing))
    case 'csqls':
      return takeEach(importing, input, SHEETS.csqls, await csqlsTaker(importing))
    case 'snapshots':
      return takeEach(importing, input, SHEETS.snapshots, snapshotsTaker(importing))
  }
}

async function takeEach<C extends Sheet['cells']>(
  { ctx, settings, tally, codeOf }: Importing,
  { rows, onProgress }: ImportSheet,
  sheet: Sheet<C>,
  taker: RowTaker<RowOf<C>>,
): Promise<void> {
  const context: CellContext = { zone: settings.zone, currency: settings.currency, now: ctx.now, codeOf }
  for await (const row of rows()) {
    if ('faults' in row) {
      tally.add(row.faults)
      continue
    }
    tally.rows += 1
    const { values, faults } = readRow(sheet, row, context)
    tally.add(faults)
    await taker.take(row.row, values, faults.length === 0)
    if (tally.rows % ROWS_BETWEEN === 0) await onProgress?.(tally.rows)
  }
  await taker.finish()
}

function accountOf(book: ImportBook, tally: ImportTally, row: number, cell: string): AccountId | null {
  const found = book.account(cell)
  if (found.id === null) {
    tally.fault(row, 'account', 'two_accounts', { typed: cell })
    return null
  }
  if (found.like !== null) tally.note(row, 'account', 'looks_like', { typed: cell, other: found.like })
  return found.id
}

/** Looks at people anew, under the write's lock: somebody may have been given a role while the rows were checked. */
async function giveRoles(ctx: Ctx, input: ImportSheet, tx: Tx, named: NamedRoles): Promise<GivenByImport> {
  const given = await named.given((id) => tx.people.get(id))
  for (const { person, roles } of given) {
    await tx.people.put({ ...person, roles })
    for (const role of roles) {
      await tx.audit.append({ ...entry(ctx, input), action: 'role.give', subject: person.id, facts: { role } })
    }
  }
  return countGiven(given)
}

const entry = (ctx: Ctx, { fromCommandLine }: ImportSheet) => ({
  ...{ id: ctx.ids.next(), at: ctx.now, actorId: ctx.actor.kind === 'person' ? ctx.actor.id : null, fromCommandLine },
})

function auditEntry(ctx: Ctx, input: ImportSheet, tally: ImportTally) {
  return {
    ...entry(ctx, input),
    action: `${input.sheet}.import`,
    subject: ctx.workspaceId,
    facts: { rows: tally.rows, added: tally.added, changed: tally.changed, unchanged: tally.unchanged },
  }
}
