import { z } from 'zod'
import type { Currency } from './csql.js'
import type {
  AccountId,
  CompanyId,
  ContactId,
  ContractId,
  DepartmentId,
  NoteId,
  PersonId,
  ProductId,
  WorkspaceId,
} from './ids.js'
import type { Day, Instant } from './time.js'

/** An existing customer company. Provisional = typed in passing, not yet confirmed as master data. */
export interface Account {
  readonly workspaceId: WorkspaceId
  readonly id: AccountId
  readonly name: string
  readonly nameKana: string | null
  readonly aliases: readonly string[]
  readonly externalId: string | null
  readonly corporateNumber: string | null
  readonly parentId: AccountId | null
  readonly segment: string | null
  readonly provisional: boolean
}

export interface Department {
  readonly id: DepartmentId
  readonly accountId: AccountId
  readonly name: string
}

/** A company that an account may introduce to us: not a customer yet. */
export interface ReferredCompany {
  readonly id: CompanyId
  readonly name: string
}

export const PHASES = ['onboarding', 'adopting', 'successful', 'at_risk', 'churned'] as const
export const Phase = z.enum(PHASES)
export type Phase = z.infer<typeof Phase>

export const CHANNELS = ['direct', 'partner'] as const
export const Channel = z.enum(CHANNELS)
export type Channel = z.infer<typeof Channel>

/** Account × product (× department). Amounts: minor units of the currency, before tax. */
export interface Contract {
  readonly workspaceId: WorkspaceId
  readonly id: ContractId
  readonly accountId: AccountId
  readonly departmentId: DepartmentId | null
  readonly productId: ProductId
  readonly phase: Phase | null
  readonly hasOutcome: boolean | null
  readonly csmId: PersonId | null
  readonly aeId: PersonId | null
  readonly amount: number | null
  readonly amountPeriod: 'month' | 'year' | null
  readonly currency: Currency
  readonly renewalOn: Day | null
  readonly channel: Channel | null
  readonly partnerName: string | null
}

export interface Product {
  readonly workspaceId: WorkspaceId
  readonly id: ProductId
  readonly name: string
  readonly nameEn: string | null
  readonly aliases: readonly string[]
  readonly archived: boolean
}

/** Whether the contact agreed to be contacted by sales. */
export const OPT_INS = ['yes', 'via_csm', 'no', 'unknown'] as const
export const OptIn = z.enum(OPT_INS)
export type OptIn = z.infer<typeof OptIn>

export interface Contact {
  readonly workspaceId: WorkspaceId
  readonly id: ContactId
  readonly accountId: AccountId
  readonly departmentId: DepartmentId | null
  readonly name: string
  readonly title: string | null
  readonly optIn: OptIn
  readonly optInOn: Day | null
  readonly optInHow: string | null
}

/** What somebody wrote down about an account: beside its fields, and for everybody. */
export interface AccountNote {
  readonly workspaceId: WorkspaceId
  readonly id: NoteId
  readonly accountId: AccountId
  readonly body: string
  readonly authorId: PersonId | null
  /** UTC ms. */
  readonly writtenAt: Instant
  readonly editedAt: Instant | null
}

/** Gates warn and take a reason; they fire only on what is known. */
export type Gate = 'no_outcome' | 'account_at_risk'

/**
 * The gates that fire for a hand-over: an upsell before the product has an outcome; an account at risk on any product.
 * Unknown asks nothing.
 */
export function gatesFor(input: {
  kind: 'upsell' | 'cross_sell' | 'referral' | null
  productId: ProductId | null
  contracts: readonly Contract[]
}): readonly Gate[] {
  const gates: Gate[] = []
  const ofProduct = input.contracts.filter((contract) => contract.productId === input.productId)
  if (input.kind === 'upsell' && ofProduct.length > 0 && ofProduct.every((contract) => contract.hasOutcome === false)) {
    gates.push('no_outcome')
  }
  if (input.contracts.some((contract) => contract.phase === 'at_risk')) gates.push('account_at_risk')
  return gates
}
