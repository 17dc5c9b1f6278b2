import type { KnownBlock } from '@slack/types'
import type { Clock } from '../../src/domain/clock.js'
import type { CsqlDetails } from '../../src/domain/csql-details.js'
import { fiscalQuarterOf } from '../../src/domain/fiscal.js'
import {
  ALL_ROWS,
  type CsqlList,
  HOME_LISTS,
  HOME_PAGE,
  type Home,
  type HomeFilter,
  type HomeList,
  type HomeRow,
  listsOf,
  OUTCOMES,
  OVERVIEW,
  previewRows,
} from '../../src/domain/home.js'
import { AccountId, PersonId, ProductId } from '../../src/domain/ids.js'
import { type Locale, ROLES, type Role } from '../../src/domain/person.js'
import { setupOf } from '../../src/domain/settings-sections.js'
import type { TargetProgress } from '../../src/domain/target.js'
import { DAY_MS } from '../../src/domain/time.js'
import { messagesFor } from '../../src/i18n/index.js'
import { actedMessage } from '../../src/views/acted.js'
import { homeBlocks, homeIntro, homeNotice } from '../../src/views/home.js'
import { clock, NOW, type Own, SUZUKI, viewer } from './sample.js'

type Make = (own?: Own) => CsqlDetails

const CLOCK_OF: Readonly<Record<CsqlList, Clock['kind']>> = {
  to_decide: 'decide',
  to_update: 'update',
  returned: 'fix',
  to_vet: 'qualify',
  unassigned: 'decide',
  overdue: 'first_contact',
  waiting: 'decide',
  deals: 'convert',
  outcomes: 'wake',
  signals: 'qualify',
}

const isCsqlList = (list: HomeList): list is CsqlList => list !== 'unproposed'

/** As many rows of a list as are asked for, each of another kind where there are kinds. */
function rows(list: CsqlList, make: Make, n: number): HomeRow[] {
  return Array.from({ length: n }, (_, index) => {
    const state = list === 'outcomes' ? OUTCOMES[index % OUTCOMES.length] : undefined
    const won = state === 'won' ? { wonAmount: 120_000, wonAmountPeriod: 'month', wonOneTime: 2 ** 53 - 1 } : {}
    const reason = state === 'lost' ? 'price' : state === 'rejected' ? 'no_budget' : null
    const csql = {
      number: 1_000_000 + index,
      reason,
      ...won,
      ...(state === undefined ? {} : { state }),
    } as NonNullable<Own['csql']>
    const running = clock(CLOCK_OF[list], {
      dueAt: NOW - index * DAY_MS,
      snoozedUntil: index % 2 === 0 ? NOW + DAY_MS : null,
    })
    return {
      details: make({ csql }),
      clock: list === 'outcomes' && index > 0 ? null : running,
      overdueWorkingDays: index * 9999,
    }
  })
}

const quarter = fiscalQuarterOf('2026-11-25', 4)

/** A Home with so many of everything. */
function homeOf(make: Make, total: number, shown: number, own: Partial<Home> = {}): Home {
  const name = make().account.name
  const person = { id: SUZUKI, name }
  const some = Array.from({ length: Math.min(total, 200) }, (_, index) => index)
  const target: TargetProgress = {
    target: {
      ...{ subjectKind: 'person', subject: SUZUKI, fiscalYear: 2026, quarter: 3, metric: 'mrr_won' },
      ...{ creditedAs: 'ae', value: 2 ** 53 - 1, currency: 'JPY' },
    },
    ...{ personName: name, reached: 2 ** 53 - 1, share: 1, onPace: true },
  }
  return {
    ...{ person, roles: new Set(ROLES), state: OVERVIEW },
    lists: HOME_LISTS.filter(isCsqlList)
      .filter((list) => list !== 'overdue')
      .map((list) => ({ list, total, rows: rows(list, make, Math.min(total, shown)) })),
    unproposed: {
      total,
      rows: some.slice(0, shown).map((index) => ({ id: AccountId.parse(`a${index}`), name })),
    },
    targets: {
      ...{ quarter, pace: { elapsed: total === 0 ? 0 : 36, total: 63 }, currency: 'JPY' },
      progress: some.map(() => target),
    },
    manager: {
      overdue: some.map((index) => ({
        ...{ person: { id: PersonId.parse(`p${index}`), name }, csqls: 9999, workingDays: index },
      })),
      overdueElsewhere: total,
      churn: some.slice(0, 30).map((index) => ({
        product: {
          ...{ workspaceId: make().csql.workspaceId, id: ProductId.parse(`p${index}`), name, nameEn: name },
          ...{ aliases: [], archived: false },
        },
        ...{
          churn: { num: 1, den: 3, value: 1 / 3 },
          accounts: { opening: total, churned: total },
          currency: 'JPY',
          month: '2026-10',
          acknowledged: null,
        },
      })),
      churnGate: 10,
      digest: {
        week: { from: '2026-11-16', to: '2026-11-22' },
        sentAt: NOW,
        channel: 'C1',
        ts: '1.1',
        inChannel: true,
      },
    },
    admin: { setup: setupOf({ reviewed: [], changedAsOneForm: false }), knowsAccounts: false },
    time: {
      pausedUntil: total === 0 ? null : '2026-12-01',
      leave: total === 0 ? null : { from: '2026-12-01', to: '2027-01-04', delegateId: SUZUKI, delegateName: name },
    },
    products: some.map((index) => ({ id: `p${index}`, name, nameEn: name })),
    ...own,
  }
}

