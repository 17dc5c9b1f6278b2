import type { ReactNode } from 'react'
import { blocksIn, isBlock, textIn, wordsIn } from './block.js'
import { emojiOf } from './emoji.js'
import { type Node, parseMrkdwn, withEmoji } from './mrkdwn.js'
import type { Block, Scene } from './protocol.js'
import { channelName, nameOf, useStage } from './stage.js'

const Mention = ({ children }: { children: ReactNode }) => <span className="mention">{children}</span>

/** A link says where it leads and leads nowhere: no request leaves this machine. */
const Link = ({ url, text }: { url: string; text: string }) => (
  <span className="link" title={url}>
    {text}
  </span>
)

function NodeView({ node, scene }: { node: Node; scene: Scene }): ReactNode {
  switch (node.kind) {
    case 'text':
      return node.text
    case 'bold':
      return <strong>{nodesView(node.inside, scene)}</strong>
    case 'italic':
      return <em>{nodesView(node.inside, scene)}</em>
    case 'strike':
      return <s>{nodesView(node.inside, scene)}</s>
    case 'quote':
      return <blockquote>{nodesView(node.inside, scene)}</blockquote>
    case 'code':
      return <code>{node.text}</code>
    case 'preformatted':
      return <pre>{node.text}</pre>
    case 'link':
      return <Link url={node.url} text={node.text} />
    case 'user':
      return <Mention>@{nameOf(scene, node.id)}</Mention>
    case 'channel':
      return <Mention>#{channelName(scene, node.id)}</Mention>
    case 'broadcast':
      return <Mention>{node.text}</Mention>
  }
}

const nodesView = (nodes: readonly Node[], scene: Scene): ReactNode =>
  // biome-ignore lint/suspicious/noArrayIndexKey: parsed anew as a whole
  nodes.map((node, index) => <NodeView key={index} node={node} scene={scene} />)

/** Mrkdwn as Slack's client shows it. */
export function Mrkdwn({ text }: { text: string }) {
  const { scene } = useStage()
  return <span className="words">{nodesView(parseMrkdwn(text), scene)}</span>
}

/** A text object. Plain text is shown as it was typed; its emoji only where it asks for that. */
export function TextObject({ value }: { value: unknown }) {
  if (!isBlock(value)) return <span className="words">{wordsIn(value)}</span>
  if (value['type'] === 'mrkdwn') return <Mrkdwn text={wordsIn(value)} />
  const words = wordsIn(value)
  return <span className="words">{value['emoji'] === false ? words : withEmoji(words)}</span>
}

function Element({ element }: { element: Block }): ReactNode {
  const { scene } = useStage()
  switch (element['type']) {
    case 'user':
      return <Mention>@{nameOf(scene, textIn(element['user_id']))}</Mention>
    case 'channel':
      return <Mention>#{channelName(scene, textIn(element['channel_id']))}</Mention>
    case 'broadcast':
      return <Mention>@{textIn(element['range'])}</Mention>
    case 'emoji':
      return emojiOf(textIn(element['name']))
    case 'link':
      return <Link url={textIn(element['url'])} text={textIn(element['text']) || textIn(element['url'])} />
    case 'date':
      return textIn(element['fallback']) || String(element['timestamp'] ?? '')
    default:
      return <Styled style={isBlock(element['style']) ? element['style'] : {}}>{textIn(element['text'])}</Styled>
  }
}

function Styled({ style, children }: { style: Block; children: ReactNode }): ReactNode {
  let shown = children
  if (style['code'] === true) shown = <code>{shown}</code>
  if (style['strike'] === true) shown = <s>{shown}</s>
  if (style['italic'] === true) shown = <em>{shown}</em>
  if (style['bold'] === true) shown = <strong>{shown}</strong>
  return shown
}

const elementsView = (elements: unknown): ReactNode =>
  // biome-ignore lint/suspicious/noArrayIndexKey: a rich text changes as a whole
  blocksIn(elements).map((element, index) => <Element key={index} element={element} />)

function Part({ part }: { part: Block }): ReactNode {
  switch (part['type']) {
    case 'rich_text_list': {
      const items = blocksIn(part['elements']).map((item, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a list changes as a whole
        <li key={index} className="words">
          {elementsView(item['elements'])}
        </li>
      ))
      const indent = `indent-${Number(part['indent'] ?? 0)}`
      return part['style'] === 'ordered' ? <ol className={indent}>{items}</ol> : <ul className={indent}>{items}</ul>
    }
    case 'rich_text_quote':
      return <blockquote className="words">{elementsView(part['elements'])}</blockquote>
    case 'rich_text_preformatted':
      return <pre>{elementsView(part['elements'])}</pre>
    default:
      return <p className="words">{elementsView(part['elements'])}</p>
  }
}

export const RichText = ({ block }: { block: Block }) => (
  <div className="rich-text">
    {blocksIn(block['elements']).map((part, index) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: a rich text changes as a whole
      <Part key={index} part={part} />
    ))}
  </div>
)
