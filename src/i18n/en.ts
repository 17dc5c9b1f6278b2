import { accounts } from './en/accounts.js'
import { amounts } from './en/amounts.js'
import { asking } from './en/asking.js'
import { away } from './en/away.js'
import { backups } from './en/backups.js'
import { batches } from './en/batches.js'
import { capture } from './en/capture.js'
import { cards } from './en/cards.js'
import { clocks } from './en/clocks.js'
import { commandHelp } from './en/command-help.js'
import { commandLine } from './en/command-line.js'
import { commands } from './en/commands.js'
import { digest } from './en/digest.js'
import { doctor } from './en/doctor.js'
import { environment } from './en/environment.js'
import { errors } from './en/errors.js'
import { faults } from './en/faults.js'
import { format } from './en/format.js'
import { home } from './en/home.js'
import { modals } from './en/modals.js'
import { names } from './en/names.js'
import { notices } from './en/notices.js'
import { protection } from './en/protection.js'
import { reports } from './en/reports.js'
import { rights } from './en/rights.js'
import { settings } from './en/settings.js'
import { sheets } from './en/sheets.js'
import { summaries } from './en/summaries.js'
import { terms } from './en/terms.js'
import { weekly } from './en/weekly.js'
import type { Messages } from './messages.js'

export const en = {
  format,
  terms,
  names,
  amounts,
  capture,
  cards,
  notices,
  asking,
  backups,
  batches,
  digest,
  rights,
  settings,
  sheets,
  protection,
  reports,
  weekly,
  summaries,
  home,
  modals,
  faults,
  clocks,
  commands,
  commandLine,
  commandHelp,
  accounts,
  environment,
  errors,
  doctor,
  away,
} satisfies Messages
