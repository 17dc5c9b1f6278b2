import { LOG_WORDS } from '../i18n/vocabulary.js'
import { readProducts } from '../usecases/read-choices.js'
import { readLogLine } from '../usecases/read-log-line.js'
import type { LogPrefill } from '../views/modals/log.js'
import type { Entry } from './actor.js'
import { readableMentions } from './typed-text.js'

/** A line that could not be taken as it was, as the form for a new signal: what was understood stands in its inputs. */
export async function prefillOf(entry: Entry, typed: string): Promise<LogPrefill> {
  const line = await readLogLine(entry.ctx, typed, LOG_WORDS)
  const { account, note, kind, heat, source, productId, ae } = line
  const products = productId === undefined ? [] : await readProducts(entry.ctx)
  const product = products.find(({ id }) => id === productId) ?? null
  const known = account.match.kind === 'exact' ? account.match.account : { id: null, name: account.typed }
  return {
    account: account.typed === '' ? null : known,
    note: await readableMentions(entry, note === '' ? line.line : note),
    product,
    amount: amountTexts(line),
    ...(kind === undefined ? {} : { kind }),
    ...(heat === undefined ? {} : { heat }),
    ...(source === undefined ? {} : { source }),
    ...(ae === undefined || !('slackUserId' in ae) ? {} : { ae: ae.slackUserId }),
  }
}

/** An amount as it was typed: what could not be read is put right in its own input. */
function amountTexts({
  taken,
  amount,
  amountProblem,
}: Awaited<ReturnType<typeof readLogLine>>): NonNullable<LogPrefill['amount']> {
  const typed = taken.find(({ field }) => field === 'amount')?.typed ?? amountProblem?.typed ?? null
  const period = amount === undefined || amount.period === 'one_time' ? null : amount.period
  const once = taken.find(({ field }) => field === 'one_time')?.typed ?? null
  return { amount: typed, period, oneTime: once }
}
