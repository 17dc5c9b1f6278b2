import type { KnownBlock, ModalView } from '@slack/types'
import type { Contact, Department, Product } from '../../src/domain/account.js'
import type { CsqlDetails } from '../../src/domain/csql-details.js'
import { addDays } from '../../src/domain/days.js'
import { fiscalQuarterOf } from '../../src/domain/fiscal.js'
import { ContactId, CsqlId, DepartmentId, PersonId, ProductId, TextId } from '../../src/domain/ids.js'
import type { Locale } from '../../src/domain/person.js'
import { NEGLECT_REASONS } from '../../src/domain/reasons.js'
import { SETTINGS_SECTIONS, setupOf } from '../../src/domain/settings-sections.js'
import { workingCalendar } from '../../src/domain/working-calendar.js'
import { Settings } from '../../src/domain/workspace.js'
import { messagesFor } from '../../src/i18n/index.js'
import { stateOf } from '../../src/sandbox/view-state.js'
import { editModal } from '../../src/views/modals/edit.js'
import { eraseModal } from '../../src/views/modals/erase.js'
import { importModal } from '../../src/views/modals/import.js'
import type { MasterData } from '../../src/views/modals/lead-fields.js'
import { type LogPrefill, logModal } from '../../src/views/modals/log.js'
import { logManyModal } from '../../src/views/modals/log-many.js'
import { myTimeModal } from '../../src/views/modals/my-time.js'
import { qualifyModal } from '../../src/views/modals/qualify.js'
import { settingsModal } from '../../src/views/modals/settings.js'
import type { SettingsOptions } from '../../src/views/modals/settings-fields.js'
import { settingsList } from '../../src/views/modals/settings-list.js'
import { targetModal } from '../../src/views/modals/target.js'
import { FIELDS_OF, transitionModal } from '../../src/views/modals/transition.js'
import { aPerson } from '../support/database.js'
import { details, type Own, SATO, SUZUKI, someContact, viewer } from './sample.js'

export const TODAY = '2026-11-25'
const QUARTER = fiscalQuarterOf(TODAY, 4)
export const TOKYO = workingCalendar({ zone: 'Asia/Tokyo', country: 'JP' })
export const FORMS = Object.keys(FIELDS_OF) as (keyof typeof FIELDS_OF)[]

export const optionsFor = (locale: Locale) => ({ m: messagesFor(locale), viewer: viewer(locale), today: TODAY })

const product = (id: string, name: string, nameEn: string | null = null): Product => ({
  workspaceId: someContact.workspaceId,
  id: ProductId.parse(id),
  name,
  nameEn,
  aliases: [],
  archived: false,
})

export const PRODUCTS: readonly Product[] = [
  product('p0', 'ホタルビ勤怠', 'Hotarubi Time'),
  product('p1', 'ホタルビ経費', 'Hotarubi Expense'),
  product('p2', 'ホタルビ評価', 'Hotarubi Talent'),
]
export const MASTER: MasterData = { products: PRODUCTS, departments: [], contacts: [someContact] }

/** So many of each, all called the same. */
export const crowd = (n: number, name: string): MasterData => ({
  products: Array.from({ length: n }, (_, i) => product(`p${i}`, `${name}${i}`, `${name}${i}`)),
  departments: Array.from(
    { length: n },
    (_, i): Department => ({ id: DepartmentId.parse(`d${i}`), accountId: someContact.accountId, name }),
  ),
  contacts: Array.from(
    { length: n },
    (_, i): Contact => ({ ...someContact, id: ContactId.parse(`k${i}`), name, title: name }),
  ),
})

const SLACK_IDS = new Map<PersonId, string>([
  [SATO, 'U0SATO'],
  [SUZUKI, 'U0SUZUKI'],
])

/** The sample with people whom Slack knows. */
export function known(own: Own = {}): CsqlDetails {
  const made = details(own)
  const people = [...made.people].map(
    ([id, person]) => [id, { ...person, slackUserId: SLACK_IDS.get(id) ?? null }] as const,
  )
  return { ...made, people: new Map(people) }
}

/** A question is open. */
const ASKED = { questionTextId: TextId.parse('problem') }

const TEXTS = {
  noteTextId: TextId.parse('changed'),
  nextActionTextId: TextId.parse('reason'),
  promisesTextId: TextId.parse('promises'),
  crmTextId: TextId.parse('override'),
}

/** Somebody with so many leaves, each with a delegate of that name. */
function timeOf(name: string, leaves: number) {
  const delegateId = PersonId.parse('p-delegate')
  const person = aPerson({
    ...{ workspaceId: someContact.workspaceId, id: PersonId.parse('p-away'), name, pausedUntil: '2027-01-12' },
    workingHours: { weekdays: [1, 3, 5], opens: '10:00', closes: '16:30' },
    leave: Array.from({ length: leaves }, (_, n) => {
      const from = addDays('2026-12-01', 7 * n)
      return { from, to: addDays(from, 2), delegateId }
    }),
  })
  const names = new Map([[delegateId as string, name]])
  return { person, settings: Settings.parse({}), names, personToday: TODAY, rows: 1, leave: null }
}

