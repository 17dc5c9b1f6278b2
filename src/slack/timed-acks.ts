import type { App, ReceiverEvent } from '@slack/bolt'
import type { Observer, RequestKind } from '../usecases/ports.js'

const KINDS: Readonly<Record<string, RequestKind>> = {
  block_actions: 'button',
  view_submission: 'form',
  view_closed: 'form',
  block_suggestion: 'suggestion',
  shortcut: 'shortcut',
  message_action: 'shortcut',
  event_callback: 'event',
}

/** Tells the observer how long each request of Slack's waited for its acknowledgement, by whichever way it came. */
export function timeAcks(app: App, observer: Observer): void {
  const processEvent = app.processEvent.bind(app)
  app.processEvent = async (event) => {
    const began = performance.now()
    const kind = kindOf(event.body)
    let acknowledgedAt: number | null = null
    const ack: ReceiverEvent['ack'] = (answer) => {
      acknowledgedAt ??= performance.now()
      return event.ack(answer)
    }
    try {
      await processEvent({ ...event, ack })
      // An event's acknowledgement is held back until its listeners have ended.
      if (kind === 'event' && acknowledgedAt !== null) acknowledgedAt = performance.now()
    } finally {
      if (acknowledgedAt === null) observer.unacknowledged(kind)
      else observer.acknowledged(kind, acknowledgedAt - began)
    }
  }
}

function kindOf(body: Readonly<Record<string, unknown>>): RequestKind {
  if (typeof body['command'] === 'string') return 'command'
  const type = body['type']
  return (typeof type === 'string' && Object.hasOwn(KINDS, type) ? KINDS[type] : undefined) ?? 'other'
}
