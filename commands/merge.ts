import { foldWord, readCsqlNumber } from '../src/domain/words.js'
import { FILLER_WORDS } from '../src/i18n/command-words.js'
import { act, LineUnclear } from '../src/slack/reply.js'
import { command, numberAndRest } from './command.js'

/** `merge N INTO`: at once; without the second number the form opens. */
export const merge = command('merge', {
  parse: (text) => {
    const { number, rest } = numberAndRest(text)
    const words = rest.split(/\s+/u).filter((word) => word !== '' && !FILLER_WORDS.includes(foldWord(word)))
    const [typed] = words
    if (typed === undefined) return { number, into: null }
    const into = readCsqlNumber(typed)
    if (into === null) throw new LineUnclear({ field: 'number', rule: 'not_a_number', typed })
    return { number, into }
  },
  run: async (entry, { number, into }, asked) =>
    into === null
      ? asked.open({ kind: 'act', action: 'merge', number, version: null })
      : act(entry, { number, version: null, action: 'merge', fields: { into } }),
})
