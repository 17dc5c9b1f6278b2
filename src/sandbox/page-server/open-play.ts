import { HOUR, MINUTE } from '../../domain/time.js'
import { optionalScopes, requiredScopes, slashCommand } from '../../slack/manifest.js'
import { type Company, openCompany } from '../demo/company.js'
import { importYear, sampleYear } from '../demo/import-year.js'
import { PassingTime } from '../demo/passing-time.js'
import { STORY_BEGINS } from '../demo/story.js'
import type { Choice } from '../form.js'
import { CHANNELS, PEOPLE } from '../index.js'
import type { Language, Scene } from '../page/protocol.js'
import { Play } from './play.js'
import { sceneOf } from './scene.js'

export interface OpenedPlay {
  readonly play: Play
  readonly scene: Scene
  stop(): Promise<void>
}

/** The morning of the story, before anybody is there: what was imported is reported before the page opens. */
const SET_UP_BEFORE = HOUR
const OPENS_AFTER = 35 * MINUTE
/** The last day of the history that is imported: the Friday before. */
const HISTORY_ENDS = '2026-11-20'

/**
 * Opens the sample company for the page: set up by its admin, with the scopes that the manifest asks for, and with a
 * year behind it.
 */
export async function openPlay(language: Language, { hasHistory = true } = {}): Promise<OpenedPlay> {
  const scopes = [...requiredScopes, ...optionalScopes]
  const company = await openCompany({ language, begins: STORY_BEGINS - SET_UP_BEFORE, scopes })
  try {
    await setUp(company)
    if (hasHistory) await importYear(company, sampleYear(language, HISTORY_ENDS))
    await new PassingTime(company.app, company.clock, () => {}).until(STORY_BEGINS + OPENS_AFTER)
    const play = new Play(company, language)
    play.marks.readAll()
    const { workspace } = company.sandbox
    const zone = workspace.person(PEOPLE.sato).tz
    const stop = async (): Promise<void> => {
      await play.stop()
      await company.stop()
    }
    return { play, scene: sceneOf(workspace, language, zone), stop }
  } catch (error) {
    await company.stop()
    throw error
  }
}

/** What the admin picks on the way through the first settings; what is offered stays in the steps behind. */
const PICKED: readonly Readonly<Record<string, Choice>>[] = [
  { managers: [PEOPLE.tanaka] },
  { digest_channel: CHANNELS.csSales },
]

/** The first settings, as the guide for admins has them: by the forms themselves, step by step. */
async function setUp({ sandbox }: Company): Promise<void> {
  const admin = sandbox.as(PEOPLE.yamamoto)
  await admin.command(slashCommand, 'settings')
  const overview = admin.modal()
  if (overview === undefined) throw new Error('the settings did not open')
  await admin.click(overview, 'csql.settings', { value: 'people' })
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const form = admin.modal()
    if (form?.definition['submit'] === undefined) break
    const { error, errors, refused } = await admin.submit(form, PICKED[step] ?? {})
    const trouble = error ?? errors ?? refused
    if (trouble !== undefined) throw new Error(`the settings were not taken: ${JSON.stringify(trouble)}`)
  }
  for (let left = admin.modal(); left !== undefined; left = admin.modal()) await admin.close(left)
}

/** More than there are. */
const MOST_STEPS = 12
