import { z } from 'zod'
import { confirm, dispatchConfig, id, placeholder } from './text.js'

/** Slack would make an id up where it is missing; then no handler could ever know the click. */
export const actionId = { action_id: id }
export const confirmable = { confirm: confirm.optional() }
export const focusable = { focus_on_load: z.boolean().optional() }
const hinted = { placeholder: placeholder.optional() }
const dispatchable = { dispatch_action_config: dispatchConfig.optional() }
export const menu = { ...actionId, ...confirmable, ...focusable, ...hinted }
export const multi = { ...menu, max_selected_items: z.int().min(1).optional() }
export const typed = { ...actionId, ...focusable, ...hinted, ...dispatchable }
