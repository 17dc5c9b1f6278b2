import { useEffect, useState } from 'react'
import { readTrailDetail, type TrailOf, useTrail } from './api.js'
import type { Scene, TrailDetail, TrailEntry } from './protocol.js'
import { nameOf } from './stage.js'
import type { Words } from './words.js'

interface Props {
  readonly scene: Scene
  readonly words: Words
  readonly version: number
  readonly of: TrailOf | null
  readonly onAll: () => void
}

/** What went between Slack and the app, act by act, the newest first. */
export function Inspector({ scene, words, version, of, onAll }: Props) {
  const trail = useTrail(of, version)
  const [open, setOpen] = useState<number | null>(null)
  return (
    <div className="inspector">
      <p className="note">{words.inspectNote}</p>
      {of !== null && (
        <button type="button" className="element" onClick={onAll}>
          {words.inspectorAll}
        </button>
      )}
      {trail?.length === 0 && <p className="empty">{words.inspectorEmpty}</p>}
      <ol>
        {trail?.map((entry, index) => (
          <li key={entry.n}>
            {trail[index - 1]?.act !== entry.act && <ActLine entry={entry} scene={scene} words={words} />}
            <button
              type="button"
              className={`entry ${entry.kind} ${entry.faults.length > 0 ? 'faulty' : ''}`}
              aria-expanded={open === entry.n}
              onClick={() => setOpen(open === entry.n ? null : entry.n)}
            >
              <span aria-hidden="true">{entry.kind === 'call' ? '←' : '→'}</span>
              <code>{entry.name}</code>
              <small>{words.ms(entry.ms)}</small>
            </button>
            {entry.faults.map((fault) => (
              <p className="fault" key={fault}>
                {fault}
              </p>
            ))}
            {open === entry.n && <Detail n={entry.n} words={words} />}
          </li>
        ))}
      </ol>
    </div>
  )
}

function ActLine({ entry, scene, words }: { entry: TrailEntry; scene: Scene; words: Words }) {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone: scene.zone, dateStyle: 'short', timeStyle: 'short' })
  return (
    <h3>
      {entry.by === null ? words.byTime : nameOf(scene, entry.by)} <time>{format.format(entry.at)}</time>
    </h3>
  )
}

function Detail({ n, words }: { n: number; words: Words }) {
  const [detail, setDetail] = useState<TrailDetail | null>(null)
  const [isCopied, setCopied] = useState(false)
  useEffect(() => {
    let isCurrent = true
    readTrailDetail(n).then(
      (read) => isCurrent && setDetail(read),
      () => {},
    )
    return () => {
      isCurrent = false
    }
  }, [n])
  if (detail === null) return null
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(JSON.stringify({ blocks: detail.blocks }, null, 2))
    setCopied(true)
  }
  return (
    <div className="detail">
      {detail.blocks !== null && (
        <button type="button" className="link" onClick={() => void copy()}>
          {isCopied ? words.copied : words.copyBlocks}
        </button>
      )}
      <h4>{words.sent}</h4>
      <pre>{JSON.stringify(detail.sent, null, 2)}</pre>
      <h4>{words.answered}</h4>
      <pre>{JSON.stringify(detail.answer, null, 2)}</pre>
    </div>
  )
}
