import type { ViewOutput } from '@slack/bolt'
import { z } from 'zod'
import { csvFile } from '../../csv/write-csv.js'
import { readErased } from '../../domain/erasure.js'
import { NotFound } from '../../domain/errors.js'
import { DAY_MS } from '../../domain/time.js'
import { localDay } from '../../domain/zone-time.js'
import { erase } from '../../usecases/erase.js'
import { AUDIT_COLUMNS, exportAudit } from '../../usecases/export-audit.js'
import { findErasable } from '../../usecases/find-erasable.js'
import { lines } from '../../views/blocks.js'
import { message } from '../../views/message.js'
import { erasableOptions } from '../../views/modals/erase.js'
import type { Entry } from '../actor.js'
import { readState } from '../modal-state.js'
import { suggesting } from '../suggest.js'
import type { Said } from './click.js'
import type { Outcome } from './submission.js'

/** Offers contacts and colleagues by their name, to admins. */
export const suggestErasable = suggesting('people to erase', async ({ ctx, messages }, { value }) =>
  erasableOptions(await findErasable(ctx, value), messages),
)

/** Erases the data of whoever was picked. */
export async function onErase({ ctx, messages: m }: Entry, view: ViewOutput): Promise<Outcome> {
  const state = readState(view.state.values)
  const what = readErased(state.one('erased') ?? '')
  const isSure = (state.many('erase_sure') ?? []).includes('sure')
  if (what === null || (what.kind !== 'person' && what.kind !== 'contact')) {
    return { kind: 'errors', errors: { erased: m.protection.gone } }
  }
  if (!isSure) return { kind: 'errors', errors: { erase_sure: m.protection.notSure } }
  try {
    const id = await erase(ctx, { kind: what.kind, id: what.id })
    return { kind: 'done', message: message(lines(m.protection.erased(id))), onCard: false }
  } catch (error) {
    if (error instanceof NotFound) return { kind: 'errors', errors: { erased: m.protection.gone } }
    throw error
  }
}

/** The audit log of so long. */
const AUDITED = 365 * DAY_MS
const Posted = z.object({ channel: z.string(), ts: z.string() })

/** Sends the audit log to whoever asks, as a file in their direct messages: it takes longer than Slack waits. */
export async function onAuditExport(entry: Entry): Promise<Said> {
  const { ctx, messages: m, settings } = entry
  const rows = await exportAudit(ctx, ctx.now - AUDITED, ctx.now + 1)
  const name = `tasuki-audit-${localDay(settings.zone, ctx.now)}.csv`
  void send(entry, name, rows)
  return { message: message(lines(m.protection.auditFollows)) }
}

async function send(entry: Entry, name: string, rows: Awaited<ReturnType<typeof exportAudit>>): Promise<void> {
  const { deps, workspace, person, messages: m } = entry
  const client = deps.clientFor(workspace.id)
  const channel = person.slackUserId ?? ''
  const say = (words: string) => {
    const { text, blocks } = message(lines(words))
    return client.chat.postMessage({ channel, text, blocks, unfurl_links: false, unfurl_media: false })
  }
  try {
    const bytes = await csvFile(AUDIT_COLUMNS, rows)
    const posted = Posted.parse(await say(m.protection.audit(rows.length)))
    const file = { name, title: m.protection.auditFile, bytes }
    await deps.shareFile({ workspaceId: workspace.id, channel: posted.channel, threadTs: posted.ts, file })
  } catch (err) {
    deps.log.error({ err, workspaceId: workspace.id }, 'the audit log could not be sent')
    await say(m.protection.auditFailed).catch(() => undefined)
  }
}
