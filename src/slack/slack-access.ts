import type { WebClient } from '@slack/web-api'

interface Clients {
  /** For messages, which must never be sent twice. */
  readonly posting: WebClient
  /** For what a person waits for. */
  readonly asking: WebClient
}

/** The bot token, and the clients that carry it. It is kept nowhere else, and given up once Slack says that we left. */
export class SlackAccess {
  #held: { readonly token: string; readonly clients: Clients } | null

  constructor(token: string, clients: Clients) {
    this.#held = { token, clients }
  }

  /** @throws Error once the token was forgotten */
  get token(): string {
    return this.#now().token
  }

  get posting(): WebClient {
    return this.#now().clients.posting
  }

  get asking(): WebClient {
    return this.#now().clients.asking
  }

  forget(): void {
    this.#held = null
  }

  #now() {
    if (this.#held === null) throw new Error('the app was taken out of Slack: there is no token')
    return this.#held
  }
}
