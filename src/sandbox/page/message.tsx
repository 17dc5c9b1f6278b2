import { useState } from 'react'
import { Blocks } from './blocks.js'
import { emojiOf, REACTIONS } from './emoji.js'
import { Menu } from './menu.js'
import type { ShownMessage } from './protocol.js'
import { Mrkdwn } from './rich-text.js'
import { nameOf, useStage } from './stage.js'

interface Props {
  readonly message: ShownMessage
  readonly onThread?: () => void
}

const initials = (name: string): string => (/^[A-Za-z]/.test(name) ? name.slice(0, 1) : name.slice(0, 2))

/** A face made of a name: the same one everywhere. */
function Face({ id, name }: { id: string; name: string }) {
  const hue = [...id].reduce((sum, sign) => (sum * 31 + sign.charCodeAt(0)) % 360, 7)
  return (
    <span className="face" aria-hidden="true" style={{ background: `oklch(0.52 0.09 ${hue})` }}>
      {initials(name)}
    </span>
  )
}

/** One message with what can be done to it. */
export function Message({ message, onThread }: Props) {
  const { scene, words, isBusy } = useStage()
  const name = nameOf(scene, message.user)
  const on = { channel: message.channel, ts: message.ts }
  const time = timeIn(scene.zone, message.ts)
  return (
    <article
      className={`message ${message.isEphemeral ? 'ephemeral' : ''}`}
      aria-label={`${name} ${time}`}
      aria-busy={isBusy}
      data-ts={message.ts}
    >
      {message.isApp ? <AppFace /> : <Face id={message.user} name={name} />}
      <div className="message-main">
        <header>
          <strong>{name}</strong>
          {message.isApp && <span className="badge">{words.app}</span>}
          <time>{time}</time>
          {message.isEphemeral && <span className="only-you">{words.onlyYou}</span>}
        </header>
        {message.blocks.length > 0 ? <Blocks blocks={message.blocks} on={on} /> : <Text message={message} />}
        {message.files.map(({ id, name: title, isPicture, alt }) =>
          isPicture ? (
            <figure className="picture" key={id}>
              <figcaption>{title}</figcaption>
              <img src={`/files/${id}`} alt={alt ?? title} />
            </figure>
          ) : (
            <FilePreview key={id} id={id} title={title} />
          ),
        )}
        <Reactions message={message} />
        {message.replies > 0 && onThread !== undefined && (
          <button type="button" className="replies" onClick={onThread}>
            {words.replies(message.replies)}
          </button>
        )}
      </div>
      <Toolbar message={message} {...(onThread === undefined ? {} : { onThread })} />
    </article>
  )
}

const AppFace = () => (
  <span className="face app-face" aria-hidden="true">
    <svg viewBox="0 0 32 32" role="presentation">
      <path d="M7 22 C12 8 20 8 25 22" fill="none" stroke="#f4efe3" strokeWidth="4" strokeLinecap="round" />
      <circle cx="16" cy="9" r="3" fill="#e8b04a" />
    </svg>
  </span>
)

function Text({ message }: { message: ShownMessage }) {
  const { words } = useStage()
  if (message.text === '') return null
  return (
    <p className="text">
      <Mrkdwn text={message.text} />
      {message.isEdited && <small> {words.edited}</small>}
    </p>
  )
}

/** So many lines of a file are shown. */
const PREVIEWED = 6

/** A file with its first lines, as they stand in it. */
function FilePreview({ id, title }: { id: string; title: string }) {
  const { words } = useStage()
  const [lines, setLines] = useState<readonly string[] | null>(null)
  const open = async (): Promise<void> => {
    const text = await (await fetch(`/files/${id}`)).text()
    setLines(
      text
        .replace(/^\uFEFF/, '')
        .split(/\r?\n/)
        .slice(0, PREVIEWED),
    )
  }
  return (
    <div className="file-preview">
      <a className="file" href={`/files/${id}`} download={title}>
        📄 {title}
      </a>
      <details onToggle={({ currentTarget }) => currentTarget.open && lines === null && void open()}>
        <summary>{words.preview}</summary>
        <pre>{lines?.join('\n')}</pre>
      </details>
    </div>
  )
}

function Reactions({ message }: { message: ShownMessage }) {
  const { act, scene, person } = useStage()
  if (message.reactions.length === 0) return null
  const on = { channel: message.channel, ts: message.ts }
  return (
    <div className="reactions">
      {message.reactions.map(({ name, users }) => (
        <button
          type="button"
          key={name}
          aria-pressed={users.includes(person)}
          title={users.map((id) => nameOf(scene, id)).join(', ')}
          onClick={() => void act('react', { message: on, emoji: name })}
        >
          {emojiOf(name)} {users.length}
        </button>
      ))}
    </div>
  )
}

function Toolbar({ message, onThread }: Props) {
  const { act, scene, words, inspect } = useStage()
  const on = { channel: message.channel, ts: message.ts }
  const threads = onThread === undefined ? [] : [{ key: 'thread', label: words.replyInThread, onPick: onThread }]
  const shortcuts = scene.shortcuts.message.map(({ callbackId, name }) => ({
    key: callbackId,
    label: name,
    onPick: () => void act('shortcut', { callbackId, message: on }),
  }))
  const look = { key: 'inspect', label: words.inspect, onPick: () => inspect(on) }
  return (
    <div className="toolbar">
      {!message.isEphemeral && (
        <Menu
          className="reaction-picker"
          label={words.react}
          face="☺"
          items={REACTIONS.map((emoji) => ({
            key: emoji,
            label: emojiOf(emoji),
            name: emoji,
            onPick: () => void act('react', { message: on, emoji }),
          }))}
        />
      )}
      <Menu
        label={words.messageMenu}
        face="⋮"
        items={message.isEphemeral ? [look] : [...threads, ...shortcuts, look]}
      />
    </div>
  )
}

/** The wall clock of the workspace, of a message's time stamp. */
function timeIn(zone: string, ts: string): string {
  const format = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit' })
  return format.format(Number(ts.split('.')[0]) * 1000)
}
