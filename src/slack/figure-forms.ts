import type { ModalView } from '@slack/types'
import { may } from '../domain/may.js'
import { personOf } from '../domain/report.js'
import { readFigure, readSlice } from '../usecases/read-figure.js'
import type { FigureRef, SliceRef } from '../views/figure-value.js'
import { FIGURE_ROWS, figureModal, sliceModal } from '../views/modals/figures.js'
import type { Entry } from './actor.js'
import { OutOfDate } from './edge-errors.js'

/**
 * The CSQLs behind a number.
 *
 * @throws NotAllowed for what is told to an AE and to managers alone
 * @throws OutOfDate where there is no such number any more
 */
export async function figureView(entry: Entry, ref: FigureRef): Promise<ModalView> {
  const found = await readFigure(entry.ctx, ref, { limit: FIGURE_ROWS, offset: ref.offset })
  if (found === null) throw new OutOfDate({ what: 'button' })
  return figureModal({ ref, ...found }, { m: entry.messages, viewer: entry.viewer })
}

/** The figures of a part of a report, or of other days. @throws OutOfDate where nothing is left of it */
export async function sliceView(entry: Entry, { slice, ...days }: SliceRef): Promise<ModalView> {
  const found = await readSlice(entry.ctx, days, slice)
  if (found === null) throw new OutOfDate({ what: 'button' })
  const mayNameOverdue = may('report.read', entry.ctx.actor, { owner: personOf(slice), fields: ['overdue_of_person'] })
  return sliceModal(found, mayNameOverdue, { m: entry.messages, viewer: entry.viewer })
}
