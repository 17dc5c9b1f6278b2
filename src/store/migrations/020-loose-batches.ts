import type { Migration } from '../ddl.js'

export const looseBatches: Migration = {
  number: 20,
  name: 'loose-batches',
  statements: ({ widen }) => widen('deliveries', 'purpose', ['loose']),
}
