import { z } from 'zod'
import { Currency, Kind, SOURCES, Source } from './csql.js'
import type { DayRange } from './days.js'
import { ProductId, type WorkspaceId } from './ids.js'
import { Locale, type Person, WorkingHours } from './person.js'
import { hasPublicHolidays } from './public-holidays.js'
import { SettingsSection } from './settings-sections.js'
import type { Instant } from './time.js'
import { isOffSpan, type WorkingCalendar, workingCalendar } from './working-calendar.js'

const wallTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)
const addedReason = z.object({
  code: z.string().regex(/^x_[a-z0-9_]{1,40}$/),
  ja: z.string().min(1),
  en: z.string().min(1),
})

/** The most that each clock may be set to, in working days. */
export const LONGEST_CLOCKS = {
  decideDays: 20,
  firstContactDays: 60,
  convertDays: 120,
  updateDays: 120,
  fixDays: 60,
  qualifyDays: 120,
} as const

/** The longest that the definition of the target may be, and the name of a segment. */
export const LONGEST_TARGET = 1000
export const LONGEST_SEGMENT = 60

/** Months that what a closed CSQL says may be kept for; beside them there is no end. */
const FEWEST_MONTHS_KEPT = 6
const MOST_MONTHS_KEPT = 120

/**
 * What a workspace may set. Every field has a default that suits a Japanese SaaS company, so that a row written by an
 * older program still reads.
 */
