import { SlackError } from './slack-error.js'

export type StoredFile = {
  readonly id: string
  readonly filename: string
  readonly length: number
  readonly altText: string | undefined
  title: string
  bytes: Buffer | undefined
  complete: boolean
  /** Clock instant from which a block may place it: Slack looks a picture through first. */
  readyAt: number
}

export class Files {
  readonly #files = new Map<string, StoredFile>()
  readonly #now: () => number
  /** How long a finished upload is looked through (ms). */
  processing = 0

  constructor(now: () => number) {
    this.#now = now
  }

  announce(filename: string, length: number, altText?: string): StoredFile {
    const id = `F${String(this.#files.size + 1).padStart(8, '0')}`
    const file = {
      id,
      filename,
      length,
      altText,
      title: filename,
      bytes: undefined,
      complete: false,
      readyAt: Infinity,
    }
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

  /** Takes a finished upload in. @throws SlackError `file_not_found` where its bytes never came. */
  complete(id: string, title: string | undefined): StoredFile {
    const file = this.get(id)
    if (file.bytes === undefined) throw new SlackError('file_not_found')
    if (!file.complete) file.readyAt = this.#now() + this.processing
    file.complete = true
    if (title !== undefined) file.title = title
    return file
  }

  /** Whether an image block may place it now: a picture, whole and looked through. */
  isPlaceable(id: string): boolean {
    const file = this.find(id)
    return file?.bytes !== undefined && file.complete && file.readyAt <= this.#now() && isPicture(file.bytes)
  }

  all(): StoredFile[] {
    return [...this.#files.values()]
  }
}

const SIGNATURES = ['89504e47', 'ffd8ff', '47494638']

/** PNG, JPEG or GIF, by how it begins. */
const isPicture = (bytes: Buffer): boolean =>
  SIGNATURES.some((signature) => bytes.subarray(0, signature.length / 2).toString('hex') === signature)
