import type { Workspace } from './workspace.js'

const SIGNS: Record<string, string> = { '&lt;': '<', '&gt;': '>', '&amp;': '&' }

/** `&lt;`, `&gt;` and `&amp;` decoded once, as Slack's client does. */
function decodeEntities(text: string): string {
  return text.replaceAll(/&(?:lt|gt|amp);/g, (entity) => SIGNS[entity] ?? entity)
}

export function personName(workspace: Workspace, id: string): string {
  const person = workspace.people().find((one) => one.id === id)
  return person === undefined ? id : person.real_name
}

function channelName(workspace: Workspace, id: string): string {
  const place = workspace.conversation(id)
  return place === undefined ? id : workspace.nameOf(place)
}

function dateWords(fallback: string | undefined, inner: string): string {
  return fallback ?? inner
}

function reference(workspace: Workspace, inner: string): string {
  const [target = '', label] = inner.split('|', 2)
  if (target.startsWith('@')) return `@${personName(workspace, target.slice(1))}`
  if (target.startsWith('#')) return `#${channelName(workspace, target.slice(1))}`
  if (target.startsWith('!date')) return dateWords(label, inner)
  if (target.startsWith('!')) return `@${target.slice(1).split('^')[0] ?? ''}`
  return label ?? target
}

/** Mrkdwn as the reader sees it: names for ids, labels for links, entities decoded. Emphasis marks stay. */
export function plainWords(workspace: Workspace, mrkdwn: string): string {
  return decodeEntities(mrkdwn.replaceAll(/<([^<>]+)>/g, (_whole, inner: string) => reference(workspace, inner)))
}
