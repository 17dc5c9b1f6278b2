import type { Delivery, Purpose } from '../../domain/delivery.js'
import type { WorkspaceId } from '../../domain/ids.js'
import { localDay } from '../../domain/zone-time.js'
import { messagesFor } from '../../i18n/index.js'
import type { Ctx } from '../../usecases/context.js'
import { leaveOut } from '../../usecases/leave-out.js'
import type { Composed, Composer } from '../../usecases/ports.js'
import { readBackupFailure } from '../../usecases/read-backup-failure.js'
import { readBatch } from '../../usecases/read-batch.js'
import { type DeliveryReader, readCause, readEdited, readRecipient, readTrouble } from '../../usecases/read-delivery.js'
import { readLeaveNotice } from '../../usecases/read-leave-notice.js'
import { readSummary } from '../../usecases/read-summary.js'
import { readFound } from '../../usecases/report-loose-batches.js'
import { backupFailedNotice } from '../../views/backup-failed-notice.js'
import { looseNotice } from '../../views/loose-notice.js'
import type { Message, Viewer } from '../../views/message.js'
import { troubleNotice } from '../../views/notices.js'
import { summaryMessage } from '../../views/summary.js'
import { welcomeMessage } from '../../views/welcome.js'
import { batchMessage, settledRows, toldRows } from './batch-message.js'
import { csqlMessage, stillMatters } from './csql-message.js'
import { composeDigest } from './digest-message.js'
import { DigestPictures, type DrawingDeps } from './digest-pictures.js'
import { leaveMessage } from './leave-message.js'

export interface ComposerDeps {
  /** The system's context in a workspace, now. */
  readonly ctxOf: (workspaceId: WorkspaceId) => Ctx
  /** What pictures are drawn and uploaded with. Without it messages have none. */
  readonly drawing?: DrawingDeps
}

const OF_DIGEST: readonly Purpose[] = ['digest', 'digest_details', 'digest_csv', 'digest_preview']

/** Turns a row of `deliveries` into words: reads the state as it is now, and says it in the reader's language. */
export function createComposer({ ctxOf, drawing }: ComposerDeps): Composer {
  const pictures = drawing === undefined ? null : new DigestPictures(drawing)
  return {
    async compose(delivery) {
      const ctx = ctxOf(delivery.workspaceId)
      const reader = await readRecipient(ctx, delivery)
      if (reader === null) return null
      if (delivery.purpose === 'edit') return composeEdit(ctx, delivery, reader)
      if (OF_DIGEST.includes(delivery.purpose)) {
        const viewer = viewerOf(reader)
        return composeDigest(delivery, {
          ctx,
          reader,
          viewer,
          m: messagesFor(viewer.locale),
          pictures,
          drawing: drawing ?? null,
        })
      }
      const message = await composeMessage(ctx, delivery, reader, false)
      return message === null ? null : { channel: reader.channel, ...message }
    },
  }
}

async function composeEdit(ctx: Ctx, edit: Delivery, reader: DeliveryReader): Promise<Composed | null> {
  const target = await readEdited(ctx, edit)
  if (target === null || target.channel === null || target.ts === null) return null
  const message = await composeMessage(ctx, target, reader, true)
  return message === null ? null : { channel: target.channel, editTs: target.ts, ...message }
}

/** @param posted the message is there already: it is brought up to date, whatever there is left to say */
async function composeMessage(
  ctx: Ctx,
  delivery: Delivery,
  reader: DeliveryReader,
  posted: boolean,
): Promise<Message | null> {
  const viewer = viewerOf(reader)
  const m = messagesFor(viewer.locale)
  switch (delivery.purpose) {
    case 'nudge':
    case 'nudge_high':
    case 'escalation': {
      const batch = await readBatch(ctx, delivery)
      if (batch === null) return null
      // Of one that is looked for in history, only the place is asked.
      if (!posted && delivery.state !== 'unknown') await leaveOut(ctx, delivery, settledRows(batch), toldRows(batch))
      return batchMessage(delivery, batch, { m, viewer, now: ctx.now, posted })
    }
    case 'summary': {
      const summary = await readSummary(ctx, delivery)
      return summary === null ? null : summaryMessage(summary, m)
    }
    case 'welcome':
      return welcomeMessage(m)
    case 'loose': {
      const found = readFound(delivery)
      return found === null ? null : looseNotice(found, reader.settings, m)
    }
    case 'trouble': {
      const facts = await readTrouble(ctx, delivery)
      if (facts === null) return null
      const { parked, personName, csql } = facts
      const to =
        parked.recipientKind === 'channel'
          ? ({ kind: 'channel' } as const)
          : { kind: 'person' as const, name: personName }
      return troubleNotice({ purpose: parked.purpose, to, reason: delivery.occasion, csql }, m)
    }
    case 'backup_failed': {
      const failure = await readBackupFailure(ctx, delivery)
      return failure === null ? null : backupFailedNotice({ ...failure, today: localDay(viewer.zone, ctx.now) }, m)
    }
    case 'leave': {
      const facts = await readLeaveNotice(ctx, delivery)
      return facts === null ? null : leaveMessage(facts, { m, viewer, now: ctx.now, posted })
    }
    default: {
      const cause = await readCause(ctx, delivery)
      if (cause === null || (!posted && !stillMatters(delivery, cause))) return null
      return csqlMessage(delivery, cause, { m, viewer, now: ctx.now })
    }
  }
}

function viewerOf({ person, settings }: DeliveryReader): Viewer {
  return {
    personId: person?.id ?? null,
    locale: person?.locale ?? settings.locale,
    zone: person?.zone ?? settings.zone,
    addedReasons: settings.addedReasons,
  }
}
