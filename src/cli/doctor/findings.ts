import type { DoctorCode, DoctorFacts, DoctorGroup } from '../../i18n/areas/doctor.js'

/** ok: as it should be; warn: it works, and somebody should look; fail: it must be mended. */
export type FindingState = 'ok' | 'warn' | 'fail'

/** One thing that was looked at: what it is, by its code, and the facts that its words need. */
export type Finding = { readonly [K in DoctorCode]: { readonly code: K; readonly facts: DoctorFacts[K] } }[DoctorCode]

export const found = <K extends DoctorCode>(code: K, facts: DoctorFacts[K]): Finding => ({ code, facts }) as Finding

/** The groups in the order in which they are printed. */
export const GROUPS: readonly DoctorGroup[] = ['machine', 'slack', 'database', 'app', 'people', 'backups']

/** Where each finding belongs, and how much it matters. */
export const KNOWN_FINDINGS: Readonly<Record<DoctorCode, readonly [DoctorGroup, FindingState]>> = {
  env_faulty: ['machine', 'fail'],
  env_unknown: ['machine', 'warn'],
  node_ok: ['machine', 'ok'],
  node_old: ['machine', 'fail'],
  folder_ok: ['machine', 'ok'],
  folder_closed: ['machine', 'fail'],
  disk_low: ['machine', 'warn'],
  disk_full: ['machine', 'fail'],
  network_disk: ['machine', 'warn'],
  token_missing: ['slack', 'fail'],
  token_ok: ['slack', 'ok'],
  token_refused: ['slack', 'fail'],
  token_other_team: ['slack', 'fail'],
  slack_unreachable: ['slack', 'fail'],
  secret_ok: ['slack', 'ok'],
  secret_missing: ['slack', 'fail'],
  secret_odd: ['slack', 'warn'],
  socket_mode: ['slack', 'ok'],
  scopes_ok: ['slack', 'ok'],
  scopes_unknown: ['slack', 'warn'],
  scope_missing: ['slack', 'fail'],
  scope_left_out: ['slack', 'warn'],
  clock_ok: ['slack', 'ok'],
  clock_off: ['slack', 'warn'],
  clock_far: ['slack', 'fail'],
  channel_ok: ['slack', 'ok'],
  channel_unset: ['slack', 'warn'],
  channel_unreadable: ['slack', 'fail'],
  channel_archived: ['slack', 'fail'],
  channel_not_joined: ['slack', 'fail'],
  channel_shared: ['slack', 'fail'],
  database_missing: ['database', 'warn'],
  database_unusable: ['database', 'fail'],
  database_ok: ['database', 'ok'],
  schema_old: ['database', 'warn'],
  schema_newer: ['database', 'fail'],
  pragmas_ok: ['database', 'ok'],
  pragma_wrong: ['database', 'fail'],
  integrity_ok: ['database', 'ok'],
  integrity_bad: ['database', 'fail'],
  dangling: ['database', 'fail'],
  log_ok: ['database', 'ok'],
  log_large: ['database', 'warn'],
  app_ok: ['app', 'ok'],
  app_starting: ['app', 'ok'],
  app_unwell: ['app', 'fail'],
  app_silent: ['app', 'warn'],
  app_port_taken: ['app', 'warn'],
  deliveries_ok: ['app', 'ok'],
  deliveries_late: ['app', 'warn'],
  deliveries_parked: ['app', 'warn'],
  workspace_ok: ['people', 'ok'],
  workspace_none: ['people', 'warn'],
  workspace_unconnected: ['people', 'warn'],
  suspended: ['people', 'fail'],
  managers_ok: ['people', 'ok'],
  managers_none: ['people', 'warn'],
  nobody_told: ['people', 'fail'],
  nobody_above: ['people', 'warn'],
  without_manager: ['people', 'warn'],
  without_role: ['people', 'warn'],
  holidays_unknown: ['people', 'warn'],
  backups_ok: ['backups', 'ok'],
  backups_off: ['backups', 'warn'],
  backups_none: ['backups', 'warn'],
  backup_old: ['backups', 'fail'],
  backup_failed: ['backups', 'fail'],
  backup_bad: ['backups', 'fail'],
}

export const stateOf = ({ code }: Finding): FindingState => KNOWN_FINDINGS[code][1]
