import { readAmount, readAmountField } from '../src/domain/amounts.js'
import { Incomplete } from '../src/domain/errors.js'
import { TARGET_METRICS, type TargetMetric } from '../src/domain/target.js'
import { foldWord, splitWords } from '../src/domain/words.js'
import { COUNT, TARGET_WORDS } from '../src/i18n/command-words.js'
import { type Entry, resolveTyped } from '../src/slack/actor.js'
import { LineUnclear } from '../src/slack/reply.js'
import { readTargets, setTarget } from '../src/usecases/set-target.js'
import { targetList, targetSet } from '../src/views/targets.js'
import { command } from './command.js'

interface Wanted {
  readonly person: string
  readonly metric: TargetMetric
  readonly value: number
}

/** `target`: this quarter's; `target @person MEASURE VALUE`: sets one, for managers. */
export const target = command('target', {
  parse: (text, entry) => (text === '' ? null : wantedIn(text, entry)),
  run: async (entry, wanted) => {
    const { ctx, messages } = entry
    if (wanted === null) return targetList(await readTargets(ctx), messages)
    const personId = await resolveTyped(entry, wanted.person)
    if (personId === null) throw new LineUnclear({ field: 'person', rule: 'not_a_person', typed: wanted.person })
    const set = await setTarget(ctx, { personId, metric: wanted.metric, value: wanted.value })
    const person = await ctx.store.read((tx) => tx.people.get(personId))
    return targetSet({ ...set, personName: person?.name ?? null }, messages)
  },
})

function wantedIn(text: string, { settings }: Entry): Wanted {
  const [person, measure, ...amount] = splitWords(text).map((word) => word.text)
  if (person === undefined || measure === undefined || amount.length === 0) {
    throw new Incomplete({ fields: ['person', 'metric', 'value'] })
  }
  const word = foldWord(measure)
  const metric = TARGET_METRICS.find((name) => TARGET_WORDS[name].some((one) => foldWord(one) === word))
  if (metric === undefined) throw new LineUnclear({ field: 'metric', rule: 'not_a_measure', typed: measure })
  return { person, metric, value: targetValue(metric, amount.join(' '), settings.currency) }
}

/** A count, or minor units of the workspace's currency. "50" may be 50万 left short: of bare numbers only 0 is clear. */
function targetValue(metric: TargetMetric, typed: string, currency: string): number {
  const isMoney = metric === 'mrr_won' || metric === 'sales_won'
  const count = COUNT.exec(typed.normalize('NFKC'))?.[1]
  if (!isMoney && count !== undefined) return Number(count)
  const read = isMoney ? readAmountField(typed, { currency, period: 'month' }) : null
  const strict = isMoney ? readAmount(typed, currency) : null
  const isBare = strict?.kind === 'unclear' && strict.reason === 'bare_number'
  if (read?.kind !== 'amount' || read.currency !== currency || (isBare && read.amount !== 0)) {
    throw new LineUnclear({ field: 'value', rule: isMoney ? 'not_an_amount' : 'not_a_count', typed })
  }
  return read.amount
}
