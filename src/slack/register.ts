import type { App, BlockAction, ViewSubmitAction } from '@slack/bolt'
import { VALUE } from '../views/ids.js'
import { createDesk, type Desk } from './desk.js'
import type { EdgeDeps } from './edge-deps.js'
import { onButton } from './interactions/buttons.js'
import { captureMessage, captureNew, onReaction } from './interactions/capture.js'
import { answerClick } from './interactions/click.js'
import { suggestErasable } from './interactions/data-protection.js'
import { onSubmit } from './interactions/forms-sent.js'
import { onHomeOpened } from './interactions/home.js'
import { onGone, onUserChange } from './interactions/slack-events.js'
import { answerSubmission } from './interactions/submission.js'
import { suggestAccounts, suggestCountries, suggestKnownAccounts, suggestZones } from './interactions/suggestions.js'
import { suggestGroups } from './user-groups.js'

/**
 * Registers everything but the slash command: buttons, menus, forms, suggestions, shortcuts and events. The command's own register
 * takes the desk that comes back, so that both count a person's requests together.
 */
export function registerEdge(app: App, deps: EdgeDeps): Desk {
  const desk = createDesk(deps)
  app.action<BlockAction>({ type: 'block_actions', action_id: /^csql\./ }, async ({ body, ack, respond }) => {
    await answerClick(desk, { body, ack, respond }, onButton)
  })
  app.view<ViewSubmitAction>({ type: 'view_submission', callback_id: /^csql\./ }, async ({ body, ack, view }) => {
    await answerSubmission(desk, body, ack, (entry) => onSubmit(entry, view))
  })
  app.options<'block_suggestion'>({ block_id: 'account', action_id: VALUE }, async ({ body, ack }) => {
    await suggestAccounts(desk, body, ack)
  })
  app.options<'block_suggestion'>({ block_id: /^(?:parent_account|merge_with)$/, action_id: VALUE }, async (of) => {
    await suggestKnownAccounts(desk, of.body, of.ack)
  })
  app.shortcut('csql.capture', async ({ shortcut, ack, respond }) => {
    if (shortcut.type === 'message_action') await captureMessage(desk, shortcut, ack, respond)
  })
  app.shortcut('csql.new', async ({ shortcut, ack }) => {
    if (shortcut.type === 'shortcut') await captureNew(desk, shortcut, ack)
  })
  app.event('reaction_added', async ({ event, body }) => onReaction(desk, body.team_id ?? null, event))
  app.event('app_home_opened', async ({ event, body }) => onHomeOpened(desk, body.team_id ?? null, event))
  app.options<'block_suggestion'>({ block_id: 'country', action_id: VALUE }, async ({ body, ack }) => {
    await suggestCountries(desk, body, ack)
  })
  app.options<'block_suggestion'>({ block_id: 'zone', action_id: VALUE }, async ({ body, ack }) => {
    await suggestZones(desk, body, ack)
  })
  app.options<'block_suggestion'>({ block_id: 'erased', action_id: VALUE }, async ({ body, ack }) => {
    await suggestErasable(desk, body, ack)
  })
  app.options<'block_suggestion'>({ block_id: 'group', action_id: VALUE }, async ({ body, ack }) => {
    await suggestGroups(desk, body, ack)
  })
  app.event('user_change', async ({ event, body, context }) => {
    await onUserChange(desk, body.team_id ?? null, event.user, { sentAgain: (context.retryNum ?? 0) > 0 })
  })
  app.event('app_uninstalled', async ({ body }) => onGone(desk, body.team_id ?? null))
  app.event('tokens_revoked', async ({ event, body }) => {
    // People's own tokens are none that we hold.
    if (event.tokens.bot === undefined || event.tokens.bot.length > 0) await onGone(desk, body.team_id ?? null)
  })
  return desk
}
