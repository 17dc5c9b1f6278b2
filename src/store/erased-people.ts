import { sql } from 'kysely'
import { ERASED_NAME, formsOfName, pseudonym } from '../domain/erasure.js'
import type { ContactId, PersonId } from '../domain/ids.js'
import type { Instant } from '../domain/time.js'
import { Settings } from '../domain/workspace.js'
import { fromJson, type Scope } from './rows.js'

/**
 * Takes out everything that says who a colleague is: their Slack id, address, name, hours, leave, roles, choices and the
 * messages that were sent to them. Their id stays in the history, under a pseudonym.
 */
export async function erasePerson(scope: Scope, id: PersonId, at: Instant): Promise<void> {
  const { db, workspaceId } = scope
  await db
    .updateTable('people')
    .set({
      ...{ slackUserId: null, email: null, name: pseudonym(await localeOf(scope), id), slackAdmin: 0, erasedAt: at },
      ...{ standing: 'deactivated', managerId: null, workingHours: null, leave: '[]', pausedUntil: null, readAt: null },
    })
    .where('workspaceId', '=', workspaceId)
    .where('id', '=', id)
    .execute()
  await sql`update people set manager_id = null where workspace_id = ${workspaceId} and manager_id = ${id}`.execute(db)
  await sql`
    update people set leave = replace(leave, ${`"${id}"`}, 'null')
    where workspace_id = ${workspaceId} and instr(leave, ${`"${id}"`}) > 0`.execute(db)
  for (const table of ['person_roles', 'summary_choices']) {
    await sql`delete from ${sql.table(table)} where workspace_id = ${workspaceId} and person_id = ${id}`.execute(db)
  }
  await sql`delete from replies where workspace_id = ${workspaceId} and key like ${`draft:${id}:%`}`.execute(db)
  await sql`
    delete from delivery_items where workspace_id = ${workspaceId} and delivery_id in (
      select id from deliveries
      where workspace_id = ${workspaceId} and recipient = ${id} and recipient_kind = 'person')`.execute(db)
  await sql`
    delete from deliveries
    where workspace_id = ${workspaceId} and recipient = ${id} and recipient_kind = 'person'`.execute(db)
}

/**
 * Takes out everything that says who a contact is, their name in the notes on their account and in the texts of its CSQLs
 * among it. That they
 * are not to be contacted stays known.
 */
export async function eraseContact(scope: Scope, id: ContactId, at: Instant): Promise<void> {
  const { db, workspaceId } = scope
  const contact = await db
    .selectFrom('contacts')
    .select(['name', 'accountId', 'erasedAt'])
    .where('workspaceId', '=', workspaceId)
    .where('id', '=', id)
    .executeTakeFirst()
  if (contact === undefined || contact.erasedAt !== null) return
  const texts = await db
    .selectFrom('csqls')
    .innerJoin('texts', (join) =>
      join.onRef('texts.workspaceId', '=', 'csqls.workspaceId').onRef('texts.csqlId', '=', 'csqls.id'),
    )
    .select(['texts.id', 'texts.body'])
    .where('csqls.workspaceId', '=', workspaceId)
    .where('csqls.accountId', '=', contact.accountId)
    .execute()
  const notes = await db
    .selectFrom('accountNotes')
    .select(['id', 'body'])
    .where('workspaceId', '=', workspaceId)
    .where('accountId', '=', contact.accountId)
    .execute()
  const forms = formsOfName(contact.name)
  await blank(scope, 'texts', texts, forms)
  await blank(scope, 'accountNotes', notes, forms)
  await makeAnonymous(scope, [id], at)
}

async function blank(
  { db, workspaceId }: Scope,
  table: 'texts' | 'accountNotes',
  rows: readonly { readonly id: string; readonly body: string }[],
  forms: readonly string[],
): Promise<void> {
  for (const { id, body } of rows) {
    const without = forms.reduce((text, form) => text.replaceAll(form, ERASED_NAME), body)
    if (without === body) continue
    await sql`
      update ${sql.table(table === 'texts' ? 'texts' : 'account_notes')} set body = ${without}
      where workspace_id = ${workspaceId} and id = ${id}`.execute(db)
  }
}

/** As `eraseContact`, where nothing is left that names them. */
export async function makeAnonymous(scope: Scope, ids: readonly ContactId[], at: Instant): Promise<void> {
  const { db, workspaceId } = scope
  const locale = await localeOf(scope)
  for (const id of ids) {
    await db
      .updateTable('contacts')
      .set({ name: pseudonym(locale, id), title: null, optInOn: null, optInHow: null, erasedAt: at })
      .set(({ eb }) => ({
        optIn: eb
          .case()
          .when('optIn', '=', 'no')
          .then('no' as const)
          .else('unknown' as const)
          .end(),
      }))
      .where('workspaceId', '=', workspaceId)
      .where('id', '=', id)
      .execute()
  }
}

async function localeOf({ db, workspaceId }: Scope) {
  const row = await db.selectFrom('workspaces').select('settings').where('id', '=', workspaceId).executeTakeFirst()
  return row === undefined ? 'ja' : fromJson(Settings, row.settings).locale
}
