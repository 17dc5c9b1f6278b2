import { z } from 'zod'
import { actionsElement, contextActionsElement, contextElement, inputElement, sectionAccessory } from './elements.js'
import { richText } from './rich-text.js'
import { anyText, id, plainText, slackFile, webUrl } from './text.js'

export type Surface = 'message' | 'modal' | 'home'

const blockId = { block_id: id.optional() }

const section = z
  .strictObject({
    type: z.literal('section'),
    ...blockId,
    text: anyText(3000).optional(),
    fields: z.array(anyText(2000)).min(1).max(10).optional(),
    accessory: sectionAccessory.optional(),
    expand: z.boolean().optional(),
  })
  .refine((block) => block.text !== undefined || block.fields !== undefined, 'must have one of: text, fields')

const imageBlock = z
  .strictObject({
    type: z.literal('image'),
    ...blockId,
    alt_text: z.string().min(1).max(2000),
    title: plainText(2000).optional(),
    image_url: webUrl.optional(),
    slack_file: slackFile.optional(),
  })
  .refine(
    (block) => (block.image_url === undefined) !== (block.slack_file === undefined),
    'must have exactly one of: image_url, slack_file',
  )

const tableCell = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('raw_text'), text: z.string().min(1) }),
  z.strictObject({ type: z.literal('raw_number'), value: z.number(), text: z.string().min(1) }),
  richText,
])

const table = z.strictObject({
  type: z.literal('table'),
  ...blockId,
  rows: z.array(z.array(tableCell).min(1).max(20)).min(1).max(100),
  column_settings: z
    .array(
      z
        .strictObject({ align: z.enum(['left', 'center', 'right']).optional(), is_wrapped: z.boolean().optional() })
        .nullable(),
    )
    .max(20)
    .optional(),
})

const video = z.strictObject({
  type: z.literal('video'),
  ...blockId,
  video_url: webUrl,
  thumbnail_url: webUrl,
  alt_text: z.string().min(1).max(2000),
  title: plainText(200),
  title_url: webUrl.optional(),
  author_name: z.string().max(50).optional(),
  provider_name: z.string().optional(),
  provider_icon_url: webUrl.optional(),
  description: plainText(200).optional(),
})

const everywhere = [
  section,
  imageBlock,
  richText,
  video,
  z.strictObject({ type: z.literal('actions'), ...blockId, elements: z.array(actionsElement).min(1).max(25) }),
  z.strictObject({ type: z.literal('context'), ...blockId, elements: z.array(contextElement).min(1).max(10) }),
  z.strictObject({ type: z.literal('divider'), ...blockId }),
  z.strictObject({ type: z.literal('header'), ...blockId, text: plainText(150) }),
  z.strictObject({
    type: z.literal('input'),
    ...blockId,
    label: plainText(2000),
    element: inputElement,
    hint: plainText(2000).optional(),
    optional: z.boolean().optional(),
    dispatch_action: z.boolean().optional(),
  }),
] as const

const messageOnly = [
  table,
  z.strictObject({ type: z.literal('markdown'), ...blockId, text: z.string().min(1).max(12_000) }),
  z.strictObject({
    type: z.literal('context_actions'),
    ...blockId,
    elements: z.array(contextActionsElement).min(1).max(5),
  }),
] as const

const viewBlock = z.discriminatedUnion('type', [...everywhere])

/**
 * Blocks by surface. Types that Slack added lately and we do not use (card, carousel, container, data_table, alert,
 * plan, task_card) are unsupported on purpose: a block this check cannot vouch for is not sent.
 */
export const blocksOf = {
  message: z.array(z.discriminatedUnion('type', [...everywhere, ...messageOnly])).max(50),
  modal: z.array(viewBlock).max(100),
  home: z.array(viewBlock).max(100),
} satisfies Record<Surface, z.ZodType>

const viewFields = {
  private_metadata: z.string().max(3000).optional(),
  callback_id: z.string().max(255).optional(),
  external_id: z.string().max(255).optional(),
}

export const modalView = z.strictObject({
  type: z.literal('modal'),
  title: plainText(24),
  submit: plainText(24).optional(),
  close: plainText(24).optional(),
  blocks: blocksOf.modal,
  clear_on_close: z.boolean().optional(),
  notify_on_close: z.boolean().optional(),
  submit_disabled: z.boolean().optional(),
  ...viewFields,
})

export const homeView = z.strictObject({ type: z.literal('home'), blocks: blocksOf.home, ...viewFields })

export const anyView = z.discriminatedUnion('type', [modalView, homeView])
