import { useEffect, useRef, useState } from 'react'
import { act as doAs, type TrailOf, useDesk } from './api.js'
import { Conversation, Thread } from './conversation.js'
import { Home } from './home.js'
import { Modal } from './modal.js'
import type { Desk, Outcome, Pulse, Scene, ShownPlace } from './protocol.js'
import { StageContext } from './stage.js'
import { troubleWords, type Words } from './words.js'

/** What one pane shows: who, where, and what was typed there and not sent. */
export interface Seat {
  readonly person: string
  /** A channel's id, or the app: its place has another id for each person. */
  readonly place: string
  readonly tab: 'messages' | 'home'
  readonly thread: string | null
  readonly line: string
}
export const APP_PLACE = 'app'

interface Props {
  readonly scene: Scene
  readonly words: Words
  readonly pulse: Pulse
  readonly seat: Seat
  readonly onSeat: (seat: Seat) => void
  readonly onInspect: (of: TrailOf) => void
}

/** One person at their Slack. */
export function Pane(props: Props) {
  const { scene, words, pulse, seat, onSeat, onInspect } = props
  const { person } = seat
  const desk = useDesk(person, pulse.version)
  const [running, setRunning] = useState(0)
  const [trouble, setTrouble] = useState<string | null>(null)
  const cameFrom = useRef<HTMLElement | null>(null)
  const act = async <T extends Outcome = Outcome>(name: string, body: unknown = {}): Promise<T> => {
    // Type-ahead and reading hold nothing up.
    const isQuiet = name === 'suggest' || name === 'read'
    const { activeElement } = document
    const isInForm = activeElement?.closest('[role=dialog]') !== null
    if (!isQuiet && !isInForm && activeElement instanceof HTMLElement) cameFrom.current = activeElement
    if (!isQuiet) setRunning((n) => n + 1)
    try {
      const outcome = await doAs<T>(person, name, body)
      setTrouble(outcome.error ?? null)
      return outcome
    } finally {
      if (!isQuiet) setRunning((n) => n - 1)
    }
  }
  const stage = { scene, words, person, act, isBusy: running > 0 || pulse.isMoving, inspect: onInspect }
  const modal = desk?.modals.at(-1)
  const isFree = !stage.isBusy && modal === undefined
  // Whoever goes by the keyboard is back where the act began, once it and its forms are over.
  useEffect(() => {
    const from = cameFrom.current
    if (isFree && from?.isConnected && document.activeElement === document.body) from.focus({ preventScroll: true })
  }, [isFree])
  return (
    <StageContext.Provider value={stage}>
      <section className="pane" aria-label={scene.people.find(({ id }) => id === person)?.name ?? person}>
        <div className="pane-inside" inert={modal !== undefined}>
          <PaneHead {...props} desk={desk} />
          <div className="pane-body">
            <Places desk={desk} seat={seat} onSeat={onSeat} words={words} />
            {desk !== null && desk.person === person && <Main desk={desk} {...props} />}
          </div>
        </div>
        {trouble !== null && (
          <p className="trouble" role="alert">
            {troubleWords(words, trouble)}
            <button type="button" className="quiet" aria-label={words.close} onClick={() => setTrouble(null)}>
              ×
            </button>
          </p>
        )}
        {modal !== undefined && <Modal view={modal} depth={desk?.modals.length ?? 1} key={modal.id} />}
      </section>
    </StageContext.Provider>
  )
}

const placeOf = (desk: Desk | null, seat: Seat): ShownPlace | undefined =>
  desk?.places.find(({ id, kind }) => (seat.place === APP_PLACE ? kind === 'app' : id === seat.place)) ??
  desk?.places[0]

function PaneHead({ scene, words, pulse, seat, onSeat, desk }: Props & { desk: Desk | null }) {
  const actors = scene.people.filter(({ part }) => part !== null)
  return (
    <header className="pane-head">
      <label>
        <span className="unseen">{words.actAs}</span>
        <select
          value={seat.person}
          onChange={({ target }) => onSeat({ ...seat, person: target.value, thread: null, line: '' })}
        >
          {actors.map(({ id, name, part }) => {
            const unread = pulse.unread[id] ?? 0
            return (
              <option value={id} key={id}>
                {words.who(name, part === null ? '' : words.parts[part])}
                {unread > 0 ? ` ● ${unread}` : ''}
              </option>
            )
          })}
        </select>
      </label>
      <PlaceSelect {...{ desk, seat, onSeat, words }} />
      <ul className="news" aria-label={words.news}>
        {actors
          .filter(({ id }) => id !== seat.person && (pulse.unread[id] ?? 0) > 0)
          .map(({ id, name }) => (
            <li key={id}>
              <button
                type="button"
                title={words.unread(pulse.unread[id] ?? 0)}
                onClick={() =>
                  onSeat({ ...seat, person: id, place: APP_PLACE, tab: 'messages', thread: null, line: '' })
                }
              >
                {name} <span className="count">{pulse.unread[id]}</span>
              </button>
            </li>
          ))}
      </ul>
    </header>
  )
}

