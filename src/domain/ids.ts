import { z } from 'zod'

/** Our own ids: UUIDv7 text, branded so that one kind cannot stand where another is meant. Slack's ids are never among them. */
const id = <B extends string>(brand: B) => z.string().min(1).max(64).brand(brand)

export const WorkspaceId = id('WorkspaceId')
export type WorkspaceId = z.infer<typeof WorkspaceId>
export const PersonId = id('PersonId')
export type PersonId = z.infer<typeof PersonId>
export const AccountId = id('AccountId')
export type AccountId = z.infer<typeof AccountId>
export const DepartmentId = id('DepartmentId')
export type DepartmentId = z.infer<typeof DepartmentId>
export const CompanyId = id('CompanyId')
export type CompanyId = z.infer<typeof CompanyId>
export const ContractId = id('ContractId')
export type ContractId = z.infer<typeof ContractId>
export const ProductId = id('ProductId')
export type ProductId = z.infer<typeof ProductId>
export const ContactId = id('ContactId')
export type ContactId = z.infer<typeof ContactId>
export const NoteId = id('NoteId')
export type NoteId = z.infer<typeof NoteId>
export const CsqlId = id('CsqlId')
export type CsqlId = z.infer<typeof CsqlId>
export const EventId = id('EventId')
export type EventId = z.infer<typeof EventId>
export const TextId = id('TextId')
export type TextId = z.infer<typeof TextId>
export const ClockId = id('ClockId')
export type ClockId = z.infer<typeof ClockId>
export const DeliveryId = id('DeliveryId')
export type DeliveryId = z.infer<typeof DeliveryId>
