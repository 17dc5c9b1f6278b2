import type { BackupFailure, BackupFault } from '../../domain/backup.js'

/** Why a database file cannot be worked with. */
export type Unusable = 'not_a_database' | 'damaged' | 'read_only' | 'busy' | 'disk_full' | 'cannot_open'

export type DoctorGroup = 'machine' | 'slack' | 'database' | 'app' | 'people' | 'backups'

type None = Readonly<Record<string, never>>

/** Everything that `tasuki doctor` may find, and what each says. Sizes, times and lists come written out. */
export interface DoctorFacts {
  env_faulty: { line: string }
  env_unknown: { name: string }
  node_ok: { version: string }
  node_old: { version: string; wanted: string }
  folder_ok: { folder: string; free: string }
  folder_closed: { folder: string }
  disk_low: { folder: string; free: string }
  disk_full: { folder: string; free: string }
  network_disk: { folder: string }

  token_missing: None
  token_ok: { team: string; bot: string }
  token_refused: { code: string }
  token_other_team: { team: string; known: string }
  slack_unreachable: { url: string; why: string }
  secret_ok: None
  secret_missing: None
  secret_odd: None
  socket_mode: None
  scopes_ok: { count: string }
  scopes_unknown: None
  scope_missing: { scope: string; methods: string }
  scope_left_out: { scope: string }
  clock_ok: { seconds: string }
  clock_off: { seconds: string }
  clock_far: { seconds: string }
  channel_ok: { name: string; what: string }
  channel_unset: None
  channel_unreadable: { channel: string; code: string; what: string }
  channel_archived: { name: string; what: string }
  channel_not_joined: { name: string; what: string }
  channel_shared: { name: string; what: string }

  database_missing: { file: string }
  database_unusable: { file: string; why: Unusable; detail: string }
  database_ok: { file: string; size: string; schema: string }
  schema_old: { found: string; known: string }
  schema_newer: { found: string; known: string }
  pragmas_ok: None
  pragma_wrong: { line: string }
  integrity_ok: None
  integrity_bad: { detail: string }
  dangling: { tables: string }
  log_ok: { size: string }
  log_large: { size: string }

  app_ok: { url: string; lastTick: string }
  app_starting: { url: string }
  app_unwell: { url: string; lastTick: string }
  app_silent: { url: string }
  app_port_taken: { url: string }
  deliveries_ok: None
  deliveries_late: { minutes: string }
  deliveries_parked: { count: string; reasons: string }

  workspace_ok: { name: string; people: string }
  workspace_none: None
  /** No start has met its Slack yet. */
  workspace_unconnected: { people: string }
  suspended: { name: string }
  managers_ok: { names: string }
  managers_none: { admins: string }
  nobody_told: None
  nobody_above: { name: string }
  without_manager: { names: string; told: string }
  without_role: { names: string }
  holidays_unknown: { country: string }

  backups_ok: { night: string; size: string; count: string; folder: string }
  backups_off: None
  backups_none: { folder: string }
  backup_old: { night: string; days: string; folder: string }
  backup_failed: { night: string; failure: BackupFailure; tries: string }
  backup_bad: { file: string; why: BackupFault; detail: string }
}

export type DoctorCode = keyof DoctorFacts

type Says<K extends DoctorCode> = (facts: DoctorFacts[K]) => string

/** What `tasuki doctor` prints. */
export interface Doctor {
  readonly title: (at: string) => string
  readonly groups: Readonly<Record<DoctorGroup, string>>
  readonly says: { readonly [K in DoctorCode]: Says<K> }
  /** How to mend it; for what is well there is none. */
  readonly mends: { readonly [K in DoctorCode]?: Says<K> }
  /** What Tasuki does without a scope that may be left out. */
  readonly without: (scope: string) => string
  readonly unusable: Readonly<Record<Unusable, string>>
  /** Of the three one after another: how many are to be mended, how many to be looked at. */
  readonly summary: (of: { fail: number; warn: number }) => string
  /** So many names, and how many more there are. */
  readonly names: (names: readonly string[], more: number) => string
}
