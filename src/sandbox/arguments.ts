import { isJson, type Json, listOf } from './json.js'
import { refusal } from './slack-error.js'

/** A call's arguments, whether they came as form fields (JSON inside strings) or as a JSON body. */
export class Arguments {
  readonly raw: Json

  constructor(raw: Json) {
    this.raw = raw
  }

  has(name: string): boolean {
    const value = this.raw[name]
    return value !== undefined && value !== null && value !== ''
  }

  /** @throws SlackError `invalid_arguments` naming each one that is missing. */
  require(names: readonly string[]): void {
    const missing = names.filter((name) => !this.has(name))
    if (missing.length === 0) return
    throw refusal(
      'invalid_arguments',
      missing.map((name) => `missing required field: ${name}`),
    )
  }

  text(name: string): string | undefined {
    const value = this.raw[name]
    if (typeof value === 'string') return value
    return typeof value === 'number' ? String(value) : undefined
  }

  flag(name: string): boolean {
    const value = this.raw[name]
    return value === true || value === 'true' || value === '1' || value === 1
  }

  number(name: string, otherwise: number): number {
    const value = Number(this.raw[name] ?? otherwise)
    return Number.isFinite(value) ? value : otherwise
  }

  /** @throws SlackError with `code` when it is text that is not JSON. */
  json(name: string, code: string): unknown {
    const value = this.raw[name]
    if (typeof value !== 'string') return value
    if (value === '') return undefined
    try {
      return JSON.parse(value)
    } catch {
      throw refusal(code, [`must be valid JSON [json-pointer:/${name}]`])
    }
  }

  /** @throws SlackError with `code`. */
  object(name: string, code: string): Json | undefined {
    const value = this.json(name, code)
    if (value === undefined || value === null) return undefined
    if (!isJson(value)) throw refusal(code, [`must provide an object [json-pointer:/${name}]`])
    return value
  }

  /** @throws SlackError with `code`. */
  objects(name: string, code: string): Json[] | undefined {
    const value = this.json(name, code)
    if (value === undefined || value === null) return undefined
    if (!Array.isArray(value)) throw refusal(code, [`must provide an array [json-pointer:/${name}]`])
    return listOf(value)
  }
}
