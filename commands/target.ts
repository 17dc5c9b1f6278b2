import { SOURCES } from '../src/domain/csql.js'
import { Incomplete } from '../src/domain/errors.js'
import { may } from '../src/domain/may.js'
import { CREDITED_AS, type CreditedAs, isMoneyTarget, TARGET_METRICS, type TargetMetric } from '../src/domain/target.js'
import { readTargetValue } from '../src/domain/target-value.js'
import { foldWord, splitWords } from '../src/domain/words.js'
import { CREDITED_WORDS, TARGET_WORDS, TEAM_WORDS } from '../src/i18n/command-words.js'
import { LOG_WORDS } from '../src/i18n/vocabulary.js'
import { type Entry, resolveTyped } from '../src/slack/actor.js'
import { LineUnclear } from '../src/slack/reply.js'
import { readTargets, setTarget, type TargetFor } from '../src/usecases/set-target.js'
import { targetList, targetSet } from '../src/views/targets.js'
import { command } from './command.js'

interface Wanted {
  readonly next: boolean
  /** `team`: of the manager that is named, or everybody's where none is. */
  readonly of:
    | Extract<TargetFor, { kind: 'source' }>
    | { readonly kind: 'person' | 'team'; readonly person: string | null }
  readonly metric: TargetMetric
  readonly creditedAs: CreditedAs | null
  readonly value: number
}

/** `target`: this quarter's; `target @person|team|source MEASURE VALUE [as csm|ae]`: sets one, for managers. */
export const target = command('target', {
  parse: (text, entry) => (text === '' ? null : wantedIn(text, entry)),
  run: async (entry, wanted) => {
    const { ctx, messages } = entry
    if (wanted === null) return targetList(await readTargets(ctx), may('target.set', ctx.actor), messages)
    const { next, metric, creditedAs, value } = wanted
    const of = await targetFor(entry, wanted.of)
    return targetSet(await setTarget(ctx, { of, metric, creditedAs, value, next }), messages)
  },
})

async function targetFor(entry: Entry, of: Wanted['of']): Promise<TargetFor> {
  if (of.kind === 'source') return of
  if (of.person === null) return { kind: 'team', managerId: null }
  const personId = await resolveTyped(entry, of.person)
  if (personId === null) throw new LineUnclear({ field: 'person', rule: 'not_a_person', typed: of.person })
  return of.kind === 'team' ? { kind: 'team', managerId: personId } : { kind: 'person', personId }
}

function wantedIn(text: string, { settings }: Entry): Wanted {
  const words = splitWords(text).map((word) => word.text)
  const next = words[0] !== undefined && means(words[0], TEAM_WORDS.next_quarter)
  if (next) words.shift()
  const of = subjectIn(words)
  const creditedAs = of?.kind === 'person' ? creditedIn(words) : null
  const [measure, ...amount] = words
  if (of === null || measure === undefined || amount.length === 0) {
    throw new Incomplete({ fields: ['person', 'metric', 'value'] })
  }
  const metric = TARGET_METRICS.find((name) => means(measure, TARGET_WORDS[name]))
  if (metric === undefined) throw new LineUnclear({ field: 'metric', rule: 'not_a_measure', typed: measure })
  const typed = amount.join(' ')
  const value = readTargetValue(metric, typed, settings.currency)
  if (value === null) {
    throw new LineUnclear({ field: 'value', rule: isMoneyTarget(metric) ? 'not_an_amount' : 'not_a_count', typed })
  }
  return { next, of, metric, creditedAs, value }
}

const means = (typed: string, words: readonly string[]): boolean =>
  words.some((word) => foldWord(word) === foldWord(typed))

/** Takes the words that say as what somebody is credited off the end of the line: the one, or the two of English. */
function creditedIn(words: string[]): CreditedAs | null {
  for (const count of [1, 2]) {
    const typed = words.slice(-count).join(' ')
    const as = CREDITED_AS.find((one) => means(typed, CREDITED_WORDS[one]))
    if (as === undefined) continue
    words.splice(-count)
    return as
  }
  return null
}

/** Takes the words that say whose target it is off the line. */
function subjectIn(words: string[]): Wanted['of'] | null {
  const first = words.shift()
  if (first === undefined) return null
  if (means(first, TEAM_WORDS.everybody)) return { kind: 'team', person: null }
  if (means(first, TEAM_WORDS.team)) return { kind: 'team', person: words.shift() ?? '' }
  const source = SOURCES.find((name) => means(first.replace(/^[#＃]/u, ''), LOG_WORDS.sources[name]))
  return source === undefined ? { kind: 'person', person: first } : { kind: 'source', source }
}
