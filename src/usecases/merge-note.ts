import type { Csql } from '../domain/csql.js'
import { attempt } from '../domain/transitions.js'
import type { Settings } from '../domain/workspace.js'
import type { Ctx } from './context.js'
import type { Tx } from './ports.js'
import { calendarFor, recordStep } from './record-step.js'
import { saveText } from './save-fields.js'

/** The CSQL that another was merged into gains that one's note; its state stays. */
export async function mergeNote(ctx: Ctx, tx: Tx, settings: Settings, from: Csql, into: Csql): Promise<void> {
  const ids = [from.lineTextId, from.noteTextId, from.problemTextId].filter((id) => id !== null)
  const texts = await tx.texts.many(ids)
  const bodies = [from.problemTextId ?? from.lineTextId, from.noteTextId]
    .map((id) => (id === null ? undefined : texts.get(id)?.body))
    .filter((body) => body !== undefined)
  const textId = await saveText(ctx, tx, into.id, 'note', [...new Set(bodies)].join('\n'))
  if (textId == null) return
  const step = attempt(
    into,
    ctx.actor,
    { action: 'note', textId },
    {
      now: ctx.now,
      settings,
      calendar: await calendarFor(tx, settings, null),
      gates: [],
      optIn: null,
      history: [],
    },
  )
  await recordStep(ctx, tx, settings, step)
}
