/** What a token, a key or a password of a well-known kind looks like. Nobody means to keep one in a note. */
const SECRETS: readonly RegExp[] = [
  /\bxox[a-z](?:\.xox[a-z])?-[A-Za-z0-9-]{6,}/gu,
  /\bxapp-[A-Za-z0-9-]{6,}/gu,
  /\bAKIA[0-9A-Z]{16}\b/gu,
  /\bgh[pousr]_[A-Za-z0-9]{20,}/gu,
  /\bsk-[A-Za-z0-9_-]{20,}/gu,
  /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/gu,
]

/** The text with every secret replaced by `mark`, and whether there was any. */
export function withoutSecrets(text: string, mark: string): { readonly text: string; readonly found: boolean } {
  const safe = SECRETS.reduce((rest, secret) => rest.replace(secret, mark), text)
  return { text: safe, found: safe !== text }
}
