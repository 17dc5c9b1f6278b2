#!/usr/bin/env node
import { setTimeout as delay } from 'node:timers/promises'
import { runCommandLine } from './command-line.js'
import { GROUPS } from './groups.js'
import { processTerminal } from './terminal.js'

process.exitCode = await runCommandLine(GROUPS, process.argv.slice(2), processTerminal())
// On Node 24 an exit aborts while V8 has statements of a closed database left to finalise: it does so in between.
await delay(50)
