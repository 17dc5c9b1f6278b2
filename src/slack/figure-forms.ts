import type { ModalView } from '@slack/types'
import { NotAllowed } from '../domain/errors.js'
import { isManager } from '../domain/person.js'
import type { Slice } from '../domain/report.js'
import { readFigure, readSlice } from '../usecases/read-figure.js'
import type { FigureRef, SliceRef } from '../views/figure-value.js'
import { FIGURE_ROWS, figureModal, namesOverdue, sliceModal } from '../views/modals/figures.js'
import type { Entry } from './actor.js'
import { OutOfDate } from './edge-errors.js'

/** The CSQLs behind a number. @throws NotAllowed for what only an AE's manager is told */
export async function figureView(entry: Entry, ref: FigureRef): Promise<ModalView> {
  if (namesOverdue(ref.part, ref.slice) && !mayNameOverdue(entry, ref.slice)) {
    throw new NotAllowed({ action: 'report' })
  }
  const found = await readFigure(entry.ctx, ref, { limit: FIGURE_ROWS, offset: ref.offset })
  return figureModal({ ref, ...found }, { m: entry.messages, viewer: entry.viewer })
}

/** The figures of a part of a report. @throws OutOfDate where nothing is left of it */
export async function sliceView(entry: Entry, { from, to, slice }: SliceRef): Promise<ModalView> {
  const found = slice === null ? null : await readSlice(entry.ctx, { from, to }, slice)
  if (found === null) throw new OutOfDate({ what: 'button' })
  return sliceModal(found, mayNameOverdue(entry, slice), { m: entry.messages, viewer: entry.viewer })
}

const mayNameOverdue = ({ ctx, person }: Entry, slice: Slice | null): boolean =>
  isManager(ctx.actor) || slice?.key === person.id
