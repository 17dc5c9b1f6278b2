import { BadValue, NothingToUndo } from '../../domain/errors.js'
import { readDraft } from '../../usecases/drafts.js'
import { readCsql } from '../../usecases/read-csql.js'
import { assignAction } from '../../usecases/read-for-action.js'
import type { CsqlAction, Target } from '../../views/ids.js'
import { problemOf } from '../../views/modals/modal.js'
import type { Entry } from '../actor.js'
import { act, loggedAnswer, shownAnswer, undo } from '../answers.js'
import { OutOfDate } from '../edge-errors.js'
import type { Form } from '../forms.js'
import type { Click, Said } from './click.js'

type OnClick = (entry: Entry, target: Target, click: Click) => Promise<Said | null>
type ActForm = Extract<Form, { kind: 'act' }>['action']

/** The form of an action; one that is opened on a form takes its place. */
const form =
  (action: ActForm): OnClick =>
  (_entry, { number, version }, click) =>
    click.open({ kind: 'act', action, number, version }, 'replace')

const atOnce =
  (action: 'accept' | 'wake'): OnClick =>
  async (entry, { number, version }) => {
    const message = await act(entry, { number, version, action, fields: {} })
    return { message, replaces: true, onCard: action !== 'accept' }
  }

/** What a click on each button does. */
export const ON_CLICK: Readonly<Record<CsqlAction, OnClick>> = {
  accept: atOnce('accept'),
  wake: atOnce('wake'),
  return: form('return'),
  reject: form('reject'),
  update: form('update'),
  convert: form('convert'),
  win: form('win'),
  lose: form('lose'),
  nurture: form('nurture'),
  withdraw: form('withdraw'),
  merge: form('merge'),
  reopen: form('reopen'),
  snooze: form('snooze'),
  plan_fix: form('plan_fix'),
  ask_support: form('ask_support'),
  ask_csm: form('ask_csm'),
  answer_csm: answerQuestion,
  qualify: (_entry, { number, version }, click) => click.open({ kind: 'qualify', number, version }),
  edit: (_entry, { number, version }, click) => click.open({ kind: 'edit', number, version }),
  reassign: async (entry, { number, version }, click) =>
    click.open({ kind: 'act', action: await assignAction(entry.ctx, number), number, version }, 'replace'),
  note: addNote,
  undo: takeBack,
  show: async (entry, { number }) => ({ message: await shownAnswer(entry, number) }),
  take,
  period: changePeriod,
  propose_again: proposeAgain,
}

/** Nobody writes an answer that somebody else has given. @throws BadValue when it is there already */
async function answerQuestion(entry: Entry, { number, version }: Target, click: Click): Promise<null> {
  const { csql } = await readCsql(entry.ctx, number)
  if (csql.questionTextId === null) throw new BadValue({ field: 'answer', rule: 'answered_already' })
  return click.open({ kind: 'act', action: 'answer_csm', number, version }, 'replace')
}

/** With a draft in its value, the button adds what was typed at once. */
async function addNote(entry: Entry, { number, version, choice }: Target, click: Click): Promise<Said | null> {
  if (choice === null) return click.open({ kind: 'act', action: 'note', number, version })
  const draft = await readDraft(entry.ctx, choice)
  if (draft === null) throw new OutOfDate({ what: 'button' })
  const message = await act(entry, { number, version: null, action: 'note', fields: { note: draft.line } })
  return { message, replaces: true }
}

async function takeBack(entry: Entry, { number, version, choice }: Target): Promise<Said> {
  const { csql } = await readCsql(entry.ctx, number)
  if (choice === null && csql.version !== version) throw new NothingToUndo({ number, why: 'followed' })
  const message = await undo(entry, { number, ...(choice === null ? {} : { eventId: choice }) })
  return { message, replaces: true, onCard: true }
}

/** Takes it over oneself: as the AE who was proposed, or as a manager. */
async function take(entry: Entry, { number, version }: Target): Promise<Said> {
  const ae = entry.person.id
  return { message: await act(entry, { number, version, action: 'reassign', fields: { ae } }), replaces: true }
}

/** Monthly becomes yearly and back; the figure stays. */
async function changePeriod(entry: Entry, { number, version }: Target): Promise<Said> {
  const { csql } = await readCsql(entry.ctx, number)
  const amount_period = csql.amountPeriod === 'year' ? 'month' : 'year'
  const message = await act(entry, { number, version, action: 'edit', fields: { amount_period } })
  const after = await readCsql(entry.ctx, number)
  if (after.csql.state !== 'signal') return { message, replaces: true }
  const { accountId, version: now } = after.csql
  const logged = { number, version: now, accountId, accountIsNew: false, aeProblem: null }
  const said = await loggedAnswer(entry, { ...logged, eventId: after.lastEvent?.id ?? '' })
  return { message: said, replaces: true }
}

async function proposeAgain(entry: Entry, { number }: Target, click: Click): Promise<null> {
  const details = await readCsql(entry.ctx, number)
  const { csql, account } = details
  return click.open({
    kind: 'log',
    again: number,
    prefill: {
      account: { id: csql.accountId, name: account.name },
      note: problemOf(details),
      product: details.product,
      kind: csql.kind,
      source: csql.source,
      heat: csql.heat,
    },
  })
}
