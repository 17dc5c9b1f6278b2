import { DomainError, DuplicateOpen, Incomplete, NotSaved } from '../src/domain/errors.js'
import { AccountId, type PersonId, ProductId } from '../src/domain/ids.js'
import type { LogLine } from '../src/domain/log-line.js'
import { withoutSecrets } from '../src/domain/secrets.js'
import { HONORIFIC_ENDING } from '../src/i18n/command-words.js'
import { LOG_WORDS } from '../src/i18n/vocabulary.js'
import { type Entry, personNamed, resolvePerson } from '../src/slack/actor.js'
import { type Answer, loggedAnswer, readableMentions, refused, requireLength, TextTooLong } from '../src/slack/reply.js'
import type { AccountNamed } from '../src/usecases/account-names.js'
import { type CsqlFields, LONGEST_NAME } from '../src/usecases/csql-fields.js'
import { keepDraft } from '../src/usecases/drafts.js'
import { logSignal } from '../src/usecases/log-signal.js'
import { readCsql } from '../src/usecases/read-csql.js'
import { readLogLine } from '../src/usecases/read-log-line.js'
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
  const line = await readLogLine(entry.ctx, text, LOG_WORDS)
  if (line.account.typed === '') throw new Incomplete({ fields: ['account'] })
  const ae = await aeOf(entry, line)
  const logged = await logSignal(entry.ctx, {
    line: await readableMentions(entry, line.line),
    fields: await fieldsOf(entry, line, ae),
  })
  const { match } = line.account
  const named = typedFor(line, 'ae')
  const rule = ae === null ? 'unknown_person' : logged.aeProblem
  return loggedAnswer(entry, logged, {
    candidates: match.kind === 'likely' ? match.candidates : [],
    amountProblem: line.amountProblem ?? null,
    periodAssumed: line.amount !== undefined && !line.amount.periodGiven,
    aeProblem: named === null || rule === null ? null : { typed: await readableMentions(entry, named), rule },
    secretRemoved,
  })
}

type Line = LogLine<AccountNamed>

const typedFor = ({ taken }: Line, field: string): string | null =>
  taken.find((one) => one.field === field)?.typed ?? null

/** The AE who was named: null for somebody we cannot find, undefined where nobody was named. */
async function aeOf(entry: Entry, { ae }: Line): Promise<PersonId | null | undefined> {
  if (ae === undefined) return undefined
  return 'slackUserId' in ae ? resolvePerson(entry, ae.slackUserId) : personNamed(entry, ae.name)
}

async function fieldsOf(entry: Entry, line: Line, ae: PersonId | null | undefined): Promise<CsqlFields> {
  const { kind, heat, productId, source, amount, oneTime } = line
  const note = await readableMentions(entry, line.note)
  return {
    account: accountOf(line),
    ...(note === '' ? {} : { note }),
    ...(kind === undefined ? {} : { kind }),
    ...(heat === undefined ? {} : { heat }),
    ...(source === undefined ? {} : { source }),
    ...(productId === undefined ? {} : { product: ProductId.parse(productId) }),
    ...(ae === undefined || ae === null ? {} : { ae }),
    ...(amount === undefined ? {} : amountOf(amount)),
    ...(oneTime === undefined ? {} : amountOf(oneTime)),
  }
}

/** The account of exactly that name; whatever is only likely is asked afterwards, and new until then. */
function accountOf({ account: { typed, match } }: Line): NonNullable<CsqlFields['account']> {
  if (match.kind === 'exact') return { id: AccountId.parse(match.account.id) }
  const name = typed.replace(HONORIFIC_ENDING, '')
  if (name.length > LONGEST_NAME) throw new TextTooLong({ limit: LONGEST_NAME, length: name.length })
  return { name }
}

function amountOf({ amount, currency, period }: NonNullable<Line['amount']>): CsqlFields {
  return period === 'one_time' ? { one_time: amount, currency } : { amount, amount_period: period, currency }
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
