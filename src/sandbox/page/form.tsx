import { createContext, useContext, useState } from 'react'
import { choiceIn, type Held } from './held.js'
import type { Block, ShownView } from './protocol.js'

type Sent = string | number | readonly string[] | null | { readonly files: readonly { name: string; base64: string }[] }

interface Draft {
  readonly held: Held
  readonly sent: Sent
}

/** What was typed into a view and not sent yet, by block id. */
export interface Form {
  readonly view: ShownView
  readonly refused: Readonly<Record<string, string>>
  held(blockId: string): Held | undefined
  enter(blockId: string, element: Block, held: Held): void
  upload(blockId: string, files: FileList | null): Promise<void>
  /** As a submit carries it: of the blocks that are still there. */
  values(): Readonly<Record<string, Sent>>
  refuse(refused: Readonly<Record<string, string>>): void
}

export const FormContext = createContext<Form | null>(null)
/** Null in a message: nothing is kept there. */
export const useForm = (): Form | null => useContext(FormContext)

export function useNewForm(view: ShownView): Form {
  const [drafts, setDrafts] = useState<Readonly<Record<string, Draft>>>({})
  const [refused, refuse] = useState<Readonly<Record<string, string>>>({})
  const there = new Set(view.blocks.map((block) => block['block_id']))
  return {
    view,
    refused,
    refuse,
    held: (blockId) => drafts[blockId]?.held,
    enter(blockId, element, held) {
      setDrafts((before) => ({ ...before, [blockId]: { held, sent: choiceIn(element, held) } }))
    },
    async upload(blockId, files) {
      const read = await Promise.all(
        [...(files ?? [])].map(async (file) => ({ name: file.name, base64: await base64Of(file) })),
      )
      const held = { text: '', options: [] }
      setDrafts((before) => ({ ...before, [blockId]: { held, sent: { files: read } } }))
    },
    values: () =>
      Object.fromEntries(
        Object.entries(drafts)
          .filter(([blockId]) => there.has(blockId))
          .map(([blockId, { sent }]) => [blockId, sent]),
      ),
  }
}

function base64Of(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => resolve(String(reader.result).replace(/^[^,]*,/, ''))
    reader.onerror = () => reject(new Error(file.name))
    reader.readAsDataURL(file)
  })
}
