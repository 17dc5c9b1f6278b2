import { TOUR_STEPS, type TourStep } from './protocol.js'
import type { Words } from './words.js'

interface Props {
  readonly words: Words
  readonly done: readonly TourStep[]
  readonly isBusy: boolean
  readonly onShow: (step: TourStep) => void
}

/** Six steps, each ticked off by what the database says happened. */
export function Tour({ words, done, isBusy, onShow }: Props) {
  const next = TOUR_STEPS.find((step) => !done.includes(step))
  return (
    <div className="tour">
      <p role="status">{words.tourProgress(done.length, TOUR_STEPS.length)}</p>
      <progress value={done.length} max={TOUR_STEPS.length} aria-label={words.tour} />
      <ol>
        {TOUR_STEPS.map((step) => {
          const isDone = done.includes(step)
          return (
            <li
              key={step}
              className={isDone ? 'done' : step === next ? 'next' : ''}
              aria-current={step === next ? 'step' : undefined}
              data-step={step}
            >
              <strong>
                {words.tourSteps[step].title}
                {isDone && <span className="tick"> ✓ {words.stepDone}</span>}
              </strong>
              {!isDone && <p>{words.tourSteps[step].how}</p>}
              {!isDone && (
                <button type="button" className="element" disabled={isBusy} onClick={() => onShow(step)}>
                  {words.tourSteps[step].show}
                </button>
              )}
            </li>
          )
        })}
      </ol>
      {next === undefined && <p className="all-done">{words.tourDone}</p>}
    </div>
  )
}
