import { createRequire } from 'node:module'
import { cruise, type ICruiseOptions, type ICruiseResult, type IFlattenedRuleSet } from 'dependency-cruiser'

interface HouseRules {
  readonly forbidden: readonly { readonly name: string }[]
  readonly options: ICruiseOptions
}

/** The rules as `npm run imports` reads them. */
export const houseRules: HouseRules = createRequire(import.meta.url)('../../.dependency-cruiser.cjs')

/** Reads every module of a tree laid out like the house, and holds the house's rules against it. */
export async function cruiseHouse(baseDir: string): Promise<ICruiseResult> {
  const { tsConfig: _unused, ...options } = houseRules.options
  const ruleSet = { forbidden: houseRules.forbidden } as IFlattenedRuleSet
  const { output } = await cruise(['src', 'commands'], { ...options, ruleSet, validate: true, baseDir })
  if (typeof output === 'string') throw new Error('dependency-cruiser answered with text')
  return output
}
