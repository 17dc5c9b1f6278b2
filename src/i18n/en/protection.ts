import type { Protection } from '../areas/protection.js'
import { count } from './format.js'

export const protection: Protection = {
  emptied: 'The notes and the problem are kept no longer. Counts and amounts are still there.',
  openErase: "Erase somebody's data",
  exportAudit: 'Send me the audit log (CSV)',
  title: "Erase somebody's data",
  intro:
    'Name, title, addresses and the like are erased; in the history they stay anonymous. A contact’s name is blanked in the notes about their account too. It stays erased when a backup is restored. Messages that are in Slack already have to be deleted there.',
  submit: 'Erase',
  sure: 'I know that this cannot be undone',
  notSure: 'This cannot be undone. Please tick the box if you are sure.',
  contact: (name, account) => `Contact: ${name} (${account})`,
  colleague: (name) => `Colleague: ${name}`,
  gone: 'That person was not found. Please choose again.',
  erased: (id) => `The data is erased. Reference: ${id}`,
  auditFollows: 'The audit log is being written. It comes to you as a direct message from this app.',
  audit: (lines) => `The audit log of the last year (${count(lines, 'line', 'lines')}): see the file in the thread.`,
  auditFile: 'Audit log',
  auditFailed:
    'The audit log could not be sent. Please try again in a moment, or run tasuki export audit on the server.',
}
