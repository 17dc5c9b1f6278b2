import { Command } from 'commander'
import { ConfigFaulty, loadSettings } from '../config/config.js'
import { openStore } from '../store/store.js'
import { CommandFailed } from './command-failed.js'
import type { CommandGroup } from './command-line.js'
import { configLine } from './config-lines.js'
import { checkDeliveries, checkRunning } from './doctor/check-app.js'
import { checkBackups } from './doctor/check-backups.js'
import { checkDatabase } from './doctor/check-database.js'
import { checkMachine, thisMachine } from './doctor/check-machine.js'
import { checkPeople } from './doctor/check-people.js'
import { checkSlack } from './doctor/check-slack.js'
import { type Finding, found, stateOf } from './doctor/findings.js'
import { type Patient, writtenIn } from './doctor/patient.js'
import { jsonOf, textOf } from './doctor/print.js'
import { messagesOf, wordsOf } from './language.js'
import type { Terminal } from './terminal.js'

/** `tasuki doctor`: what is well, what somebody should look at, what must be mended, and how. */
export const doctorCommand: CommandGroup = (terminal) => {
  const help = wordsOf(terminal).commandHelp.doctor
  return new Command('doctor')
    .description(help.what)
    .option('--json', help.json)
    .action(async (options: { json?: true }) => {
      const { findings, m, title } = await examineAll(terminal)
      terminal.out(options.json ? jsonOf(findings, m, terminal.clock.now()) : textOf(findings, m, title))
      if (findings.some((finding) => stateOf(finding) === 'fail')) throw new CommandFailed()
    })
}

async function examineAll(terminal: Terminal) {
  const env = terminal.env()
  const now = () => terminal.clock.now()
  const m = messagesOf(env)
  try {
    const settings = loadSettings(env)
    const write = writtenIn(m, settings.firstStart.zone, now())
    const title = `${write.stamp(now())} (${settings.firstStart.zone})`
    return { m, title, findings: await allFindings({ env, settings, now, m, write }) }
  } catch (error) {
    if (!(error instanceof ConfigFaulty)) throw error
    // Where the database is, or which Slack: all else rests on it.
    return {
      m,
      title: new Date(now()).toISOString(),
      findings: error.faults.map((fault) => found('env_faulty', { line: configLine(fault, m) })),
    }
  }
}

async function allFindings(patient: Patient): Promise<readonly Finding[]> {
  const { findings, isReadable } = checkDatabase(patient)
  const machine = checkMachine(patient, thisMachine)
  // Its schema is the program's: opening it changes nothing.
  const store = isReadable ? await openStore(patient.settings.database.path) : null
  try {
    const workspaces = store === null ? [] : await store.workspaces.all()
    return [
      ...machine,
      ...(await checkSlack(patient, workspaces)),
      ...findings,
      ...(await checkRunning(patient)),
      ...(store === null ? [] : await checkDeliveries(patient, store, workspaces)),
      ...(store === null ? [] : await checkPeople(patient, store, workspaces)),
      ...(await checkBackups(patient, store, workspaces)),
    ]
  } finally {
    await store?.close()
  }
}
