import type { Csql } from './csql.js'
import type { Day } from './time.js'

/** A CSQL of a digest's list, without anybody's name: it stands in a channel. */
export interface DigestRow {
  readonly csql: Csql
  readonly accountName: string
  readonly departmentName: string | null
  readonly productName: string | null
  readonly overdueDays: number | null
  /** Days of the workspace's zone. */
  readonly loggedOn: Day
  readonly qualifiedOn: Day | null
  readonly acceptedOn: Day | null
  readonly opportunityOn: Day | null
  /** Minor units a month, before tax. */
  readonly expectedMrr: number | null
  readonly wonMrr: number | null
}