export const Settings = z.object({
  locale: Locale.default('ja'),
  zone: z.string().min(1).default('Asia/Tokyo'),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .nullable()
    .default('JP'),
  currency: Currency.default('JPY'),
  /** The month in which the fiscal year starts, 1–12. */
  fiscalStart: z.int().min(1).max(12).default(4),
  workingHours: WorkingHours.default({ weekdays: [1, 2, 3, 4, 5], opens: '09:00', closes: '18:00' }),
  /** As `working-calendar.ts` reads them: 'YYYY-MM-DD', 'YYYY-MM-DD..YYYY-MM-DD', 'MM-DD' or 'MM-DD..MM-DD' every year. */
  companyHolidays: z.array(z.string().refine(isOffSpan)).default([]),
  digest: z
    .object({
      channelId: z.string().nullable().default(null),
      /** ISO weekday, 1 = Monday. */
      weekday: z.literal([1, 2, 3, 4, 5, 6, 7]).default(1),
      at: wallTime.default('09:00'),
    })
    .default({ channelId: null, weekday: 1, at: '09:00' }),
  /** Channels that hear of every hand-over and of every win, as Slack's ids; null = none does. */
  channels: z
    .object({ handOverId: z.string().nullable().default(null), winsId: z.string().nullable().default(null) })
    .default({ handOverId: null, winsId: null }),
  /** Whoever adds this emoji, named without colons, to a message is offered to log it; null = none does. */
  captureEmoji: z
    .string()
    .regex(/^[a-z0-9_+'-]{1,100}$/)
    .nullable()
    .default('seedling'),
  /** `open`: any full member takes part; `assigned`: only people who were given a role. */
  participation: z.enum(['open', 'assigned']).default('open'),
  /** Product × kind where a CSM may close. A null product means every product. */
  selfClosing: z.array(z.object({ productId: ProductId.nullable(), kind: Kind })).default([]),
  /** The churn a year, in percent, above which expansion should wait: a banner asks for a look at it. */
  churnGate: z.int().min(1).max(100).default(10),
  optInRequired: z.boolean().default(false),
  /** The clocks, in working days. */
  clocks: z
    .object({
      decideDays: z.int().min(1).max(LONGEST_CLOCKS.decideDays).default(1),
      firstContactDays: z.int().min(1).max(LONGEST_CLOCKS.firstContactDays).default(2),
      convertDays: z.int().min(1).max(LONGEST_CLOCKS.convertDays).default(15),
      updateDays: z.int().min(1).max(LONGEST_CLOCKS.updateDays).default(10),
      fixDays: z.int().min(1).max(LONGEST_CLOCKS.fixDays).default(5),
      qualifyDays: z.int().min(1).max(LONGEST_CLOCKS.qualifyDays).default(10),
    })
    .default({ decideDays: 1, firstContactDays: 2, convertDays: 15, updateDays: 10, fixDays: 5, qualifyDays: 10 }),
  /** Whom the company sells to: what "outside the target" means here (domain.md S26). */
  target: z
    .object({
      definition: z.string().min(1).max(LONGEST_TARGET).nullable().default(null),
      /** Segments that are the target, and those that are not, as accounts name them. */
      segments: z.array(z.string().min(1).max(LONGEST_SEGMENT)).default([]),
      otherSegments: z.array(z.string().min(1).max(LONGEST_SEGMENT)).default([]),
    })
    .default({ definition: null, segments: [], otherSegments: [] }),
  /** The conversion points that forms offer; one that is typed is understood all the same. */
  offeredSources: z
    .array(Source)
    .min(1)
    .default([...SOURCES]),
  /** When the admins are told of a clock whose reminders nobody acts on: under `percent` of at least `rows` in four weeks. */
  looseBatches: z
    .object({ rows: z.int().min(5).max(500).default(20), percent: z.int().min(0).max(100).default(50) })
    .default({ rows: 20, percent: 50 }),
  retention: z
    .object({
      /** What a closed CSQL says, and its contact, are taken out after so many months; null = never. Figures stay. */
      closedMonths: z.int().min(FEWEST_MONTHS_KEPT).max(MOST_MONTHS_KEPT).nullable().default(null),
      /** Days after the app was taken out of Slack, when everything of the workspace is erased. */
      afterUninstallDays: z.int().min(1).max(365).default(30),
    })
    .default({ closedMonths: null, afterUninstallDays: 30 }),
  /** The sections of the settings that an admin has saved at least once. */
  reviewed: z.array(SettingsSection).default([]),
  addedReasons: z
    .object({
      reject: z.array(addedReason).default([]),
      lose: z.array(addedReason).default([]),
      return: z.array(addedReason).default([]),
      nurture: z.array(addedReason).default([]),
      withdraw: z.array(addedReason).default([]),
    })
    .default({ reject: [], lose: [], return: [], nurture: [], withdraw: [] }),
})
export type Settings = z.infer<typeof Settings>

export interface Workspace {
  readonly id: WorkspaceId
  readonly slackTeamId: string | null
  readonly slackEnterpriseId: string | null
  readonly name: string | null
  readonly settings: Settings
  /** The bot token stopped working or the app was taken out: nothing is sent. */
  readonly suspended: boolean
  /** When the app was taken out of Slack, UTC ms; it is erased some days after. */
  readonly goneAt?: Instant | null
}

type Worker = Pick<Person, 'zone' | 'workingHours'> & { readonly leave: readonly DayRange[] }

/** A calendar keeps the days it was asked for: it is good for as long as the settings and the person it was made of. */
const calendars = new WeakMap<Settings, WeakMap<Worker | Settings, WorkingCalendar>>()

/** When somebody works: their own hours, else the workspace's; null = the workspace's calendar, for what nobody owns yet. */
export function calendarOf(settings: Settings, person: Worker | null): WorkingCalendar {
  const known = calendars.get(settings)
  const found = known?.get(person ?? settings)
  if (found !== undefined) return found
  const made = madeOf(settings, person)
  if (known === undefined) calendars.set(settings, new WeakMap([[person ?? settings, made]]))
  else known.set(person ?? settings, made)
  return made
}

/** By what they are made of: most people of most workspaces work alike, and a day is worked out once for all of them. */
const alike = new Map<string, WorkingCalendar>()
/** Calendars that are kept at most; beyond it all are forgotten. */
const CALENDARS_KEPT = 1000

function madeOf(settings: Settings, person: Worker | null): WorkingCalendar {
  const hours = person?.workingHours ?? settings.workingHours
  const made = {
    zone: person?.zone ?? settings.zone,
    weekdays: hours.weekdays,
    opens: hours.opens,
    closes: hours.closes,
    // A country whose holidays nobody has listed keeps none, rather than stopping every clock.
    country: settings.country !== null && hasPublicHolidays(settings.country) ? settings.country : null,
    companyHolidays: settings.companyHolidays,
    leave: (person?.leave ?? []).map(({ from, to }) => ({ from, to })),
  }
  const key = JSON.stringify(made)
  const known = alike.get(key)
  if (known !== undefined) return known
  if (alike.size >= CALENDARS_KEPT) alike.clear()
  const calendar = workingCalendar(made)
  alike.set(key, calendar)
  return calendar
}

/** Whether a CSM may close this product × kind. */
export function csmMayClose(settings: Settings, csql: { productId: ProductId | null; kind: Kind | null }): boolean {
  return settings.selfClosing.some(
    (rule) => rule.kind === csql.kind && (rule.productId === null || rule.productId === csql.productId),
  )
}
