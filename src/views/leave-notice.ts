import type { CsqlDetails } from '../domain/csql-details.js'
import type { Day, Instant } from '../domain/time.js'
import type { Messages } from '../i18n/messages.js'
import { actions, csqlButton, lines, plainButton } from './blocks.js'
import { csqlInShort } from './csql-rows.js'
import { OPEN_MY_TIME } from './ids.js'
import { lineName, todayOf } from './labels.js'
import { type Message, message, type Viewer } from './message.js'

/** What there is to say of a leave, to its delegate or to whose it is. */
export type LeaveNotice = {
  readonly personName: string
  readonly from: Day
  readonly to: Day
} & (
  | { readonly kind: 'asked' }
  | { readonly kind: 'begun'; readonly rows: readonly CsqlDetails[]; readonly total: number }
  | { readonly kind: 'called' }
  | { readonly kind: 'entered'; readonly byName: string | null; readonly delegateName: string | null }
)

export function leaveNotice(notice: LeaveNotice, m: Messages, viewer: Viewer, now: Instant): Message {
  const today = todayOf(viewer, now)
  const person = lineName(notice.personName)
  const [from, to] = [m.format.day(notice.from, today), m.format.day(notice.to, today)]
  switch (notice.kind) {
    case 'asked':
      return message(lines(m.away.asked(person, from, to), m.away.askedHow(person)))
    case 'called':
      return message(lines(m.away.called(person)))
    case 'begun': {
      const left = notice.total - notice.rows.length
      return message(
        lines(m.away.begun(person, to, notice.total), m.away.begunHow(person)),
        ...notice.rows.flatMap((details) => [
          lines(...csqlInShort(details, m, viewer, now)),
          actions(csqlButton('show', m.terms.buttons.show, details.csql)),
        ]),
        left > 0 ? lines(m.batches.more(left)) : null,
      )
    }
    case 'entered': {
      const leave = m.away.leave(from, to, lineName(notice.delegateName))
      return message(
        lines(m.away.entered(lineName(notice.byName), leave), m.away.enteredHow),
        actions(plainButton(OPEN_MY_TIME, m.away.open, 'own')),
      )
    }
  }
}
