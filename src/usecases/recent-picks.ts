import type { Product } from '../domain/account.js'
import type { Source } from '../domain/csql.js'
import type { ProductId } from '../domain/ids.js'
import { ask, type Ctx } from './context.js'

/** So many of somebody's last signals tell what they will pick. */
const LOOKED_AT = 20

/** What somebody picked for their last signals, the last first. */
export interface RecentPicks {
  readonly products: readonly ProductId[]
  readonly sources: readonly Source[]
}

/** Whoever logged nothing yet has none. */
export async function readRecentPicks(ctx: Ctx): Promise<RecentPicks> {
  ask(ctx, 'csql.read')
  const { actor } = ctx
  if (actor.kind !== 'person') return { products: [], sources: [] }
  const last = await ctx.store.read((tx) => tx.csqls.lastLoggedBy(actor.id, LOOKED_AT))
  return { products: each(last.map(({ productId }) => productId)), sources: each(last.map(({ source }) => source)) }
}

const each = <T>(picks: readonly (T | null)[]): T[] => [...new Set(picks.filter((pick): pick is T => pick !== null))]

/** The products with those last picked in front. */
export function lastPickedFirst(products: readonly Product[], { products: picked }: RecentPicks): readonly Product[] {
  const place = new Map(picked.map((id, index) => [id, index]))
  const placeOf = ({ id }: Product): number => place.get(id) ?? picked.length
  return products.toSorted((a, b) => placeOf(a) - placeOf(b))
}
