import { InvalidArgumentError } from 'commander'
import { isDay } from '../domain/days.js'
import type { Day } from '../domain/time.js'
import { wordsOf } from './language.js'
import type { Terminal } from './terminal.js'

/** Reads an option that is a day, and says in the language of the command line what is wrong with it. */
export const dayIn =
  (terminal: Terminal) =>
  (typed: string): Day => {
    if (isDay(typed)) return typed
    throw new InvalidArgumentError(wordsOf(terminal).commandLine.typed.day)
  }
