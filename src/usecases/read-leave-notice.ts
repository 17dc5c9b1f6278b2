import type { CsqlDetails } from '../domain/csql-details.js'
import { standsInFor } from '../domain/delegation.js'
import type { Delivery } from '../domain/delivery.js'
import { PersonId } from '../domain/ids.js'
import type { Leave } from '../domain/person.js'
import type { Ctx } from './context.js'
import { type LeaveOccasion, readOccasion } from './enqueue-leave-notices.js'
import type { Tx } from './ports.js'
import { detailsOf } from './read-csql.js'

export interface LeaveNoticeFacts {
  readonly occasion: LeaveOccasion
  readonly personName: string
  /** Null where the leave is not as it was any more: changed, taken back, or with another delegate. */
  readonly leave: Leave | null
  readonly delegateName: string | null
  /** Who entered it, where a colleague did. */
  readonly byName: string | null
  /** The reader stands in now. */
  readonly standsIn: boolean
  /** What the person owes now, soonest due first; the rows are cut, `total` counts all. */
  readonly waiting: { readonly rows: readonly CsqlDetails[]; readonly total: number }
}

const ROWS_READ = 10
const CLOCKS_READ = 500

/** Reads what a message about a leave says now; null where it is none of ours, or the person is gone. */
export async function readLeaveNotice(
  ctx: Ctx,
  { subject, recipient, occasion: text }: Delivery,
): Promise<LeaveNoticeFacts | null> {
  const occasion = readOccasion(text)
  if (occasion === null) return null
  return ctx.store.read(async (tx) => {
    const person = await tx.people.get(PersonId.parse(subject))
    const reader = await tx.people.get(PersonId.parse(recipient))
    if (person === null || reader === null) return null
    const leave = person.leave.find(
      ({ from, to, delegateId }) =>
        from === occasion.from && to === occasion.to && (occasion.kind === 'entered' || delegateId === reader.id),
    )
    const nameOf = async (id: PersonId | null | undefined) =>
      id == null ? null : ((await tx.people.get(id))?.name ?? null)
    return {
      occasion,
      personName: person.name,
      leave: leave ?? null,
      delegateName: await nameOf(leave?.delegateId),
      byName: await nameOf(occasion.kind === 'entered' ? occasion.by : null),
      standsIn: standsInFor(reader, person, ctx.now),
      waiting: occasion.kind === 'begun' ? await owedNow(tx, person.id) : { rows: [], total: 0 },
    }
  })
}

async function owedNow(tx: Tx, owner: PersonId): Promise<LeaveNoticeFacts['waiting']> {
  const clocks = (await tx.clocks.page(owner, null, CLOCKS_READ))
    .filter(({ kind }) => kind !== 'wake')
    .toSorted((a, b) => a.dueAt - b.dueAt)
  const ids = [...new Set(clocks.map(({ csqlId }) => csqlId))]
  const rows: CsqlDetails[] = []
  for (const id of ids.slice(0, ROWS_READ)) {
    const csql = await tx.csqls.get(id)
    if (csql !== null) rows.push(await detailsOf(tx, csql))
  }
  return { rows, total: ids.length }
}
