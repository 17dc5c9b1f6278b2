import type { ReactNode } from 'react'
import { blocksIn, isBlock, textIn, wordsIn } from './block.js'
import { type BlockType, isBlockType } from './drawn.js'
import { Element, Picture, type Surface } from './element.js'
import { InputField } from './input-field.js'
import type { Block } from './protocol.js'
import { RichText, TextObject } from './rich-text.js'

/** Blocks in their order, as Slack's client shows them. */
export const Blocks = ({ blocks, on }: { blocks: readonly Block[]; on: Surface }) =>
  blocks.map((block) => <BlockView key={textIn(block['block_id'])} block={block} on={on} />)

interface Props {
  readonly block: Block
  readonly on: Surface
}

const VIEWS: Readonly<Record<BlockType, (props: Props) => ReactNode>> = {
  header: ({ block }) => (
    <h4 className="header">
      <TextObject value={block['text']} />
    </h4>
  ),
  section: Section,
  context: Context,
  actions: Actions,
  input: InputField,
  divider: () => <hr />,
  image: ({ block }) => <Picture image={block} />,
  rich_text: RichText,
  table: Table,
  markdown: ({ block }) => <p className="words">{textIn(block['text'])}</p>,
}

function BlockView(props: Props) {
  const type = textIn(props.block['type'])
  if (!isBlockType(type)) return <p className="unknown">[{type}]</p>
  const Shown = VIEWS[type]
  return <Shown {...props} />
}

function Context({ block }: Props) {
  return (
    <div className="context">
      {blocksIn(block['elements']).map((item, index) =>
        item['type'] === 'image' ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: a context changes as a whole
          <Picture key={index} image={item} className="tiny" />
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: a context changes as a whole
          <TextObject key={index} value={item} />
        ),
      )}
    </div>
  )
}

function Actions({ block, on }: Props) {
  const blockId = textIn(block['block_id'])
  return (
    <div className="actions">
      {blocksIn(block['elements']).map((element) => (
        <Element key={textIn(element['action_id']) + textIn(element['value'])} {...{ element, blockId, on }} />
      ))}
    </div>
  )
}

function Section({ block, on }: Props) {
  const fields = blocksIn(block['fields'])
  const { accessory } = block
  return (
    <div className="section">
      <div className="section-words">
        {block['text'] !== undefined && (
          <p>
            <TextObject value={block['text']} />
          </p>
        )}
        {fields.length > 0 && (
          <div className="fields">
            {fields.map((field, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: fields change as a whole
              <TextObject key={index} value={field} />
            ))}
          </div>
        )}
      </div>
      {isBlock(accessory) && <Element element={accessory} blockId={textIn(block['block_id'])} on={on} />}
    </div>
  )
}

function Table({ block }: { block: Block }) {
  const [head = [], ...rows] = (Array.isArray(block['rows']) ? block['rows'] : []).map(blocksIn)
  const settings = blocksIn(block['column_settings'])
  const align = (column: number) => `align-${textIn(settings[column]?.['align']) || 'left'}`
  const cell = (value: Block) => (value['type'] === 'rich_text' ? <RichText block={value} /> : wordsIn(value['text']))
  return (
    <div className="table">
      <table>
        <thead>
          <tr>
            {head.map((value, column) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a table changes as a whole
              <th key={column} scope="col" className={align(column)}>
                {cell(value)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a table changes as a whole
            <tr key={index}>
              {row.map((value, column) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a table changes as a whole
                <td key={column} className={align(column)}>
                  {cell(value)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
