import type { Button, KnownBlock } from '@slack/types'
import type { LastDigest, ManagersPart } from '../domain/home.js'
import type { Instant } from '../domain/time.js'
import type { Messages } from '../i18n/messages.js'
import { actions, header, lines, plain, plainButton, small } from './blocks.js'
import { churnBlocks } from './churn.js'
import { seeAll } from './home-list.js'
import { writeHomeState } from './home-value.js'
import { OPEN_HOME } from './ids.js'
import { lineName, todayOf } from './labels.js'
import type { Viewer } from './message.js'

type Blocks = readonly (KnownBlock | null)[]

/** People on the overview; the others are behind the button. */
const PEOPLE_SHOWN = 5

/** What comes before any talk of expansion (domain.md S10), until a manager has seen it in this quarter. */
export function churnBanner({ churn, churnGate }: ManagersPart, m: Messages, viewer: Viewer): Blocks {
  const unseen = churn.filter(({ acknowledged }) => acknowledged === null)
  return churnBlocks(unseen, { mayAcknowledge: true, churnGate }, m, viewer)
}

/** Who has something past due, and how much: only to their manager. */
export function overduePeople({ overdue, overdueElsewhere }: ManagersPart, m: Messages): Blocks {
  const total = overdue.reduce((sum, { csqls }) => sum + csqls, 0)
  const elsewhere = overdueElsewhere === 0 ? null : small(m.home.overdueElsewhere(overdueElsewhere))
  if (total === 0) return [elsewhere]
  return [
    header(m.home.lists.overdue(total)),
    ...overdue.slice(0, PEOPLE_SHOWN).map(({ person, csqls, workingDays }) => {
      const value = writeHomeState({ list: 'overdue', page: 0, filter: { by: 'person', id: person.id } })
      return withButton(
        m.home.overduePerson({ name: lineName(person.name), n: csqls, days: workingDays }),
        plainButton(OPEN_HOME, m.batches.see, value),
      )
    }),
    overdue.length > PEOPLE_SHOWN ? seeAll('overdue', total, m) : null,
    elsewhere,
  ]
}

const withButton = (words: string, accessory: Button): KnownBlock => ({
  type: 'section',
  text: plain(words, 3000),
  accessory,
})

/** The last digest, and the way to where it stands. */
export function lastDigest(
  digest: LastDigest | null,
  link: string | null,
  m: Messages,
  viewer: Viewer,
  now: Instant,
): Blocks {
  if (digest === null) return [header(m.home.digestTitle), lines(m.home.noDigest)]
  const { week, sentAt } = digest
  const said = m.home.digest(
    m.format.span(week.from, week.to),
    m.format.moment(sentAt, viewer.zone, todayOf(viewer, now)),
  )
  return [
    header(m.home.digestTitle),
    lines(said),
    link === null ? null : actions({ ...plainButton(`${OPEN_HOME}.link`, m.home.openDigest, 'digest'), url: link }),
  ]
}
