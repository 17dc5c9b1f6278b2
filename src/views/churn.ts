import type { KnownBlock } from '@slack/types'
import type { ChurnWarning } from '../domain/churn.js'
import type { Messages } from '../i18n/messages.js'
import { actions, lines, plainButton } from './blocks.js'
import { productName } from './csql-line.js'
import { SEEN_CHURN } from './ids.js'
import { lineName } from './labels.js'
import type { Viewer } from './message.js'
import { percentText } from './report-figures.js'
import { oneLine } from './text.js'

/** Products that are told; of the rest there is a count. */
const SHOWN = 3

/**
 * What comes before any talk of expansion (domain.md S10), with the way to say that one has seen it. The warnings come with
 * what nobody has seen first, so that the cut hides nothing new behind what is known.
 */
export function churnBlocks(
  warnings: readonly ChurnWarning[],
  { mayAcknowledge, churnGate }: { readonly mayAcknowledge: boolean; readonly churnGate: number },
  m: Messages,
  viewer: Viewer,
): readonly (KnownBlock | null)[] {
  const shown = warnings.slice(0, SHOWN)
  const more = warnings.length - shown.length
  return [
    ...shown.flatMap((warning) => {
      const { product, acknowledged } = warning
      const seen =
        acknowledged === null
          ? null
          : m.reports.churnSeen(
              m.names.colleague(lineName(acknowledged.by)),
              m.format.stamp(acknowledged.at, viewer.zone, ''),
            )
      return [
        lines(churnLine(warning, churnGate, m, viewer), seen ?? (mayAcknowledge ? m.reports.churnAsk : null)),
        seen === null && mayAcknowledge ? actions(plainButton(SEEN_CHURN, m.reports.churnButton, product.id)) : null,
      ]
    }),
    more > 0 ? lines(m.reports.churnMore(more)) : null,
  ]
}

/** One product's churn, with what it is of: the whole company's may be far from it. */
function churnLine(
  { product, churn, accounts, currency, month }: ChurnWarning,
  gate: number,
  m: Messages,
  viewer: Viewer,
): string {
  const money = (amount: number): string => m.format.money({ amount, currency })
  const said = m.reports.churn({
    product: oneLine(productName(product, viewer), 60),
    percent: percentText(churn, m),
    ...{ churned: money(churn.num), opening: money(churn.den), accounts },
    ...{ gate, month: m.format.month(month) },
  })
  return `⚠️ ${said}`
}
