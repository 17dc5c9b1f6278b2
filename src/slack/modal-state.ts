import { z } from 'zod'
import type { FieldName } from '../i18n/areas/modals.js'
import { VALUE } from '../views/ids.js'

const one = z.object({ value: z.string().min(1).max(150) })

/** What Slack sends of an input, by the kind of its element. */
const cell = z.discriminatedUnion('type', [
  z.object({ type: z.literal('plain_text_input'), value: z.string().nullish() }),
  z.object({ type: z.enum(['static_select', 'external_select', 'radio_buttons']), selected_option: one.nullish() }),
  z.object({ type: z.enum(['checkboxes', 'multi_static_select']), selected_options: z.array(one).nullish() }),
  z.object({ type: z.literal('datepicker'), selected_date: z.string().nullish() }),
  z.object({ type: z.literal('timepicker'), selected_time: z.string().nullish() }),
  z.object({ type: z.literal('users_select'), selected_user: z.string().nullish() }),
  z.object({ type: z.literal('multi_users_select'), selected_users: z.array(z.string()).nullish() }),
  z.object({ type: z.literal('conversations_select'), selected_conversation: z.string().nullish() }),
])

type Value = string | null | readonly string[]

function givenBy(read: z.infer<typeof cell>): Value {
  switch (read.type) {
    case 'plain_text_input':
      return read.value ?? null
    case 'static_select':
    case 'external_select':
    case 'radio_buttons':
      return read.selected_option?.value ?? null
    case 'checkboxes':
    case 'multi_static_select':
      return (read.selected_options ?? []).map(({ value }) => value)
    case 'datepicker':
      return read.selected_date ?? null
    case 'timepicker':
      return read.selected_time ?? null
    case 'users_select':
      return read.selected_user ?? null
    case 'multi_users_select':
      return read.selected_users ?? []
    case 'conversations_select':
      return read.selected_conversation ?? null
  }
}

/** Inputs that give several values. */
const MANY: ReadonlySet<string> = new Set<FieldName>([
  'checklist',
  'missing',
  'ae_unassigned',
  'managers',
  'csms',
  'aes',
  'inside_sales',
  'company_holidays',
  'work_days',
  'leave_kept',
  'pause_over',
  'team_members',
  'no_team_manager',
  'csm_closing',
  'offered_sources',
  'erase_sure',
])

/** A submitted form. Whatever does not look like ours is left out and named, never trusted. */
export interface ModalState {
  /** The block ids of its inputs, in their order. */
  readonly blocks: readonly string[]
  /** Inputs whose value has another shape than theirs. */
  readonly unreadable: readonly string[]
  /** What an input gives; null where it is empty, undefined where the form has no such input. */
  one(name: FieldName): string | null | undefined
  many(name: FieldName): readonly string[] | undefined
  /** Whether what an input gives was typed, not picked. */
  isTyped(name: FieldName): boolean
}

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A menu that tells us at once what was chosen is none of the form's inputs, though Slack sends it with them. */
const actsByItself = (actions: unknown): boolean =>
  isObject(actions) && Object.keys(actions).length > 0 && Object.keys(actions).every((id) => id.startsWith('csql.'))

/** Reads `view.state.values`: block id, then action id, then Slack's shape of the value. */
export function readState(values: unknown): ModalState {
  const given = new Map<string, Value>()
  const unreadable: string[] = []
  const typed = new Set<string>()
  const all: [string, unknown][] = isObject(values) ? Object.entries(values) : []
  const entries = all.filter(([, actions]) => !actsByItself(actions))
  for (const [block, actions] of entries) {
    const found: unknown = isObject(actions) ? new Map(Object.entries(actions)).get(VALUE) : undefined
    const read = cell.safeParse(found)
    const value = read.success ? givenBy(read.data) : undefined
    if (read.success && read.data.type === 'plain_text_input') typed.add(block)
    if (value === undefined || Array.isArray(value) !== MANY.has(block)) unreadable.push(block)
    else given.set(block, value)
  }
  const valueAt = (name: FieldName) => given.get(name)
  return {
    blocks: entries.map(([block]) => block),
    unreadable,
    one: (name) => {
      const value = valueAt(name)
      return typeof value === 'string' || value === null ? value : undefined
    },
    isTyped: (name) => typed.has(name),
    many: (name) => {
      const value = valueAt(name)
      return typeof value === 'string' || value === null ? undefined : value
    },
  }
}
