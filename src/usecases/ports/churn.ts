import type { PersonId, ProductId } from '../../domain/ids.js'
import type { Instant } from '../../domain/time.js'

/** That a manager has seen a product's churn above the gate: once a fiscal quarter. */
export interface ChurnAcknowledgement {
  readonly fiscalYear: number
  readonly quarter: number
  readonly productId: ProductId
  readonly acknowledgedBy: PersonId
  readonly acknowledgedAt: Instant
}

export interface ChurnRepo {
  acknowledged(fiscalYear: number, quarter: number): Promise<readonly ChurnAcknowledgement[]>
  /** @returns false where somebody was first: theirs stays */
  putAcknowledgement(acknowledgement: ChurnAcknowledgement): Promise<boolean>
}
