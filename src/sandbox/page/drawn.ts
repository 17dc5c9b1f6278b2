/** The blocks that the page draws; any other is shown by its name. */
export const BLOCK_TYPES = [
  'header',
  'section',
  'context',
  'actions',
  'input',
  'divider',
  'image',
  'rich_text',
  'table',
  'markdown',
] as const
export type BlockType = (typeof BLOCK_TYPES)[number]
export const isBlockType = (type: string): type is BlockType => (BLOCK_TYPES as readonly string[]).includes(type)

/** What is entered or chosen, in a form or at once. */
export const CONTROL_TYPES = [
  'plain_text_input',
  'number_input',
  'email_text_input',
  'url_text_input',
  'datepicker',
  'timepicker',
  'radio_buttons',
  'checkboxes',
  'static_select',
  'multi_static_select',
  'external_select',
  'multi_external_select',
  'users_select',
  'multi_users_select',
  'conversations_select',
  'multi_conversations_select',
  'channels_select',
  'multi_channels_select',
  'file_input',
] as const
export type ControlType = (typeof CONTROL_TYPES)[number]
export const isControlType = (type: string): type is ControlType => (CONTROL_TYPES as readonly string[]).includes(type)

/** What is clicked, or only looked at. */
export const ELEMENT_TYPES = ['button', 'overflow', 'image'] as const
export type ElementType = (typeof ELEMENT_TYPES)[number]
export const isElementType = (type: string): type is ElementType => (ELEMENT_TYPES as readonly string[]).includes(type)
