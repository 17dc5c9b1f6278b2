import { z } from 'zod'
import { cleanText } from '../domain/words.js'

/** A message of Slack's, as far as it is text: what people wrote, or what an app put into attachments. */
const SlackMessage = z.object({
  text: z.string().optional(),
  attachments: z.array(z.object({ text: z.string().optional(), fallback: z.string().optional() })).optional(),
})

const ENTITIES: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>' }

/**
 * What a message says, as plain text: Slack's marks for links and for whom it calls are read as people see them, and the
 * three escaped characters are read once. Mentions of people and channels keep their ids, to be named by who knows them.
 * Empty for a message without any text.
 */
export function textOfMessage(message: unknown): string {
  const read = SlackMessage.safeParse(message)
  if (!read.success) return ''
  const { text = '', attachments = [] } = read.data
  const own = text.trim() === '' ? attachments.map((one) => one.text ?? one.fallback ?? '').join('\n') : text
  return cleanText(readMarks(own)).trim()
}

const readMarks = (text: string): string =>
  text
    .replace(/<(?:https?|mailto|tel):[^<>|]*(?:\|[^<>]*)?>/gu, readLink)
    .replace(/<!(?:subteam\^[A-Z0-9]+\|)?([^<>|^]*)(?:\|[^<>]*)?>/gu, (_mark, called: string) => called)
    .replace(/&(?:amp|lt|gt);/gu, (entity) => ENTITIES[entity] ?? entity)

/** A link reads as its label with the address behind it, so that nobody takes the one for the other. */
function readLink(mark: string): string {
  const [address = '', label = ''] = mark.slice(1, -1).split('|')
  const shown = address.replace(/^(?:mailto|tel):/u, '')
  return label === '' || label === shown || label === address ? shown : `${label} (${address})`
}
