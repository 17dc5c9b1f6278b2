import { undo as takeBack } from '../src/slack/reply.js'
import { command, numberAndRest } from './command.js'

/** `undo N`: the person's own last step, within five minutes. */
export const undo = command('undo', {
  parse: (text) => numberAndRest(text).number,
  run: (entry, number) => takeBack(entry, { number }),
})
