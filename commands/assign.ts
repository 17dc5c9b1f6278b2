import { splitWords } from '../src/domain/words.js'
import { FILLER_WORDS } from '../src/i18n/command-words.js'
import { resolveTyped } from '../src/slack/actor.js'
import { act, LineUnclear } from '../src/slack/reply.js'
import { assignAction } from '../src/usecases/read-for-action.js'
import { command, numberAndRest } from './command.js'

/** `assign N @ae`: at once for those who may; an AE proposes another. Without a person the form opens. */
export const assign = command('assign', {
  parse: (text) => {
    const { number, rest } = numberAndRest(text)
    const [typed = null] = splitWords(rest)
      .map((word) => word.text)
      .filter((word) => !FILLER_WORDS.includes(word.toLowerCase()))
    return { number, typed }
  },
  run: async (entry, { number, typed }, asked) => {
    const action = await assignAction(entry.ctx, number)
    if (typed === null) return asked.open({ kind: 'act', action, number, version: null })
    const ae = await resolveTyped(entry, typed)
    if (ae === null) throw new LineUnclear({ field: 'person', rule: 'not_a_person', typed })
    return act(entry, { number, version: null, action, fields: { ae } })
  },
})
