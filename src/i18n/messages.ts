import type { Accounts } from './areas/accounts.js'
import type { Asking } from './areas/asking.js'
import type { Away } from './areas/away.js'
import type { Backups } from './areas/backups.js'
import type { Batches } from './areas/batches.js'
import type { Capture } from './areas/capture.js'
import type { Cards } from './areas/cards.js'
import type { Clocks } from './areas/clocks.js'
import type { CommandHelp } from './areas/command-help.js'
import type { CommandLineWords } from './areas/command-line.js'
import type { Commands } from './areas/commands.js'
import type { Digest } from './areas/digest.js'
import type { Doctor } from './areas/doctor.js'
import type { Environment } from './areas/environment.js'
import type { Errors } from './areas/errors.js'
import type { Faults } from './areas/faults.js'
import type { Home } from './areas/home.js'
import type { Modals } from './areas/modals.js'
import type { Notices } from './areas/notices.js'
import type { Protection } from './areas/protection.js'
import type { Reports } from './areas/reports.js'
import type { Rights } from './areas/rights.js'
import type { SettingsWords } from './areas/settings.js'
import type { Sheets } from './areas/sheets.js'
import type { Summaries } from './areas/summaries.js'
import type { Amounts, Names, Terms } from './areas/terms.js'
import type { Weekly } from './areas/weekly.js'
import type { Format } from './format.js'

/**
 * Everything that Tasuki says, in one language. Messages are values or functions: a missing one, or one that takes
 * something else, does not compile. They are plain text without any mark-up; what people typed passes through as it is,
 * and the views keep it literal.
 */
export interface Messages {
  readonly format: Format
  readonly terms: Terms
  readonly names: Names
  readonly amounts: Amounts
  readonly capture: Capture
  readonly cards: Cards
  readonly notices: Notices
  readonly asking: Asking
  readonly backups: Backups
  readonly batches: Batches
  readonly digest: Digest
  readonly rights: Rights
  readonly settings: SettingsWords
  readonly sheets: Sheets
  readonly protection: Protection
  readonly reports: Reports
  readonly weekly: Weekly
  readonly summaries: Summaries
  readonly home: Home
  readonly modals: Modals
  readonly faults: Faults
  readonly clocks: Clocks
  readonly commands: Commands
  readonly commandLine: CommandLineWords
  readonly commandHelp: CommandHelp
  readonly accounts: Accounts
  readonly environment: Environment
  readonly errors: Errors
  readonly doctor: Doctor
  readonly away: Away
}
