import { type KeyboardEvent, useEffect, useRef } from 'react'
import { Blocks } from './blocks.js'
import { FormContext, useNewForm } from './form.js'
import type { Outcome, ShownView } from './protocol.js'
import { useStage } from './stage.js'

const FOCUSABLE = 'button:not(:disabled), input:not(:disabled), textarea, [tabindex="0"]'

/** A modal over one person's pane: it holds the focus, Escape closes it. */
export function Modal({ view, depth }: { view: ShownView; depth: number }) {
  const { act, isBusy, words, inspect } = useStage()
  const form = useNewForm(view)
  const frame = useRef<HTMLDivElement>(null)
  const { id, title, submit, close } = view
  const errors = [...Object.keys(view.errors), ...Object.keys(form.refused)].join()

  useEffect(() => {
    const first = frame.current?.querySelector<HTMLElement>('.modal-body input, .modal-body textarea')
    ;(first ?? frame.current)?.focus({ preventScroll: true })
  }, [])
  useEffect(() => {
    if (errors === '') return
    const wrong = frame.current?.querySelector<HTMLElement>('[aria-invalid=true]')
    wrong?.focus()
    wrong?.scrollIntoView({ block: 'center' })
  }, [errors])

  const send = async (): Promise<void> => {
    const outcome = await act<Outcome>('submit', { view: { id }, values: form.values() })
    form.refuse(outcome.refused ?? {})
  }
  const leave = (): void => void act('close', { view: { id } })
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') leave()
    if (event.key !== 'Tab') return
    const all = [...(frame.current?.querySelectorAll<HTMLElement>(FOCUSABLE) ?? [])]
    const [first, last] = [all[0], all.at(-1)]
    if (event.shiftKey ? document.activeElement === first : document.activeElement === last) {
      event.preventDefault()
      ;(event.shiftKey ? last : first)?.focus()
    }
  }
  return (
    <div className="modal-shade">
      <div
        className="modal"
        role="dialog"
        aria-modal="true"
        aria-labelledby={`${id}-title`}
        data-depth={depth}
        ref={frame}
        tabIndex={-1}
        onKeyDown={onKeyDown}
      >
        <header>
          <h3 id={`${id}-title`}>{title}</h3>
          <button type="button" className="quiet" onClick={() => inspect({ view: id })} title={words.inspect}>
            <span aria-hidden="true">{'{ }'}</span>
            <span className="unseen">{words.inspect}</span>
          </button>
          <button type="button" className="quiet" onClick={leave} aria-label={words.close}>
            ×
          </button>
        </header>
        <form
          onSubmit={(event) => {
            event.preventDefault()
            void send()
          }}
          noValidate
        >
          <div className="modal-body">
            <FormContext.Provider value={form}>
              <Blocks blocks={view.blocks} on={{ id }} />
            </FormContext.Provider>
          </div>
          <footer>
            <button type="button" className="element" onClick={leave}>
              {close ?? words.close}
            </button>
            {submit !== null && (
              <button type="submit" className="element primary" disabled={isBusy}>
                {submit}
              </button>
            )}
          </footer>
        </form>
      </div>
    </div>
  )
}
