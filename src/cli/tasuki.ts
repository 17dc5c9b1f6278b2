#!/usr/bin/env node
import { Command } from 'commander'

const program = new Command('tasuki').description('Hands customer success leads to sales, from the command line.')

program
  .command('start')
  .description('run the app until it is told to stop')
  .action(async () => {
    // Loaded here, so that the commands that never call Slack do not load what does.
    const [{ start }, { buildApp }] = await Promise.all([import('./start.js'), import('../app.js')])
    await start(buildApp)
  })

await program.parseAsync()
