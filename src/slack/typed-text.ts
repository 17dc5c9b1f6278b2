import { LONGEST_TEXT } from '../usecases/csql-fields.js'
import type { Entry } from './actor.js'
import { TextTooLong } from './edge-errors.js'

/** @throws TextTooLong for what is longer than is kept */
export function requireLength(text: string, limit: number = LONGEST_TEXT): void {
  const length = [...text].length
  if (length > limit) throw new TextTooLong({ limit, length })
}

const MENTION = /<([@#])([A-Z0-9]+)(?:\|([^<>]*))?>/gu

/** The text with names where Slack put ids: `<@U1|suzuki>` is read as `@suzuki`. */
export async function readableMentions({ ctx }: Entry, text: string): Promise<string> {
  const unnamed = [...text.matchAll(MENTION)].filter(([, , , label]) => !label).map(([, , id = '']) => id)
  const names = new Map<string, string>()
  if (unnamed.length > 0) {
    await ctx.store.read(async (tx) => {
      for (const id of new Set(unnamed)) {
        const person = await tx.people.bySlackId(id)
        if (person !== null) names.set(id, person.name)
      }
    })
  }
  return text.replace(
    MENTION,
    (_whole, sign: string, id: string, label?: string) => `${sign}${label || names.get(id) || id}`,
  )
}
