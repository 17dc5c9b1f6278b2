import type { ConfigFault } from '../config/config.js'
import type { Messages } from '../i18n/index.js'

/** What is wrong with a variable, and what it should be: one line. */
export function configLine({ name, state }: ConfigFault, { environment }: Messages): string {
  const isSecretNeeded = name === 'SLACK_SIGNING_SECRET' && state === 'missing'
  return environment[state](name, isSecretNeeded ? environment.secretNeeded : environment.shapes[name])
}
