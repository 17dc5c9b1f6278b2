import type { Migration } from '../ddl.js'
import { workspacesAndPeople } from './001-workspaces-and-people.js'
import { accountsAndProducts } from './002-accounts-and-products.js'
import { csqls } from './003-csqls.js'
import { events } from './004-events.js'
import { clocks } from './005-clocks.js'
import { deliveries } from './006-deliveries.js'
import { repliesAndTargets } from './007-replies-and-targets.js'
import { audit } from './008-audit.js'
import { accountSnapshots } from './009-account-snapshots.js'
import { lastLogged } from './010-last-logged.js'
import { delegates } from './011-delegates.js'
import { questionsAndSupport } from './012-questions-and-support.js'
import { deliveriesOwed } from './013-deliveries-owed.js'
import { nightlyBackups } from './014-nightly-backups.js'
import { csqlFacts } from './015-csql-facts.js'
import { dueAcrossWorkspaces } from './016-due-across-workspaces.js'
import { dueByWorkspace } from './017-due-by-workspace.js'
import { churnAcknowledgements } from './018-churn-acknowledgements.js'
import { batchesToldAndLate } from './019-batches-told-and-late.js'
import { looseBatches } from './020-loose-batches.js'
import { digestThreads } from './021-digest-threads.js'
import { summaries } from './022-summaries.js'
import { leanerIndexes } from './023-leaner-indexes.js'
import { accountNameChanges } from './024-account-name-changes.js'
import { contractsWithOutcome } from './025-contracts-with-outcome.js'
import { postsAndWelcome } from './026-posts-and-welcome.js'
import { accountNotesAndMerges } from './027-account-notes-and-merges.js'
import { dataProtection } from './028-data-protection.js'
import { outcomesOfPeople } from './029-outcomes-of-people.js'
import { oneIndexOfWhatIsDue } from './030-one-index-of-what-is-due.js'
import { decisionsThatWereTold } from './031-decisions-that-were-told.js'
import { rowsLeftOut } from './032-rows-left-out.js'
import { winsWithoutAStart } from './033-wins-without-a-start.js'
import { waitsThatWereTold } from './034-waits-that-were-told.js'
import { firstContactsNobodyTold } from './035-first-contacts-nobody-told.js'
import { asWhatATargetCredits } from './036-as-what-a-target-credits.js'
import { whatIsOwedFromTheIndex } from './037-what-is-owed-from-the-index.js'
import { statesWithSinceWhen } from './038-states-with-since-when.js'

/** Every step of the schema, in order. Steps are added, and never changed once they were released. */
export const MIGRATIONS: readonly Migration[] = [
  workspacesAndPeople,
  accountsAndProducts,
  csqls,
  events,
  clocks,
  deliveries,
  repliesAndTargets,
  audit,
  accountSnapshots,
  lastLogged,
  delegates,
  questionsAndSupport,
  deliveriesOwed,
  nightlyBackups,
  csqlFacts,
  dueAcrossWorkspaces,
  dueByWorkspace,
  churnAcknowledgements,
  batchesToldAndLate,
  looseBatches,
  digestThreads,
  summaries,
  leanerIndexes,
  accountNameChanges,
  contractsWithOutcome,
  postsAndWelcome,
  accountNotesAndMerges,
  dataProtection,
  outcomesOfPeople,
  oneIndexOfWhatIsDue,
  decisionsThatWereTold,
  rowsLeftOut,
  winsWithoutAStart,
  waitsThatWereTold,
  firstContactsNobodyTold,
  asWhatATargetCredits,
  whatIsOwedFromTheIndex,
  statesWithSinceWhen,
]
