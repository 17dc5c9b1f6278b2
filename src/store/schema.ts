import type { Account, AccountNote, Contact, Contract, Product } from '../domain/account.js'
import type { AuditEntry } from '../domain/audit.js'
import type { NightlyBackup } from '../domain/backup.js'
import type { Clock } from '../domain/clock.js'
import type { Csql } from '../domain/csql.js'
import type { Delivery } from '../domain/delivery.js'
import type { CsqlEvent } from '../domain/event.js'
import type {
  AccountId,
  ClockId,
  CompanyId,
  CsqlId,
  DeliveryId,
  DepartmentId,
  EventId,
  PersonId,
  ProductId,
  WorkspaceId,
} from '../domain/ids.js'
import type { Person, Role } from '../domain/person.js'
import type { AccountSnapshot } from '../domain/snapshot.js'
import type { Target } from '../domain/target.js'
import type { Instant } from '../domain/time.js'
import type { AccountMerge, ChurnAcknowledgement, Mark, SummaryChoice, Text } from '../usecases/ports.js'

/** 0 or 1. */
export type Flag = 0 | 1
/** A value of the program as JSON text: checked by zod when it is read. */
export type Json = string

export interface WorkspaceRow {
  id: WorkspaceId
  slackTeamId: string | null
  slackEnterpriseId: string | null
  name: string | null
  settings: Json
  suspended: Flag
  nextNumber: number
  namesVersion: number
  createdAt: Instant
  /** When the app was taken out of Slack, UTC ms. */
  goneAt?: Instant | null | undefined
}

interface SettingsChangeRow {
  workspaceId: WorkspaceId
  seq: number
  before: Json
  after: Json
  changedBy: PersonId | null
  changedAt: Instant
}

/** When everything that says who it is was taken out, UTC ms. */
interface Erasable {
  erasedAt?: Instant | null | undefined
}

export interface PersonRow extends Erasable, Omit<Person, 'roles' | 'slackAdmin' | 'workingHours' | 'leave'> {
  slackAdmin: Flag
  workingHours: Json | null
  leave: Json
}

interface PersonRoleRow {
  workspaceId: WorkspaceId
  personId: PersonId
  role: Role
}

export interface AccountRow extends Omit<Account, 'aliases' | 'provisional'> {
  provisional: Flag
}

interface AccountAliasRow {
  workspaceId: WorkspaceId
  accountId: AccountId
  position: number
  alias: string
}

interface AccountMergeRow extends Omit<AccountMerge, 'changes'> {
  workspaceId: WorkspaceId
  changes: Json
}

interface AccountNameChangeRow {
  workspaceId: WorkspaceId
  version: number
  accountId: AccountId
}

interface DepartmentRow {
  workspaceId: WorkspaceId
  id: DepartmentId
  accountId: AccountId
  name: string
}

interface ReferredCompanyRow {
  workspaceId: WorkspaceId
  id: CompanyId
  name: string
  looseKey: string
}

export interface ProductRow extends Omit<Product, 'aliases' | 'archived'> {
  archived: Flag
}

interface ProductAliasRow {
  workspaceId: WorkspaceId
  productId: ProductId
  position: number
  alias: string
}

export interface ContractRow extends Omit<Contract, 'hasOutcome'> {
  hasOutcome: Flag | null
}

interface ContactRow extends Erasable, Contact {}

export interface CsqlRow extends Omit<Csql, 'checklist' | 'missing' | 'supporterIds' | 'selfClosed'> {
  supporterIds: Json
  checklist: Json
  missing: Json
  selfClosed: Flag
}

/** The supporters of each CSQL's row, to be found by. */
interface CsqlSupporterRow {
  workspaceId: WorkspaceId
  personId: PersonId
  csqlId: CsqlId
}

interface CsqlTagRow {
  workspaceId: WorkspaceId
  csqlId: CsqlId
  tag: string
}

export interface EventRow extends Omit<CsqlEvent, 'from' | 'to' | 'changes' | 'figures'> {
  fromState: CsqlEvent['from']
  toState: CsqlEvent['to']
  changes: Json
  figures: Json
}

/** What `reversedEvents` says of a CSQL's history, kept as rows: figures ask for it in SQL. */
interface ReversedEventRow {
  workspaceId: WorkspaceId
  eventId: EventId
  csqlId: CsqlId
}

/** While one of a workspace is not finished, its events may be deleted; finished ones stay as the log. */
interface ErasureRow {
  workspaceId: WorkspaceId
  id: string
  what: string
  startedBy: PersonId | null
  startedAt: Instant
  finishedAt: Instant | null
}

export interface TextRow extends Text {
  workspaceId: WorkspaceId
}

export interface DeliveryItemRow {
  workspaceId: WorkspaceId
  deliveryId: DeliveryId
  clockId: ClockId
  step: string
  announces: Flag
  meantFor: Instant | null
  leftOut: Flag
}

interface MarkRow {
  workspaceId: WorkspaceId
  name: Mark
  at: Instant
}

interface ReplyRow {
  workspaceId: WorkspaceId
  key: string
  reply: string
  givenAt: Instant
}

/** Money in minor units of the currency. */
interface TargetRow extends Target {
  workspaceId: WorkspaceId
  setBy: PersonId | null
  setAt: Instant
}

interface AuditEntryRow extends Omit<AuditEntry, 'fromCommandLine' | 'facts'> {
  fromCommandLine: Flag
  facts: Json
}

export interface AccountSnapshotRow extends AccountSnapshot {
  workspaceId: WorkspaceId
}

interface ChurnAcknowledgementRow extends ChurnAcknowledgement {
  workspaceId: WorkspaceId
}

interface SummaryChoiceRow extends Omit<SummaryChoice, 'wanted'> {
  workspaceId: WorkspaceId
  wanted: Flag
}

/** The tables as Kysely sees them; in the database their names and columns are snake_case. */
export interface Tables {
  schemaMigrations: { number: number; name: string }
  workspaces: WorkspaceRow
  settingsChanges: SettingsChangeRow
  people: PersonRow
  personRoles: PersonRoleRow
  accounts: AccountRow
  accountAliases: AccountAliasRow
  accountNameChanges: AccountNameChangeRow
  accountNotes: AccountNote
  accountMerges: AccountMergeRow
  departments: DepartmentRow
  referredCompanies: ReferredCompanyRow
  products: ProductRow
  productAliases: ProductAliasRow
  contracts: ContractRow
  contacts: ContactRow
  csqls: CsqlRow
  csqlSupporters: CsqlSupporterRow
  csqlTags: CsqlTagRow
  events: EventRow
  reversedEvents: ReversedEventRow
  erasures: ErasureRow
  texts: TextRow
  clocks: Clock
  deliveries: Delivery
  deliveryItems: DeliveryItemRow
  marks: MarkRow
  replies: ReplyRow
  targets: TargetRow
  auditEntries: AuditEntryRow
  nightlyBackups: NightlyBackup
  accountSnapshots: AccountSnapshotRow
  churnAcknowledgements: ChurnAcknowledgementRow
  summaryChoices: SummaryChoiceRow
}
