import { isUnconfirmed, type Purpose } from '../domain/delivery.js'
import type { TroubleReason } from '../i18n/areas/notices.js'
import type { Messages } from '../i18n/messages.js'
import { actions, lines, plainButton } from './blocks.js'
import { OPEN_SETTINGS } from './ids.js'
import { csqlName } from './labels.js'
import { type Message, message } from './message.js'
import { oneLine } from './text.js'

/** A delivery that cannot be made. */
export interface Trouble {
  readonly purpose: Purpose
  readonly to: { readonly kind: 'person'; readonly name: string | null } | { readonly kind: 'channel' }
  /** Slack's code, or ours. */
  readonly reason: string
  readonly csql: { readonly number: number; readonly accountName: string } | null
}

const REASONS: Readonly<Record<string, TroubleReason>> = {
  user_not_found: 'person_gone',
  users_not_found: 'person_gone',
  user_disabled: 'person_gone',
  user_deactivated: 'person_gone',
  deactivated: 'person_gone',
  cannot_dm_bot: 'person_gone',
  channel_not_found: 'channel_gone',
  is_archived: 'channel_gone',
  not_in_channel: 'not_in_channel',
  restricted_action: 'not_permitted',
  restricted_action_read_only_channel: 'not_permitted',
  restricted_action_non_threadable_channel: 'not_permitted',
  restricted_action_thread_only_channel: 'not_permitted',
  messages_tab_disabled: 'messages_off',
  token_revoked: 'token',
  token_expired: 'token',
  invalid_auth: 'token',
  not_authed: 'token',
  account_inactive: 'token',
  missing_scope: 'scope',
  no_permission: 'scope',
  is_ext_shared: 'shared_channel',
  shared_channel: 'shared_channel',
  invalid_blocks: 'refused',
  invalid_arguments: 'refused',
  msg_too_long: 'refused',
  msg_blocks_too_long: 'refused',
  no_text: 'refused',
}

/** To a manager, once: what could not be delivered to whom, why in words, and the mend. */
export function troubleNotice(trouble: Trouble, m: Messages): Message {
  const { to, csql } = trouble
  const why = reasonOf(trouble)
  const name = to.kind === 'channel' ? m.notices.channel : to.name
  const recipient =
    to.kind === 'channel' || name === null ? (name ?? m.notices.somebody) : m.names.colleague(oneLine(name))
  return message(
    lines(
      m.notices.trouble(whatOf(trouble.purpose, m), recipient),
      csql === null ? null : csqlName(m, csql.number, csql.accountName),
      m.notices.troubleWhy(m.notices.troubleReasons[why], oneLine(trouble.reason, 60)),
      m.notices.troubleMends[why],
    ),
    to.kind === 'channel' ? actions(plainButton(OPEN_SETTINGS, m.notices.openSettings, 'digest')) : null,
  )
}

function reasonOf({ reason, to }: Trouble): TroubleReason {
  if (isUnconfirmed({ reason })) return 'uncertain'
  const known = Object.hasOwn(REASONS, reason) ? REASONS[reason] : undefined
  if (known === 'channel_gone' && to.kind === 'person') return 'person_gone'
  return known ?? 'other'
}

function whatOf(purpose: Purpose, m: Messages): string {
  const { digest, nudge, escalation, notice } = m.notices.troubleWhat
  if (purpose === 'digest') return digest
  if (purpose === 'nudge' || purpose === 'nudge_high') return nudge
  return purpose === 'escalation' ? escalation : notice
}
