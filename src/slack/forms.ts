import type { ModalView } from '@slack/types'
import { addDays } from '../domain/days.js'
import { fiscalQuarterOf } from '../domain/fiscal.js'
import type { AccountId } from '../domain/ids.js'
import { mayGive } from '../domain/may.js'
import type { NeglectReason } from '../domain/reasons.js'
import { fieldsOf } from '../domain/rights.js'
import type { SettingsSection } from '../domain/settings-sections.js'
import { calendarOf } from '../domain/workspace.js'
import { localDay } from '../domain/zone-time.js'
import type { TransitionForm } from '../i18n/areas/modals.js'
import { ask } from '../usecases/context.js'
import { readChoices, readOthers, readProducts } from '../usecases/read-choices.js'
import { readCsql } from '../usecases/read-csql.js'
import { readForAction } from '../usecases/read-for-action.js'
import { lastPickedFirst, readRecentPicks } from '../usecases/recent-picks.js'
import type { FigureRef, SliceRef } from '../views/figure-value.js'
import { editModal } from '../views/modals/edit.js'
import { eraseModal } from '../views/modals/erase.js'
import { importModal } from '../views/modals/import.js'
import { type LogPrefill, logModal } from '../views/modals/log.js'
import { logManyModal } from '../views/modals/log-many.js'
import { qualifyModal } from '../views/modals/qualify.js'
import { targetModal } from '../views/modals/target.js'
import { transitionModal } from '../views/modals/transition.js'
import { type AccountFormKey, accountFormView, mergeView } from './account-forms.js'
import type { Entry } from './actor.js'
import type { Desk } from './desk.js'
import { FormNotOpened } from './edge-errors.js'
import { figureView, sliceView } from './figure-forms.js'
import { optionsOf } from './modal-options.js'
import { type MyTimeAsked, myTimeView } from './my-time-form.js'
import type { Opening } from './openings.js'
import { slackCode } from './people.js'
import { productView } from './product-form.js'
import { settingsView } from './settings-form.js'

/** A form, and what it is about. `version`: the one that the person saw, or null where they named a number. */
export type Form =
  | {
      readonly kind: 'act'
      readonly action: TransitionForm
      readonly number: number
      readonly version: number | null
      /** The answer to the neglect question that led here. */
      readonly because?: NeglectReason
    }
  | { readonly kind: 'qualify' | 'edit'; readonly number: number; readonly version: number | null }
  | {
      readonly kind: 'log'
      readonly prefill?: LogPrefill
      readonly refusal?: string
      readonly duplicateOf?: number | null
      readonly again?: number
    }
  | { readonly kind: 'log_many' }
  /** The list of the settings, or one section of them; on the way through the set-up the next one follows. */
  | { readonly kind: 'settings'; readonly section?: SettingsSection }
  | { readonly kind: 'import' | 'erase' }
  | { readonly kind: 'target' }
  | { readonly kind: 'account'; readonly key: AccountFormKey }
  | { readonly kind: 'product'; readonly productId: string | null }
  | { readonly kind: 'account_merge'; readonly accountId: AccountId }
  | { readonly kind: 'figure'; readonly ref: FigureRef }
  | { readonly kind: 'slice'; readonly ref: SliceRef }
  /** Null = the person's own; rows: how many new leaves it takes. */
  | ({ readonly kind: 'my_time' } & MyTimeAsked)

/** From where a form is opened, and how: on a form that is open already it lies on top, or takes its place. */
export interface Place {
  readonly triggerId: string
  readonly opening: Opening | null
  readonly view?: { readonly id: string; readonly how: 'push' | 'replace' }
}

/**
 * Opens a form, if the person may fill it in now.
 *
 * @throws FormNotOpened when Slack did not open it; the errors of `readForAction`
 */
