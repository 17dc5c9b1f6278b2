import type { Arguments } from '../arguments.js'
import { SlackError } from '../slack-error.js'

const LARGEST = 999

/** A page of `items` by `limit` and `cursor`; an empty `next` is the end. @throws SlackError */
export function page<T>(items: readonly T[], args: Arguments, usual = 100): { items: readonly T[]; next: string } {
  const limit = Math.min(args.number('limit', usual), LARGEST)
  if (limit < 1) throw new SlackError('invalid_limit')
  const cursor = args.text('cursor') ?? ''
  const from =
    cursor === ''
      ? 0
      : Number(
          Buffer.from(cursor, 'base64url')
            .toString()
            .replace(/^next:/, ''),
        )
  if (!Number.isInteger(from) || from < 0) throw new SlackError('invalid_cursor')
  const end = from + limit
  return {
    items: items.slice(from, end),
    next: end < items.length ? Buffer.from(`next:${end}`).toString('base64url') : '',
  }
}
