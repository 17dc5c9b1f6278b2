import { parseArgs } from 'node:util'
import { playDemo } from '../sandbox/demo/play.js'

/**
 * `npm run demo [-- --lang en] [--transcript]`: plays a fortnight at the sample company against the local workspace
 * and prints it. `--transcript` names this form.
 */
const { values } = parseArgs({
  options: { lang: { type: 'string', default: 'ja' }, transcript: { type: 'boolean', default: true } },
})
if (values.lang !== 'ja' && values.lang !== 'en') {
  process.stderr.write(`--lang ${values.lang}: it should be ja or en\n`)
  process.exitCode = 1
} else {
  await playDemo(values.lang, (line) => process.stdout.write(`${line}\n`))
}
