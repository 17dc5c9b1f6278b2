import type { Tx } from '../usecases/ports.js'
import { accountDetails } from './account-details.js'
import { accountMergesRepo } from './account-merges.js'
import { accountNotesRepo } from './account-notes.js'
import { accountsOf } from './accounts.js'
import { auditRepo } from './audit.js'
import { backupsRepo } from './backups.js'
import { churnRepo } from './churn.js'
import { clocksRepo } from './clocks.js'
import { csqlsRepo } from './csqls.js'
import { deliveriesRepo } from './deliveries.js'
import { erasuresRepo } from './erasures.js'
import { eventsRepo } from './events.js'
import { figuresRepo } from './figures.js'
import { homeRepo } from './home.js'
import { marksRepo } from './marks.js'
import { metricsRepo } from './metrics/metrics.js'
import { peopleRepo } from './people.js'
import { productsRepo } from './products.js'
import { repliesRepo } from './replies.js'
import { retentionRepo } from './retention.js'
import type { Scope } from './rows.js'
import { type SettingsReader, settingsRepo } from './settings.js'
import { sheetsRepo } from './sheets.js'
import { snapshotsRepo } from './snapshots.js'
import { summariesRepo } from './summaries.js'
import { targetsRepo } from './targets.js'
import { textsRepo } from './texts.js'

/** All repositories of one workspace on one connection. */
export const txOn = (scope: Scope, settings: SettingsReader): Tx => ({
  workspaceId: scope.workspaceId,
  settings: settingsRepo(scope, settings),
  people: peopleRepo(scope),
  accounts: { ...accountsOf(scope), ...accountDetails(scope) },
  accountNotes: accountNotesRepo(scope),
  accountMerges: accountMergesRepo(scope),
  products: productsRepo(scope),
  sheets: sheetsRepo(scope),
  csqls: csqlsRepo(scope),
  events: eventsRepo(scope),
  clocks: clocksRepo(scope),
  texts: textsRepo(scope),
  deliveries: deliveriesRepo(scope),
  replies: repliesRepo(scope),
  figures: figuresRepo(scope),
  home: homeRepo(scope),
  targets: targetsRepo(scope),
  audit: auditRepo(scope),
  marks: marksRepo(scope),
  snapshots: snapshotsRepo(scope),
  erasures: erasuresRepo(scope),
  retention: retentionRepo(scope),
  backups: backupsRepo(scope),
  metrics: metricsRepo(scope),
  churn: churnRepo(scope),
  summaries: summariesRepo(scope),
})