/** What whoever has these roles sees at most, with a thousand of everything and something just done. */
export function fullHome(make: Make, roles: readonly Role[]): readonly KnownBlock[] {
  const m = messagesFor('ja')
  const lists = listsOf(new Set(roles), { csmsClose: true })
  const all = homeOf(make, 99_999, previewRows(lists.length))
  const home: Home = {
    ...{ ...all, roles: new Set(roles), lists: all.lists.filter(({ list }) => lists.includes(list)) },
    unproposed: lists.includes('unproposed') ? all.unproposed : null,
    manager: roles.includes('manager') ? all.manager : null,
    admin: roles.includes('admin') ? all.admin : null,
  }
  const said = actedMessage(make(), { action: 'accept', eventId: 'e1' }, m, viewer('ja', SUZUKI), NOW)
  return homeBlocks(
    home,
    { said, digestLink: 'https://example.slack.com/archives/C1/p1' },
    m,
    viewer('ja', SUZUKI),
    NOW,
  )
}

/** Every Home there is: by what is in it, and with each list opened. */
export function everyHome(make: Make, locale: Locale): ReadonlyMap<string, readonly KnownBlock[]> {
  const m = messagesFor(locale)
  const quiet = { said: null, digestLink: null }
  const said = actedMessage(make(), { action: 'accept', eventId: 'e1' }, m, viewer(locale, SUZUKI), NOW)
  const full = { said, digestLink: 'https://example.slack.com/archives/C1/p1' }
  const preview = previewRows(HOME_LISTS.length)
  const show = (home: Home, frame: typeof full | typeof quiet = quiet) =>
    homeBlocks(home, frame, m, viewer(locale, SUZUKI), NOW)
  return new Map([
    ['who has no role', homeIntro(true, m)],
    ['who may not begin', homeIntro(false, m)],
    ['who is turned away', homeNotice(...Object.values(messagesFor(locale).errors.notTakingPart))],
    ['nothing of anything', show(homeOf(make, 0, preview, { manager: emptyManager(make) }))],
    ['one of everything', show(homeOf(make, 1, preview))],
    ['a thousand of everything', show(homeOf(make, 99_999, preview), full)],
    ...HOME_LISTS.flatMap((list) => opened(list, make, (home) => show(home, full))),
  ])
}

function emptyManager(make: Make): Home['manager'] {
  const { manager } = homeOf(make, 0, 0)
  return manager === null ? null : { ...manager, digest: null }
}

function opened(list: HomeList, make: Make, show: (home: Home) => readonly KnownBlock[]) {
  const of = (page: number, total: number, filter: HomeFilter = ALL_ROWS) => {
    const n = Math.min(total, HOME_PAGE)
    const home = homeOf(make, total, n, { state: { list, page, filter }, targets: null })
    return show({
      ...home,
      lists: isCsqlList(list) ? [{ list, total, rows: rows(list, make, n) }] : [],
      unproposed: list === 'unproposed' ? home.unproposed : null,
    })
  }
  return [
    [`${list}, empty`, of(0, 0)],
    [`${list}, one`, of(0, 1)],
    [`${list}, its first page`, of(0, 99_999)],
    [`${list}, its last page`, of(999, 99_999)],
    [`${list}, filtered`, of(3, 99_999, { by: list === 'overdue' ? 'person' : 'product', id: 'p7' })],
  ] as const
}
