import { z } from 'zod'

/** Ids that come back to us: `action_id`, `block_id`, `callback_id`. */
export const id = z.string().min(1).max(255)

/** A `plain_text` object of at most `max` characters (UTF-16 units: never laxer than Slack's own count). */
export const plainText = (max: number) =>
  z.strictObject({ type: z.literal('plain_text'), text: z.string().min(1).max(max), emoji: z.boolean().optional() })

const mrkdwn = (max: number) =>
  z.strictObject({ type: z.literal('mrkdwn'), text: z.string().min(1).max(max), verbatim: z.boolean().optional() })

/** A text object of either type. */
export const anyText = (max: number) => z.discriminatedUnion('type', [plainText(max), mrkdwn(max)])

const webAddress = /^https?:\/\/[^\s/]+\S*$/
const anyAddress = /^[a-z][a-z0-9+.-]*:\S+$/i
export const webUrl = z.string().min(1).max(3000).regex(webAddress)
export const anyUrl = z.string().min(1).max(3000).regex(anyAddress)

export const style = z.enum(['primary', 'danger'])

export const confirm = z.strictObject({
  title: plainText(100).optional(),
  text: anyText(300),
  confirm: plainText(30).optional(),
  deny: plainText(30).optional(),
  style: style.optional(),
})

/** Options of menus are plain; those of radio buttons and checkboxes may be mrkdwn. */
export const menuOption = z.strictObject({
  text: plainText(75),
  value: z.string().min(1).max(150),
  description: plainText(75).optional(),
})
export const boxOption = z.strictObject({
  text: anyText(75),
  value: z.string().min(1).max(150),
  description: anyText(75).optional(),
})
export const overflowOption = z.strictObject({
  text: plainText(75),
  value: z.string().min(1).max(150),
  description: plainText(75).optional(),
  url: anyUrl.optional(),
})
export const optionGroup = z.strictObject({ label: plainText(75), options: z.array(menuOption).min(1).max(100) })

export const placeholder = plainText(150)

export const dispatchConfig = z.strictObject({
  trigger_actions_on: z.array(z.enum(['on_enter_pressed', 'on_character_entered'])).min(1),
})

export const conversationFilter = z.strictObject({
  include: z
    .array(z.enum(['im', 'mpim', 'private', 'public']))
    .min(1)
    .optional(),
  exclude_external_shared_channels: z.boolean().optional(),
  exclude_bot_users: z.boolean().optional(),
})

/** Exactly one of `id` and `url`. */
export const slackFile = z
  .strictObject({ id: z.string().min(1).optional(), url: webUrl.optional() })
  .refine((file) => (file.id === undefined) !== (file.url === undefined), 'must have exactly one of: id, url')
