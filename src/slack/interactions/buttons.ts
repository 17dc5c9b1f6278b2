import { NotFound } from '../../domain/errors.js'
import { AccountId, DeliveryId } from '../../domain/ids.js'
import { SettingsSection } from '../../domain/settings-sections.js'
import { chooseAccount } from '../../usecases/choose-account.js'
import { chooseSummary } from '../../usecases/choose-summary.js'
import { readDraft } from '../../usecases/drafts.js'
import { readOwnBatch } from '../../usecases/read-batch.js'
import { lines } from '../../views/blocks.js'
import {
  CAPTURE,
  CAPTURE_AS_IS,
  CHOOSE_ACCOUNT,
  CONFIRM_IMPORT,
  EDIT_PRODUCT,
  EXPORT_AUDIT,
  MORE,
  MORE_LEAVE,
  NEGLECT,
  OPEN_BATCH,
  OPEN_ERASE,
  OPEN_IMPORT,
  OPEN_LIST,
  OPEN_LOG,
  OPEN_LOG_MANY,
  OPEN_MY_TIME,
  OPEN_SETTINGS,
  OPEN_TARGET,
  readAccountKey,
  readActionId,
  readBatchKey,
  readTarget,
  SUMMARY_OFF,
  SUMMARY_ON,
  type Target,
} from '../../views/ids.js'
import { message } from '../../views/message.js'
import type { Entry } from '../actor.js'
import { listAnswer, loggedAnswer, readListKey } from '../answers.js'
import { batchPageMessage } from '../compose/batch-message.js'
import { prefillOf } from '../draft-form.js'
import { OutOfDate } from '../edge-errors.js'
import { readMyTimeValue } from '../my-time-form.js'
import { isAccountAction, onAccountAction } from './account-actions.js'
import { logCaptured, openCaptured } from './capture.js'
import type { Click, Said } from './click.js'
import { ON_CLICK } from './csql-buttons.js'
import { onAuditExport } from './data-protection.js'
import { isHomeAction, onHomeAction } from './home.js'
import { onImportConfirmed } from './import-sheet.js'
import { onNeglect } from './neglect.js'
import { isReportAction, onReportAction } from './report-actions.js'

/** Does what a button, a menu's option or a choice stands for. @throws OutOfDate for what this program did not write */
export async function onButton(entry: Entry, click: Click): Promise<Said | null> {
  const { actionId, value } = click
  if (actionId === OPEN_SETTINGS) return openSettings(click)
  if (actionId === OPEN_IMPORT) return click.open({ kind: 'import' })
  if (actionId === OPEN_ERASE) return click.open({ kind: 'erase' })
  if (actionId === EXPORT_AUDIT) return onAuditExport(entry)
  if (actionId === CONFIRM_IMPORT) return onImportConfirmed(entry, click)
  if (actionId === OPEN_TARGET) return click.open({ kind: 'target' })
  if (actionId === OPEN_LOG) return openLog(entry, click)
  if (actionId === OPEN_LOG_MANY) return click.open({ kind: 'log_many' })
  if (actionId === CAPTURE) return openCaptured(entry, click)
  if (actionId === CAPTURE_AS_IS) return logCaptured(entry, click)
  if (actionId === OPEN_LIST) return openList(entry, value)
  if (actionId === SUMMARY_ON || actionId === SUMMARY_OFF) return onSummary(entry, actionId === SUMMARY_ON)
  if (isHomeAction(actionId)) return onHomeAction(entry, click)
  if (isReportAction(actionId)) return onReportAction(entry, click)
  if (actionId === OPEN_BATCH) return openBatch(entry, value)
  if (actionId === OPEN_MY_TIME || actionId === MORE_LEAVE) return openMyTime(click)
  if (actionId === EDIT_PRODUCT) return openProduct(click)
  if (isAccountAction(actionId)) return onAccountAction(entry, click)
  const target = readTarget(value)
  if (target === null) throw new OutOfDate({ what: 'button' })
  if (actionId === NEGLECT) return onNeglect(entry, target, click)
  if (isChooseAccount(actionId)) return onAccount(entry, target)
  // A menu's option carries its action in the value.
  const action = readActionId(actionId === MORE ? `csql.${target.choice}` : actionId)
  if (action === null) throw new OutOfDate({ what: 'button' })
  return ON_CLICK[action](entry, actionId === MORE ? { ...target, choice: null } : target, click)
}

