import type { KnownBlock, StaticSelect } from '@slack/types'
import {
  ALL_ROWS,
  FILTERS_OF,
  HOME_PAGE,
  type Home,
  type HomeFilter,
  type HomeList,
  type HomeRows,
  type HomeState,
  MOST_PAGES,
  OVERVIEW,
  type Unproposed,
} from '../domain/home.js'
import type { Instant } from '../domain/time.js'
import type { Messages } from '../i18n/messages.js'
import { actions, header, lines, plain, plainButton, plainMenu } from './blocks.js'
import { productName } from './csql-line.js'
import { homeRow } from './home-rows.js'
import { writeHomeState } from './home-value.js'
import { OPEN_HOME, OPEN_LOG, writeAccountKey } from './ids.js'
import { customerName, lineName } from './labels.js'
import type { Viewer } from './message.js'
import { oneLine } from './text.js'

type Blocks = readonly (KnownBlock | null)[]

/** A list as the overview has it: its first rows, and a way to the rest. */
export function listInShort({ list, rows, total }: HomeRows, m: Messages, viewer: Viewer, now: Instant): Blocks {
  return [
    header(m.home.lists[list](total)),
    ...rows.flatMap((row) => homeRow(list, row, m, viewer, now)),
    total > rows.length ? seeAll(list, total, m) : null,
  ]
}

export function unproposedInShort({ rows, total }: Unproposed, m: Messages): Blocks {
  return [
    header(m.home.lists.unproposed(total)),
    ...accountRows(rows, m),
    total > rows.length ? seeAll('unproposed', total, m) : null,
  ]
}

export const seeAll = (list: HomeList, total: number, m: Messages): KnownBlock | null =>
  actions(plainButton(OPEN_HOME, m.home.seeAll(total), writeHomeState({ list, page: 0, filter: ALL_ROWS })))

/** An account each, with the form for a new signal about it. */
const accountRows = (rows: Unproposed['rows'], m: Messages): KnownBlock[] =>
  rows.map(({ id, name }) => ({
    type: 'section',
    text: plain(customerName(m, name), 3000),
    accessory: plainButton(OPEN_LOG, m.home.proposeTo, writeAccountKey(id)),
  }))

/** One list, ten rows a page, with what it may be filtered by. */
export function openedList(home: Home, m: Messages, viewer: Viewer, now: Instant): Blocks {
  const { state, lists, unproposed } = home
  const { list } = state
  if (list === null) return []
  const [rows] = lists
  const total = rows?.total ?? unproposed?.total ?? 0
  const shown = rows?.rows.length ?? unproposed?.rows.length ?? 0
  const from = state.page * HOME_PAGE
  return [
    header(m.home.lists[list](total)),
    actions(plainButton(`${OPEN_HOME}.back`, m.home.back, writeHomeState(OVERVIEW)), filterMenu(home, list, m, viewer)),
    lines(shown === 0 ? m.home.noneLeft : m.home.page(from + 1, from + shown, total)),
    ...(rows?.rows.flatMap((row) => homeRow(rows.list, row, m, viewer, now)) ?? []),
    ...accountRows(unproposed?.rows ?? [], m),
    turning(state, from + shown < total, m),
  ]
}

function turning(state: HomeState, more: boolean, m: Messages): KnownBlock | null {
  const to = (page: number) => writeHomeState({ ...state, page })
  return actions(
    state.page > 0 ? plainButton(`${OPEN_HOME}.earlier`, m.home.earlier, to(state.page - 1)) : null,
    more && state.page + 1 < MOST_PAGES ? plainButton(`${OPEN_HOME}.later`, m.home.later, to(state.page + 1)) : null,
  )
}

type Choice = readonly [filter: HomeFilter, label: string]

/** What the list may be filtered by; what is chosen stands in it. Null where there is nothing to choose. */
function filterMenu(home: Home, list: HomeList, m: Messages, viewer: Viewer): StaticSelect | null {
  const choices = choicesOf(home, list, m, viewer)
  const keyOf = (filter: HomeFilter) => writeHomeState({ list, page: 0, filter })
  const chosen = choices.find(([filter]) => keyOf(filter) === keyOf(home.state.filter))
  if (choices.length < 2) return null
  return plainMenu(
    `${OPEN_HOME}.filter`,
    m.home.filter(chosen?.[1] ?? m.home.all),
    choices.map(([filter, label]) => [keyOf(filter), label] as const),
  )
}

function choicesOf({ products, manager }: Home, list: HomeList, m: Messages, viewer: Viewer): readonly Choice[] {
  const may = FILTERS_OF[list]
  const people = may.includes('person') ? (manager?.overdue ?? []) : []
  const several = may.includes('product') && products.length > 1 ? products : []
  return [
    ...(['all', 'due', 'hot'] as const).filter((by) => may.includes(by)).map((by): Choice => [{ by }, m.home[by]]),
    ...people.map(({ person }): Choice => [{ by: 'person', id: person.id }, m.names.bare(lineName(person.name))]),
    ...several.map((product): Choice => [{ by: 'product', id: product.id }, oneLine(productName(product, viewer), 60)]),
  ]
}
