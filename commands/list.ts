import { foldWord } from '../src/domain/words.js'
import { FILTER_WORDS, LIST_FILTERS } from '../src/i18n/command-words.js'
import { type Listed, listAnswer } from '../src/slack/reply.js'
import { command } from './command.js'

/** `list [mine|open|overdue|waiting|ACCOUNT]`: what is one's own, where nothing is said. */
export const list = command('list', {
  parse: (text): Listed => {
    const word = foldWord(text)
    const filter = word === '' ? 'mine' : LIST_FILTERS.find((name) => FILTER_WORDS[name].map(foldWord).includes(word))
    return filter === undefined ? { kind: 'account', typed: text } : { kind: 'filter', filter }
  },
  run: (entry, listed) => listAnswer(entry, listed),
})
