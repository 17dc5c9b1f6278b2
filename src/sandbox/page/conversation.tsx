import { Fragment, useEffect, useRef } from 'react'
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
  const { words, person } = useStage()
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
            {isNewDay(messages[index - 1], message) && <DayLine ts={message.ts} />}
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

/** Stays at its end as more comes. */
function Scroll({ of, label, children }: { of: string; label: string; children: React.ReactNode }) {
  const box = useRef<HTMLDivElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the end moves whenever something is added
  useEffect(() => {
    const at = box.current
    if (at === null) return
    const toEnd = (): void => at.scrollTo({ top: at.scrollHeight })
    toEnd()
    // Pictures make it longer once they are there.
    for (const picture of at.querySelectorAll('img')) picture.addEventListener('load', toEnd, { once: true })
  }, [of])
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by the keyboard
    <div className="scroll" role="log" aria-label={label} ref={box} tabIndex={0}>
      {children}
    </div>
  )
}

const dayOf = (zone: string, ts: string): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' }).format(Number(ts.split('.')[0]) * 1000)

function isNewDay(before: ShownMessage | undefined, { ts }: ShownMessage): boolean {
  return before === undefined || dayOf('Asia/Tokyo', before.ts) !== dayOf('Asia/Tokyo', ts)
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
