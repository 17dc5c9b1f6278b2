import type { fiscalQuarterOf } from '../domain/fiscal.js'
import type { Target } from '../domain/target.js'
import type { Messages } from '../i18n/messages.js'
import { bullets, lines, small } from './blocks.js'
import { lineName } from './labels.js'
import { type Message, message } from './message.js'

type Named = Target & { readonly personName: string | null }

/** The targets of a quarter that the reader may see. */
export function targetList(
  { quarter, targets }: { readonly quarter: ReturnType<typeof fiscalQuarterOf>; readonly targets: readonly Named[] },
  m: Messages,
): Message {
  const words = m.commands.target
  const title = words.title(words.quarter(quarter))
  return message(
    targets.length === 0 ? lines(title, words.none) : null,
    bullets(
      title,
      targets.map((target) =>
        words.line(lineName(target.personName), words.metrics[target.metric], shownValue(target, m)),
      ),
    ),
    small(words.howTo),
  )
}

export function targetSet(target: Named, m: Messages): Message {
  const words = m.commands.target
  const person = lineName(target.personName)
  const metric = words.metrics[target.metric]
  return message(
    lines(target.value === 0 ? words.removed(person, metric) : words.set(person, metric, shownValue(target, m))),
  )
}

const shownValue = ({ value, currency }: Target, m: Messages): string =>
  currency === null ? m.format.number(value) : m.format.money({ amount: value, currency })
