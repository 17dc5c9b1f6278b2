import { command } from './command.js'

/** `settings`: the form, for admins. */
export const settings = command('settings', {
  parse: () => null,
  run: (_entry, _input, asked) => asked.open({ kind: 'settings' }),
})
