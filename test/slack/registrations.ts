import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { WebClient } from '@slack/web-api'

const repository = fileURLToPath(new URL('../..', import.meta.url))

/** Where Slack may be spoken to; the local workspace plays Slack and speaks to nobody. */
const edge = ['src/slack', 'src/cli', 'src/app.ts', 'commands']

export interface Uses {
  /** Methods of the Web API that the code calls, such as `chat.postMessage`. */
  readonly methods: Set<string>
  /** What is registered with Bolt, by kind; a constant stands by its name. */
  readonly registered: Record<'command' | 'event' | 'shortcut', Set<string>>
}

/** Reads from the source what the app calls of Slack and what it listens to. */
export function usesInCode(): Uses {
  return usesIn(edge.flatMap(sourcesUnder))
}

export function usesIn(texts: readonly string[]): Uses {
  const methods = new Set<string>()
  const registered = { command: new Set<string>(), event: new Set<string>(), shortcut: new Set<string>() }
  for (const text of texts.map(withoutComments)) {
    for (const [, group = '', family = '', method = ''] of text.matchAll(
      /(?:\.\s*(\w+)\s*)?\.\s*(\w+)\s*\.\s*(\w+)\(/g,
    )) {
      if (isWebApiMethod(`${group}.${family}`, method)) methods.add(`${group}.${family}.${method}`)
      else if (isWebApiMethod(family, method)) methods.add(`${family}.${method}`)
    }
    // Where calls go through apiCall, the method may be named a few lines away from it.
    const names = text.includes('.apiCall(') ? text.matchAll(/'([a-z]\w*)\.(\w+)'/g) : []
    for (const [, family = '', method = ''] of names) {
      if (isWebApiMethod(family, method)) methods.add(`${family}.${method}`)
    }
    for (const [, kind, what = ''] of text.matchAll(
      /\b(?:app|bolt)\s*\.\s*(command|event|shortcut)\(\s*('[^']+'|[\w.]+)/g,
    )) {
      if (kind === 'command' || kind === 'event' || kind === 'shortcut') registered[kind].add(what.replaceAll("'", ''))
    }
  }
  return { methods, registered }
}

function sourcesUnder(path: string): string[] {
  try {
    if (path.endsWith('.ts')) return [readFileSync(`${repository}/${path}`, 'utf8')]
    const inside = readdirSync(`${repository}/${path}`, { recursive: true, encoding: 'utf8' })
    return inside
      .filter((name) => name.endsWith('.ts'))
      .map((name) => readFileSync(`${repository}/${path}/${name}`, 'utf8'))
  } catch {
    return []
  }
}

const withoutComments = (text: string) => text.replaceAll(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$/gm, '')

const client: object = new WebClient()

function isWebApiMethod(family: string, method: string): boolean {
  if (family === 'logger') return false
  const methods: unknown = family
    .split('.')
    .reduce<unknown>((at, name) => (typeof at === 'object' && at !== null ? Reflect.get(at, name) : undefined), client)
  return typeof methods === 'object' && methods !== null && typeof Reflect.get(methods, method) === 'function'
}
