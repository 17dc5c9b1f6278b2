import type { ViewOutput } from '@slack/bolt'
import type { LogLine } from '../../domain/log-line.js'
import { withoutSecrets } from '../../domain/secrets.js'
import { cleanText } from '../../domain/words.js'
import type { AccountNamed } from '../../usecases/account-names.js'
import { type LogSignal, logSignals, SomeRefused } from '../../usecases/log-signal.js'
import { readCsql } from '../../usecases/read-csql.js'
import { lines } from '../../views/blocks.js'
import { csqlLine } from '../../views/csql-line.js'
import { message } from '../../views/message.js'
import { cut, oneLine } from '../../views/text.js'
import type { Entry } from '../actor.js'
import { TextTooLong } from '../edge-errors.js'
import { explain } from '../explain.js'
import { readState } from '../modal-state.js'
import { readTypedSignal, type TypedSignal } from '../typed-line.js'
import { readableMentions } from '../typed-text.js'
import type { Outcome } from './submission.js'

/** More lines than this are a spreadsheet. */
const MOST_LINES = 30
const FAULTS_SHOWN = 5

interface TypedLine {
  /** As people count: empty lines count too. */
  readonly number: number
  readonly text: string
}

interface Fault {
  readonly number: number
  readonly why: string
}

/**
 * Logs what stands on the lines of a form, all of it or, with each fault named by its line, none. Where one line alone
 * would be logged and asked about afterwards (a name like a known one, an amount that cannot be read), it is asked first.
 */
export async function onLogMany(entry: Entry, view: ViewOutput): Promise<Outcome> {
  const { messages: m } = entry
  const { many } = m.capture
  const safe = withoutSecrets(readState(view.state.values).one('lines') ?? '', m.errors.secretMark)
  const typed = linesOf(safe.text)
  if (typed.length === 0) return faulty(m.faults.rules.empty({ bound: null, csql: null }))
  if (typed.length > MOST_LINES) return faulty(many.tooMany(MOST_LINES, typed.length))
  const faults: Fault[] = []
  const inputs: LogSignal[] = []
  for (const { number, text } of typed) {
    const read = await readLine(entry, text)
    if ('why' in read) faults.push({ number, why: read.why })
    else inputs.push(read)
  }
  if (faults.length > 0) return faulty(inWords(entry, faults))
  try {
    const logged = await logSignals(entry.ctx, inputs)
    return { kind: 'done', message: await summary(entry, logged, safe.found), onCard: false }
  } catch (error) {
    if (!(error instanceof SomeRefused)) throw error
    const refused = error.refused.map(({ index, error: why }) => ({
      number: typed[index]?.number ?? 0,
      why: explain(why, { messages: m, viewer: entry.viewer, now: entry.ctx.now }),
    }))
    return faulty(inWords(entry, refused))
  }
}

const faulty = (words: string): Outcome => ({ kind: 'errors', errors: { lines: words } })

const linesOf = (text: string): readonly TypedLine[] =>
  cleanText(text)
    .split('\n')
    .map((line, index) => ({ number: index + 1, text: line.trim() }))
    .filter((line) => line.text !== '')

async function readLine(entry: Entry, text: string): Promise<LogSignal | { readonly why: string }> {
  const { messages: m, viewer, ctx } = entry
  try {
    const read = await readTypedSignal(entry, text)
    const why = doubt(entry, read)
    return why === null ? { line: await readableMentions(entry, read.line.line), fields: read.fields } : { why }
  } catch (error) {
    if (!(error instanceof TextTooLong)) throw error
    return { why: explain(error, { messages: m, viewer, now: ctx.now }) }
  }
}

/** What would be asked about a line, in words; null where nothing would. */
function doubt({ messages: m }: Entry, { line, aeTyped, aeUnknown }: TypedSignal): string | null {
  const { many } = m.capture
  const { typed, match } = line.account
  if (typed === '') return m.errors.incomplete([m.modals.labels.account])
  const [likely] = match.kind === 'likely' ? match.candidates : []
  if (likely !== undefined && !isQuoted(line)) return many.similar(oneLine(typed, 40), oneLine(likely.name, 40))
  const { amountProblem } = line
  if (amountProblem !== undefined) {
    return many.amount(cut(oneLine(amountProblem.typed), 40), m.errors.amountFaults[amountProblem.reason])
  }
  const unknown = m.faults.rules.unknown_person({ bound: null, csql: null })
  return aeUnknown && aeTyped !== null ? many.unknownAe(oneLine(aeTyped, 40), unknown) : null
}

/** Whoever puts a name into quotes means just that name. */
const isQuoted = ({ line, taken }: LogLine<AccountNamed>): boolean => {
  const start = taken.find(({ field }) => field === 'account')?.start ?? 0
  return /["“”「『]/u.test(line[start] ?? '')
}

function inWords({ messages }: Entry, faults: readonly Fault[]): string {
  const { many } = messages.capture
  const shown = faults.slice(0, FAULTS_SHOWN).map(({ number, why }) => many.fault(number, why))
  const more = faults.length - shown.length
  return [...shown, ...(more > 0 ? [many.moreFaults(more)] : [])].join('\n')
}

async function summary(entry: Entry, logged: readonly { readonly number: number }[], secretRemoved: boolean) {
  const { ctx, messages: m, viewer } = entry
  const rows = await Promise.all(logged.map(async ({ number }) => csqlLine(await readCsql(ctx, number), m, viewer)))
  return message(
    lines(m.capture.many.logged(logged.length)),
    secretRemoved ? lines(m.errors.secretRemoved) : null,
    lines(...rows),
  )
}
