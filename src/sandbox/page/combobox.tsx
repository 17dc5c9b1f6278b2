import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react'
import type { Option } from './block.js'
import { useStage } from './stage.js'

/** Options that are there, or that are asked for while somebody types. */
export type Offer =
  | { readonly kind: 'there'; readonly options: readonly Option[] }
  | { readonly kind: 'asked'; readonly least: number; readonly ask: (query: string) => Promise<readonly Option[]> }

interface Props {
  readonly id?: string
  readonly label: string
  readonly placeholder: string
  readonly offer: Offer
  readonly chosen: readonly Option[]
  readonly isMany: boolean
  readonly isInvalid?: boolean
  readonly describedBy?: string
  readonly isDisabled?: boolean
  readonly onChange: (chosen: readonly Option[]) => void
}

const fits = ({ label, value }: Option, query: string): boolean =>
  `${label} ${value}`.normalize('NFKC').toLowerCase().includes(query.normalize('NFKC').trim().toLowerCase())

/** A menu with type-ahead, of one choice or of several. */
export function Combobox(props: Props) {
  const { id, label, placeholder, offer, chosen, isMany, isInvalid = false, describedBy, isDisabled = false } = props
  const { words } = useStage()
  const [isOpen, setOpen] = useState(false)
  const [query, setQuery] = useState('')
  const [at, setAt] = useState(0)
  const asked = useAsked(offer, query, isOpen)
  const list = useId()
  const input = useRef<HTMLInputElement>(null)

  const all = offer.kind === 'there' ? offer.options.filter((option) => fits(option, query)) : asked
  const options = isMany ? all.filter(({ value }) => !chosen.some((one) => one.value === value)) : all
  const single = isMany ? undefined : chosen[0]
  const tooShort = offer.kind === 'asked' && query.length < offer.least

  const close = (): void => {
    setOpen(false)
    setQuery('')
    setAt(0)
  }
  const pick = (option: Option): void => {
    props.onChange(isMany ? [...chosen, option] : [option])
    close()
    input.current?.focus()
  }
  const step = (by: number): void => {
    if (isOpen) setAt((at + by + options.length) % Math.max(1, options.length))
    else setOpen(true)
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      step(event.key === 'ArrowDown' ? 1 : -1)
    }
    // Enter ends a conversion from kana, and picks nothing then.
    if (event.key === 'Enter' && !event.nativeEvent.isComposing) {
      event.preventDefault()
      const option = options[at]
      if (isOpen && option !== undefined) pick(option)
    }
    if (event.key === 'Escape' && isOpen) {
      event.stopPropagation()
      close()
    }
    if (event.key === 'Backspace' && query === '' && chosen.length > 0) props.onChange(chosen.slice(0, -1))
  }

  return (
    <div className="combobox" role="presentation">
      {isMany &&
        chosen.map((option) => (
          <span className="chip" key={option.value}>
            {option.label}
            <button
              type="button"
              aria-label={words.remove(option.label)}
              onClick={() => props.onChange(chosen.filter(({ value }) => value !== option.value))}
            >
              ×
            </button>
          </span>
        ))}
      <input
        {...(id === undefined ? {} : { id })}
        ref={input}
        role="combobox"
        aria-label={label}
        aria-expanded={isOpen}
        aria-controls={list}
        aria-autocomplete="list"
        aria-invalid={isInvalid}
        aria-describedby={describedBy}
        {...(isOpen && options[at] !== undefined ? { 'aria-activedescendant': `${list}-${at}` } : {})}
        autoComplete="off"
        disabled={isDisabled}
        placeholder={single === undefined ? placeholder || words.choose : single.label}
        className={single === undefined ? '' : 'has-choice'}
        value={isOpen ? query : (single?.label ?? '')}
        onChange={({ target }) => {
          setQuery(target.value)
          setAt(0)
          setOpen(true)
        }}
        onClick={() => setOpen(true)}
        onBlur={close}
        onKeyDown={onKeyDown}
      />
      {isOpen && (
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: the pattern of a combobox
        <ul role="listbox" id={list} aria-label={label} className="options">
          {options.map((option, index) => (
            <li
              key={option.value}
              // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: the pattern of a combobox
              role="option"
              id={`${list}-${index}`}
              tabIndex={-1}
              aria-selected={index === at}
              onMouseDown={(event) => {
                event.preventDefault()
                pick(option)
              }}
            >
              {option.group !== '' && <small>{option.group}</small>} {option.label}
              {option.description !== '' && <small> {option.description}</small>}
            </li>
          ))}
          {options.length === 0 && (
            <li className="none">{tooShort ? words.typeMore(offer.least) : words.nothingFound}</li>
          )}
        </ul>
      )}
    </div>
  )
}

/** What is offered for the query, asked for a moment after the last key. */
function useAsked(offer: Offer, query: string, isOpen: boolean): readonly Option[] {
  const [options, setOptions] = useState<readonly Option[]>([])
  const ask = useRef(offer)
  ask.current = offer
  const least = offer.kind === 'asked' ? offer.least : Number.POSITIVE_INFINITY
  useEffect(() => {
    if (!isOpen || query.length < least) return setOptions([])
    let isCurrent = true
    const wait = setTimeout(async () => {
      if (ask.current.kind !== 'asked') return
      const found = await ask.current.ask(query)
      if (isCurrent) setOptions(found)
    }, 150)
    return () => {
      isCurrent = false
      clearTimeout(wait)
    }
  }, [query, isOpen, least])
  return options
}
