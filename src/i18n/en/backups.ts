import type { Backups } from '../areas/backups.js'

const because = (text: string) => (detail: string) => (detail === '' ? `${text}.` : `${text} (${detail}).`)

export const backups: Backups = {
  made: (file) => `Made a backup, and checked it: ${file}`,
  facts: ({ size, rows, at }) => `${size}, ${rows} rows, as of ${at}`,

  restored: (file) => `Restored from the backup: ${file}`,
  restoredFrom: (at) => `It is what there was at ${at}. Nothing that was logged or changed since is in it.`,
  unsealed:
    'The file was not made by tasuki backup: it is not damaged as far as SQLite can tell, but its values could not be checked one by one.',
  keptAs: (file) => `The database that was there is kept as ${file}. Delete it once all is well.`,
  erasedAgain: (count) => `Erased again what had been erased since the backup: ${count}.`,
  oldUnreadable: (log) =>
    `The database that was there could not be read: what was erased since the backup is known from ${log} alone.`,
  startNow: 'Start with npm start.',

  fileExists: (file) => [`${file} is there already.`, 'Give another name, or --force to replace it.'],
  databaseExists: (file) => [
    `There is a database already: ${file}.`,
    'Give --force to replace it. It is kept under another name.',
  ],
  inUse: (file, by) => [`The database ${file} is in use${by === '' ? '' : ` (${by})`}.`, 'Stop Tasuki, and try again.'],
  cannotErase: (what) => [
    `The log of erasures names something that this version cannot erase (${what}).`,
    'Restore with the newer version.',
  ],
  faulty: (file) => `${file} cannot be used as a backup.`,
  faults: {
    missing: because('There is no such file'),
    not_a_database: because('It is no SQLite database, or is damaged at its beginning'),
    not_ours: because('It is a database of another program'),
    damaged: because('It is damaged, or cut short'),
    foreign_keys: because('Some of its rows point at nothing'),
    seal: because('Its seal was changed'),
    content: because('It no longer holds what it held when it was made'),
    newer: because('A newer version of Tasuki made it'),
  },
  faultMend: 'Use another backup. One of a newer version is restored by that version.',

  failed: (night) =>
    `The backup of ${night} could not be made. It is tried every hour; you are told no more until one has succeeded.`,
  failedWhy: (why) => `Reason: ${why}`,
  failures: {
    disk_full: 'the disk is full',
    not_writable: 'the folder of the backups cannot be written',
    faulty: 'the copy was not what the data is',
    source: 'the database could not be read',
    stopped: 'it was stopped on the way',
    other: 'something unforeseen went wrong',
  },
  failedMend: {
    disk_full: 'Please ask whoever runs the server to free some space.',
    not_writable: 'Please ask whoever runs the server to check the rights of the folder TASUKI_BACKUP_DIR.',
    faulty: 'Please ask whoever runs the server to check the disk, and to run tasuki doctor.',
    source: 'Please ask whoever runs the server to run tasuki doctor.',
    stopped: 'Please ask whoever runs the server to look at the log.',
    other: 'Please ask whoever runs the server to look at the log.',
  },
  lastGood: (night) => (night === null ? 'There is no good backup yet.' : `The last good backup is that of ${night}.`),
}
