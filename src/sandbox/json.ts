export type Json = Record<string, unknown>

export function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function listOf(value: unknown): Json[] {
  return Array.isArray(value) ? value.filter(isJson) : []
}

export function stringOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}

/** The words of a text object, or of a bare string. */
export function wordsOf(value: unknown): string {
  if (isJson(value)) return wordsOf(value['text'])
  return typeof value === 'string' ? value : ''
}
