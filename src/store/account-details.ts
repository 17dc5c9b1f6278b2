import type { Contact, Contract } from '../domain/account.js'
import type { AccountId, ContactId, WorkspaceId } from '../domain/ids.js'
import type { AccountsRepo } from '../usecases/ports.js'
import { prepared } from './prepared.js'
import { putRow } from './put-row.js'
import { requireOwn, type Scope, toFlag } from './rows.js'
import type { ContractRow } from './schema.js'

type OfAccount = { workspaceId: WorkspaceId; accountId: AccountId }

const contractsOf = prepared<OfAccount, ContractRow>((db, param) =>
  db
    .selectFrom('contracts')
    .selectAll()
    .where('workspaceId', '=', param('workspaceId'))
    .where('accountId', '=', param('accountId'))
    .orderBy('id'),
)

const CONTACT = [
  'workspaceId',
  'id',
  'accountId',
  'departmentId',
  'name',
  'title',
  'optIn',
  'optInOn',
  'optInHow',
] as const satisfies readonly (keyof Contact)[]

const contactsOf = prepared<OfAccount, Contact>((db, param) =>
  db
    .selectFrom('contacts')
    .select(CONTACT)
    .where('workspaceId', '=', param('workspaceId'))
    .where('accountId', '=', param('accountId'))
    .where('erasedAt', 'is', null)
    .orderBy('name')
    .orderBy('id'),
)

const contactById = prepared<{ workspaceId: WorkspaceId; id: ContactId }, Contact>((db, param) =>
  db
    .selectFrom('contacts')
    .select(CONTACT)
    .where('workspaceId', '=', param('workspaceId'))
    .where('id', '=', param('id')),
)

type Details = Pick<
  AccountsRepo,
  | 'departments'
  | 'department'
  | 'putDepartment'
  | 'isDepartmentUsed'
  | 'removeDepartment'
  | 'contracts'
  | 'putContract'
  | 'contacts'
  | 'contactsAndErased'
  | 'contact'
  | 'putContact'
  | 'company'
  | 'companyNamed'
  | 'insertCompany'
>

/** What hangs on an account: departments, contracts, contacts, and the companies it may introduce. */
export const accountDetails = (scope: Scope): Details => ({
  ...departments(scope),
  ...contracts(scope),
  ...contacts(scope),
  ...companies(scope),
})

function departments({
  db,
  workspaceId,
}: Scope): Pick<Details, 'departments' | 'department' | 'putDepartment' | 'isDepartmentUsed' | 'removeDepartment'> {
  const all = db.selectFrom('departments').select(['id', 'accountId', 'name']).where('workspaceId', '=', workspaceId)
  return {
    departments: (accountId) => all.where('accountId', '=', accountId).orderBy('name').orderBy('id').execute(),
    department: async (id) => (await all.where('id', '=', id).executeTakeFirst()) ?? null,
    putDepartment: async (department) => {
      await putRow(db, 'departments', { ...department, workspaceId })
    },
    isDepartmentUsed: async ({ id, accountId }) => {
      for (const table of ['csqls', 'contracts', 'contacts'] as const) {
        const row = await db
          .selectFrom(table)
          .select('id')
          .where('workspaceId', '=', workspaceId)
          .where('accountId', '=', accountId)
          .where('departmentId', '=', id)
          .limit(1)
          .executeTakeFirst()
        if (row !== undefined) return true
      }
      return false
    },
    removeDepartment: async (id) => {
      await db.deleteFrom('departments').where('workspaceId', '=', workspaceId).where('id', '=', id).execute()
    },
  }
}

function contracts(scope: Scope): Pick<Details, 'contracts' | 'putContract'> {
  const { db, workspaceId } = scope
  return {
    contracts: async (accountId) => {
      const { rows } = await contractsOf(db, { workspaceId, accountId })
      return rows.map(toContract)
    },
    putContract: async (contract) => {
      requireOwn(scope, contract)
      const row = { ...contract, hasOutcome: contract.hasOutcome === null ? null : toFlag(contract.hasOutcome) }
      await putRow(db, 'contracts', row)
    },
  }
}

export const toContract = (row: ContractRow): Contract => ({
  ...row,
  hasOutcome: row.hasOutcome === null ? null : row.hasOutcome === 1,
})

function contacts(scope: Scope): Pick<Details, 'contacts' | 'contactsAndErased' | 'contact' | 'putContact'> {
  const { db, workspaceId } = scope
  const all = db.selectFrom('contacts').select(CONTACT).where('workspaceId', '=', workspaceId)
  return {
    contacts: async (accountId) => (await contactsOf(db, { workspaceId, accountId })).rows,
    contactsAndErased: (accountId) => all.where('accountId', '=', accountId).orderBy('id').execute(),
    contact: async (id) => (await contactById(db, { workspaceId, id })).rows[0] ?? null,
    putContact: async (contact) => {
      requireOwn(scope, contact)
      await putRow(db, 'contacts', contact)
    },
  }
}

function companies({ db, workspaceId }: Scope): Pick<Details, 'company' | 'companyNamed' | 'insertCompany'> {
  const all = db.selectFrom('referredCompanies').select(['id', 'name']).where('workspaceId', '=', workspaceId)
  return {
    company: async (id) => (await all.where('id', '=', id).executeTakeFirst()) ?? null,
    companyNamed: async (looseKey) => (await all.where('looseKey', '=', looseKey).executeTakeFirst()) ?? null,
    insertCompany: async (company, looseKey) => {
      await db
        .insertInto('referredCompanies')
        .values({ ...company, workspaceId, looseKey })
        .execute()
    },
  }
}
