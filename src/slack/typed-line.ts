import { AccountId, type PersonId, ProductId } from '../domain/ids.js'
import type { LogLine } from '../domain/log-line.js'
import { HONORIFIC_ENDING } from '../i18n/command-words.js'
import { LOG_WORDS } from '../i18n/vocabulary.js'
import type { AccountNamed } from '../usecases/account-names.js'
import { type CsqlFields, LONGEST_NAME } from '../usecases/csql-fields.js'
import { readLogLine } from '../usecases/read-log-line.js'
import { type Entry, personNamed, resolvePerson } from './actor.js'
import { TextTooLong } from './edge-errors.js'
import { readableMentions } from './typed-text.js'

type Line = LogLine<AccountNamed>

/** A typed line as it was understood, with the fields to log it by. */
export interface TypedSignal {
  readonly line: Line
  readonly fields: CsqlFields
  /** What was typed for the AE, where somebody was named. */
  readonly aeTyped: string | null
  /** Somebody was named whom nobody knows. */
  readonly aeUnknown: boolean
}

/** Reads a line, and looks up whom it names. Writes nothing. @throws TextTooLong for the name of an account */
export async function readTypedSignal(entry: Entry, text: string): Promise<TypedSignal> {
  const line = await readLogLine(entry.ctx, text, LOG_WORDS)
  const ae = await aeOf(entry, line)
  const aeTyped = line.taken.find(({ field }) => field === 'ae')?.typed ?? null
  return { line, fields: await fieldsOf(entry, line, ae), aeTyped, aeUnknown: ae === null }
}

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
