import { backupCommand, restoreCommand } from './backup.js'
import type { CommandGroup } from './command-line.js'
import { deliveriesCommands } from './deliveries.js'
import { doctorCommand } from './doctor.js'
import { eraseCommand } from './erase.js'
import { exportCommand } from './export.js'
import { importCommand } from './import.js'
import { reportCommand } from './report.js'
import { startCommand } from './start-command.js'

/** Every command of `tasuki`, in the order in which the help lists them. */
export const GROUPS: readonly CommandGroup[] = [
  startCommand,
  importCommand,
  exportCommand,
  deliveriesCommands,
  backupCommand,
  restoreCommand,
  doctorCommand,
  eraseCommand,
  reportCommand,
]
