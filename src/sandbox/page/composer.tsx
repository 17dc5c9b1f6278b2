import { type KeyboardEvent, useId, useState } from 'react'
import { hintsFor } from './hints.js'
import { Menu } from './menu.js'
import { useStage } from './stage.js'

interface Props {
  readonly place: string
  readonly label: string
  readonly line: string
  readonly onLine: (line: string) => void
  readonly thread?: string
}

/** Where one writes. What begins with a slash is a command, and how it goes on is suggested. */
export function Composer({ place, label, line, onLine, thread }: Props) {
  const { act, isBusy, scene, words, person } = useStage()
  const [at, setAt] = useState(0)
  const [isShut, setShut] = useState(false)
  const list = useId()
  const locale = scene.people.find(({ id }) => id === person)?.locale ?? scene.language
  const hints = isShut ? [] : hintsFor(line, scene.command.name, scene.command.hints[locale])
  const offered = hints.filter(({ insert }) => insert !== null)

  const change = (next: string): void => {
    setAt(0)
    setShut(false)
    onLine(next)
  }
  const send = async (): Promise<void> => {
    const text = line.trim()
    if (text === '' || isBusy) return
    setShut(true)
    const { error } = await act('send', { place, text, ...(thread === undefined ? {} : { thread }) })
    if (error === undefined) onLine('')
  }
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>): void => {
    // Enter ends a conversion from kana, and sends nothing then.
    if (event.nativeEvent.isComposing) return
    const chosen = offered[at]
    if (event.key === 'Tab' && chosen !== undefined && !event.shiftKey) {
      event.preventDefault()
      change(chosen.insert ?? line)
    } else if ((event.key === 'ArrowDown' || event.key === 'ArrowUp') && offered.length > 0) {
      event.preventDefault()
      const step = event.key === 'ArrowDown' ? 1 : -1
      setAt((at + step + offered.length) % offered.length)
    } else if (event.key === 'Escape' && hints.length > 0) {
      event.stopPropagation()
      setShut(true)
    } else if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault()
      void send()
    }
  }
  return (
    <form
      className="composer"
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
    >
      {hints.length > 0 && (
        <ul className="hints" id={list} aria-label={words.hints}>
          {hints.map((hint) => (
            <li key={hint.key} data-chosen={hint.insert !== null && hint === offered[at]}>
              {hint.insert === null ? (
                <HintFace line={hint.line} what={hint.what} />
              ) : (
                <button type="button" tabIndex={-1} onClick={() => change(hint.insert ?? line)}>
                  <HintFace line={hint.line} what={hint.what} />
                </button>
              )}
            </li>
          ))}
        </ul>
      )}
      <textarea
        rows={Math.min(6, Math.max(1, Math.ceil(line.length / 60), line.split('\n').length))}
        aria-label={label}
        aria-describedby={hints.length > 0 ? list : undefined}
        placeholder={`${label} ${thread === undefined ? `(${words.composerHint})` : ''}`}
        value={line}
        onChange={({ target }) => change(target.value)}
        onKeyDown={onKeyDown}
      />
      <div className="composer-foot">
        {thread === undefined && (
          <Menu
            className="upwards"
            label={words.globalShortcuts}
            face="⚡"
            isDisabled={isBusy}
            items={scene.shortcuts.global.map(({ callbackId, name }) => ({
              key: callbackId,
              label: name,
              onPick: () => void act('global', { callbackId }),
            }))}
          />
        )}
        <button type="submit" className="element primary" disabled={isBusy || line.trim() === ''}>
          {words.send}
        </button>
      </div>
    </form>
  )
}

const HintFace = ({ line, what }: { line: string; what: string }) => (
  <>
    <code>{line}</code> <small>{what}</small>
  </>
)
