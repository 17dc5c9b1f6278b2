import { HOME_LISTS, type HomeFilter, type HomeState, MOST_PAGES } from '../domain/home.js'

const filterText = (filter: HomeFilter): string => ('id' in filter ? `${filter.by}=${filter.id}` : filter.by)

/** What a button that turns Home shows: `1:list:page:filter`; no list is the overview. */
export const writeHomeState = ({ list, page, filter }: HomeState): string =>
  `1:${list ?? '-'}:${page}:${filterText(filter)}`

const STATE = /^1:(-|[a-z_]{1,20}):(\d{1,4}):(all|due|hot|(product|person)=([A-Za-z0-9-]{1,64}))$/

/** Null for whatever this program did not write. */
export function readHomeState(value: unknown): HomeState | null {
  const match = typeof value === 'string' ? STATE.exec(value) : null
  if (match === null) return null
  const [, name, digits, text, by, id] = match
  const list = HOME_LISTS.find((one) => one === name) ?? null
  const page = Number(digits)
  if ((list === null && name !== '-') || page >= MOST_PAGES) return null
  const filter: HomeFilter =
    (by === 'product' || by === 'person') && id !== undefined ? { by, id } : { by: text as 'all' | 'due' | 'hot' }
  return { list, page, filter }
}

/** What a Home carries: what it shows, and by which words its content is known again. Slack gives it back with it. */
export interface HomeMark {
  readonly state: HomeState
  readonly content: string
}

export const writeHomeMark = ({ state, content }: HomeMark): string => `${content} ${writeHomeState(state)}`

/** Null for a Home that is none of this program's. */
export function readHomeMark(metadata: unknown): HomeMark | null {
  const [content = '', value] = typeof metadata === 'string' ? metadata.split(' ') : []
  const state = readHomeState(value)
  return state === null || !/^[0-9a-f]{16}$/.test(content) ? null : { state, content }
}
