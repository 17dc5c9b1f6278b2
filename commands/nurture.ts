import { LOCALES } from '../src/domain/person.js'
import { NURTURE_REASONS } from '../src/domain/reasons.js'
import type { Day } from '../src/domain/time.js'
import { foldWord } from '../src/domain/words.js'
import { localDay } from '../src/domain/zone-time.js'
import { messagesFor } from '../src/i18n/index.js'
import type { Entry } from '../src/slack/actor.js'
import { act } from '../src/slack/reply.js'
import { command, numberAndRest } from './command.js'
import { dayToCome } from './day-to-come.js'

/** `nurture N DATE REASON`: at once where both are said; else the form opens. */
export const nurture = command('nurture', {
  parse: (text, entry) => {
    const { number, rest } = numberAndRest(text)
    const said = reasonIn(rest)
    return { number, said: said === null ? null : { reason: said.reason, recheck_on: dayOf(said.others, entry) } }
  },
  run: async (entry, { number, said }, asked) =>
    said === null
      ? asked.open({ kind: 'act', action: 'nurture', number, version: null })
      : act(entry, { number, version: null, action: 'nurture', fields: said }),
})

/** A reason by its code or its words in any language, and what stands beside it. */
function reasonIn(text: string): { reason: string; others: string } | null {
  const folded = foldWord(text)
  for (const reason of NURTURE_REASONS) {
    const words = LOCALES.map((locale) => foldWord(messagesFor(locale).terms.reasons.nurture[reason]))
    const found = [reason, ...words].find((word) => folded.includes(word))
    if (found !== undefined) return { reason, others: folded.replace(found, '').trim() }
  }
  return null
}

const dayOf = (typed: string, { ctx, settings }: Entry): Day =>
  dayToCome(typed, 'recheck_on', { today: localDay(settings.zone, ctx.now) })
