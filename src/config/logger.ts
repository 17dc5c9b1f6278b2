import { type DestinationStream, destination, type Logger, pino, stdTimeFunctions } from 'pino'

export type { Logger } from 'pino'

interface LoggerOptions {
  readonly level: string
  /** Values that must never be read in a log, wherever they turn up. */
  readonly secrets: readonly string[]
  /** Where the lines go; stdout unless a test listens. */
  readonly stream?: DestinationStream
}

const hidden = '[redacted]'

/** Slack's tokens by their shape (people paste them), and the addresses that let anybody answer in our name. */
const secretShapes = /\b(?:xox[a-z](?:\.xox[a-z])?-[\w-]+|xapp-[\w-]+)|https:\/\/hooks\.slack(?:-gov)?\.com\/[^\s"\\]+/g

const secretKeys =
  /("(?:\w*token|\w*secret|password|authorization|cookie|set-cookie|x-slack-signature|response_url|responseUrl|trigger_id|triggerId)":)"(?:[^"\\]|\\.)*"/gi

/** Some readers of logs break lines at these, which JSON lets stand as they are. */
const lineBreaks = /[\u0085\u2028\u2029]/g

/**
 * One JSON line an entry, on stdout. Secrets are taken out of the finished line rather than out of known fields, so that a
 * token inside a message, a stack or a nested object is found too; a line break in a value stays escaped.
 */
export function buildLogger({ level, secrets, stream = stdout() }: LoggerOptions): Logger {
  const redactor = redactLine(secrets)
  return pino(
    {
      level,
      base: null,
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: pino.stdSerializers.err, error: pino.stdSerializers.err },
    },
    { write: (line: string) => stream.write(redactor(line)) },
  )
}

/** Written at once: a line that waits its turn would be lost, or come after a later one, where the process exits. */
const stdout = () => destination({ dest: 1, sync: true })

function redactLine(secrets: readonly string[]): (line: string) => string {
  // A value this short is no secret of Slack's, and would take ordinary words out of every line.
  const known = secrets.filter(({ length }) => length >= 6).map((value) => JSON.stringify(value).slice(1, -1))
  return (line) => {
    const bare = known.reduce((text, value) => text.replaceAll(value, hidden), line)
    return bare
      .replace(secretShapes, hidden)
      .replace(secretKeys, `$1"${hidden}"`)
      .replace(lineBreaks, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`)
  }
}
