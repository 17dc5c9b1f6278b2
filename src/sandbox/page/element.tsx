import { type ReactNode, useState } from 'react'
import { isBlock, optionsIn, textIn, wordsIn } from './block.js'
import { Control, offered, type Suggested } from './control.js'
import { type ElementType, isElementType } from './drawn.js'
import { useForm } from './form.js'
import { choiceIn, type Held, heldIn } from './held.js'
import { Menu } from './menu.js'
import type { Block } from './protocol.js'
import { TextObject } from './rich-text.js'
import { useStage } from './stage.js'

/** Where an element stands: a message, or a view. */
export type Surface = { readonly channel: string; readonly ts: string } | { readonly id: string }

interface Props {
  readonly element: Block
  readonly blockId: string
  readonly on: Surface
}

const ELEMENTS: Readonly<Record<ElementType, (props: Props) => ReactNode>> = {
  button: Button,
  overflow: Overflow,
  image: ({ element }) => <Picture image={element} className="accessory" />,
}

/** A button, menu or picker that tells the app at once. */
export function Element(props: Props) {
  const type = textIn(props.element['type'])
  const Shown = isElementType(type) ? ELEMENTS[type] : AtOnce
  return <Shown {...props} />
}

function Button({ element, blockId, on }: Props) {
  const { act, isBusy, words } = useStage()
  const form = useForm()
  const [isAsking, setAsking] = useState(false)
  const click = (): void => {
    setAsking(false)
    const value = element['value'] === undefined ? {} : { value: element['value'] }
    void act('click', { on, actionId: element['action_id'], blockId, ...value, values: form?.values() ?? {} })
  }
  const { confirm } = element
  const style = textIn(element['style'])
  return (
    <>
      <button
        type="button"
        className={`element ${style}`}
        disabled={isBusy}
        onClick={() => (isBlock(confirm) ? setAsking(true) : click())}
        aria-label={textIn(element['accessibility_label']) || undefined}
      >
        <TextObject value={element['text']} />
      </button>
      {isAsking && isBlock(confirm) && (
        <div role="alertdialog" aria-label={wordsIn(confirm['title'])} className="confirm">
          <strong>{wordsIn(confirm['title'])}</strong>
          <TextObject value={confirm['text']} />
          <div className="row">
            <button type="button" className="element" onClick={() => setAsking(false)}>
              {wordsIn(confirm['deny']) || words.cancel}
            </button>
            <button type="button" className="element primary" onClick={click}>
              {wordsIn(confirm['confirm'])}
            </button>
          </div>
        </div>
      )}
    </>
  )
}

function Overflow({ element, blockId, on }: Props) {
  const { act, isBusy, words } = useStage()
  const form = useForm()
  const pick = (choice: string): void =>
    void act('select', { on, actionId: element['action_id'], blockId, choice, values: form?.values() ?? {} })
  return (
    <Menu
      className="overflow"
      label={words.more}
      face="⋯"
      isDisabled={isBusy}
      items={optionsIn(element).map(({ value, label }) => ({ key: value, label, onPick: () => pick(value) }))}
    />
  )
}

function AtOnce({ element, blockId, on }: Props) {
  const { act, scene, words } = useStage()
  const form = useForm()
  const actionId = textIn(element['action_id'])
  const state = form?.view.state[blockId]?.[actionId] ?? initialOf(element)
  const change = (held: Held): void => {
    form?.enter(blockId, element, held)
    const values = form?.values() ?? {}
    void act('select', { on, actionId, blockId, choice: choiceIn(element, held), values })
  }
  return (
    <Control
      element={element}
      label={wordsIn(element['placeholder']) || words.choose}
      held={form?.held(blockId) ?? heldIn(scene, state)}
      onChange={change}
      ask={async (query) =>
        'id' in on ? offered(await act<Suggested>('suggest', { view: { id: on.id }, blockId, query })) : []
      }
    />
  )
}

/** What an element of a message shows before anybody touched it. */
const initialOf = (element: Block): Block => ({
  value: element['initial_value'],
  selected_date: element['initial_date'],
  selected_time: element['initial_time'],
  selected_option: element['initial_option'],
  selected_options: element['initial_options'],
  selected_user: element['initial_user'],
  selected_users: element['initial_users'],
  selected_conversation: element['initial_conversation'],
  selected_channel: element['initial_channel'],
})

/** A picture that was uploaded; of one that stands elsewhere only its words are shown. */
export function Picture({ image, className = '' }: { image: Block; className?: string }) {
  const alt = textIn(image['alt_text'])
  const file = isBlock(image['slack_file']) ? textIn(image['slack_file']['id']) : ''
  const title = wordsIn(image['title'])
  return (
    <figure className={`picture ${className}`}>
      {title !== '' && <figcaption>{title}</figcaption>}
      {file === '' ? (
        <span className="no-picture">{alt}</span>
      ) : (
        <img src={`/files/${file}`} alt={alt} loading="eager" />
      )}
    </figure>
  )
}
