import { act, readableMentions, requireLength } from '../src/slack/reply.js'
import { command, numberAndRest } from './command.js'

/** `note N TEXT`: at once; without a text the form opens. */
export const note = command('note', {
  parse: (text) => numberAndRest(text),
  run: async (entry, { number, rest }, asked) => {
    if (rest === '') return asked.open({ kind: 'act', action: 'note', number, version: null })
    requireLength(rest)
    const body = await readableMentions(entry, rest)
    return act(entry, { number, version: null, action: 'note', fields: { note: body } })
  },
})
