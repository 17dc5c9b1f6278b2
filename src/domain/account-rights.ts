import type { Contract } from './account.js'
import type { Actor } from './person.js'
import type { Who } from './rights.js'

/**
 * What somebody is to an account: CSM or AE where a contract of it names them. An account that has no CSM yet is
 * everybody's to look after.
 */
export function standsAtAccount(actor: Actor, contracts: readonly Contract[]): readonly Who[] {
  if (actor.kind === 'system') return []
  const isCsm = contracts.every(({ csmId }) => csmId === null) || contracts.some(({ csmId }) => csmId === actor.id)
  const isAe = contracts.some(({ aeId }) => aeId === actor.id)
  return [...(isCsm ? (['csm'] as const) : []), ...(isAe ? (['ae'] as const) : [])]
}
