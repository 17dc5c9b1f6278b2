import { checkView, faultLine } from '../../slack/block-kit-limits.js'
import { type Json, listOf } from '../json.js'
import { refusal, SlackError } from '../slack-error.js'
import { viewJson } from '../view-json.js'
import { elementsOf } from '../view-state.js'
import type { Call, Handler } from './call.js'

/** @throws SlackError `view_too_large`, or `invalid_arguments` naming every fault. */
export function checkedView(view: Json, type: 'modal' | 'home'): Json {
  const faults = checkView(view)
  if (faults.some((fault) => fault.rule === 'too_large')) throw new SlackError('view_too_large')
  const lines = faults.map((fault) => faultLine({ ...fault, path: `/view${fault.path}` }))
  if (lines.length === 0 && view['type'] !== type)
    lines.push(`unsupported type: ${String(view['type'])} [json-pointer:/view/type]`)
  if (lines.length > 0) throw refusal('invalid_arguments', lines)
  return view
}

function givenView({ args, workspace }: Call, type: 'modal' | 'home'): Json {
  const view = checkedView(args.object('view', 'invalid_arguments') ?? {}, type)
  // Whoever may not read files gets no form that takes them.
  const takesFiles = elementsOf(listOf(view['blocks'])).some(({ element }) => element['type'] === 'file_input')
  if (takesFiles && workspace.config.scopes?.includes('files:read') === false) {
    throw new SlackError('missing_scope', { needed: 'files:read', provided: workspace.config.scopes.join(',') })
  }
  return view
}

const open: Handler = (call) => {
  const { workspace, args } = call
  const view = givenView(call, 'modal')
  const { user } = workspace.triggers.exchange(args.text('trigger_id') ?? '')
  return { view: viewJson(workspace, workspace.views.open(user, view)) }
}

const push: Handler = (call) => {
  const { workspace, args } = call
  const view = givenView(call, 'modal')
  const { user } = workspace.triggers.exchange(args.text('trigger_id') ?? '')
  return { view: viewJson(workspace, workspace.views.push(user, view)) }
}

const update: Handler = (call) => {
  const { workspace, args } = call
  if (!args.has('view_id') && !args.has('external_id')) {
    throw refusal('invalid_arguments', ['missing required field: view_id'])
  }
  const open = workspace.views.get({ id: args.text('view_id'), externalId: args.text('external_id') })
  const type = open.definition['type'] === 'home' ? 'home' : 'modal'
  const updated = workspace.views.replace(open, givenView(call, type), args.text('hash'))
  return { view: viewJson(workspace, updated) }
}

const publish: Handler = (call) => {
  const { workspace, args } = call
  if (!workspace.homeTab) throw new SlackError('not_enabled')
  const view = givenView(call, 'home')
  const { id } = workspace.person(args.text('user_id') ?? '')
  return { view: viewJson(workspace, workspace.views.publish(id, view, args.text('hash'))) }
}

export const viewMethods = {
  'views.open': open,
  'views.push': push,
  'views.update': update,
  'views.publish': publish,
} satisfies Record<string, Handler>
