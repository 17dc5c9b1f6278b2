import type { RichTextBlock } from '@slack/types'
import { bullets } from './blocks.js'
import { cut } from './text.js'

/** What one line of a list holds at most. */
export const ITEM_LIMIT = 280
/** With a second line under it. */
const STORY_LIMIT = 460

/** A list under its label, cut with a count of what is left out; null where it is empty. */
export function countedList<T>(
  label: string,
  items: readonly T[],
  { limit, total, more }: { readonly limit: number; readonly total: number; readonly more: (n: number) => string },
  line: (item: T) => string,
): RichTextBlock | null {
  const shown = items.slice(0, limit).map((item) => cut(line(item), STORY_LIMIT))
  const left = total - shown.length
  return bullets(label, left > 0 && shown.length > 0 ? [...shown, more(left)] : shown)
}
