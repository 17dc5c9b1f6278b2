import { localDay } from '../domain/zone-time.js'
import type { ModalOptions } from '../views/modals/modal.js'
import type { Entry } from './actor.js'

/** Who a form is for, and what the workspace offers in it. */
export function optionsOf({ messages, viewer, settings, ctx }: Entry): ModalOptions {
  return { m: messages, viewer, today: localDay(settings.zone, ctx.now), sources: settings.offeredSources }
}
