#!/usr/bin/env node
import { setTimeout as delay } from 'node:timers/promises'
import { backupCommand, restoreCommand } from './backup.js'
import { runCommandLine } from './command-line.js'
import { deliveriesCommands } from './deliveries.js'
import { doctorCommand } from './doctor.js'
import { eraseCommand } from './erase.js'
import { exportCommand } from './export.js'
import { importCommand } from './import.js'
import { reportCommand } from './report.js'
import { startCommand } from './start-command.js'
import { processTerminal } from './terminal.js'

const GROUPS = [
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

process.exitCode = await runCommandLine(GROUPS, process.argv.slice(2), processTerminal())
// On Node 24 an exit aborts while V8 has statements of a closed database left to finalise: it does so in between.
await delay(50)
