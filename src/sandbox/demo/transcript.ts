import type { Message } from '../messages.js'
import { renderMessage, renderView } from '../render-text.js'
import type { OpenView } from '../views.js'
import type { Workspace } from '../workspace.js'

export type DemoLanguage = 'ja' | 'en'

/** The frame around what people typed and saw: the words of the story's teller, none of the app's. */
const WORDS = {
  ja: {
    onlySeenBy: (name: string) => `${name} だけに見える返信`,
    dm: (name: string) => `${name} への DM`,
    channel: (name: string) => `#${name}`,
    edited: (where: string) => `${where}(書き換え)`,
    modal: (name: string) => `${name} の画面に開いたモーダル`,
    home: (name: string) => `${name} のホーム`,
  },
  en: {
    onlySeenBy: (name: string) => `a reply only ${name} sees`,
    dm: (name: string) => `direct message to ${name}`,
    channel: (name: string) => `#${name}`,
    edited: (where: string) => `${where} (edited in place)`,
    modal: (name: string) => `a modal on ${name}'s screen`,
    home: (name: string) => `${name}'s Home`,
  },
} as const

const TOKYO = 'Asia/Tokyo'

/** Prints who typed and saw what, as the local workspace recorded it: nothing here is written beforehand but the frame. */
export class Transcript {
  readonly #workspace: Workspace
  readonly #language: DemoLanguage
  readonly #print: (line: string) => void
  readonly #shown = new Map<Message, string>()
  #day = ''

  constructor(workspace: Workspace, language: DemoLanguage, print: (line: string) => void) {
    this.#workspace = workspace
    this.#language = language
    this.#print = print
  }

  /** A chapter of the story. */
  chapter(title: string): void {
    this.#print('')
    this.#print(`━━ ${title} ${'━'.repeat(Math.max(4, 60 - width(title)))}`)
  }

  /** What somebody does, with the day and hour of the story's clock. */
  does(personId: string, what: string, at: number): void {
    this.#print('')
    this.#print(`${this.#stamp(at)}  ${this.#name(personId)} ▸ ${what}`)
  }

  /** A modal as its person sees it. */
  modal(personId: string, view: OpenView): void {
    this.#box(WORDS[this.#language].modal(this.#name(personId)), this.#seen(view))
  }

  /** The app's Home as its person sees it. */
  home(personId: string, view: OpenView): void {
    this.#box(WORDS[this.#language].home(this.#name(personId)), this.#seen(view))
  }

  /** Prints every message that came or changed since the last time. */
  messages(at: number): void {
    for (const message of this.#workspace.messages.all) {
      const text = renderMessage(this.#workspace, message, this.#language).join('\n')
      const before = this.#shown.get(message)
      if (before === text) continue
      this.#shown.set(message, text)
      const where = this.#where(message)
      this.#box(`${this.#stamp(at)}  ${before === undefined ? where : WORDS[this.#language].edited(where)}`, text)
    }
  }

  #seen(view: OpenView): string {
    return renderView(this.#workspace, view).join('\n')
  }

  #where(message: Message): string {
    const words = WORDS[this.#language]
    if (message.ephemeralTo !== undefined) return words.onlySeenBy(this.#name(message.ephemeralTo))
    const place = this.#workspace.conversation(message.channel)
    if (place?.kind === 'im') return words.dm(this.#name(place.user))
    return words.channel(place === undefined ? message.channel : this.#workspace.nameOf(place))
  }

  #box(title: string, text: string): void {
    this.#print(`    ┌ ${title}`)
    for (const line of text.split('\n')) this.#print(`    │ ${line}`)
  }

  #name(personId: string): string {
    return this.#workspace.person(personId).real_name
  }

  #stamp(at: number): string {
    const locale = this.#language === 'ja' ? 'ja-JP' : 'en-GB'
    const day = new Intl.DateTimeFormat(locale, { timeZone: TOKYO, month: 'numeric', day: 'numeric', weekday: 'short' })
    const time = new Intl.DateTimeFormat('en-GB', { timeZone: TOKYO, hour: '2-digit', minute: '2-digit' })
    this.#day = day.format(at)
    return `${this.#day} ${time.format(at)}`
  }
}

/** Columns that a text takes: kana and kanji take two. */
function width(text: string): number {
  return [...text].reduce((sum, character) => sum + (/[\u3000-\u9fff\uff00-\uff60]/u.test(character) ? 2 : 1), 0)
}
