import type { SettingsSection, SetupStep } from '../../domain/settings-sections.js'

/** Inputs of the settings beside those that other forms share. */
export type SettingsField =
  | 'handover_channel'
  | 'wins_channel'
  | 'group'
  | 'group_role'
  | 'locale'
  | 'zone'
  | 'currency'
  | 'fiscal_start'
  | 'decide_days'
  | 'target_definition'
  | 'target_segments'
  | 'other_segments'
  | 'csm_closing'
  | 'opt_in_required'
  | 'churn_gate'
  | 'offered_sources'
  | 'added_reject'
  | 'added_lose'
  | 'added_return'
  | 'added_nurture'
  | 'added_withdraw'
  | 'retention'
  | 'after_uninstall'
  | 'loose_percent'
  | 'loose_rows'
  | 'erased'
  | 'erase_sure'

/** The settings in Slack: their list, and the form of each section. */
export interface SettingsWords {
  readonly title: string
  readonly sections: Readonly<Record<SettingsSection, string>>
  /** What a section is for, where nothing says how it stands. */
  readonly about: Readonly<Record<SettingsSection, string>>
  readonly change: string
  readonly begin: string
  /** Over the list, while the set-up is under way: so many of so many steps are done, and which is next. */
  readonly progress: (done: number, all: number, next: string) => string
  readonly complete: string
  readonly intro: string
  /** Before a section's name: a step that is done, and one that is not. */
  readonly stepDone: string
  readonly stepOpen: string
  /** Headings: what is to be set up first, and the rest. */
  readonly setUp: string
  readonly others: string
  /** Over the form of a step, with what it is for. */
  readonly step: (at: number, all: number) => string
  readonly steps: Readonly<Record<SetupStep, string>>
  readonly saveAndNext: string
  readonly saveAndEnd: string

  /** How things stand, in a line. */
  readonly now: {
    readonly managers: (names: readonly string[], more: number) => string
    readonly noManagers: string
    readonly roles: (counts: { csms: number; aes: number; insideSales: number }) => string
    readonly digest: (weekday: string, at: string, hasChannel: boolean) => string
    readonly channels: (handOver: boolean, wins: boolean) => string
    readonly hours: (hours: string, country: string) => string
    readonly holidays: (count: number) => string
    readonly products: (names: readonly string[], more: number) => string
    readonly basics: (of: { language: string; zone: string; currency: string; month: string }) => string
    readonly team: (named: number) => string
    readonly clocks: (days: { decide: number; firstContact: number; update: number }) => string
    readonly target: (segments: readonly string[], more: number) => string
    readonly noTarget: string
    readonly rules: (of: { closing: number; optIn: boolean; gate: number }) => string
    readonly lists: (of: { sources: number; reasons: number; emoji: string | null }) => string
    readonly data: (months: string, days: number) => string
  }

  readonly languages: Readonly<Record<'ja' | 'en', string>>
  readonly month: (month: number) => string
  readonly yes: string
  readonly no: string
  /** Both sides of a rule that says where CSMs may close. */
  readonly everyProduct: string
  readonly closing: (product: string, kind: string) => string
  /** Months that texts are kept for. */
  readonly kept: (months: number | null) => string
  readonly afterDays: (days: number) => string
  readonly reasonsNow: (labels: readonly string[]) => string
  readonly noGroups: string
  readonly groupWaits: string

  /** Faults at the inputs. */
  readonly noSource: string
  readonly notPercent: (from: number, to: number) => string
  readonly segmentTwice: (name: string) => string
  readonly tooManyReasons: (most: number) => string
  readonly unknownZone: string
  readonly groupUnread: string
  readonly groupRoleMissing: string

  /** Beside the reason "outside the target": what that means here. */
  readonly targetIs: (definition: string) => string
  readonly segmentIs: (segment: string, isTarget: boolean | null) => string
  readonly targetSegments: (names: readonly string[]) => string

  /** In the channel for hand-overs: the number, and the customer with what it is about. */
  readonly handedOver: (csql: string, subject: string) => string

  /** The first message, to who installed the app. */
  readonly welcome: string
  readonly welcomeHow: string
  readonly welcomeButton: string
}
