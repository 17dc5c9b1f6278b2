import type { CommandName } from '../src/i18n/command-words.js'
import { act, type Form } from '../src/slack/reply.js'
import { type Command, command, numberAndRest } from './command.js'

type ActForm = Extract<Form, { kind: 'act' }>['action']

/** Transitions that need no more than a number: at once. */
const AT_ONCE = ['accept'] as const satisfies readonly CommandName[]

/** Transitions that ask for more: their forms. */
const BY_FORM = [
  'return',
  'reject',
  'update',
  'convert',
  'win',
  'lose',
  'withdraw',
  'reopen',
] as const satisfies readonly (CommandName & ActForm)[]

/** The transitions share one shape: `NAME N`. What stands behind the number is asked for by the form. */
export const transitions: readonly Command<number>[] = [
  command('qualify', {
    parse: (text) => numberAndRest(text).number,
    run: (_entry, number, asked) => asked.open({ kind: 'qualify', number, version: null }),
  }),
  ...AT_ONCE.map((action) =>
    command(action, {
      parse: (text: string) => numberAndRest(text).number,
      run: (entry, number) => act(entry, { number, version: null, action, fields: {} }),
    }),
  ),
  ...BY_FORM.map((action) =>
    command(action, {
      parse: (text: string) => numberAndRest(text).number,
      run: (_entry, number, asked) => asked.open({ kind: 'act', action, number, version: null }),
    }),
  ),
]
