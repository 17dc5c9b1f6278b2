import { useState } from 'react'
import { moveTime, setSpeed } from './api.js'
import { MOVES, type Pulse, type Scene, SPEEDS, type Speed } from './protocol.js'
import type { Words } from './words.js'

interface Props {
  readonly scene: Scene
  readonly words: Words
  readonly pulse: Pulse
  readonly isTwo: boolean
  readonly onTwo: (isTwo: boolean) => void
  readonly side: 'tour' | 'inspector' | null
  readonly onSide: (side: 'tour' | 'inspector' | null) => void
}

/** The clock and what moves it, and what else there is beside Slack. */
export function TopBar({ scene, words, pulse, isTwo, onTwo, side, onSide }: Props) {
  const format = new Intl.DateTimeFormat(scene.language === 'ja' ? 'ja-JP' : 'en-GB', {
    ...{ timeZone: scene.zone, month: 'short', day: 'numeric', weekday: 'short', hour: '2-digit', minute: '2-digit' },
  })
  const toggle = (name: 'tour' | 'inspector') => () => onSide(side === name ? null : name)
  return (
    <header className="top-bar">
      <h1>{scene.team}</h1>
      <fieldset className="clock" aria-label={words.clock}>
        <time aria-live="off">{format.format(pulse.now)}</time>
        {MOVES.map((move) => (
          <button type="button" key={move} disabled={pulse.isMoving} onClick={() => void moveTime(move)}>
            {words.moves[move]}
          </button>
        ))}
        <label>
          <span className="unseen">{words.speed}</span>
          <select value={pulse.speed} onChange={({ target }) => void setSpeed(Number(target.value) as Speed)}>
            {SPEEDS.map((speed) => (
              <option key={speed} value={speed}>
                {words.speeds[speed]}
              </option>
            ))}
          </select>
        </label>
        <span className="moving" role="status">
          {pulse.isMoving ? words.moving : ''}
        </span>
      </fieldset>
      <div className="tools">
        <button type="button" className="wide-only" aria-pressed={isTwo} onClick={() => onTwo(!isTwo)}>
          {isTwo ? words.onePerson : words.sideBySide}
        </button>
        <button type="button" aria-pressed={side === 'tour'} onClick={toggle('tour')}>
          {words.tour}
        </button>
        <button type="button" aria-pressed={side === 'inspector'} onClick={toggle('inspector')}>
          {words.inspector}
        </button>
        <ThemeButton words={words} />
      </div>
    </header>
  )
}

/** As the system has it, until somebody chooses. */
function ThemeButton({ words }: { words: Words }) {
  const [isDark, setDark] = useState(() => matchMedia('(prefers-color-scheme: dark)').matches)
  return (
    <button
      type="button"
      aria-pressed={isDark}
      title={words.theme}
      onClick={() => {
        document.documentElement.dataset['theme'] = isDark ? 'light' : 'dark'
        setDark(!isDark)
      }}
    >
      <span aria-hidden="true">{isDark ? '☾' : '☀'}</span>
      <span className="unseen">{words.theme}</span>
    </button>
  )
}
