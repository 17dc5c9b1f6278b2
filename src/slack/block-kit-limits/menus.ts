import { z } from 'zod'
import { conversationFilter, menuOption, optionGroup } from './text.js'
import { menu, multi } from './traits.js'

const options = z.array(menuOption).min(1).max(100).optional()
const optionGroups = z.array(optionGroup).min(1).max(100).optional()
const oneSource = (menu: { options?: unknown; option_groups?: unknown }) =>
  (menu.options === undefined) !== (menu.option_groups === undefined)
const ONE_SOURCE = 'must have exactly one of: options, option_groups'

const staticSelect = z
  .strictObject({
    type: z.literal('static_select'),
    ...menu,
    options,
    option_groups: optionGroups,
    initial_option: menuOption.optional(),
  })
  .refine(oneSource, ONE_SOURCE)

const multiStaticSelect = z
  .strictObject({
    type: z.literal('multi_static_select'),
    ...multi,
    options,
    option_groups: optionGroups,
    initial_options: z.array(menuOption).min(1).optional(),
  })
  .refine(oneSource, ONE_SOURCE)

const conversations = {
  default_to_current_conversation: z.boolean().optional(),
  filter: conversationFilter.optional(),
}
const responseUrl = { response_url_enabled: z.boolean().optional() }
const ids = z.array(z.string().min(1)).min(1)

/** Every select menu, single and multi. */
export const selects = [
  staticSelect,
  multiStaticSelect,
  z.strictObject({
    type: z.literal('external_select'),
    ...menu,
    initial_option: menuOption.optional(),
    min_query_length: z.int().min(0).optional(),
  }),
  z.strictObject({
    type: z.literal('multi_external_select'),
    ...multi,
    initial_options: z.array(menuOption).min(1).optional(),
    min_query_length: z.int().min(0).optional(),
  }),
  z.strictObject({ type: z.literal('users_select'), ...menu, initial_user: z.string().min(1).optional() }),
  z.strictObject({ type: z.literal('multi_users_select'), ...multi, initial_users: ids.optional() }),
  z.strictObject({
    type: z.literal('conversations_select'),
    ...menu,
    ...conversations,
    ...responseUrl,
    initial_conversation: z.string().min(1).optional(),
  }),
  z.strictObject({
    type: z.literal('multi_conversations_select'),
    ...multi,
    ...conversations,
    initial_conversations: ids.optional(),
  }),
  z.strictObject({
    type: z.literal('channels_select'),
    ...menu,
    ...responseUrl,
    initial_channel: z.string().min(1).optional(),
  }),
  z.strictObject({ type: z.literal('multi_channels_select'), ...multi, initial_channels: ids.optional() }),
] as const
