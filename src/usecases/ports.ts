import type { Account, Contact, Contract, Department, Product, ReferredCompany } from '../domain/account.js'
import type { Clock } from '../domain/clock.js'
import type { Csql, Kind, Source, State } from '../domain/csql.js'
import type { Delivery, DeliveryState, Purpose } from '../domain/delivery.js'
import type { CsqlEvent } from '../domain/event.js'
import type {
  AccountId,
  ClockId,
  CompanyId,
  ContactId,
  CsqlId,
  DeliveryId,
  DepartmentId,
  EventId,
  PersonId,
  ProductId,
  TextId,
  WorkspaceId,
} from '../domain/ids.js'
import type { Person, Role } from '../domain/person.js'
import type { Target } from '../domain/target.js'
import type { Instant } from '../domain/time.js'
import type { Settings, Workspace } from '../domain/workspace.js'

/** What use cases need of the outside. Implementations stand in `store/`, `slack/` and the composition root. */

/** UTC ms, and a way to wait that tests can move. */
export interface ClockPort {
  now(): Instant
  /** Resolves after `ms` of this clock's time; the signal ends the wait early, without an error. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>
}

/** One entry a call: facts first, then what happened in few words. */
export interface Logger {
  info(fields: Readonly<Record<string, unknown>>, message: string): void
  warn(fields: Readonly<Record<string, unknown>>, message: string): void
  error(fields: Readonly<Record<string, unknown>>, message: string): void
}

/** Fresh ids: UUIDv7 text. */
export interface Ids {
  next(): string
}

export interface Store {
  /** Everything of one workspace; ids of another are unknown there. */
  of(workspaceId: WorkspaceId): WorkspaceStore
  readonly workspaces: WorkspacesStore
  /** What the worker and the scheduler ask across workspaces. */
  readonly queue: DeliveryQueue
  close(): Promise<void>
}

export interface WorkspaceStore {
  /**
   * Reads and writes as one; commits when `work` resolves. Begins with a write lock, so that what was read still
   * stands when it is written. Nothing but `tx` is used inside, and nothing that waits for the outside.
   *
   * @throws NotSaved when the database cannot take the write (disk full, I/O error)
   */
  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T>
  /** Reads only, outside any transaction. */
  read<T>(work: (tx: Tx) => Promise<T>): Promise<T>
}

export interface WorkspacesStore {
  all(): Promise<readonly Workspace[]>
  get(id: WorkspaceId): Promise<Workspace | null>
  bySlackTeam(teamId: string): Promise<Workspace | null>
  create(workspace: Workspace, at: Instant): Promise<void>
  /** Slack's ids and name, once they are known. */
  adopt(id: WorkspaceId, slack: { teamId: string; enterpriseId: string | null; name: string | null }): Promise<void>
  suspend(id: WorkspaceId, suspended: boolean): Promise<void>
}

/** One workspace's tables, inside one transaction. */
export interface Tx {
  readonly workspaceId: WorkspaceId
  readonly settings: SettingsRepo
  readonly people: PeopleRepo
  readonly accounts: AccountsRepo
  readonly products: ProductsRepo
  readonly csqls: CsqlsRepo
  readonly events: EventsRepo
  readonly clocks: ClocksRepo
  readonly texts: TextsRepo
  readonly deliveries: DeliveriesRepo
  readonly replies: RepliesRepo
  readonly figures: FiguresRepo
  readonly targets: TargetsRepo
}

export interface SettingsRepo {
  get(): Promise<Settings>
  put(settings: Settings, by: PersonId | null, at: Instant): Promise<void>
  /** Whether anybody ever changed them. */
  wasChanged(): Promise<boolean>
}

export interface PeopleRepo {
  get(id: PersonId): Promise<Person | null>
  many(ids: readonly PersonId[]): Promise<readonly Person[]>
  bySlackId(slackUserId: string): Promise<Person | null>
  withRole(role: Role): Promise<readonly Person[]>
  /** Slack's owners and admins and people with the role `admin`. */
  admins(): Promise<readonly Person[]>
  all(): Promise<readonly Person[]>
  /** Inserts, or replaces everything but the id. */
  put(person: Person): Promise<void>
}

export interface AccountsRepo {
  get(id: AccountId): Promise<Account | null>
  /** Names, readings and aliases of all, for matching what is typed; `version` changes when any of them does. */
  names(): Promise<readonly Pick<Account, 'id' | 'name' | 'nameKana' | 'aliases'>[]>
  /** Grows with every change of a name: an index built at one version is good while it stays. */
  namesVersion(): Promise<number>
  insert(account: Account): Promise<void>
  update(account: Account): Promise<void>
  /**
   * Hands a provisional account's departments and contacts to another and takes it out, unless a CSQL still names it.
   *
   * @returns whether it was taken out
   */
  absorbProvisional(from: AccountId, into: AccountId): Promise<boolean>
  departments(accountId: AccountId): Promise<readonly Department[]>
  putDepartment(department: Department): Promise<void>
  department(id: DepartmentId): Promise<Department | null>
  contracts(accountId: AccountId): Promise<readonly Contract[]>
  putContract(contract: Contract): Promise<void>
  contacts(accountId: AccountId): Promise<readonly Contact[]>
  contact(id: ContactId): Promise<Contact | null>
  putContact(contact: Contact): Promise<void>
  company(id: CompanyId): Promise<ReferredCompany | null>
  /** The referred company of that name (folded as `looseKey` does), or null. */
  companyNamed(looseKey: string): Promise<ReferredCompany | null>
  insertCompany(company: ReferredCompany, looseKey: string): Promise<void>
}

export interface ProductsRepo {
  all(): Promise<readonly Product[]>
  put(product: Product): Promise<void>
}

export interface CsqlFilter {
  readonly states?: readonly State[]
  readonly accountId?: AccountId
  /** Where the person is CSM, AE or who logged it. */
  readonly involving?: PersonId
  readonly aeId?: PersonId
  readonly csmId?: PersonId
  /** Only those that no AE was named for yet. */
  readonly unassigned?: boolean
  /** Only those that a running clock of an AE has past due, with no event by the AE since. */
  readonly overdueAt?: Instant
  readonly limit: number
  readonly offset?: number
}

export interface CsqlsRepo {
  /** The workspace's next number; counts up, and is never given twice. */
  nextNumber(): Promise<number>
  byNumber(number: number): Promise<Csql | null>
  get(id: CsqlId): Promise<Csql | null>
  insert(csql: Csql): Promise<void>
  /**
   * Writes the row as it is after a step, if its version is still what it was before.
   *
   * @returns false when another transition came first: nothing is written
   */
  advance(before: Csql, after: Csql): Promise<boolean>
  /** The first open one with the same key (account, department, product, kind, referred company), other than `except`. */
  openDuplicate(
    key: {
      accountId: AccountId
      departmentId: DepartmentId | null
      kind: Kind
      productId: ProductId | null
      referredCompanyId: CompanyId | null
    },
    except: CsqlId | null,
  ): Promise<Csql | null>
  /** Oldest first. `total` counts all that match. */
  list(filter: CsqlFilter): Promise<{ rows: readonly Csql[]; total: number }>
  /** Free words people sort by; folded and de-duplicated by the caller. */
  tags(id: CsqlId): Promise<readonly string[]>
  setTags(id: CsqlId, tags: readonly string[]): Promise<void>
}

export interface EventsRepo {
  /** Appends with the next sequence of the CSQL. */
  append(event: Omit<CsqlEvent, 'seq' | 'workspaceId'>): Promise<CsqlEvent>
  of(csqlId: CsqlId): Promise<readonly CsqlEvent[]>
  last(csqlId: CsqlId): Promise<CsqlEvent | null>
  get(id: EventId): Promise<CsqlEvent | null>
}

export interface ClocksRepo {
  of(csqlId: CsqlId): Promise<readonly Clock[]>
  get(id: ClockId): Promise<Clock | null>
  running(csqlIds: readonly CsqlId[]): Promise<readonly Clock[]>
  /** Running clocks, of one owner or of everybody, in pages: those with an id after `after`. */
  page(owner: PersonId | 'everybody', after: ClockId | null, limit: number): Promise<readonly Clock[]>
  insert(clock: Clock): Promise<void>
  update(clock: Clock): Promise<void>
  /** Running clocks whose next step is due, soonest first. */
  due(now: Instant, limit: number): Promise<readonly Clock[]>
}

export interface Text {
  readonly id: TextId
  readonly csqlId: CsqlId
  /** The field's name in the domain (`problem`, `note`, `line`, …). */
  readonly field: string
  readonly body: string
  readonly authorId: PersonId | null
  readonly createdAt: Instant
}

export interface TextsRepo {
  insert(text: Text): Promise<void>
  many(ids: readonly TextId[]): Promise<ReadonlyMap<TextId, Text>>
  /** Notes of a CSQL, oldest first. */
  notes(csqlId: CsqlId): Promise<readonly Text[]>
}

export interface NewDelivery {
  readonly id: DeliveryId
  readonly recipientKind: 'person' | 'channel'
  readonly recipient: string
  readonly purpose: Purpose
  readonly subject: string
  readonly occasion: string
  readonly notBefore: Instant
  readonly createdAt: Instant
}

/** One clock in a batch, with the step that it took there. */
export interface DeliveryItem {
  readonly clockId: ClockId
  readonly step: string
  /** The nudge says that the manager is told next. */
  readonly announces: boolean
}

export interface DeliveriesRepo {
  /**
   * Writes the row unless its slot is taken.
   *
   * @returns the row of that slot, new or old
   */
  enqueue(delivery: NewDelivery): Promise<{ delivery: Delivery; isNew: boolean }>
  get(id: DeliveryId): Promise<Delivery | null>
  /** Whether a slot of this kind is taken by anybody: there is a row for the occasion. */
  isTaken(slot: Pick<Delivery, 'purpose' | 'subject' | 'occasion'>): Promise<boolean>
  /** Replaces every edit of that message that is still pending by this one. */
  enqueueEdit(edit: NewDelivery): Promise<void>
  /** Puts a clock into a batch; of several steps of one clock the last one stands. */
  addItem(id: DeliveryId, item: DeliveryItem): Promise<void>
  items(id: DeliveryId): Promise<readonly DeliveryItem[]>
  /** Messages already posted (or about to be, or perhaps) whose subject is this CSQL and that carry its buttons. */
  cardsOf(csqlId: CsqlId): Promise<readonly Delivery[]>
  /** The newest message of that kind about a subject to that recipient, sent or still to be sent. */
  newest(of: Pick<Delivery, 'recipient' | 'purpose' | 'subject'>): Promise<Delivery | null>
  /** Posted batches that hold a clock of this CSQL, since an instant. */
  batchesOf(csqlId: CsqlId, since: Instant): Promise<readonly Delivery[]>
  list(filter: { state?: DeliveryState; recipient?: string; limit: number }): Promise<readonly Delivery[]>
}

/**
 * The worker's side of deliveries, across workspaces. Each call is a transaction of its own; a claim is committed
 * before Slack is called.
 */
export interface DeliveryQueue {
  /**
   * Claims what is due, at most one per recipient, oldest first, and none for a recipient that has one in `sending` or
   * `unknown`, nor one enqueued after one that was put back: their order is kept. An edit, and a batch that waits for
   * the budget, hold nobody up. Expired leases become `unknown` before. Suspended workspaces have none.
   */
  claim(now: Instant, leaseUntil: Instant, limit: number): Promise<readonly Delivery[]>
  /**
   * Unknown ones whose grace time has passed, claimed for reconciliation under a new fence. The claim counts as the last
   * try (`triedAt`), so that one settled as unknown again waits for another grace time.
   */
  claimUnknown(now: Instant, grace: number, leaseUntil: Instant, limit: number): Promise<readonly Delivery[]>
  /** @returns false when the fence is no longer ours: nothing is written */
  settle(delivery: Pick<Delivery, 'id' | 'fence'>, outcome: DeliveryOutcome): Promise<boolean>
  /** Slack's channel id of the last one sent to that recipient: a person's DM is known by nothing else. */
  channelOf(workspaceId: WorkspaceId, recipient: string): Promise<string | null>
  /** Sent since an instant, with a reason: an ambiguous answer came before, so a copy may turn up late. No edits. */
  resentSince(at: Instant): Promise<readonly Delivery[]>
  /** When the next pending one that nothing holds up is due; null = none. */
  nextDueAt(): Promise<Instant | null>
  counts(): Promise<Readonly<Record<DeliveryState, number>>>
  /** The due time of the oldest that should have gone; null = none. */
  oldestDue(now: Instant): Promise<Instant | null>
}

export type DeliveryOutcome =
  | {
      readonly state: 'sent'
      readonly channel: string
      readonly ts: string
      readonly at: Instant
      /** Kept in the row: why it had to be sent a second time. Null for all that went at once. */
      readonly reason: string | null
    }
  | { readonly state: 'skipped' }
  | {
      readonly state: 'pending'
      readonly notBefore: Instant
      readonly reason: string | null
      readonly counted: boolean
    }
  | { readonly state: 'unknown'; readonly reason: string }
  | { readonly state: 'parked'; readonly reason: string }

/** What was answered to a request, for an hour, so that the same request has one effect and one answer. */
export interface RepliesRepo {
  get(key: string): Promise<string | null>
  put(key: string, reply: string, at: Instant): Promise<void>
  forgetBefore(at: Instant): Promise<void>
}

/** Figures for the digest, by one statement each. Days are of the workspace's zone; instants bound [from, to). */
export interface FiguresRepo {
  week(from: Instant, to: Instant): Promise<WeekFigures>
  /** Every open CSQL's state and when it came into it. */
  openSince(): Promise<readonly { readonly state: State; readonly since: Instant }[]>
  /** When the first signal was ever logged here; null = none yet. */
  firstLoggedAt(): Promise<Instant | null>
  /** Deliveries that were parked since an instant. */
  parkedSince(at: Instant): Promise<number>
}

export interface WeekFigures {
  readonly signals: number
  readonly csqls: number
  readonly accepted: number
  readonly returned: number
  readonly rejected: number
  readonly opportunities: number
  readonly won: number
  readonly lost: number
  /** Most frequent first. */
  readonly rejectReasons: readonly { readonly reason: string; readonly n: number }[]
  readonly bySource: readonly { readonly source: Source; readonly csqls: number; readonly won: number }[]
  /** The CSQLs won in the week, in order. */
  readonly wins: readonly CsqlId[]
  /** Accepted or rejected in the week: when the decision's round was opened, and when it was decided. */
  readonly decisions: readonly {
    readonly csqlId: CsqlId
    readonly aeId: PersonId | null
    readonly handedOverAt: Instant
    readonly decidedAt: Instant
  }[]
}

export interface TargetsRepo {
  of(fiscalYear: number, quarter: number): Promise<readonly Target[]>
  /** Inserts, or replaces the value of the same person, quarter and metric; 0 takes it away. */
  put(target: Target, by: PersonId | null, at: Instant): Promise<void>
}

/** Slack, as far as posting goes. */
export interface Messenger {
  /** @throws PostFailed */
  post(input: PostInput): Promise<{ channel: string; ts: string }>
  /** @throws PostFailed */
  update(input: PostInput & { ts: string }): Promise<void>
  /**
   * Looks for a message that carries the delivery's id, newest first, passing over the one at `except`.
   *
   * @throws PostFailed `dm_unknown` when the channel is a person with whom no DM is known and none may be asked for
   */
  find(input: {
    workspaceId: WorkspaceId
    channel: string
    deliveryId: DeliveryId
    except?: string
  }): Promise<{ ts: string; channel: string } | null>
  /** @throws PostFailed */
  remove(input: { workspaceId: WorkspaceId; channel: string; ts: string }): Promise<void>
}

export interface PostInput {
  readonly workspaceId: WorkspaceId
  /** Slack's id of a person or a channel. */
  readonly channel: string
  readonly deliveryId: DeliveryId
  readonly text: string
  readonly blocks: readonly unknown[]
}

/** Turns a delivery into words, reading the state as it is now; null = there is nothing left to say. */
export interface Composer {
  /** @throws PostFailed permanent, where we know better than Slack: it takes a message to a deactivated person in silence */
  compose(delivery: Delivery): Promise<Composed | null>
}

export interface Composed {
  readonly channel: string
  readonly text: string
  readonly blocks: readonly unknown[]
  /** For an edit: the message that is brought up to date. */
  readonly editTs?: string
}
