import type { Migration } from '../ddl.js'

export const delegates: Migration = {
  number: 11,
  name: 'delegates',
  statements: ({ widen }) => [...widen('deliveries', 'purpose', ['delegated', 'leave'])],
}
