import { useEffect, useState } from 'react'
import { moveTime, readScene, type TrailOf, usePulse } from './api.js'
import { Inspector } from './inspector.js'
import { APP_PLACE, Pane, type Seat } from './pane.js'
import type { Pulse, Scene, TourStep } from './protocol.js'
import { TopBar } from './top-bar.js'
import { Tour } from './tour.js'
import { wordsIn } from './words.js'

/** The local workspace in a browser. */
export function Page() {
  const [scene, setScene] = useState<Scene | null>(null)
  const pulse = usePulse()
  useEffect(() => void readScene().then(setScene, () => {}), [])
  return scene === null || pulse === null ? null : <Workspace scene={scene} pulse={pulse} />
}

const seatOf = (person: string, place: string, line = ''): Seat => ({
  person,
  place,
  tab: 'messages',
  thread: null,
  line,
})

function Workspace({ scene, pulse }: { scene: Scene; pulse: Pulse }) {
  const words = wordsIn(scene.language)
  const { csm, ae } = scene.tour
  const [seats, setSeats] = useState<readonly Seat[]>([seatOf(csm, scene.tour.channel)])
  const [side, setSide] = useState<'tour' | 'inspector' | null>(() =>
    matchMedia('(min-width: 60rem)').matches ? 'tour' : null,
  )
  const [inspected, setInspected] = useState<TrailOf | null>(null)
  useEffect(() => {
    document.documentElement.lang = scene.language
    document.title = words.title(scene.team)
  }, [scene, words])

  const two = (left: Seat, right: Seat): void =>
    setSeats(matchMedia('(min-width: 48rem)').matches ? [left, right] : [left])
  const show = (step: TourStep): void => {
    const csmSeat = seatOf(csm, scene.tour.channel)
    if (step === 'log') setSeats([{ ...csmSeat, line: scene.tour.line }, ...seats.slice(1)])
    if (step === 'vet') setSeats([csmSeat, ...seats.slice(1)])
    if (step === 'hand_over') two(csmSeat, seatOf(ae, APP_PLACE))
    if (step === 'accept') setSeats([seatOf(ae, APP_PLACE), ...seats.slice(1)])
    if (step === 'nudge') void moveTime('morning')
    if (step === 'digest') {
      setSeats([csmSeat, ...seats.slice(1)])
      void moveTime('week')
    }
  }
  const inspect = (of: TrailOf): void => {
    setInspected(of)
    setSide('inspector')
  }
  return (
    <div className="page">
      <TopBar
        {...{ scene, words, pulse, side }}
        onSide={setSide}
        isTwo={seats.length === 2}
        onTwo={(isTwo) => setSeats(isTwo ? [...seats, seatOf(ae, APP_PLACE)] : seats.slice(0, 1))}
      />
      <main>
        {seats.map((seat, index) => (
          <Pane
            // biome-ignore lint/suspicious/noArrayIndexKey: the left pane stays the left one, whoever sits there
            key={index}
            {...{ scene, words, pulse, seat }}
            onSeat={(changed) => setSeats((all) => all.map((one, at) => (at === index ? changed : one)))}
            onInspect={inspect}
          />
        ))}
        {side !== null && (
          <aside aria-label={side === 'tour' ? words.tour : words.inspector}>
            <header>
              <h2>{side === 'tour' ? words.tour : words.inspector}</h2>
              <button type="button" className="quiet" aria-label={words.close} onClick={() => setSide(null)}>
                ×
              </button>
            </header>
            {side === 'tour' ? (
              <Tour words={words} done={pulse.tour} isBusy={pulse.isMoving} onShow={show} />
            ) : (
              <Inspector
                {...{ scene, words }}
                version={pulse.version}
                of={inspected}
                onAll={() => setInspected(null)}
              />
            )}
          </aside>
        )}
      </main>
    </div>
  )
}
