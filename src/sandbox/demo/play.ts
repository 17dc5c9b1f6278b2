import type { Sandbox } from '../index.js'
import { openCompany } from './company.js'
import { Stage } from './stage.js'
import { playStory, STORY_BEGINS } from './story.js'
import { type DemoLanguage, Transcript } from './transcript.js'

/**
 * Plays the story: a local workspace, the real app on a database of its own that is taken away afterwards, and a clock
 * that is moved. Prints line by line.
 *
 * @throws StoryStuck when the app does not show what the story needs
 */
export async function playDemo(
  language: DemoLanguage,
  print: (line: string) => void,
  kept: (pictures: readonly Picture[]) => void,
): Promise<void> {
  const { app, sandbox, clock, stop } = await openCompany({ language, begins: STORY_BEGINS })
  try {
    const transcript = new Transcript(sandbox.workspace, language, print)
    await playStory(new Stage(app, sandbox, clock, transcript), language)
    kept(picturesOf(sandbox))
  } finally {
    await stop()
  }
}

/** A file that the app uploaded in the story. */
export interface Picture {
  readonly name: string
  readonly bytes: Uint8Array
}

/** Everything that was uploaded, in its order. */
function picturesOf(sandbox: Sandbox): readonly Picture[] {
  return sandbox.workspace.files.all().flatMap(({ id, filename, bytes }) => {
    const digits = id.replace(/^F0*/, '').padStart(2, '0')
    return bytes === undefined ? [] : [{ name: `${digits}-${filename}`, bytes }]
  })
}
