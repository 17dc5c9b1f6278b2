import { dirname, join, resolve } from 'node:path'
import { Command } from 'commander'
import { loadSettings } from '../config/config.js'
import type { Instant } from '../domain/time.js'
import { localDay } from '../domain/zone-time.js'
import { messagesFor } from '../i18n/index.js'
import type { Messages } from '../i18n/messages.js'
import { ERASURE_LOG, mergeErasures, readErasureLog } from '../store/backups/erasure-log.js'
import { makeBackup } from '../store/backups/make-backup.js'
import { type Restored, restoreBackup } from '../store/backups/restore-backup.js'
import type { BackupFacts } from '../store/backups/verify-backup.js'
import { refusalOf } from './backup-refusals.js'
import type { CommandGroup } from './command-line.js'
import { wordsOf } from './language.js'
import type { Terminal } from './terminal.js'

/** `tasuki backup FILE`: a verified copy, made while the app runs. */
export const backupCommand: CommandGroup = (terminal) => {
  const help = wordsOf(terminal).commandHelp.backup
  return new Command('backup')
    .description(help.what)
    .argument('<file>', help.file)
    .option('--force', help.force)
    .action(async (file: string, options: { force?: true }) => {
      const place = placeOf(terminal)
      const now = terminal.clock.now()
      const made = makeBackup(place.database, file, { now, overwrite: options.force === true })
      const facts = await made.catch((error: unknown) => {
        throw refusalOf(error, place.m, 'backup') ?? error
      })
      terminal.out(`${place.m.backups.made(facts.file)}\n  ${factsLine(facts, place)}\n`)
    })
}

/** `tasuki restore FILE`: puts a backup in the database's place. */
export const restoreCommand: CommandGroup = (terminal) => {
  const help = wordsOf(terminal).commandHelp.restore
  return new Command('restore')
    .description(help.what)
    .argument('<file>', help.file)
    .option('--force', help.force)
    .action(async (file: string, options: { force?: true }) => {
      const place = placeOf(terminal)
      const logs = [join(place.backups, ERASURE_LOG), join(dirname(resolve(file)), ERASURE_LOG)]
      const erasures = mergeErasures(...logs.map(readErasureLog))
      const now = terminal.clock.now()
      const restoring = restoreBackup(file, place.database, { now, overwrite: options.force === true, erasures })
      const restored = await restoring.catch((error: unknown) => {
        throw refusalOf(error, place.m, 'restore') ?? error
      })
      terminal.out(`${restoredLines(restored, place, logs[0] ?? '').join('\n')}\n`)
    })
}

interface Place {
  readonly database: string
  /** The folder of the nightly backups. */
  readonly backups: string
  readonly m: Messages
  readonly stamp: (at: Instant) => string
}

function placeOf(terminal: Terminal): Place {
  const { database, backups, firstStart } = loadSettings(terminal.env())
  const m = messagesFor(firstStart.locale)
  const { zone } = firstStart
  const today = localDay(zone, terminal.clock.now())
  return {
    database: database.path,
    backups: backups.folder,
    m,
    stamp: (at) => `${m.format.stamp(at, zone, today)} (${zone})`,
  }
}

function factsLine({ bytes, rows, madeAt }: BackupFacts, { m, stamp }: Place): string {
  const at = madeAt === null ? '—' : stamp(madeAt)
  return m.backups.facts({ size: `${(bytes / 1e6).toFixed(1)} MB`, rows: m.format.number(rows), at })
}

function restoredLines(restored: Restored, place: Place, log: string): readonly string[] {
  const { m, stamp } = place
  const { backup, keptAs, erasedAgain, oldUnreadable } = restored
  return [
    m.backups.restored(resolve(place.database)),
    `  ${factsLine(backup, place)}`,
    backup.madeAt === null ? m.backups.unsealed : m.backups.restoredFrom(stamp(backup.madeAt)),
    ...(keptAs === null ? [] : [m.backups.keptAs(keptAs)]),
    ...(erasedAgain === 0 ? [] : [m.backups.erasedAgain(m.format.number(erasedAgain))]),
    ...(oldUnreadable ? [m.backups.oldUnreadable(log)] : []),
    m.backups.startNow,
  ]
}
