import { Fragment, type ReactNode, type UIEvent, useEffect, useRef } from 'react'
import { Composer } from './composer.js'
import { Message } from './message.js'
import type { Desk, ShownMessage, ShownPlace } from './protocol.js'
import { useStage } from './stage.js'

interface Props {
  readonly desk: Desk
  readonly place: ShownPlace
  /** Where new messages begin, as it was when the place was opened. */
  readonly since: string | null
  readonly line: string
  readonly onLine: (line: string) => void
  readonly onThread: (ts: string) => void
}

/** A channel or the app's messages: what was said, and where one writes. */
export function Conversation({ desk, place, since, line, onLine, onThread }: Props) {
  const { words, person, scene } = useStage()
  const messages = desk.messages.filter(
    ({ channel, thread, isBroadcast }) => channel === place.id && (thread === null || isBroadcast),
  )
  const label = place.kind === 'channel' ? `#${place.name}` : place.name
  const firstNew = since === null ? undefined : messages.find(({ ts, user }) => ts > since && user !== person)?.ts
  return (
    <>
      <Scroll of={`${place.id} ${messages.length}`} label={label}>
        {messages.length === 0 && <p className="empty">{words.empty}</p>}
        {messages.map((message, index) => (
          <Fragment key={message.ts}>
            {isNewDay(scene.zone, messages[index - 1], message) && <DayLine ts={message.ts} />}
            {message.ts === firstNew && <div className="new-line">{words.newMessages}</div>}
            <Message message={message} onThread={() => onThread(message.ts)} />
          </Fragment>
        ))}
      </Scroll>
      {place.kind === 'channel' ? (
        <Composer place={place.id} label={words.composer(label)} line={line} onLine={onLine} />
      ) : (
        <p className="read-only">{words.readOnly}</p>
      )}
    </>
  )
}

/** One message and its replies. */
export function Thread({ desk, parent, line, onLine }: ThreadProps) {
  const { words } = useStage()
  const replies = desk.messages.filter(({ thread, channel }) => thread === parent.ts && channel === parent.channel)
  return (
    <>
      <Scroll of={`${parent.ts} ${replies.length}`} label={words.thread}>
        {[parent, ...replies].map((message) => (
          <Message message={message} key={message.ts} />
        ))}
      </Scroll>
      <Composer place={parent.channel} label={words.replyInThread} line={line} onLine={onLine} thread={parent.ts} />
    </>
  )
}

interface ThreadProps {
  readonly desk: Desk
  readonly parent: ShownMessage
  readonly line: string
  readonly onLine: (line: string) => void
}

/** So near to its end it counts as being there (px). */
const NEAR = 80
/** What scrolls so long after somebody's hand moved was moved by it (ms). */
const BY_HAND = 1_000

/** Stays at its end as more comes, or as pictures and letters make it longer; unless somebody scrolled back. */
function Scroll({ of, label, children }: { of: string; label: string; children: ReactNode }) {
  const box = useRef<HTMLDivElement>(null)
  const isAtEnd = useRef(true)
  const touchedAt = useRef(Number.NEGATIVE_INFINITY)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another place, or one message more, is shown from its end
  useEffect(() => {
    const at = box.current
    const inside = at?.firstElementChild
    if (at === null || inside === null || inside === undefined) return
    isAtEnd.current = true
    const follow = new ResizeObserver(() => {
      if (isAtEnd.current) at.scrollTo({ top: at.scrollHeight })
    })
    follow.observe(inside)
    follow.observe(at)
    return () => follow.disconnect()
  }, [of])
  const touch = ({ timeStamp }: UIEvent): void => {
    touchedAt.current = timeStamp
  }
  // It also scrolls by itself, and grows meanwhile: only a hand takes it away from its end.
  const onScroll = ({ timeStamp }: UIEvent): void => {
    const at = box.current
    if (at === null) return
    if (at.scrollHeight - at.scrollTop - at.clientHeight < NEAR) isAtEnd.current = true
    else if (timeStamp - touchedAt.current < BY_HAND) isAtEnd.current = false
  }
  return (
    <div
      className="scroll"
      role="log"
      aria-label={label}
      ref={box}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by the keyboard
      tabIndex={0}
      {...{ onScroll, onWheel: touch, onTouchMove: touch, onKeyDown: touch, onPointerDown: touch }}
    >
      <div>{children}</div>
    </div>
  )
}

const dayOf = (zone: string, ts: string): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' }).format(Number(ts.split('.')[0]) * 1000)

function isNewDay(zone: string, before: ShownMessage | undefined, { ts }: ShownMessage): boolean {
  return before === undefined || dayOf(zone, before.ts) !== dayOf(zone, ts)
}

function DayLine({ ts }: { ts: string }) {
  const { scene } = useStage()
  const format = new Intl.DateTimeFormat(scene.language === 'ja' ? 'ja-JP' : 'en-GB', {
    ...{ timeZone: scene.zone, month: 'long', day: 'numeric', weekday: 'short' },
  })
  return (
    <div className="day-line">
      <span>{format.format(Number(ts.split('.')[0]) * 1000)}</span>
    </div>
  )
}
