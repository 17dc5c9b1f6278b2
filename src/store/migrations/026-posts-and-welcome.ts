import type { Migration } from '../ddl.js'

// Hand-overs and wins in channels of their own, and the message that begins the set-up.
export const postsAndWelcome: Migration = {
  number: 26,
  name: 'posts and welcome',
  statements: ({ widen }) => widen('deliveries', 'purpose', ['handover_post', 'won_post', 'welcome']),
}
