/** A colleague as a sheet names them: by Slack's id, or by an e-mail address. */
export type TypedPerson =
  | { readonly slackUserId: string; readonly email?: undefined }
  | { readonly email: string; readonly slackUserId?: undefined }

const SLACK_ID = /^(?:<@)?([UW][A-Z0-9]{2,20})(?:\|[^>]*)?>?$/u
const EMAIL = /^[^\s@<>(),;:"[\]]{1,64}@[a-z0-9-]+(?:\.[a-z0-9-]+)+$/u

/** Null for what is neither: a name is nobody for certain. Addresses are kept in lower case. */
export function readTypedPerson(typed: string): TypedPerson | null {
  const plain = typed.normalize('NFKC').trim()
  const slackUserId = SLACK_ID.exec(plain)?.[1]
  if (slackUserId !== undefined) return { slackUserId }
  const email = plain.toLowerCase().replace(/^mailto:/u, '')
  return EMAIL.test(email) && email.length <= 254 ? { email } : null
}

/** One key for each person that a sheet can name. */
export const keyOfTyped = (typed: TypedPerson): string => typed.slackUserId ?? typed.email
