import { Command, InvalidArgumentError, Option } from 'commander'
import { DELIVERY_STATES } from '../domain/delivery.js'
import { MayBeThere, NotByHand, NotFound } from '../domain/errors.js'
import { listDeliveries } from '../usecases/list-deliveries.js'
import { dropDelivery, retryDelivery } from '../usecases/settle-by-hand.js'
import { CommandFailed } from './command-failed.js'
import type { CommandGroup } from './command-line.js'
import { type Asked, jsonOf, textOf } from './delivery-list.js'
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
  const list = new Command('deliveries')
    .description('list the messages that are owed, were sent, or could not be delivered; newest first')
    .addOption(new Option('--state <state>', 'only those in this state').choices(DELIVERY_STATES))
    .option('--limit <n>', 'list so many at most', wholeNumber, LISTED)
    .option('--json', 'as JSON, with everything that is known of each')
    .addOption(workspaceOption())
    .action((options: ListOptions) =>
      withWorkspace(terminal, options.workspace, async ({ ctx, workspace }) => {
        const found = await listDeliveries(ctx, options)
        terminal.out(options.json ? jsonOf(found) : textOf(found, options, workspace.settings.zone))
      }),
    )
  list
    .command('retry <id>')
    .description('send one again that could not be delivered (parked)')
    .option('--force', 'although Slack may show it already')
    .addOption(workspaceOption())
    .action((id: string, options: { force?: true }, command: Command) =>
      onOne(terminal, command, async ({ ctx, workspace }) => {
        const { purpose } = await retryDelivery(ctx, id, options.force === true)
        terminal.out(`${id} (${purpose}) is sent again within seconds where the app runs, else after its next start.\n`)
        if (workspace.suspended) {
          terminal.err("Slack refused this workspace's token: nothing is sent before a start with a good one.")
        }
      }),
    )
  list
    .command('drop <id>')
    .description('never send one that is pending, unknown or parked')
    .addOption(workspaceOption())
    .action((id: string, _options: object, command: Command) =>
      onOne(terminal, command, async ({ ctx }) => {
        const { purpose, state } = await dropDelivery(ctx, id)
        terminal.out(`${id} (${purpose}), which was ${state}, will not be sent.\n`)
      }),
    )
  return list
}

function wholeNumber(typed: string): number {
  const value = Number(typed)
  if (/^\d{1,6}$/.test(typed) && value > 0) return value
  throw new InvalidArgumentError('it should be a whole number above 0')
}

/** What acts on one delivery. `--workspace` may stand before or after the word. */
async function onOne(
  terminal: Terminal,
  command: Command,
  work: (opened: OpenWorkspace) => Promise<void>,
): Promise<void> {
  const { workspace } = command.optsWithGlobals<{ workspace?: string }>()
  try {
    await withWorkspace(terminal, workspace, work)
  } catch (error) {
    throw refusalOf(error) ?? error
  }
}

const STATE_WORDS: Readonly<Record<string, string>> = {
  pending: 'it is going to be sent by itself when it is due',
  sending: 'Slack is being asked to take it at this moment; look again in a minute',
  sent: 'it was sent',
  unknown:
    "Slack's answer was lost; within minutes the channel's history shows whether it arrived, and if not it is sent again",
  parked: 'it could not be delivered',
  skipped: 'there was nothing left to say when its time came, or somebody dropped it',
}

function refusalOf(error: unknown): CommandFailed | null {
  if (error instanceof NotFound) {
    return new CommandFailed(`There is no delivery ${error.facts.typed} here. \`tasuki deliveries\` lists them.`)
  }
  if (error instanceof NotByHand) {
    const { action, id, state } = error.facts
    return new CommandFailed(
      `${id} cannot be ${action === 'retry' ? 'retried' : 'dropped'}: it is ${state}, that is, ${STATE_WORDS[state]}.`,
    )
  }
  if (error instanceof MayBeThere) {
    const { id, reason } = error.facts
    return new CommandFailed(
      `${id} may stand in Slack already: its answer was lost, and history could not be read (${reason}).`,
      `Look there first. If it is there: tasuki deliveries drop ${id}`,
      `If it is not:                  tasuki deliveries retry ${id} --force`,
    )
  }
  return null
}
