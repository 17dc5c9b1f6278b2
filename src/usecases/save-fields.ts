import type { Contact } from '../domain/account.js'
import { looseKey } from '../domain/account-name.js'
import type { Csql } from '../domain/csql.js'
import { NotFound } from '../domain/errors.js'
import { AccountId, CompanyId, ContactId, DepartmentId, TextId } from '../domain/ids.js'
import { cleanText } from '../domain/words.js'
import { localDay } from '../domain/zone-time.js'
import type { Ctx } from './context.js'
import type { CsqlFields } from './csql-fields.js'
import type { Tx } from './ports.js'
import { standingAccount } from './standing-account.js'

/** Keeps a typed text in a row of its own. @returns its id; undefined where nothing was asked, null where it is empty */
export async function saveText(
  ctx: Ctx,
  tx: Tx,
  csqlId: Csql['id'],
  field: string,
  typed: string | null | undefined,
): Promise<TextId | null | undefined> {
  if (typed === undefined) return undefined
  const body = typed === null ? '' : cleanText(typed).trim()
  if (body === '') return null
  const id = TextId.parse(ctx.ids.next())
  const authorId = ctx.actor.kind === 'person' ? ctx.actor.id : null
  await tx.texts.insert({ id, csqlId, field, body, authorId, createdAt: ctx.now })
  return id
}

/** The account that was picked, or a provisional one for a name that is new. */
export async function saveAccount(
  ctx: Ctx,
  tx: Tx,
  given: NonNullable<CsqlFields['account']>,
): Promise<{ id: AccountId; isNew: boolean }> {
  if ('id' in given) {
    const account = await standingAccount(tx, given.id)
    if (account === null) throw new NotFound({ what: 'account', typed: given.id })
    return { id: account.id, isNew: false }
  }
  const name = cleanText(given.name).trim()
  const index = await ctx.accountNames.index(tx)
  const known = index.exactly(name)
  if (known !== null) return { id: known.id, isNew: false }
  const id = AccountId.parse(ctx.ids.next())
  await tx.accounts.insert({
    workspaceId: tx.workspaceId,
    id,
    name,
    nameKana: null,
    aliases: [],
    externalId: null,
    corporateNumber: null,
    parentId: null,
    segment: null,
    provisional: true,
  })
  return { id, isNew: true }
}

/** The department that was picked, or a new one of that account. */
export async function saveDepartment(
  ctx: Ctx,
  tx: Tx,
  accountId: AccountId,
  given: CsqlFields['department'],
): Promise<DepartmentId | null | undefined> {
  if (given === undefined || given === null) return given
  const departments = await tx.accounts.departments(accountId)
  if ('id' in given) return departments.find((department) => department.id === given.id)?.id ?? null
  const name = cleanText(given.name).trim()
  const known = departments.find((department) => department.name.normalize('NFKC') === name.normalize('NFKC'))
  if (known !== undefined) return known.id
  const id = DepartmentId.parse(ctx.ids.next())
  await tx.accounts.putDepartment({ id, accountId, name })
  return id
}

/** The contact that was picked or typed, with the opt-in as it was given, dated today in the workspace's zone. */
export async function saveContact(
  ctx: Ctx,
  tx: Tx,
  accountId: AccountId,
  zone: string,
  fields: Pick<CsqlFields, 'contact' | 'opt_in'>,
  held: ContactId | null,
): Promise<Contact | null | undefined> {
  const given = fields.contact
  if (given === null) return null
  if (given === undefined && held === null) return undefined
  const contacts = await tx.accounts.contacts(accountId)
  const wanted = given === undefined ? held : 'id' in given ? given.id : null
  let contact = contacts.find((known) => known.id === wanted) ?? null
  if (given !== undefined && 'name' in given) {
    const name = cleanText(given.name).trim()
    contact = contacts.find((known) => known.name === name) ?? {
      workspaceId: tx.workspaceId,
      id: ContactId.parse(ctx.ids.next()),
      accountId,
      departmentId: null,
      name,
      title: given.title === null ? null : cleanText(given.title).trim(),
      optIn: 'unknown',
      optInOn: null,
      optInHow: null,
    }
    if (!contacts.includes(contact)) await tx.accounts.putContact(contact)
  }
  if (contact === null) return given === undefined ? undefined : null
  if (fields.opt_in === undefined || fields.opt_in === contact.optIn) return contact
  const asked = { ...contact, optIn: fields.opt_in, optInOn: localDay(zone, ctx.now) }
  await tx.accounts.putContact(asked)
  return asked
}

/** The company that a referral would bring: known by its folded name, or new. */
export async function saveCompany(
  ctx: Ctx,
  tx: Tx,
  typed: string | null | undefined,
): Promise<CompanyId | null | undefined> {
  if (typed === undefined || typed === null) return typed
  const name = cleanText(typed).trim()
  const known = await tx.accounts.companyNamed(looseKey(name))
  if (known !== null) return known.id
  const id = CompanyId.parse(ctx.ids.next())
  await tx.accounts.insertCompany({ id, name }, looseKey(name))
  return id
}
