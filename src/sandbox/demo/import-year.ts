import { freshIds } from '../../config/fresh-ids.js'
import { addDays } from '../../domain/days.js'
import { SYSTEM } from '../../domain/person.js'
import type { SheetName } from '../../domain/sheets/sheets.js'
import type { Day } from '../../domain/time.js'
import { sheetCode } from '../../i18n/sheet-words.js'
import { AccountNames } from '../../usecases/account-names.js'
import type { Ctx } from '../../usecases/context.js'
import { importSheet } from '../../usecases/import-sheet.js'
import { knownCustomers } from '../sample-accounts.js'
import { PEOPLE } from '../sample-company.js'
import { cellsOf, type Sample, sampleSpreadsheets } from '../sample-spreadsheets.js'
import type { Company } from './company.js'
import type { DemoLanguage } from './transcript.js'

const ORDER: readonly SheetName[] = ['accounts', 'contracts', 'csqls', 'snapshots']

/** Forty customers and a year of what they said, up to a few days before the last one. */
export function sampleYear(language: DemoLanguage, last: Day): Sample {
  const first = addDays(last, -364)
  return {
    ...{ seed: 20_251_124, language, first, last },
    ...{ accounts: 40, csqls: 260, known: knownCustomers(language, first), least: 12_000, closedAfter: 25 },
    csms: [PEOPLE.sato, PEOPLE.nakamura],
    aes: [PEOPLE.suzuki, PEOPLE.watanabe, PEOPLE.pat],
  }
}

/**
 * Brings the year in as an admin would: by the import, sheet by sheet, so that history and figures are the app's own.
 *
 * @throws Error with the faults of a sheet that was not taken
 */
export async function importYear({ app, clock }: Company, sample: Sample): Promise<void> {
  const ctx: Ctx = {
    ...{ workspaceId: app.workspaceId, store: app.store.of(app.workspaceId), accountNames: new AccountNames() },
    ...{ ids: freshIds(() => clock.now()), now: clock.now(), actor: SYSTEM, requestKey: null, committed: () => {} },
  }
  const sheets = sampleSpreadsheets(sample)
  for (const sheet of ORDER) {
    async function* rows() {
      for (const [index, cells] of cellsOf(sheet, sheets[sheet]).entries()) yield { row: index + 2, cells }
    }
    const outcome = await importSheet(ctx, { sheet, rows, dryRun: false, codeOf: sheetCode, fromCommandLine: true })
    if (outcome.faultCount > 0) throw new Error(`${sheet}: ${JSON.stringify(outcome.faults.slice(0, 5))}`)
  }
}