export async function openForm(desk: Desk, entry: Entry, place: Place, form: Form): Promise<null> {
  const view = await formView(entry, form)
  const client = desk.clientFor(entry.workspace.id)
  const { triggerId, opening } = place
  try {
    if (place.view?.how === 'replace') {
      await client.views.update({ view_id: place.view.id, view })
      return null
    }
    const opened =
      place.view === undefined
        ? await client.views.open({ trigger_id: triggerId, view })
        : await client.views.push({ trigger_id: triggerId, view })
    const rootId = opened.view?.root_view_id ?? opened.view?.id
    if (rootId !== undefined && opening !== null) desk.openings.remember(rootId, opening, entry.ctx.now)
    return null
  } catch (error) {
    const reason = slackCode(error) ?? 'no_answer'
    desk.log.warn({ workspaceId: entry.workspace.id, reason, form: form.kind }, 'a form did not open')
    throw new FormNotOpened({ reason })
  }
}

async function formView(entry: Entry, form: Form): Promise<ModalView> {
  switch (form.kind) {
    case 'act':
      return actView(entry, form)
    case 'qualify': {
      const { details } = await readForAction(entry.ctx, { ...form, action: 'qualify' })
      const recent = await readRecentPicks(entry.ctx)
      const master = await readChoices(entry.ctx, details)
      const products = lastPickedFirst(master.products, recent)
      return qualifyModal(details, {
        ...{ ...optionsOf(entry), lastSources: recent.sources },
        master: { ...master, products },
      })
    }
    case 'edit': {
      const { details } = await readForAction(entry.ctx, { ...form, action: 'edit' })
      return editModal(details, { ...optionsOf(entry), master: await readChoices(entry.ctx, details) })
    }
    case 'log':
      return logView(entry, form)
    case 'log_many':
      return logManyModal(optionsOf(entry))
    case 'my_time':
      return myTimeView(entry, form)
    case 'import':
      ask(entry.ctx, 'sheet.import')
      return importModal(optionsOf(entry))
    case 'erase':
      ask(entry.ctx, 'data.erase', { fields: ['person', 'contact'] })
      return eraseModal(optionsOf(entry))
    case 'settings':
      return settingsView(entry, form.section)
    case 'product':
      return productView(entry, form.productId)
    case 'account_merge':
      return mergeView(entry, form.accountId)
    case 'account':
      return accountFormView(entry, form.key)
    case 'target':
      return targetView(entry)
    case 'figure':
      return figureView(entry, form.ref)
    case 'slice':
      return sliceView(entry, form.ref)
  }
}

async function actView(entry: Entry, form: Extract<Form, { kind: 'act' }>): Promise<ModalView> {
  const { ctx, settings, person } = entry
  const { details, actor } = await readForAction(ctx, form)
  return transitionModal(form.action, details, {
    ...optionsOf(entry),
    calendar: calendarOf(settings, person),
    withheld: fieldsOf(form.action).filter((field) => !mayGive(form.action, field, actor, details.csql, settings)),
    because: form.because,
    target: settings.target,
    ...(form.action === 'merge' ? { others: await readOthers(ctx, details) } : {}),
  })
}

async function logView(entry: Entry, form: Extract<Form, { kind: 'log' }>): Promise<ModalView> {
  const { ctx } = entry
  const { prefill = {}, refusal = null, duplicateOf = null, again = null } = form
  const recent = await readRecentPicks(ctx)
  return logModal(prefill, {
    ...optionsOf(entry),
    products: lastPickedFirst(await readProducts(ctx), recent),
    lastSources: recent.sources,
    refusal,
    again,
    duplicate: duplicateOf === null ? null : await readCsql(ctx, duplicateOf),
  })
}

function targetView(entry: Entry): ModalView {
  ask(entry.ctx, 'target.set')
  const { settings, ctx } = entry
  const running = fiscalQuarterOf(localDay(settings.zone, ctx.now), settings.fiscalStart)
  return targetModal({ running, next: fiscalQuarterOf(addDays(running.to, 1), settings.fiscalStart) }, optionsOf(entry))
}
