import { Command } from 'commander'

/** `tasuki start`. */
export const startCommand = (): Command =>
  new Command('start').description('run the app until it is told to stop').action(async () => {
    // Loaded here, so that the commands that never call Slack do not load what does.
    const [{ start }, { buildApp }] = await Promise.all([import('./start.js'), import('../app.js')])
    await start(buildApp)
  })
