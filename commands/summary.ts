import { foldWord } from '../src/domain/words.js'
import { OFF_WORDS, ON_WORDS } from '../src/i18n/command-words.js'
import { LineUnclear } from '../src/slack/reply.js'
import { chooseSummary, readSummaryChoice } from '../src/usecases/choose-summary.js'
import { lines } from '../src/views/blocks.js'
import { message } from '../src/views/message.js'
import { command } from './command.js'

/** `summary [on|off]`: the person's own Monday; alone it says whether they get it. */
export const summary = command('summary', {
  parse: (text): boolean | null => {
    const word = foldWord(text)
    if (word === '') return null
    if (ON_WORDS.includes(word)) return true
    if (OFF_WORDS.includes(word)) return false
    throw new LineUnclear({ field: 'line', rule: 'on_or_off', typed: text })
  },
  run: async ({ ctx, messages: { summaries } }, wanted) => {
    if (wanted === null) {
      return message(lines((await readSummaryChoice(ctx)) === true ? summaries.isOn : summaries.isOff))
    }
    await chooseSummary(ctx, wanted)
    return message(lines(wanted ? summaries.turnedOn : summaries.turnedOff))
  },
})
