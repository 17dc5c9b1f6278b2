import type { ReactNode } from 'react'
import { type Option, optionsFrom, optionsIn, textIn, wordsIn } from './block.js'
import { Combobox, type Offer } from './combobox.js'
import { type ControlType, isControlType } from './drawn.js'
import { chosen, type Held, isMany, typed } from './held.js'
import type { Block, Outcome, Scene } from './protocol.js'
import { useStage } from './stage.js'

export interface ControlProps {
  readonly id?: string
  readonly label: string
  readonly element: Block
  readonly held: Held
  readonly isInvalid?: boolean
  readonly describedBy?: string
  readonly onChange: (held: Held) => void
  readonly onFiles?: (files: FileList | null) => void
  /** Asks the app for options, for the menus that do. */
  readonly ask: (query: string) => Promise<readonly Option[]>
}

const Text = (props: ControlProps) =>
  props.element['multiline'] === true ? <Multiline {...props} /> : <Line {...props} />

const CONTROLS: Readonly<Record<ControlType, (props: ControlProps) => ReactNode>> = {
  plain_text_input: Text,
  number_input: Line,
  email_text_input: Line,
  url_text_input: Line,
  datepicker: Line,
  timepicker: Line,
  radio_buttons: Ticks,
  checkboxes: Ticks,
  static_select: Select,
  multi_static_select: Select,
  external_select: Select,
  multi_external_select: Select,
  users_select: Select,
  multi_users_select: Select,
  conversations_select: Select,
  multi_conversations_select: Select,
  channels_select: Select,
  multi_channels_select: Select,
  file_input: FileInput,
}

/** One thing that is entered or chosen, by its type. */
export function Control(props: ControlProps) {
  const type = textIn(props.element['type'])
  if (!isControlType(type)) return <p className="unknown">[{type}]</p>
  const Shown = CONTROLS[type]
  return <Shown {...props} />
}

const shared = ({ id, label, isInvalid = false, describedBy }: ControlProps) => ({
  ...(id === undefined ? { 'aria-label': label } : { id }),
  'aria-invalid': isInvalid,
  'aria-describedby': describedBy,
})

function Multiline(props: ControlProps) {
  const { element, held, onChange } = props
  return (
    <textarea
      {...shared(props)}
      rows={3}
      placeholder={wordsIn(element['placeholder'])}
      value={held.text}
      onChange={({ target }) => onChange(typed(target.value))}
    />
  )
}

const LINE_TYPES: Readonly<Record<string, string>> = {
  datepicker: 'date',
  timepicker: 'time',
  email_text_input: 'email',
  url_text_input: 'url',
}

function Line(props: ControlProps) {
  const { element, held, onChange } = props
  const type = textIn(element['type'])
  return (
    <input
      {...shared(props)}
      type={LINE_TYPES[type] ?? 'text'}
      inputMode={type === 'number_input' ? 'decimal' : undefined}
      autoComplete="off"
      placeholder={wordsIn(element['placeholder'])}
      value={held.text}
      onChange={({ target }) => onChange(typed(target.value))}
    />
  )
}

function Ticks(props: ControlProps) {
  const { id, element, held, label, onChange, isInvalid, describedBy } = props
  const many = isMany(element)
  const has = (option: Option): boolean => held.options.some(({ value }) => value === option.value)
  const toggle = (option: Option): void => {
    const left = held.options.filter(({ value }) => value !== option.value)
    onChange(chosen(many ? (has(option) ? left : [...held.options, option]) : [option]))
  }
  return (
    <div
      className="ticks"
      role={many ? 'group' : 'radiogroup'}
      {...(id === undefined ? { 'aria-label': label } : { 'aria-labelledby': `${id}-label` })}
      aria-describedby={describedBy}
      aria-invalid={isInvalid}
    >
      {optionsIn(element).map((option) => (
        <label key={option.value}>
          <input
            type={many ? 'checkbox' : 'radio'}
            checked={has(option)}
            onChange={() => toggle(option)}
            onClick={() => !many && has(option) && onChange(chosen([option]))}
          />
          <span>
            {option.label}
            {option.description !== '' && <small> {option.description}</small>}
          </span>
        </label>
      ))}
    </div>
  )
}

function Select(props: ControlProps) {
  const { element, held, label, onChange, id, isInvalid, describedBy } = props
  const { scene } = useStage()
  return (
    <Combobox
      {...(id === undefined ? {} : { id })}
      {...(isInvalid === undefined ? {} : { isInvalid })}
      {...(describedBy === undefined ? {} : { describedBy })}
      label={label}
      placeholder={wordsIn(element['placeholder'])}
      isMany={isMany(element)}
      offer={offerOf(element, scene, props.ask)}
      chosen={held.options}
      onChange={(options) => onChange(chosen(options))}
    />
  )
}

/** Slack waits for three characters before it asks an app, unless the app says otherwise. */
const LEAST = 3

function offerOf(element: Block, { people, bot, channels }: Scene, ask: ControlProps['ask']): Offer {
  const type = textIn(element['type'])
  if (type.includes('external')) return { kind: 'asked', least: Number(element['min_query_length'] ?? LEAST), ask }
  const plain = (value: string, label: string): Option => ({ value, label, description: '', group: '' })
  if (type.includes('users_select')) {
    const humans = people.filter(({ id }) => id !== bot)
    return { kind: 'there', options: humans.map(({ id, name }) => plain(id, name)) }
  }
  if (/conversations_select|channels_select/.test(type)) {
    return { kind: 'there', options: channels.map(({ id, name }) => plain(id, `#${name}`)) }
  }
  return { kind: 'there', options: optionsIn(element) }
}

function FileInput(props: ControlProps) {
  const { element, onFiles } = props
  const kinds = Array.isArray(element['filetypes']) ? element['filetypes'].map((kind) => `.${String(kind)}`) : []
  return (
    <input
      {...shared(props)}
      type="file"
      accept={kinds.join(',')}
      multiple={Number(element['max_files'] ?? 10) > 1}
      onChange={({ target }) => onFiles?.(target.files)}
    />
  )
}

/** What the app answered to a type-ahead. */
export type Suggested = Outcome & { readonly options?: unknown }
export const offered = (answer: Suggested): readonly Option[] => optionsFrom(answer.options)
