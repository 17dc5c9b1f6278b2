import { optionsOf } from '../form.js'
import type { Workspace } from '../index.js'
import { wordsOf } from '../json.js'
import type { Target } from '../reach.js'
import { elementsOf } from '../view-state.js'

/** What somebody clicked, in the words that they saw there. */
export function labelOf(workspace: Workspace, on: Target, actionId: string, value?: unknown): string {
  const blocks = 'ts' in on ? workspace.messages.find(on)?.blocks : viewBlocks(workspace, on.id)
  const there = elementsOf(blocks ?? []).filter(({ element }) => element['action_id'] === actionId)
  const options = there.flatMap(({ element }) => optionsOf(element)).filter((option) => option['value'] === value)
  const words = wordsOf((options[0] ?? there[0]?.element)?.['text'])
  return `[${words === '' ? actionId : words}]`
}

function viewBlocks(workspace: Workspace, id: string) {
  const views = workspace
    .people()
    .flatMap((person) => [...workspace.views.stack(person.id), workspace.views.home(person.id)])
  return views.find((view) => view?.id === id)?.blocks
}

/** The button that sends a form, as its person reads it. */
export function submitLabel(workspace: Workspace, person: string): string {
  const definition = workspace.views.stack(person).at(-1)?.definition ?? {}
  return `${wordsOf(definition['title'])} [${wordsOf(definition['submit'])}]`
}
