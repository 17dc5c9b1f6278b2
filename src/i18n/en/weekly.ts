import type { Weekly } from '../areas/weekly.js'
import { count, format } from './format.js'

const percent = (n: number, of: number): string => (of === 0 ? '—' : `${Math.round((n / of) * 100)}%`)
const mean = (n: number): string => format.number(Math.round(n * 10) / 10)

export const weekly: Weekly = {
  key: { signals: 'Signals', csqls: 'CSQLs', opportunities: 'Opportunities', won: 'Won', mrr: 'MRR won (before tax)' },
  count: (n) => format.number(n),
  increase: (money) => (money.amount === 0 ? format.money(money) : `+${format.money(money)}`),
  compared: (before, mean4) => {
    const parts = [
      before === null ? null : `${before} on the week before`,
      mean4 === null ? null : `${mean4} on the four-week mean`,
    ]
    const known = parts.filter((part) => part !== null)
    return known.length === 0 ? '' : ` (${known.join(', ')})`
  },
  change: (n) => format.difference(Math.round(n * 10) / 10),
  moneyChange: (money) => {
    const size = format.money({ ...money, amount: Math.abs(money.amount) })
    return money.amount === 0 ? '±0' : `${money.amount > 0 ? '+' : '-'}${size}`
  },

  lost: (n, reasons) => `Lost ${format.number(n)} (${reasons.join(', ')})`,

  late: (moment) => `This was due on ${moment} and comes late; we are sorry. What is open is counted as of now.`,
  idle: ({ week, isRunning, open, queue }) =>
    `${week}: ${isRunning ? 'nothing new has happened yet' : 'nothing new happened'}. ${count(open, 'CSQL is', 'CSQLs are')} open. ${queue}`,
  soFar: (week) => `${week} (so far)`,
  problem: (text) => `The customer's problem: ${text}`,
  lateWins: 'Won in an earlier week, recorded since the last digest',
  wonOn: (day) => `signed on ${day}`,
  nextStep: 'Suggested next step',
  steps: {
    name_aes: ({ n }) => `${count(n, 'CSQL has', 'CSQLs have')} no AE yet. Name one, so that no customer waits.`,
    settle_overdue: ({ n, csql, days }) => {
      const long = count(days, 'working day', 'working days')
      return n === 1
        ? `${csql} is ${long} past due. Consider another AE, or another date.`
        : `${format.number(n)} are overdue. Begin with ${csql} (${long}): another AE, or another date?`
    },
    answer_returned: ({ n, days }) =>
      `${count(n, 'returned CSQL waits', 'returned CSQLs wait')} for an answer, the longest for ${count(days, 'working day', 'working days')}. A date on which the customer can be asked lets the AEs plan.`,
    agree_on_rejections: ({ label, n, of }) =>
      `${format.number(n)} of ${format.number(of)} rejections had one reason: ${label}. It may be worth agreeing on what is checked before a hand-over.`,
    look_for_signals: ({ n, mean: usual }) =>
      `${count(n, 'new signal', 'new signals')}: half the four-week mean (${mean(usual)}) or less. A word heard in a regular meeting or a renewal talk is one line of /csql.`,
    vet_signals: ({ signals, qualified }) =>
      `Of ${format.number(signals)} signals of the last 12 weeks, ${format.number(qualified)} were handed over. A regular look at the others may pay.`,
    repeat_source: ({ label, opportunities, csqls }) =>
      `${format.number(opportunities)} of ${format.number(csqls)} CSQLs from "${label}" in the last 12 weeks became opportunities. Plan it again?`,
    propose_to_successful: ({ n }) =>
      `${count(n, 'account has', 'accounts have')} an outcome and no open proposal. Ask about their plans in the next meeting?`,
  },
  open: 'Open these numbers',
  threadFollows: 'The details and the list (CSV) are in the thread.',
  noCharts: 'The charts could not be attached. The figures are in the thread and in the list (CSV).',

  details: 'Details',
  waitingOnCsm: (total) => `Returned, waiting for the CSM: ${format.number(total)}`,
  unproposed: (total) => `Accounts with an outcome and no open proposal: ${format.number(total)}`,
  moreAccounts: (n) => `and ${format.number(n)} more`,
  decisions: (total) => `Decisions by sales: ${format.number(total)}`,
  decided: (kind, csqls, n) =>
    `${{ accept: 'Accepted', return: 'Returned', reject: 'Rejected' }[kind]} ${format.number(n)}: ${csqls}`,
  sources: 'By source (CSQLs of the last 12 weeks, and what became of them; may still change)',
  source: ({ source, csqls, opportunities, won }) =>
    `${source}: ${count(csqls, 'CSQL', 'CSQLs')} → ${count(opportunities, 'opportunity', 'opportunities')} (${percent(opportunities, csqls)}), ${format.number(won)} won (${percent(won, csqls)})`,

  charts: {
    funnel: 'From signal to win',
    funnelNote: (span) =>
      `Signals logged ${span}, and how far they came; may still change. In brackets: share of the step before`,
    steps: {
      signals: 'Signals',
      qualified: 'Handed over',
      accepted: 'Accepted',
      opportunities: 'Opportunities',
      won: 'Won',
    },
    step: (n, of) => `${format.number(n)}${of === null ? '' : ` (${percent(n, of)})`}`,
    trend: 'Twelve weeks',
    trendNote: 'Per week; dates are Mondays',
    series: { csqls: 'CSQLs handed over', won: 'Won' },
    alt: (title, parts) => `${title}: ${parts.join(', ')}`,
  },
  csv: {
    title: (week, leftOut) => `CSQLs ${week}${leftOut === 0 ? '' : ` (${format.number(leftOut)} more not listed)`}`,
    columns: {
      number: 'Number',
      account: 'Account',
      department: 'Department',
      product: 'Product',
      kind: 'Kind',
      source: 'Source',
      heat: 'Heat',
      state: 'State',
      logged_on: 'Logged on',
      qualified_on: 'Handed over on',
      accepted_on: 'Accepted on',
      opportunity_on: 'Opportunity since',
      won_on: 'Won on',
      lost_on: 'Lost on',
      reason: 'Reason',
      overdue_days: 'Overdue (working days)',
      expected_mrr: 'Expected MRR (before tax)',
      won_mrr: 'MRR won (before tax)',
      won_one_time: 'One-time won (before tax)',
      currency: 'Currency',
    },
  },
  preview: {
    whole: 'A preview of the next weekly digest. Only you can see it.',
    soFar: 'A preview of the next weekly digest, with the week so far. Only you can see it.',
    nothing: 'There is nothing yet for the next weekly digest.',
    charts: 'The charts of the next weekly digest, sent to you alone.',
    chartsSoFar:
      'The charts of the next weekly digest, sent to you alone. Of this week they hold what there is so far.',
    chartsFollow: 'The charts come in a direct message.',
  },
}
