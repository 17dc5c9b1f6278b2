import type { HomeList } from '../../domain/home.js'

/** The app's Home. Days and moments come written out. */
export interface Home {
  readonly hello: (name: string | null) => string
  /** How much waits for the reader; nothing where it is 0. */
  readonly waiting: (n: number) => string
  readonly log: string
  readonly lists: Readonly<Record<HomeList, (total: number) => string>>
  /** Lists by name, where nothing is in them. */
  readonly names: Readonly<Record<HomeList, string>>
  readonly empty: (names: readonly string[]) => string
  readonly noneLeft: string
  readonly seeAll: (total: number) => string
  readonly back: string
  readonly earlier: string
  readonly later: string
  readonly page: (from: number, to: number, total: number) => string
  readonly filter: (chosen: string) => string
  readonly all: string
  readonly due: string
  readonly hot: string
  readonly snoozed: (moment: string) => string
  readonly since: (day: string) => string

  readonly overduePerson: (of: { name: string | null; n: number; days: number }) => string
  readonly overdueElsewhere: (n: number) => string
  readonly digestTitle: string
  readonly digest: (week: string, moment: string) => string
  readonly noDigest: string
  readonly openDigest: string
  readonly proposeTo: string

  readonly targets: (quarter: string) => string
  readonly timeTitle: string
  readonly running: string
  readonly pause: string
  readonly pauseFor: Readonly<Record<'tomorrow' | 'monday' | 'week', string>>
  readonly resume: string
  readonly leave: (leave: string) => string

  readonly settingsTitle: string
  readonly settingsHint: string
  readonly importHint: string
  readonly importAccounts: string

  /** For who has no role yet. */
  readonly introTitle: string
  readonly intro: string
  readonly howToBegin: string
  /** Where a role is given by an admin only. */
  readonly howToJoin: string
  /** Slack did not say in time who the reader is. */
  readonly openAgain: string
}
