import { flag, type Migration } from '../ddl.js'

export const rowsLeftOut: Migration = {
  number: 32,
  name: 'rows left out',
  statements: ({ int }) => [
    `ALTER TABLE delivery_items ADD COLUMN left_out ${int} NOT NULL DEFAULT 0 ${flag('left_out')}`,
  ],
}
