import type { Instant } from '../../domain/time.js'
import type { Messages } from '../../i18n/messages.js'
import type { LeaveNoticeFacts } from '../../usecases/read-leave-notice.js'
import type { Message, Viewer } from '../../views/message.js'
import { leaveNotice } from '../../views/notices.js'

interface Reader {
  readonly m: Messages
  readonly viewer: Viewer
  readonly now: Instant
  readonly posted: boolean
}

/** A message about somebody's leave; null where it is not as it was any more, and nobody was told of it yet. */
export function leaveMessage(facts: LeaveNoticeFacts, { m, viewer, now, posted }: Reader): Message | null {
  const { occasion, personName, leave, delegateName, byName, standsIn, waiting } = facts
  const of = { personName, from: occasion.from, to: occasion.to }
  const say = (notice: Parameters<typeof leaveNotice>[0]): Message => leaveNotice(notice, m, viewer, now)
  if (occasion.kind === 'entered') return leave === null ? null : say({ ...of, kind: 'entered', byName, delegateName })
  if (leave === null) return posted ? say({ ...of, kind: 'called' }) : null
  if (occasion.kind === 'asked') return say({ ...of, kind: 'asked' })
  return standsIn || posted ? say({ ...of, kind: 'begun', ...waiting }) : null
}
