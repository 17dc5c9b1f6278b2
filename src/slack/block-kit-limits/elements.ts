import { z } from 'zod'
import { selects } from './menus.js'
import { richText } from './rich-text.js'
import { anyText, anyUrl, boxOption, overflowOption, plainText, slackFile, style, webUrl } from './text.js'
import { actionId, confirmable, focusable, menu, typed } from './traits.js'

const button = z.strictObject({
  type: z.literal('button'),
  ...actionId,
  ...confirmable,
  text: plainText(75),
  value: z.string().max(2000).optional(),
  url: anyUrl.optional(),
  style: style.optional(),
  accessibility_label: z.string().max(75).optional(),
})

const workflowButton = z.strictObject({
  type: z.literal('workflow_button'),
  ...actionId,
  ...confirmable,
  text: plainText(75),
  workflow: z.looseObject({ trigger: z.looseObject({ url: webUrl }) }),
  style: style.optional(),
  accessibility_label: z.string().max(75).optional(),
})

const overflow = z.strictObject({
  type: z.literal('overflow'),
  ...actionId,
  ...confirmable,
  options: z.array(overflowOption).min(1).max(5),
})

const image = z
  .strictObject({
    type: z.literal('image'),
    alt_text: z.string().min(1).max(2000),
    image_url: webUrl.optional(),
    slack_file: slackFile.optional(),
  })
  .refine(
    (picture) => (picture.image_url === undefined) !== (picture.slack_file === undefined),
    'must have exactly one of: image_url, slack_file',
  )

const boxes = [
  z.strictObject({
    type: z.literal('radio_buttons'),
    ...actionId,
    ...confirmable,
    ...focusable,
    options: z.array(boxOption).min(1).max(10),
    initial_option: boxOption.optional(),
  }),
  z.strictObject({
    type: z.literal('checkboxes'),
    ...actionId,
    ...confirmable,
    ...focusable,
    options: z.array(boxOption).min(1).max(10),
    initial_options: z.array(boxOption).min(1).optional(),
  }),
] as const

const pickers = [
  z.strictObject({ type: z.literal('datepicker'), ...menu, initial_date: z.iso.date().optional() }),
  z.strictObject({
    type: z.literal('timepicker'),
    ...menu,
    initial_time: z
      .string()
      .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
      .optional(),
    timezone: z.string().min(1).optional(),
  }),
  z.strictObject({
    type: z.literal('datetimepicker'),
    ...actionId,
    ...confirmable,
    ...focusable,
    initial_date_time: z.int().min(1_000_000_000).max(9_999_999_999).optional(),
  }),
] as const

const decimal = z.string().regex(/^-?\d+(\.\d+)?$/)
const length = (min: number) => z.int().min(min).max(3000).optional()

const plainTextInput = z
  .strictObject({
    type: z.literal('plain_text_input'),
    ...typed,
    initial_value: z.string().max(3000).optional(),
    multiline: z.boolean().optional(),
    min_length: length(0),
    max_length: length(1),
  })
  .refine((input) => (input.min_length ?? 0) <= (input.max_length ?? 3000), 'min_length must not exceed max_length')
  .refine(
    (input) => (input.initial_value?.length ?? 0) <= (input.max_length ?? 3000),
    'initial_value must not exceed max_length',
  )

const numberInput = z
  .strictObject({
    type: z.literal('number_input'),
    ...typed,
    is_decimal_allowed: z.boolean(),
    initial_value: decimal.optional(),
    min_value: decimal.optional(),
    max_value: decimal.optional(),
  })
  .refine(
    ({ min_value, max_value }) =>
      min_value === undefined || max_value === undefined || Number(min_value) <= Number(max_value),
    'min_value must not exceed max_value',
  )
  .refine(
    ({ initial_value: value, min_value, max_value }) =>
      value === undefined ||
      (Number(value) >= Number(min_value ?? '-Infinity') && Number(value) <= Number(max_value ?? 'Infinity')),
    'initial_value must be within min_value and max_value',
  )

const richTextInput = z.strictObject({
  type: z.literal('rich_text_input'),
  ...typed,
  initial_value: richText.optional(),
  min_lines: z.int().min(1).max(100).optional(),
  max_lines: z.int().min(1).max(100).optional(),
})

const feedbackButton = z.strictObject({
  text: plainText(75),
  value: z.string().min(1).max(2000),
  accessibility_label: z.string().max(75).optional(),
})

export const sectionAccessory = z.discriminatedUnion('type', [
  button,
  workflowButton,
  overflow,
  image,
  ...selects,
  ...boxes,
  ...pickers,
])

export const actionsElement = z.discriminatedUnion('type', [
  button,
  workflowButton,
  overflow,
  ...selects,
  ...boxes,
  ...pickers,
  richTextInput,
])

export const inputElement = z.discriminatedUnion('type', [
  ...selects,
  ...boxes,
  ...pickers,
  plainTextInput,
  numberInput,
  richTextInput,
  z.strictObject({ type: z.literal('email_text_input'), ...typed, initial_value: z.string().max(3000).optional() }),
  z.strictObject({ type: z.literal('url_text_input'), ...typed, initial_value: z.string().max(3000).optional() }),
  z.strictObject({
    type: z.literal('file_input'),
    ...actionId,
    filetypes: z.array(z.string().min(1)).optional(),
    max_files: z.int().min(1).max(10).optional(),
  }),
])

export const contextElement = z.union([image, anyText(3000)])

export const contextActionsElement = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('feedback_buttons'),
    ...actionId,
    positive_button: feedbackButton,
    negative_button: feedbackButton,
  }),
  z.strictObject({
    type: z.literal('icon_button'),
    ...actionId,
    ...confirmable,
    icon: z.string().min(1),
    text: plainText(75),
    value: z.string().max(2000).optional(),
    accessibility_label: z.string().max(75).optional(),
    visible_to_user_ids: z.array(z.string()).optional(),
  }),
])
