import { SlackError } from './slack-error.js'

export type StoredFile = {
  readonly id: string
  readonly filename: string
  readonly length: number
  readonly altText: string | undefined
  title: string
  bytes: Buffer | undefined
  complete: boolean
}

export class Files {
  readonly #files = new Map<string, StoredFile>()

  announce(filename: string, length: number, altText?: string): StoredFile {
    const id = `F${String(this.#files.size + 1).padStart(8, '0')}`
    const file = { id, filename, length, altText, title: filename, bytes: undefined, complete: false }
    this.#files.set(id, file)
    return file
  }

  /** @throws SlackError `file_not_found`. */
  get(id: string): StoredFile {
    const file = this.#files.get(id)
    if (file === undefined) throw new SlackError('file_not_found')
    return file
  }

  find(id: string): StoredFile | undefined {
    return this.#files.get(id)
  }

  all(): StoredFile[] {
    return [...this.#files.values()]
  }
}
