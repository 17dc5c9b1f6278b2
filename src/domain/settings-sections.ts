import { z } from 'zod'

/** The parts that the settings are shown and saved in, in their order. */
export const SETTINGS_SECTIONS = [
  'people',
  'digest',
  'hours',
  'products',
  'basics',
  'team',
  'clocks',
  'target',
  'rules',
  'lists',
  'data',
] as const
export const SettingsSection = z.enum(SETTINGS_SECTIONS)
export type SettingsSection = z.infer<typeof SettingsSection>

/** What an admin is led through before anybody begins, in order; everything else has a default that does. */
export const SETUP_STEPS = ['people', 'digest', 'hours', 'products', 'basics'] as const satisfies SettingsSection[]
export type SetupStep = (typeof SETUP_STEPS)[number]

/** How far the set-up is. */
export interface Setup {
  readonly steps: readonly { readonly step: SetupStep; readonly done: boolean }[]
  /** The first step that is not done; null once all are. */
  readonly next: SetupStep | null
}

/** What is seen of a workspace, whoever set it up and how. */
export interface SetupFacts {
  /** The sections that an admin has saved. */
  readonly reviewed: readonly SettingsSection[]
  /** Somebody changed the settings before they had sections: all of them were in one form then. */
  readonly changedAsOneForm: boolean
}

/** A step is done once an admin has saved it, defaults kept included. */
export function setupOf({ reviewed, changedAsOneForm }: SetupFacts): Setup {
  const steps = SETUP_STEPS.map((step) => ({ step, done: changedAsOneForm || reviewed.includes(step) }))
  return { steps, next: steps.find(({ done }) => !done)?.step ?? null }
}

/** The step after this one that is not done yet, from the first on once the last is reached; null after what is no step. */
export function stepAfter({ steps }: Setup, section: SettingsSection): SetupStep | null {
  const at = steps.findIndex(({ step }) => step === section)
  if (at < 0) return null
  return [...steps.slice(at + 1), ...steps.slice(0, at)].find(({ done }) => !done)?.step ?? null
}