interface PlacesProps {
  readonly desk: Desk | null
  readonly seat: Seat
  readonly onSeat: (seat: Seat) => void
  readonly words: Words
}

const keyOf = ({ id, kind }: ShownPlace): string => (kind === 'app' ? APP_PLACE : id)
const labelOf = ({ kind, name }: ShownPlace): string => (kind === 'channel' ? `# ${name}` : name)

/** On a narrow screen the places are a menu. */
function PlaceSelect({ desk, seat, onSeat, words }: PlacesProps) {
  return (
    <label className="narrow-only">
      <span className="unseen">{words.placesMenu}</span>
      <select
        value={seat.place}
        onChange={({ target }) => onSeat({ ...seat, place: target.value, thread: null, tab: 'messages' })}
      >
        {desk?.places.map((place) => (
          <option value={keyOf(place)} key={place.id}>
            {labelOf(place)}
            {place.unread > 0 ? ` ● ${place.unread}` : ''}
          </option>
        ))}
      </select>
    </label>
  )
}

function Places({ desk, seat, onSeat, words }: PlacesProps) {
  const current = placeOf(desk, seat)
  const row = (place: ShownPlace) => (
    <li key={place.id}>
      <button
        type="button"
        aria-current={place.id === current?.id ? 'page' : undefined}
        className={place.unread > 0 ? 'unread' : ''}
        onClick={() => onSeat({ ...seat, place: keyOf(place), thread: null, tab: 'messages' })}
      >
        <span>{labelOf(place)}</span>
        {place.unread > 0 && (
          <span className="count" role="status" aria-label={words.unread(place.unread)}>
            {place.unread}
          </span>
        )}
      </button>
    </li>
  )
  const of = (kind: ShownPlace['kind']) => desk?.places.filter((place) => place.kind === kind).map(row)
  return (
    <nav className="places" aria-label={words.channels}>
      <h2>{words.channels}</h2>
      <ul>{of('channel')}</ul>
      <h2>{words.apps}</h2>
      <ul>{of('app')}</ul>
    </nav>
  )
}

function Main({ desk, seat, onSeat, words, scene }: Props & { desk: Desk }) {
  const place = placeOf(desk, seat)
  const since = useSince(desk, place)
  if (place === undefined) return null
  const parent =
    seat.thread === null
      ? undefined
      : desk.messages.find(({ ts, channel }) => ts === seat.thread && channel === place.id)
  const onLine = (line: string): void => onSeat({ ...seat, line })
  const isHome = place.kind === 'app' && scene.hasHome && seat.tab === 'home'
  return (
    <div className="main">
      <Head {...{ place, seat, onSeat, words, scene }} />
      {isHome ? (
        desk.home === null ? (
          <p className="empty">{words.homeEmpty}</p>
        ) : (
          <div className="scroll">
            <Home view={desk.home} key={desk.home.id} />
          </div>
        )
      ) : parent === undefined ? (
        <Conversation
          {...{ desk, place, since, onLine }}
          line={seat.line}
          onThread={(thread) => onSeat({ ...seat, thread, line: '' })}
        />
      ) : (
        <Thread {...{ desk, parent, onLine }} line={seat.line} />
      )}
    </div>
  )
}

/** Where new messages began when the place was opened; what is before one's eyes counts as read. */
function useSince(desk: Desk, place: ShownPlace | undefined): string | null {
  const key = place === undefined ? '' : `${desk.person} ${place.id}`
  const [opened, setOpened] = useState<{ readonly key: string; readonly since: string | null }>({
    key: '',
    since: null,
  })
  if (place !== undefined && opened.key !== key) setOpened({ key, since: place.readTo })
  const unread = place?.unread ?? 0
  useEffect(() => {
    if (place !== undefined && unread > 0) void doAs(desk.person, 'read', { place: place.id })
  }, [desk.person, place, unread])
  return opened.since
}

interface HeadProps {
  readonly place: ShownPlace
  readonly seat: Seat
  readonly onSeat: (seat: Seat) => void
  readonly words: Words
  readonly scene: Scene
}

function Head({ place, seat, onSeat, words, scene }: HeadProps) {
  const openHome = (): void => {
    onSeat({ ...seat, tab: 'home', thread: null })
    void doAs(seat.person, 'home')
  }
  return (
    <header className="place-head">
      {seat.thread !== null ? (
        <>
          <h2>{words.thread}</h2>
          <button type="button" className="quiet" onClick={() => onSeat({ ...seat, thread: null })}>
            {words.close}
          </button>
        </>
      ) : (
        <h2>{labelOf(place)}</h2>
      )}
      {place.kind === 'app' && scene.hasHome && (
        <div className="tabs">
          <button type="button" aria-pressed={seat.tab === 'home'} onClick={openHome}>
            {words.home}
          </button>
          <button
            type="button"
            aria-pressed={seat.tab === 'messages'}
            onClick={() => onSeat({ ...seat, tab: 'messages' })}
          >
            {words.messages}
          </button>
        </div>
      )}
    </header>
  )
}
