import type { Migration } from '../ddl.js'

// What stands in a digest's thread, its preview, and people's own Mondays.
export const digestThreads: Migration = {
  number: 21,
  name: 'digest threads',
  statements: ({ widen }) =>
    widen('deliveries', 'purpose', ['digest_details', 'digest_csv', 'digest_preview', 'summary']),
}
