import { Command, InvalidArgumentError, Option } from 'commander'
import { DELIVERY_STATES } from '../domain/delivery.js'
import { MayBeThere, NotByHand, NotFound } from '../domain/errors.js'
import type { Workspace } from '../domain/workspace.js'
import { type Messages, messagesFor } from '../i18n/index.js'
import { listDeliveries } from '../usecases/list-deliveries.js'
import { dropDelivery, retryDelivery } from '../usecases/settle-by-hand.js'
import { CommandFailed } from './command-failed.js'
import type { CommandGroup } from './command-line.js'
import { type Asked, jsonOf, textOf } from './delivery-list.js'
import { wordsOf } from './language.js'
import { type OpenWorkspace, withWorkspace, workspaceOption } from './open-workspace.js'
import type { Terminal } from './terminal.js'

interface ListOptions extends Asked {
  readonly workspace?: string
  readonly json?: true
}

/** How many are listed unless said otherwise. */
const LISTED = 50

/** `tasuki deliveries`: what was sent, what is owed, and what could not be delivered; the app may run meanwhile. */
export const deliveriesCommands: CommandGroup = (terminal) => {
  const help = wordsOf(terminal).commandHelp.deliveries
  const list = new Command('deliveries')
    .description(help.what)
    .addOption(new Option('--state <state>', help.state).choices(DELIVERY_STATES))
    .option('--limit <n>', help.limit, wholeNumberIn(terminal), LISTED)
    .option('--json', help.json)
    .addOption(workspaceOption(terminal))
    .action((options: ListOptions) =>
      withWorkspace(terminal, options.workspace, async ({ ctx, workspace }) => {
        const found = await listDeliveries(ctx, options)
        terminal.out(options.json ? jsonOf(found) : textOf(found, options, workspace.settings.zone, wordsIn(workspace)))
      }),
    )
  list
    .command('retry <id>')
    .description(help.retry)
    .option('--force', help.retryForce)
    .addOption(workspaceOption(terminal))
    .action((id: string, options: { force?: true }, command: Command) =>
      onOne(terminal, command, async ({ ctx, workspace }) => {
        const { purpose } = await retryDelivery(ctx, id, options.force === true)
        const words = wordsIn(workspace).commandLine.deliveries
        terminal.out(`${words.retried(id, words.purpose(purpose))}\n`)
        if (workspace.suspended) terminal.err(words.suspended)
      }),
    )
  list
    .command('drop <id>')
    .description(help.drop)
    .addOption(workspaceOption(terminal))
    .action((id: string, _options: object, command: Command) =>
      onOne(terminal, command, async ({ ctx, workspace }) => {
        const { purpose, state } = await dropDelivery(ctx, id)
        const words = wordsIn(workspace).commandLine.deliveries
        terminal.out(`${words.dropped(id, words.purpose(purpose), words.states[state])}\n`)
      }),
    )
  return list
}

const wordsIn = (workspace: Workspace): Messages => messagesFor(workspace.settings.locale)

const wholeNumberIn =
  (terminal: Terminal) =>
  (typed: string): number => {
    const value = Number(typed)
    if (/^\d{1,6}$/.test(typed) && value > 0) return value
    throw new InvalidArgumentError(wordsOf(terminal).commandLine.typed.wholeNumber)
  }

/** What acts on one delivery. `--workspace` may stand before or after the word. */
async function onOne(
  terminal: Terminal,
  command: Command,
  work: (opened: OpenWorkspace) => Promise<void>,
): Promise<void> {
  const { workspace } = command.optsWithGlobals<{ workspace?: string }>()
  await withWorkspace(terminal, workspace, (opened) =>
    work(opened).catch((error: unknown) => {
      throw refusalOf(error, wordsIn(opened.workspace)) ?? error
    }),
  )
}

function refusalOf(error: unknown, m: Messages): CommandFailed | null {
  const words = m.commandLine.deliveries
  if (error instanceof NotFound) {
    return new CommandFailed(words.unknown(String(error.facts.typed)))
  }
  if (error instanceof NotByHand) {
    const { action, id, state } = error.facts
    const reasons: Readonly<Record<string, string>> = words.because
    const why = reasons[state] ?? state
    return new CommandFailed(action === 'retry' ? words.notRetried(id, why) : words.notDropped(id, why))
  }
  if (error instanceof MayBeThere) {
    const { id, reason } = error.facts
    return new CommandFailed(...words.mayBeThere(id, reason))
  }
  return null
}
