import type { ModalView } from '@slack/types'
import { SOURCES } from '../../domain/csql.js'
import type { FiscalQuarter } from '../../domain/fiscal.js'
import { CREDITED_AS, TARGET_METRICS } from '../../domain/target.js'
import { callbackId } from '../ids.js'
import { menu, personPick, radio, textLine } from './inputs.js'
import { type ModalOptions, modal } from './modal.js'

/** A target of this fiscal quarter or the next, for a person, a team or a source. */
export function targetModal(
  { running, next }: { readonly running: FiscalQuarter; readonly next: FiscalQuarter },
  { m }: ModalOptions,
): ModalView {
  const words = m.commands.target
  return modal(
    m,
    {
      callbackId: callbackId('target'),
      title: words.modalTitle,
      submit: words.submit,
      metadata: JSON.stringify({ v: 1 }),
    },
    [
      menu(
        m,
        'target_quarter',
        [
          ['running', words.quarter(running)],
          ['next', words.quarter(next)],
        ],
        'running',
        { required: true },
      ),
      radio(
        m,
        'target_for',
        (['person', 'team', 'everybody', 'source'] as const).map((kind) => [kind, words.kinds[kind]]),
        'person',
        { required: true },
      ),
      personPick(m, 'person', null, { hint: words.personHint }),
      menu(
        m,
        'source',
        SOURCES.map((source) => [source, m.terms.sources[source]]),
        null,
        { hint: words.sourceHint },
      ),
      menu(
        m,
        'metric',
        TARGET_METRICS.map((metric) => [metric, words.metrics[metric]]),
        'csqls',
        { required: true },
      ),
      menu(
        m,
        'credited_as',
        CREDITED_AS.map((as) => [as, words.creditedAs[as]]),
        null,
        { hint: words.creditedHint },
      ),
      textLine(m, 'value', null, { required: true, hint: words.valueHint }),
    ],
  )
}
