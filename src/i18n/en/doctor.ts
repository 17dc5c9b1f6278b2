import type { Doctor } from '../areas/doctor.js'
import { backups } from './backups.js'

const WITHOUT: Readonly<Record<string, string>> = {
  'channels:history':
    'A digest in a public channel whose arrival is uncertain is not sent again, and a manager is told.',
  'groups:history':
    'A digest in a private channel whose arrival is uncertain is not sent again, and a manager is told.',
  'im:write': 'The very first message to somebody may, rarely, arrive twice; the extra one is removed later.',
  'users:read.email': 'People who were imported by e-mail address cannot be matched with their Slack accounts.',
  'files:read': 'Files cannot be imported from the settings; the command line still can.',
  'usergroups:read': 'Roles cannot be given to whole user groups; people can still be picked.',
}

const s = (n: number): string => (n === 1 ? '' : 's')

/** What is posted in a channel of the settings. */
const posts = (what: string): string =>
  ({ hand_over: 'where hand-overs are posted', wins: 'where wins are posted' })[what] ?? 'where the digest goes'

export const doctor: Doctor = {
  title: (at) => `Tasuki, looked over at ${at}`,
  groups: {
    machine: 'Machine',
    slack: 'Slack',
    database: 'Database',
    app: 'Running',
    people: 'Settings and people',
    backups: 'Backups',
  },
  says: {
    env_faulty: ({ line }) => `The environment is at fault: ${line}`,
    env_unknown: ({ name }) => `Tasuki does not know the variable ${name}.`,
    node_ok: ({ version }) => `Node.js ${version}.`,
    node_old: ({ version, wanted }) => `Node.js ${version} is too old; ${wanted} is needed.`,
    folder_ok: ({ folder, free }) => `${folder} can be written (${free} free).`,
    folder_closed: ({ folder }) => `${folder} cannot be written.`,
    disk_low: ({ folder, free }) => `Little space is left for ${folder}: ${free}.`,
    disk_full: ({ folder, free }) => `Almost no space is left for ${folder}: ${free}.`,
    network_disk: ({ folder }) => `${folder} is on a network disk, which promises too little: data may be damaged.`,

    token_missing: () => 'There is no SLACK_BOT_TOKEN, so nothing can be said of Slack.',
    token_ok: ({ team, bot }) => `The token is good (${team}, ${bot}).`,
    token_refused: ({ code }) => `Slack refuses the token (${code}).`,
    token_other_team: ({ team, known }) => `The token is one of ${team}, and the database one of ${known}.`,
    slack_unreachable: ({ url, why }) =>
      `Slack cannot be reached (${url}, ${why}); scopes and the rest were not looked at.`,
    secret_ok: () => 'The signing secret looks right.',
    secret_missing: () => 'There is no SLACK_SIGNING_SECRET (or SLACK_APP_TOKEN, for Socket Mode).',
    secret_odd: () => 'SLACK_SIGNING_SECRET does not look like one of Slack (32 letters and digits).',
    socket_mode: () => 'Requests come by Socket Mode.',
    scopes_ok: ({ count }) => `All ${count} scopes that are needed were granted.`,
    scopes_unknown: () => 'Slack did not say which scopes were granted.',
    scope_missing: ({ scope, methods }) => `The scope ${scope} is missing, which is needed (${methods}).`,
    scope_left_out: ({ scope }) => `The optional scope ${scope} was left out.`,
    clock_ok: ({ seconds }) => `The clock agrees with Slack's (${seconds} s apart).`,
    clock_off: ({ seconds }) => `The clock is ${seconds} s away from Slack's.`,
    clock_far: ({ seconds }) =>
      `The clock is ${seconds} s away from Slack's; beyond five minutes everything from Slack is refused.`,
    channel_ok: ({ name, what }) => `Tasuki is in #${name}, ${posts(what)}.`,
    channel_unset: () => 'No channel is picked for the digest: it goes to the managers as a direct message.',
    channel_unreadable: ({ channel, code, what }) =>
      `The channel ${posts(what)} (${channel}) cannot be looked at (${code}).`,
    channel_archived: ({ name, what }) => `#${name}, ${posts(what)}, is archived.`,
    channel_not_joined: ({ name, what }) => `Tasuki is not in #${name}, ${posts(what)}.`,
    channel_shared: ({ name, what }) =>
      `#${name}, ${posts(what)}, is shared with another company, so nothing is posted there.`,

    database_missing: ({ file }) => `There is no database yet: ${file}.`,
    database_unusable: ({ file, why, detail }) => `The database ${file} ${doctor.unusable[why]} (${detail}).`,
    database_ok: ({ file, size, schema }) => `The database ${file} can be opened (${size}, schema ${schema}).`,
    schema_old: ({ found, known }) => `The data has an older schema: ${found}, where this version has ${known}.`,
    schema_newer: ({ found, known }) =>
      `A newer version wrote the data: schema ${found}, where this one knows ${known}.`,
    pragmas_ok: () => 'What protects writes is on (WAL, synchronous=FULL, foreign_keys and the rest).',
    pragma_wrong: ({ line }) => `What protects writes is not on (${line}).`,
    integrity_ok: () => 'Nothing in the database is damaged.',
    integrity_bad: ({ detail }) => `The database is damaged (${detail}).`,
    dangling: ({ tables }) => `Some rows point at nothing (${tables}).`,
    log_ok: ({ size }) => `The write-ahead log has ${size}.`,
    log_large: ({ size }) => `The write-ahead log has grown to ${size}.`,

    app_ok: ({ lastTick }) => `Tasuki runs (last tick ${lastTick}).`,
    app_starting: ({ url }) => `Tasuki has just been started (${url}).`,
    app_unwell: ({ url, lastTick }) => `Tasuki says that it is not well (${url}, last tick ${lastTick}).`,
    app_silent: ({ url }) => `Tasuki does not seem to run (no answer from ${url}).`,
    app_port_taken: ({ url }) => `Something that is not Tasuki answers at ${url}.`,
    deliveries_ok: () => 'No message is left that could not be sent.',
    deliveries_late: ({ minutes }) => `A message has been due for ${minutes} minutes.`,
    deliveries_parked: ({ count, reasons }) =>
      `Messages that could not be sent within the last week: ${count} (${reasons}).`,

    workspace_ok: ({ name, people }) => `The workspace "${name}"; people known: ${people}.`,
    workspace_none: () => 'There is no workspace yet.',
    workspace_unconnected: ({ people }) => `The workspace is not connected to Slack yet; people known: ${people}.`,
    suspended: ({ name }) =>
      `Nothing is sent to the workspace "${name}": Slack refused the token, or the app was removed.`,
    managers_ok: ({ names }) => `Managers: ${names}.`,
    managers_none: ({ admins }) => `There is no manager, so what managers get goes to the admins: ${admins}.`,
    nobody_told: () => 'There is neither a manager nor an admin: nobody hears of what is overdue or could not be sent.',
    nobody_above: ({ name }) =>
      `There is no manager or admin besides ${name}: nobody hears of what is overdue with them.`,
    without_manager: ({ names, told }) => `Nobody is named as manager of: ${names}. What is overdue goes to ${told}.`,
    without_role: ({ names }) => `Only people with a role may take part, and these have none: ${names}.`,
    holidays_unknown: ({ country }) =>
      `The public holidays of ${country} are not known: only weekends and company holidays count.`,

    backups_ok: ({ night, size, count, folder }) =>
      `The last backup is that of ${night} (${size}; kept in ${folder}: ${count}).`,
    backups_off: () => 'The nightly backup is off (TASUKI_BACKUP_DIR=off).',
    backups_none: ({ folder }) => `There is no backup yet (${folder}).`,
    backup_old: ({ night, days, folder }) => `The last backup is ${days} days old (${night}, in ${folder}).`,
    backup_failed: ({ night, failure, tries }) =>
      `The backup of ${night} fails: ${backups.failures[failure]} (tries: ${tries}).`,
    backup_bad: ({ file, why, detail }) => `The backup ${file} cannot be used. ${backups.faults[why](detail)}`,
  },
  mends: {
    env_faulty: () => 'Correct .env, or the environment; .env.example explains every variable.',
    env_unknown: () => 'Check its spelling against .env.example.',
    node_old: () => 'Install Node.js 24 (or 22, or 20.19 and later).',
    folder_closed: () => 'Give the user that runs Tasuki the right to write there.',
    disk_low: () => 'Free some space; a backup needs as much as the database.',
    disk_full: () => 'Free some space now: once it is gone, nothing that people log can be saved.',
    network_disk: () => 'Move DATABASE_URL to a disk of this machine.',
    token_missing: () => "Put the Bot User OAuth Token (xoxb-…) of the app's OAuth & Permissions page into .env.",
    token_refused: () => 'Reinstall the app (Install App), put the new token into .env, and start again.',
    token_other_team: () => 'Check that the token is of the right workspace, and DATABASE_URL the right file.',
    slack_unreachable: () => 'Check that this machine reaches slack.com by HTTPS (443): proxy, firewall, DNS.',
    secret_missing: () => "Put the Signing Secret of the app's Basic Information page into .env.",
    secret_odd: () => 'Copy the Signing Secret (not the Client Secret) from Basic Information, without spaces.',
    scopes_unknown: () => 'Check that SLACK_API_URL is really Slack.',
    scope_missing: () =>
      'Add it under OAuth & Permissions (or paste manifest.json into App Manifest), and reinstall the app under Install App.',
    scope_left_out: ({ scope }) => `${doctor.without(scope)} Add it and reinstall the app if you want it.`,
    clock_off: () => 'Set the clock by NTP (chrony, systemd-timesyncd).',
    clock_far: () => 'Set the clock by NTP (chrony, systemd-timesyncd), now.',
    channel_unset: () => 'Pick a channel by /csql settings in Slack (it arrives as it is, too).',
    channel_unreadable: () =>
      'Check that the channel is still there, and invite Tasuki if it is private: /invite @Tasuki.',
    channel_archived: () => 'Pick another channel by /csql settings.',
    channel_not_joined: ({ name }) => `Type /invite @Tasuki in #${name}.`,
    channel_shared: () => 'Pick a channel of your own company by /csql settings.',
    database_missing: () => 'The first npm start makes it. If it should be elsewhere, check DATABASE_URL.',
    database_unusable: ({ why }) =>
      why === 'not_a_database' || why === 'damaged'
        ? 'Stop Tasuki, and restore a backup: tasuki restore FILE --force.'
        : 'Check the path in DATABASE_URL, and the rights there.',
    schema_old: () => 'The next npm start brings it up to date. Make a backup before.',
    schema_newer: () => 'Start the newer version, or restore the backup from before the update.',
    pragma_wrong: () => 'Move DATABASE_URL to a disk of this machine.',
    integrity_bad: () => 'Stop Tasuki, and restore a backup: tasuki restore FILE --force. Have the disk checked.',
    dangling: () => 'Restore a good backup: tasuki restore FILE --force.',
    log_large: () => 'See that nothing keeps the database open for long (a backup, another tool), and restart Tasuki.',
    app_unwell: () => 'Look for errors in the log. A restart loses nothing that is to be sent.',
    app_silent: () => 'If it should run, start it: npm start. Check that PORT and HOST are those of the running one.',
    app_port_taken: () => 'Set PORT to another number, or stop that program.',
    deliveries_late: () => 'See that Tasuki runs and reaches Slack; all goes out in order as soon as it does.',
    deliveries_parked: () =>
      'tasuki deliveries --state parked shows them; … retry sends one again, … drop gives it up.',
    workspace_none: () => 'The first npm start makes it.',
    workspace_unconnected: () => 'Set the Slack tokens and npm start: that connects it.',
    suspended: () => 'Reinstall the app, and npm start with the new SLACK_BOT_TOKEN: it goes on where it stopped.',
    managers_none: () => 'Name managers by /csql settings.',
    nobody_told: () => 'Name managers by /csql settings. TASUKI_ADMINS with your member id makes you an admin.',
    nobody_above: () => 'Name a second manager by /csql settings.',
    without_manager: () => 'Name their managers by /csql settings (it arrives as it is, too).',
    without_role: () => 'Give them a role by /csql settings, or let every member take part.',
    holidays_unknown: () => 'Write them under “Other holidays” in /csql settings.',
    backups_off: () => 'Unless something else makes backups, set TASUKI_BACKUP_DIR to a folder.',
    backups_none: () => 'While Tasuki runs, one is made every night at 2:30. To make one now: tasuki backup FILE.',
    backup_old: () => 'See that Tasuki runs at night, and look in the log for errors of the backup.',
    backup_failed: ({ failure }) =>
      failure === 'disk_full'
        ? 'Free some space. It is tried every hour.'
        : 'Look in the log for "the nightly backup failed", and at the rights of the folder. It is tried every hour.',
    backup_bad: () => 'Delete it, and make another: tasuki backup FILE. Have the disk checked.',
  },
  without: (scope) => WITHOUT[scope] ?? 'Only what uses it does not work.',
  unusable: {
    not_a_database: 'is no SQLite database, or is damaged at its beginning',
    damaged: 'is damaged, or cut short',
    read_only: 'cannot be written',
    busy: 'is held by another program',
    disk_full: 'is on a disk that is full',
    cannot_open: 'cannot be opened',
  },
  summary: ({ fail, warn }) => {
    if (fail === 0 && warn === 0) return 'All is well.'
    if (fail === 0) return `Nothing must be mended; ${warn} thing${s(warn)} to look at.`
    return `${fail} thing${s(fail)} must be mended${warn === 0 ? '' : `, and ${warn} more to look at`}.`
  },
  names: (names, more) => `${names.join(', ')}${more === 0 ? '' : ` and ${more} more`}`,
}
