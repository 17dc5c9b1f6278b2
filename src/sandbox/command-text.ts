import type { Workspace } from './workspace.js'

const ENTITY: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }
const MENTION = /(<[@#][A-Z0-9]+(?:\|[^>]*)?>)/

/**
 * A command's text as `should_escape` hands it over: `@suzuki` and `#general` become ids where Slack knows the name,
 * `&`, `<` and `>` are escaped. Mentions already written as ids stay.
 */
export function escapedCommandText(workspace: Workspace, typed: string): string {
  return typed
    .split(MENTION)
    .map((part, index) =>
      index % 2 === 1
        ? part
        : withMentions(
            workspace,
            part.replaceAll(/[&<>]/g, (sign) => ENTITY[sign] ?? sign),
          ),
    )
    .join('')
}

function withMentions(workspace: Workspace, text: string): string {
  const people = workspace.people().filter((person) => !person.deleted)
  const channels = workspace.channels().flatMap((place) => (place.kind === 'channel' ? [place] : []))
  return text
    .replaceAll(/@([^\s@<>]+)/g, (whole, name: string) => {
      const person = people.find((one) => one.name === name || one.real_name === name)
      return person === undefined ? whole : `<@${person.id}|${person.name}>`
    })
    .replaceAll(/#([^\s#<>]+)/g, (whole, name: string) => {
      const channel = channels.find((one) => one.name === name)
      return channel === undefined ? whole : `<#${channel.id}|${channel.name}>`
    })
}