const isChooseAccount = (id: string): boolean => id === CHOOSE_ACCOUNT || id.startsWith(`${CHOOSE_ACCOUNT}.`)

/** The form for a new signal: empty, or with what was typed and could not be taken. */
async function openLog(entry: Entry, click: Click): Promise<null> {
  const accountId = readAccountKey(click.value)
  if (accountId !== null)
    return click.open({ kind: 'log', prefill: { account: await readAccountName(entry, accountId) } })
  const isNew = click.value === null || click.value === 'new'
  const draft = isNew ? null : await readDraft(entry.ctx, click.value ?? '')
  if (draft !== null) {
    return click.open({ kind: 'log', prefill: await prefillOf(entry, draft.line), duplicateOf: draft.duplicateOf })
  }
  return click.open(isNew ? { kind: 'log' } : { kind: 'log', refusal: entry.messages.errors.forgottenDraft })
}

/** The list of the settings, or the section that the button names. */
function openSettings(click: Click): Promise<null> {
  const section = SettingsSection.safeParse(click.value)
  return click.open(section.success ? { kind: 'settings', section: section.data } : { kind: 'settings' })
}

/** Null where it was merged into another meanwhile: the form asks for it. */
async function readAccountName({ ctx }: Entry, id: AccountId): Promise<{ id: AccountId; name: string } | null> {
  const account = await ctx.store.read((tx) => tx.accounts.get(id))
  return account === null ? null : { id, name: account.name }
}

/** The names of a product. @throws OutOfDate for one that there is not */
async function openProduct(click: Click): Promise<null> {
  try {
    return await click.open({ kind: 'product', productId: click.value })
  } catch (error) {
    throw error instanceof NotFound ? new OutOfDate({ what: 'button' }) : error
  }
}

/** The form for hours and leave; more rows for new leave take its place, with all that was filled in. */
async function openMyTime(click: Click): Promise<null> {
  const asked = readMyTimeValue(click.value)
  if (asked === null) throw new OutOfDate({ what: 'button' })
  return click.open({ kind: 'my_time', ...asked }, 'replace')
}

async function openList(entry: Entry, value: string | null): Promise<Said> {
  const key = readListKey(value)
  if (key === null) throw new OutOfDate({ what: 'button' })
  return { message: await listAnswer(entry, key.listed, key.from) }
}

/** The person's own Monday, asked for or declined from the message itself. */
async function onSummary({ ctx, messages: { summaries } }: Entry, wanted: boolean): Promise<Said> {
  await chooseSummary(ctx, wanted)
  return { message: message(lines(wanted ? summaries.turnedOn : summaries.turnedOff)) }
}

/** The whole of a batch, for whom it was sent to. */
async function openBatch({ ctx, messages: m, viewer }: Entry, value: string | null): Promise<Said> {
  const key = readBatchKey(value)
  const id = DeliveryId.safeParse(key?.id)
  const own = id.success ? await readOwnBatch(ctx, id.data) : null
  if (key === null || own === null) throw new OutOfDate({ what: 'button' })
  const message = batchPageMessage(own.delivery, own.batch, key.from, { m, viewer, now: ctx.now })
  return { message, replaces: true }
}

async function onAccount(entry: Entry, { number, choice }: Target): Promise<Said> {
  const id = AccountId.safeParse(choice)
  if (!id.success) throw new OutOfDate({ what: 'button' })
  const { version } = await chooseAccount(entry.ctx, { number, accountId: id.data })
  const chosen = { number, version, accountId: id.data, accountIsNew: false, aeProblem: null, eventId: '' }
  return { message: await loggedAnswer(entry, chosen), replaces: true }
}
