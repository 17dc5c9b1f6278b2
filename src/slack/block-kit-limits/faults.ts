import type { z } from 'zod'

export type Rule =
  | 'missing'
  | 'wrong_type'
  | 'too_short'
  | 'too_long'
  | 'too_few'
  | 'too_many'
  | 'too_large'
  | 'out_of_range'
  | 'malformed'
  | 'unknown_field'
  | 'unsupported_type'
  | 'duplicate'
  | 'not_an_option'
  | 'conflict'

/** One broken limit: where (a JSON pointer from the payload's root), which rule, and Slack's words for it. */
export type Fault = {
  readonly path: string
  readonly rule: Rule
  readonly message: string
  readonly limit?: number
  readonly actual?: number
}

/** The fault as Slack writes it in `response_metadata.messages`, without its `[ERROR]`. */
export function faultLine(fault: Fault): string {
  return `${fault.message} [json-pointer:${fault.path}]`
}

type Path = readonly PropertyKey[]

export function pointer(path: Path): string {
  return path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
}

function sizeOf(value: unknown): number | undefined {
  return typeof value === 'string' || Array.isArray(value) ? value.length : undefined
}

function sized(rule: Rule, path: string, message: string, limit: number, input: unknown): Fault {
  const actual = sizeOf(input) ?? (typeof input === 'number' ? input : undefined)
  return { path, rule, message, limit, ...(actual === undefined ? {} : { actual }) }
}

function tooBig(issue: z.core.$ZodIssueTooBig, path: string): Fault {
  const limit = Number(issue.maximum)
  if (issue.origin === 'string') {
    return sized('too_long', path, `must be less than ${limit + 1} characters`, limit, issue.input)
  }
  if (issue.origin === 'array')
    return sized('too_many', path, `no more than ${limit} items allowed`, limit, issue.input)
  return sized('out_of_range', path, `must be at most ${limit}`, limit, issue.input)
}

function tooSmall(issue: z.core.$ZodIssueTooSmall, path: string): Fault {
  const limit = Number(issue.minimum)
  if (issue.origin === 'string') {
    return sized('too_short', path, `must be more than ${limit - 1} characters`, limit, issue.input)
  }
  if (issue.origin === 'array')
    return sized('too_few', path, `no fewer than ${limit} items allowed`, limit, issue.input)
  return sized('out_of_range', path, `must be at least ${limit}`, limit, issue.input)
}

function wrongType(issue: z.core.$ZodIssueInvalidType, path: Path): Fault {
  if (issue.input === undefined) {
    const field = String(path.at(-1) ?? '')
    return { path: pointer(path.slice(0, -1)), rule: 'missing', message: `missing required field: ${field}` }
  }
  const article = /^[aeio]/.test(issue.expected) ? 'an' : 'a'
  return { path: pointer(path), rule: 'wrong_type', message: `must provide ${article} ${issue.expected}` }
}

function noSuchType(issue: z.core.$ZodIssueInvalidUnion, path: Path): Fault[] {
  const branch = issue.errors.find((issues) => issues.every((inner) => inner.path[0] !== 'type'))
  if (branch !== undefined) return branch.flatMap((inner) => fault(inner, path))
  const typePath = path.at(-1) === 'type' ? path : [...path, 'type']
  const input: unknown = issue.input
  if (typeof input !== 'object' || input === null) {
    return [{ path: pointer(path), rule: 'wrong_type', message: 'must provide an object' }]
  }
  const type: unknown = 'type' in input ? input.type : undefined
  if (type === undefined) {
    return [{ path: pointer(typePath.slice(0, -1)), rule: 'missing', message: 'missing required field: type' }]
  }
  return [{ path: pointer(typePath), rule: 'unsupported_type', message: `unsupported type: ${String(type)}` }]
}

/** Slack's words for what zod found. `at` is where the value sits in the payload. */
function fault(issue: z.core.$ZodIssue, at: Path): Fault[] {
  const path = [...at, ...issue.path]
  const where = pointer(path)
  switch (issue.code) {
    case 'too_big':
      return [tooBig(issue, where)]
    case 'too_small':
      return [tooSmall(issue, where)]
    case 'invalid_type':
      return [wrongType(issue, path)]
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({
        path: where,
        rule: 'unknown_field',
        message: `invalid additional property: ${key}`,
      }))
    case 'invalid_union':
      return noSuchType(issue, path)
    case 'invalid_value':
      return issue.input === undefined
        ? [
            {
              path: pointer(path.slice(0, -1)),
              rule: 'missing',
              message: `missing required field: ${String(path.at(-1))}`,
            },
          ]
        : [{ path: where, rule: 'malformed', message: `must be one of: ${issue.values.map(String).join(', ')}` }]
    case 'custom':
      return [{ path: where, rule: 'conflict', message: issue.message }]
    default:
      return [{ path: where, rule: 'malformed', message: 'failed to match schema' }]
  }
}

/** Every fault of `value` against `schema`, as if `value` stood at `at` in the payload. */
export function faultsOf(schema: z.ZodType, value: unknown, at: Path): Fault[] {
  const parsed = schema.safeParse(value, { reportInput: true })
  return parsed.success ? [] : parsed.error.issues.flatMap((issue) => fault(issue, at))
}
