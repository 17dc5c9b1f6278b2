import { nextStepOf } from './next-step.js'
import type { KeyFigure, WeeklyDigest } from './weekly-digest.js'

/** The digest of a week that is not over: its figures are those so far, and a part is compared with no whole week. */
export function soFar(digest: WeeklyDigest): WeeklyDigest {
  const alone = ({ n }: KeyFigure): KeyFigure => ({ n, before: null, mean: null })
  const { signals, csqls, opportunities, won, mrr } = digest.key
  const key = {
    ...{ signals: alone(signals), csqls: alone(csqls), opportunities: alone(opportunities) },
    ...{ won: alone(won), mrr: alone(mrr) },
  }
  return { ...digest, key, nextStep: nextStepOf({ ...digest, key }) }
}
