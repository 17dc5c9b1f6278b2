import { Command } from 'commander'
import type { CommandGroup } from './command-line.js'
import { wordsOf } from './language.js'

/** `tasuki start`. */
export const startCommand: CommandGroup = (terminal) =>
  new Command('start').description(wordsOf(terminal).commandHelp.start).action(async () => {
    // Loaded here, so that the commands that never call Slack do not load what does.
    const [{ start }, { buildApp }] = await Promise.all([import('./start.js'), import('../app.js')])
    await start(buildApp)
  })
