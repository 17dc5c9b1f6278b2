import { NotFound } from '../../domain/errors.js'
import { ProductId } from '../../domain/ids.js'
import { acknowledgeChurn } from '../../usecases/acknowledge-churn.js'
import { lines } from '../../views/blocks.js'
import { readFigureRef, readSliceRef } from '../../views/figure-value.js'
import { OPEN_FIGURE, OPEN_SLICE, SEEN_CHURN } from '../../views/ids.js'
import { message } from '../../views/message.js'
import type { Entry } from '../actor.js'
import { OutOfDate } from '../edge-errors.js'
import type { Click, Said } from './click.js'

/** Whether an action id is one of a report's. */
export const isReportAction = (id: string): boolean => [OPEN_FIGURE, OPEN_SLICE, SEEN_CHURN].includes(id) || isPage(id)

const isPage = (id: string): boolean => id.startsWith(`${OPEN_FIGURE}.`)

/** Opens a number or a part of a report, or takes note that a manager saw the churn. @throws OutOfDate */
export async function onReportAction(entry: Entry, { actionId, value, open }: Click): Promise<Said | null> {
  if (actionId === SEEN_CHURN) return seeChurn(entry, value)
  if (actionId === OPEN_SLICE) {
    const ref = readSliceRef(value)
    if (ref === null) throw new OutOfDate({ what: 'button' })
    return open({ kind: 'slice', ref })
  }
  const ref = readFigureRef(value)
  if (ref === null) throw new OutOfDate({ what: 'button' })
  return open({ kind: 'figure', ref }, isPage(actionId) ? 'replace' : 'push')
}

async function seeChurn({ ctx, messages }: Entry, value: string | null): Promise<Said> {
  const product = ProductId.safeParse(value)
  if (!product.success) throw new OutOfDate({ what: 'button' })
  try {
    await acknowledgeChurn(ctx, product.data)
  } catch (error) {
    // It is no longer above the gate, or never was one of ours.
    throw error instanceof NotFound ? new OutOfDate({ what: 'button' }) : error
  }
  return { message: message(lines(messages.reports.churnThanks)), brief: true }
}
