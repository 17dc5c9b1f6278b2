import type { KnownBlock } from '@slack/types'
import type { Home, HomeList, HomeRows } from '../domain/home.js'
import type { Instant } from '../domain/time.js'
import type { Messages } from '../i18n/messages.js'
import { actions, header, lines, plainButton, small } from './blocks.js'
import { listInShort, openedList, unproposedInShort } from './home-list.js'
import { churnBanner, lastDigest, overduePeople } from './home-manager.js'
import { settingsBlocks, setupBlocks, targetBlocks, timeBlocks } from './home-own.js'
import { OPEN_LOG } from './ids.js'
import { lineName } from './labels.js'
import type { Message, Viewer } from './message.js'

/** Slack takes no more in one Home. */
const BLOCKS_LIMIT = 100
/** Of what was just done, so many blocks: a Home is no place for a whole card. */
const SAID_LIMIT = 6

/** What surrounds what Home shows. */
export interface HomeFrame {
  /** What came of the reader's last click, while it is news. */
  readonly said: Message | null
  /** The address of the last digest; null where Slack did not say. */
  readonly digestLink: string | null
}

type Blocks = readonly (KnownBlock | null)[]

/** Somebody's Home: what waits for them first, each row with the buttons that finish it; or one list, page by page. */
export function homeBlocks(home: Home, frame: HomeFrame, m: Messages, viewer: Viewer, now: Instant): KnownBlock[] {
  const shown = home.state.list === null ? overview(home, m, viewer, now, frame) : openedList(home, m, viewer, now)
  return withSaid(frame.said, present(shown))
}

/** What was just done stands on top. */
export const withSaid = (said: Message | null, blocks: KnownBlock[]): KnownBlock[] =>
  said === null ? blocks : present([...said.blocks.slice(0, SAID_LIMIT), DIVIDER, ...blocks])

/** What Tasuki is, and how one comes to take part: for whoever has no part in it yet. */
export function homeIntro(mayBegin: boolean, m: Messages): KnownBlock[] {
  return present([
    header(m.home.introTitle),
    lines(m.home.intro),
    lines(mayBegin ? m.home.howToBegin : m.home.howToJoin),
    mayBegin ? logButton(m) : null,
  ])
}

/** Why there is nothing to see. */
export const homeNotice = (...words: readonly string[]): KnownBlock[] => present([lines(...words)])

const DIVIDER: KnownBlock = { type: 'divider' }

const present = (blocks: Blocks): KnownBlock[] =>
  blocks.filter((block): block is KnownBlock => block !== null).slice(0, BLOCKS_LIMIT)

const logButton = (m: Messages): KnownBlock | null =>
  actions({ ...plainButton(OPEN_LOG, m.home.log, 'new'), style: 'primary' })

/** What somebody has to do, of what they see. */
const OWED: readonly HomeList[] = ['to_decide', 'to_update', 'returned', 'unassigned']
/** Signals are looked into when there is time: they stand before what others owe, and are counted as no debt. */
const isOwn = ({ list }: HomeRows): boolean => OWED.includes(list) || list === 'to_vet'

function overview(home: Home, m: Messages, viewer: Viewer, now: Instant, frame: HomeFrame): Blocks {
  const { lists, manager, admin, unproposed, targets } = home
  const owed = lists.filter(({ list }) => OWED.includes(list))
  const filled = lists.filter(({ total }) => total > 0)
  const inShort = (rows: HomeRows) => listInShort(rows, m, viewer, now)
  return [
    header(m.home.hello(lineName(home.person.name))),
    owed.length === 0 ? null : lines(m.home.waiting(owed.reduce((sum, { total }) => sum + total, 0))),
    logButton(m),
    ...(admin === null ? [] : setupBlocks(admin, m)),
    ...(manager === null ? [] : churnBanner(manager, m, viewer)),
    ...filled.filter(isOwn).flatMap(inShort),
    ...(manager === null ? [] : overduePeople(manager, m)),
    ...filled.filter((rows) => !isOwn(rows)).flatMap(inShort),
    ...(unproposed === null || unproposed.total === 0 ? [] : unproposedInShort(unproposed, m)),
    small(emptyLists(home, m)),
    ...(targets === null ? [] : targetBlocks(targets, manager !== null, m)),
    ...(manager === null ? [] : lastDigest(manager.digest, frame.digestLink, m, viewer, now)),
    ...timeBlocks(home.time, m, viewer, now),
    ...(admin === null || admin.setup.next !== null ? [] : settingsBlocks(admin, m)),
  ]
}

/** The lists with nothing in them, in one line. */
function emptyLists({ lists, unproposed, manager }: Home, m: Messages): string | null {
  const empty: HomeList[] = lists.filter(({ total }) => total === 0).map(({ list }) => list)
  if (manager !== null && manager.overdue.length === 0) empty.push('overdue')
  if (unproposed?.total === 0) empty.push('unproposed')
  return empty.length === 0 ? null : m.home.empty(empty.map((list) => m.home.names[list]))
}
