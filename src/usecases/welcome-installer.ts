import type { Person } from '../domain/person.js'
import type { Ctx } from './context.js'
import { enqueueNotice } from './enqueue-notices.js'
import { isReachable } from './managers.js'

/**
 * Asks one admin to set the workspace up: the first of those who are known, once. Nobody where somebody has begun
 * already.
 *
 * @param first whom the environment names first, as far as they are known
 */
export async function welcomeInstaller(ctx: Ctx, first: Person | null): Promise<boolean> {
  const isOwed = await ctx.store.transaction(async (tx) => {
    const admin = [first, ...(await tx.people.admins())].find((one) => one !== null && isReachable(one)) ?? null
    if (admin === null || (await tx.settings.wasChanged())) return false
    const subject = tx.workspaceId
    if (await tx.deliveries.isTaken({ purpose: 'welcome', subject, occasion: SET_UP })) return false
    await enqueueNotice(ctx, tx, await tx.settings.get(), admin, 'welcome', subject, SET_UP)
    return true
  })
  if (isOwed) ctx.committed()
  return isOwed
}

const SET_UP = 'set_up'
