import type { Message, OpenView, Workspace } from '../index.js'
import { wordsOf } from '../json.js'
import type { Desk, ShownFile, ShownMessage, ShownPlace, ShownView } from '../page/protocol.js'
import type { ReadMarks } from './read-marks.js'

/** One person's desk as it stands: nobody else's ephemerals, DMs or modals are in it. */
export function showDesk(workspace: Workspace, marks: ReadMarks, person: string): Desk {
  const places = marks.placesOf(person)
  const home = workspace.views.home(person)
  return {
    person,
    places: places.map((id) => showPlace(workspace, marks, person, id)),
    messages: places.flatMap((id) => marks.seenIn(person, id).map((message) => showMessage(workspace, message))),
    modals: workspace.views.stack(person).map(showView),
    home: home === undefined ? null : showView(home),
  }
}

function showPlace(workspace: Workspace, marks: ReadMarks, person: string, id: string): ShownPlace {
  const place = workspace.conversation(id)
  const isChannel = place?.kind === 'channel'
  return {
    id,
    kind: isChannel ? 'channel' : 'app',
    name: isChannel ? place.name : workspace.person(workspace.config.bot.user_id).real_name,
    unread: marks.unread(person, id),
    readTo: marks.readTo(person, id),
  }
}

function showMessage(workspace: Workspace, message: Message): ShownMessage {
  return {
    channel: message.channel,
    ts: message.ts,
    user: message.user,
    isApp: message.bot_id !== undefined,
    isEphemeral: message.ephemeralTo !== undefined,
    thread: message.thread_ts ?? null,
    replies: message.thread_ts === undefined ? workspace.messages.repliesTo(message).length : 0,
    isBroadcast: message.broadcast,
    text: message.text,
    blocks: message.blocks,
    files: message.files.map((id) => showFile(workspace, id)),
    isEdited: message.edited !== undefined,
    reactions: [...message.reactions].map(([name, users]) => ({ name, users })),
  }
}

function showFile(workspace: Workspace, id: string): ShownFile {
  const { title, filename, altText } = workspace.files.get(id)
  return { id, name: title || filename, isPicture: workspace.files.isPlaceable(id), alt: altText ?? null }
}

function showView({ id, definition, blocks, state, errors, hash }: OpenView): ShownView {
  const words = (name: string): string | null => wordsOf(definition[name]) || null
  return {
    ...{ id, blocks, state, errors, hash },
    ...{ title: words('title') ?? '', submit: words('submit'), close: words('close') },
  }
}
