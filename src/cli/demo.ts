import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { playDemo } from '../sandbox/demo/play.js'

/**
 * `npm run demo [-- --lang en] [--transcript]`: plays a fortnight at the sample company against the local workspace
 * and prints it; what was uploaded, and what was printed, stands in `.demo/` afterwards. `--transcript` names this form.
 */
const { values } = parseArgs({
  options: { lang: { type: 'string', default: 'ja' }, transcript: { type: 'boolean', default: true } },
})
if (values.lang !== 'ja' && values.lang !== 'en') {
  process.stderr.write(`--lang ${values.lang}: it should be ja or en\n`)
  process.exitCode = 1
} else {
  const folder = join('.demo', values.lang)
  mkdirSync(folder, { recursive: true })
  const lines: string[] = []
  const print = (line: string): void => {
    lines.push(line)
    process.stdout.write(`${line}\n`)
  }
  await playDemo(values.lang, print, (pictures) => {
    for (const { name, bytes } of pictures) writeFileSync(join(folder, name), bytes)
    writeFileSync(join(folder, 'transcript.txt'), `${lines.join('\n')}\n`)
    const names = ['transcript.txt', ...pictures.map(({ name }) => name)]
    process.stdout.write(`\n${folder}/: ${names.join(', ')}\n`)
  })
}
