import { isBlock, textIn, wordsIn } from './block.js'
import { Control, offered, type Suggested } from './control.js'
import type { Surface } from './element.js'
import { useForm } from './form.js'
import { choiceIn, type Held, heldIn } from './held.js'
import type { Block } from './protocol.js'
import { useStage } from './stage.js'
import { refusalWords } from './words.js'

/** One field of a form: its label, what is entered, the hint and what is wrong with it. */
export function InputField({ block, on }: { block: Block; on: Surface }) {
  const { act, scene, words } = useStage()
  const form = useForm()
  const blockId = textIn(block['block_id'])
  const element = isBlock(block['element']) ? block['element'] : {}
  const actionId = textIn(element['action_id'])
  const id = `${'id' in on ? on.id : on.ts}-${blockId}`
  const label = wordsIn(block['label'])
  const hint = wordsIn(block['hint'])
  const refused = form?.refused[blockId]
  const error = refused === undefined ? form?.view.errors[blockId] : refusalWords(words, refused)
  const enter = (held: Held): void => {
    form?.enter(blockId, element, held)
    if (block['dispatch_action'] !== true || /input$/.test(textIn(element['type']))) return
    void act('select', { on, actionId, blockId, choice: choiceIn(element, held), values: form?.values() ?? {} })
  }
  const described = [hint === '' ? '' : `${id}-hint`, error === undefined ? '' : `${id}-error`].filter((one) => one)
  return (
    <div className={`field ${error === undefined ? '' : 'wrong'}`}>
      <label htmlFor={id} id={`${id}-label`}>
        {label}
        {block['optional'] === true && <small>{words.optional}</small>}
      </label>
      <Control
        id={id}
        label={label}
        element={element}
        held={form?.held(blockId) ?? heldIn(scene, form?.view.state[blockId]?.[actionId] ?? {})}
        isInvalid={error !== undefined}
        {...(described.length === 0 ? {} : { describedBy: described.join(' ') })}
        onChange={enter}
        onFiles={(files) => void form?.upload(blockId, files)}
        ask={async (query) =>
          'id' in on ? offered(await act<Suggested>('suggest', { view: { id: on.id }, blockId, query })) : []
        }
      />
      {hint !== '' && (
        <p className="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {error !== undefined && (
        <p className="error" id={`${id}-error`} role="alert">
          {error}
        </p>
      )}
    </div>
  )
}
