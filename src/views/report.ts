import type { DigestFigures } from '../domain/digest.js'
import type { Messages } from '../i18n/messages.js'
import { header } from './blocks.js'
import { digestMessage } from './digest.js'
import { type Message, message, type Viewer } from './message.js'

/** The figures of any span of days, under a title of its own: a comparison with "the week before" has no place here. */
export function reportMessage(figures: DigestFigures, title: string, m: Messages, viewer: Viewer): Message {
  const { blocks } = digestMessage({ ...figures, previousCsqls: null }, m, viewer)
  return message(header(title), blocks.slice(1))
}
