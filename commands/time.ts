import { resolveTyped } from '../src/slack/actor.js'
import { LineUnclear } from '../src/slack/reply.js'
import { command } from './command.js'

/** `time`: the form for one's own working hours and leave; `time @person`: somebody else's, for managers. */
export const time = command('time', {
  parse: (text) => (text === '' ? null : text),
  run: async (entry, typed, asked) => {
    const personId = typed === null ? null : await resolveTyped(entry, typed)
    if (typed !== null && personId === null) throw new LineUnclear({ field: 'person', rule: 'not_a_person', typed })
    return asked.open({ kind: 'my_time', personId, rows: 1 })
  },
})
