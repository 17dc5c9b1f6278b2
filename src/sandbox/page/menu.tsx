import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react'

export interface MenuItem {
  readonly key: string
  readonly label: ReactNode
  readonly name?: string
  readonly onPick: () => void
}

/** A button that opens a list of choices: arrows move in it, Escape leaves it. */
export function Menu(props: {
  readonly label: string
  readonly face: ReactNode
  readonly items: readonly MenuItem[]
  readonly className?: string
  readonly isDisabled?: boolean
}) {
  const { label, face, items, className = '', isDisabled = false } = props
  const [isOpen, setOpen] = useState(false)
  const root = useRef<HTMLDivElement>(null)
  const id = useId()

  const leave = (): void => {
    setOpen(false)
    root.current?.querySelector('button')?.focus()
  }
  const move = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && isOpen) {
      event.stopPropagation()
      leave()
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step === undefined || !isOpen) return
    event.preventDefault()
    const all = [...(root.current?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? [])]
    const at = all.indexOf(document.activeElement as HTMLElement)
    all[(at + step + all.length) % all.length]?.focus()
  }
  useEffect(() => {
    if (isOpen) root.current?.querySelector<HTMLElement>('[role=menuitem]')?.focus()
  }, [isOpen])

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys of the buttons inside
    <div
      className={`menu ${className}`}
      ref={root}
      onKeyDown={move}
      role="presentation"
      onBlur={({ relatedTarget }) => !root.current?.contains(relatedTarget as HTMLElement) && setOpen(false)}
    >
      <button
        type="button"
        aria-haspopup="menu"
        aria-expanded={isOpen}
        aria-controls={id}
        aria-label={label}
        title={label}
        disabled={isDisabled}
        onClick={() => setOpen(!isOpen)}
      >
        {face}
      </button>
      {isOpen && (
        <div role="menu" id={id} aria-label={label} className="menu-list">
          {items.map(({ key, label: shown, name, onPick }) => (
            <button
              type="button"
              role="menuitem"
              tabIndex={-1}
              key={key}
              aria-label={name}
              onClick={() => {
                leave()
                onPick()
              }}
            >
              {shown}
            </button>
          ))}
        </div>
      )}
    </div>
  )
}
