import type { App } from '@slack/bolt'
import { answer, commandWays, type Desk, openForm, requestOfCommand, slashCommand } from '../src/slack/reply.js'
import { account } from './account.js'
import { answerLine } from './answer-line.js'
import { assign } from './assign.js'
import { type Command, typedLine } from './command.js'
import { digest } from './digest.js'
import { help } from './help.js'
import { list } from './list.js'
import { log } from './log.js'
import { merge } from './merge.js'
import { note } from './note.js'
import { nurture } from './nurture.js'
import { pause } from './pause.js'
import { report } from './report.js'
import { settings } from './settings.js'
import { show } from './show.js'
import { snooze } from './snooze.js'
import { summary } from './summary.js'
import { target } from './target.js'
import { time } from './time.js'
import { transitions } from './transitions.js'
import { undo } from './undo.js'

/** Every subcommand. */
export const COMMANDS: readonly Command[] = [
  log,
  list,
  show,
  note,
  ...transitions,
  nurture,
  merge,
  assign,
  snooze,
  undo,
  account,
  target,
  pause,
  time,
  report,
  digest,
  summary,
  settings,
  help,
]

/** Answers `/csql`. */
export function register(app: App, desk: Desk): void {
  app.command(slashCommand, async ({ command, ack, respond }) => {
    const ways = commandWays(desk, ack, respond)
    const opening = { respond: ways.respond, replaces: false, fromCard: false }
    await answer(desk, requestOfCommand(command), ways, (entry) =>
      answerLine(COMMANDS, entry, typedLine(command.text ?? ''), (form) =>
        openForm(desk, entry, { triggerId: command.trigger_id, opening }, form),
      ),
    )
  })
}
