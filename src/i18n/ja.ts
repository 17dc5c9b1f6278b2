import { accounts } from './ja/accounts.js'
import { amounts } from './ja/amounts.js'
import { asking } from './ja/asking.js'
import { away } from './ja/away.js'
import { backups } from './ja/backups.js'
import { batches } from './ja/batches.js'
import { capture } from './ja/capture.js'
import { cards } from './ja/cards.js'
import { clocks } from './ja/clocks.js'
import { commandHelp } from './ja/command-help.js'
import { commandLine } from './ja/command-line.js'
import { commands } from './ja/commands.js'
import { digest } from './ja/digest.js'
import { doctor } from './ja/doctor.js'
import { environment } from './ja/environment.js'
import { errors } from './ja/errors.js'
import { faults } from './ja/faults.js'
import { format } from './ja/format.js'
import { home } from './ja/home.js'
import { modals } from './ja/modals.js'
import { names } from './ja/names.js'
import { notices } from './ja/notices.js'
import { protection } from './ja/protection.js'
import { reports } from './ja/reports.js'
import { rights } from './ja/rights.js'
import { settings } from './ja/settings.js'
import { sheets } from './ja/sheets.js'
import { summaries } from './ja/summaries.js'
import { terms } from './ja/terms.js'
import { weekly } from './ja/weekly.js'
import type { Messages } from './messages.js'

export const ja = {
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