/** Every modal there is, by name, filled with one CSQL. */
export function everyModal(
  make: (own?: Own) => CsqlDetails,
  locale: Locale,
  master: MasterData = MASTER,
): ReadonlyMap<string, ModalView> {
  const options = optionsFor(locale)
  const one = make()
  const texted = make({ csql: { ...TEXTS, progress: 'proposing', nextOn: '2026-11-30', oneTime: 300_000 } })
  const other = make({ csql: { id: CsqlId.parse('c7'), number: 7, state: 'accepted' } })
  const name = one.account.name
  const many = Array.from({ length: 30 }, (_, index) => `U0${index}`)
  const prefill: LogPrefill = {
    account: { id: null, name },
    note: name,
    product: one.product,
    kind: 'upsell',
    source: 'webinar',
    sourceDetail: name.slice(0, 100),
    amount: { amount: '12〜15万', period: 'year', oneTime: null },
    ae: 'U0SUZUKI',
  }
  return new Map<string, ModalView>([
    ...FORMS.map((form) => [form, transitionModal(form, one, options)] as const),
    ...FORMS.map((form) => {
      const full = { ...options, calendar: TOKYO, withheld: [], others: [one, other] }
      return [`${form}, by a manager, with everything known`, transitionModal(form, texted, full)] as const
    }),
    ...NEGLECT_REASONS.flatMap((because) =>
      FORMS.map((form) => {
        const view = transitionModal(form, make({ csql: ASKED }), { ...options, calendar: TOKYO, because })
        return [`${form}, because of ${because}`, view] as const
      }),
    ),
    ['log', logModal({}, { ...options, products: master.products })],
    [
      'log, prefilled, refused and a duplicate',
      logModal(prefill, { ...options, products: master.products, refusal: name || '—', duplicate: other, again: 3 }),
    ],
    [
      'log, from a message',
      logModal(
        { account: { id: 'a1', name }, accountGuessed: true, candidates: many.map((id) => ({ id })), note: name },
        { ...options, products: master.products },
      ),
    ],
    ['log, several lines', logManyModal(options)],
    ['qualify', qualifyModal(one, { ...options, master })],
    [
      'qualify, the first time, with gates and a duplicate',
      qualifyModal(make({ csql: { firstQualifiedAt: null, ...TEXTS } }), {
        ...options,
        master,
        gates: ['no_outcome', 'account_at_risk'],
        duplicate: other,
        suggestedAe: 'U0SUZUKI',
      }),
    ],
    ['edit', editModal(texted, { ...options, master })],
    ['my time', myTimeModal({ ...options, ...timeOf(name, 1), isOther: false })],
    [
      'my time, somebody else’s, with everything',
      myTimeModal({ ...options, ...timeOf(name, 30), isOther: true, rows: 3 }),
    ],
    ['import', importModal(options)],
    ['target', targetModal({ running: QUARTER, next: fiscalQuarterOf(addDays(QUARTER.to, 1), 4) }, options)],
    ['erase', eraseModal(options)],
    ...everySetting(options, name),
  ])
}

/** The list of the settings and each section: with next to nothing, and with as much as there can be. */
function everySetting(options: ReturnType<typeof optionsFor>, name: string): [string, ModalView][] {
  const many = Array.from({ length: 30 }, (_, index) => `U0${index}`)
  const long = '長'.repeat(60)
  const bare: SettingsOptions = {
    ...options,
    settings: Settings.parse({ companyHolidays: ['12-29..01-03', '2026-05-01'] }),
    ...{ managers: [], roles: { csms: [], aes: [], inside_sales: [] }, teams: [], readsGroups: false },
    products: [{ id: 'p0', name: '製品' }],
  }
  const added = Array.from({ length: 30 }, (_, i) => ({ code: `x_${i + 1}`, ja: long, en: long }))
  const lists = { reject: added, lose: added, return: added, nurture: added, withdraw: added }
  const full: SettingsOptions = {
    ...options,
    settings: Settings.parse({
      ...{ currency: 'BRL', captureEmoji: null, addedReasons: lists },
      channels: { handOverId: 'C0HANDED', winsId: 'C0WINS' },
      target: {
        definition: '定'.repeat(1000),
        segments: Array.from({ length: 40 }, (_, i) => `${'長'.repeat(55)}${i}`),
        otherSegments: ['SMB'],
      },
    }),
    managers: many,
    roles: { csms: many, aes: many, inside_sales: many },
    readsGroups: true,
    teams: Array.from({ length: 30 }, () => ({ manager: name || '—', members: [name, name, name] })),
    products: Array.from({ length: 120 }, (_, i) => ({ id: `${'p'.repeat(33)}${i}`, name: `${'長'.repeat(20)}${i}` })),
    isFirst: true,
  }
  const none = setupOf({ reviewed: [], changedAsOneForm: false })
  const all = setupOf({ reviewed: [...SETTINGS_SECTIONS], changedAsOneForm: false })
  const names = Array.from({ length: 30 }, () => name)
  return [
    ['settings', settingsList({ ...bare, setup: none, managerNames: [], readsFiles: false })],
    ['settings, set up', settingsList({ ...full, setup: all, managerNames: names, readsFiles: true })],
    ...SETTINGS_SECTIONS.flatMap((section): [string, ModalView][] => [
      [`settings, ${section}`, settingsModal(section, 'alone', bare)],
      [`settings, ${section}, the first time`, settingsModal(section, 'step', full)],
    ]),
  ]
}

/** What Slack sends when a form is submitted untouched. */
export const untouched = (view: ModalView) => stateOf(view.blocks.map((block) => ({ ...block })))

export const inputsOf = (view: ModalView) =>
  view.blocks.filter((block): block is Extract<KnownBlock, { type: 'input' }> => block.type === 'input')
