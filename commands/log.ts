import { DomainError, DuplicateOpen, Incomplete, NotSaved } from '../src/domain/errors.js'
import { withoutSecrets } from '../src/domain/secrets.js'
import type { Entry } from '../src/slack/actor.js'
import {
  type Answer,
  loggedAnswer,
  readableMentions,
  readTypedSignal,
  refused,
  requireLength,
  TextTooLong,
} from '../src/slack/reply.js'
import { keepDraft } from '../src/usecases/drafts.js'
import { logSignal } from '../src/usecases/log-signal.js'
import { readCsql } from '../src/usecases/read-csql.js'
import { actions, plainButton, quotation } from '../src/views/blocks.js'
import { duplicateMessage } from '../src/views/duplicate.js'
import { OPEN_LOG } from '../src/views/ids.js'
import { command } from './command.js'

/** `log`: the form; `log TEXT`: at once. What cannot be taken as it is reappears in the form. */
export const log = command('log', {
  parse: (text) => text,
  run: async (entry, text, asked) => {
    if (text === '') return asked.open({ kind: 'log' })
    requireLength(text)
    const safe = withoutSecrets(text, entry.messages.errors.secretMark)
    try {
      return await logLine(entry, safe.text, safe.found)
    } catch (error) {
      if (error instanceof NotSaved) return refused(entry, error, handedBack(entry, safe.text))
      if (error instanceof DomainError && !(error instanceof TextTooLong)) return offerForm(entry, safe.text, error)
      throw error
    }
  },
})

async function logLine(entry: Entry, text: string, secretRemoved: boolean): Promise<Answer> {
  const { line, fields, aeTyped, aeUnknown } = await readTypedSignal(entry, text)
  if (line.account.typed === '') throw new Incomplete({ fields: ['account'] })
  const logged = await logSignal(entry.ctx, { line: await readableMentions(entry, line.line), fields })
  const { match } = line.account
  const rule = aeUnknown ? 'unknown_person' : logged.aeProblem
  return loggedAnswer(entry, logged, {
    candidates: match.kind === 'likely' ? match.candidates : [],
    amountProblem: line.amountProblem ?? null,
    periodAssumed: line.amount !== undefined && !line.amount.periodGiven,
    aeProblem: aeTyped === null || rule === null ? null : { typed: await readableMentions(entry, aeTyped), rule },
    secretRemoved,
  })
}

/** Nothing that was typed is lost: it is kept for an hour, to be put right in the form or added to what is open already. */
async function offerForm(entry: Entry, line: string, error: DomainError): Promise<Answer> {
  const { ctx, messages, viewer } = entry
  const duplicateOf = error instanceof DuplicateOpen ? error.facts.number : null
  const id = await keepDraft(ctx, { line, duplicateOf })
  if (duplicateOf !== null) {
    return duplicateMessage(await readCsql(ctx, duplicateOf), { id, line }, messages, viewer, ctx.now)
  }
  return refused(
    entry,
    error,
    handedBack(entry, line),
    actions(plainButton(OPEN_LOG, messages.commands.logged.fix, id)),
  )
}

const handedBack = ({ messages }: Entry, line: string) => quotation(messages, messages.errors.yourText, line)
