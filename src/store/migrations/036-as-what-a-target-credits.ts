import { type Migration, oneOf } from '../ddl.js'

/** Null where it is no person's, and for who is credited as either: targets that were set before say neither. */
export const asWhatATargetCredits: Migration = {
  number: 36,
  name: 'as what a target credits',
  statements: () => [`ALTER TABLE targets ADD COLUMN credited_as TEXT ${oneOf('credited_as', ['csm', 'ae'])}`],
}
