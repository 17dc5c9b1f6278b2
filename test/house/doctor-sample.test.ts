import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { type Finding, found } from '../../src/cli/doctor/findings.js'
import { textOf } from '../../src/cli/doctor/print.js'
import { LOCALES } from '../../src/domain/person.js'
import { messagesFor } from '../../src/i18n/index.js'

const guide = (locale: string): string =>
  readFileSync(fileURLToPath(new URL(`../../docs/${locale}/admin.md`, import.meta.url)), 'utf8')

/** What a look over a workspace may find in its first week. */
const FINDINGS: readonly Finding[] = [
  found('node_ok', { version: '24.11.1' }),
  found('folder_ok', { folder: '/srv/tasuki/data', free: '41.7 GB' }),
  found('token_ok', { team: 'Hotarubi', bot: 'tasuki' }),
  found('secret_ok', {}),
  found('scopes_ok', { count: '7' }),
  found('scope_left_out', { scope: 'channels:history' }),
  found('clock_ok', { seconds: '0' }),
  found('channel_not_joined', { name: 'cs-sales', what: 'digest' }),
  found('database_ok', { file: '/srv/tasuki/data/tasuki.db', size: '18.4 MB', schema: '14' }),
  found('pragmas_ok', {}),
  found('integrity_ok', {}),
  found('log_ok', { size: '0.9 MB' }),
  found('app_ok', { url: 'http://127.0.0.1:3000/healthz', lastTick: '11:42' }),
  found('deliveries_ok', {}),
  found('workspace_ok', { name: 'Hotarubi', people: '23' }),
  found('managers_ok', { names: 'Tanaka' }),
  found('backups_ok', { night: '2026-11-25', size: '18.3 MB', count: '6', folder: '/srv/tasuki/data/backups' }),
]

test.each(LOCALES)('the sample of doctor in docs/%s is what it prints', (locale) => {
  expect(guide(locale)).toContain(`\`\`\`\n${textOf(FINDINGS, messagesFor(locale), '11/25 11:42 (Asia/Tokyo)')}\`\`\``)
})
