import type { Json } from './json.js'
import type { OpenView } from './views.js'
import type { Workspace } from './workspace.js'

/** A view object as Slack gives it in answers and payloads, with what the person has typed so far. */
export function viewJson(workspace: Workspace, view: OpenView): Json {
  const { team, bot, app_id } = workspace.config
  const { title = null, submit = null, close = null } = view.definition
  return {
    id: view.id,
    team_id: team.id,
    app_installed_team_id: team.id,
    app_id,
    bot_id: bot.bot_id,
    type: view.definition['type'],
    title,
    submit,
    close,
    blocks: structuredClone(view.blocks),
    private_metadata: view.definition['private_metadata'] ?? '',
    callback_id: view.definition['callback_id'] ?? '',
    external_id: view.definition['external_id'] ?? '',
    clear_on_close: view.definition['clear_on_close'] ?? false,
    notify_on_close: view.definition['notify_on_close'] ?? false,
    state: { values: structuredClone(view.state) },
    hash: view.hash,
    root_view_id: view.root,
    previous_view_id: view.previous,
  }
}
