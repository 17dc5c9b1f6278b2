import { shownAnswer } from '../src/slack/reply.js'
import { command, numberAndRest } from './command.js'

/** `show N` */
export const show = command('show', {
  parse: (text) => numberAndRest(text).number,
  run: (entry, number) => shownAnswer(entry, number),
})
