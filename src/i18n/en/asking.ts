import type { Asking } from '../areas/asking.js'
import { names } from './names.js'

const who = (name: string | null, role: string): string => name ?? role

export const asking: Asking = {
  question: 'The question',
  answer: 'The answer',
  support: 'What it is about',
  supporters: (people) => `Asked for support: ${people.map((name) => names.colleague(name)).join(', ')}`,
  open: (csm) => `A question waits for an answer from ${who(csm, 'the CSM')}`,

  asked: (by, csql) => `${who(by, 'The AE')} has a question about the background of ${csql}.`,
  askedHow:
    "Whatever you know will help. Your answer goes to the AE and stays in the notes. Until then, for one working day at most, the AE's clock stands still.",
  answered: (by, csql) => `${who(by, 'The CSM')} answered your question about ${csql}.`,
  answeredSince: (by) => `✅ ${who(by, 'The CSM')} answered. Thank you.`,
  noAnswerNeeded: 'This question needs no answer any more.',
  supportAsked: (by, csql) => `${who(by, 'The AE')} would like your advice on ${csql}.`,
  supportHow: 'Press “Answer” with whatever comes to mind. It goes to the AE and stays in the notes.',
  supportAnswered: (by, csql) => `${who(by, 'Your colleague')} sent advice on ${csql}.`,
  supportAdded: (by, csql, supporter) =>
    `${who(by, 'Somebody')} asked ${names.colleague(supporter)} for advice on ${csql}. The answer comes to you.`,
  reply: 'Answer',
  marks: { question: 'Question', answer: 'Answer', support: 'Advice sought' },

  waits: (until) => `No reminders until the answer is there, or until ${until} at the latest.`,
  dueWaits: (due) => `The wait does not count: it is due by ${due} now, and sooner if the answer comes sooner.`,
  supportSent: (name) => `${names.colleague(name)} is told, with the customer's problem. The answer comes to you.`,

  yourAnswer: (reason) => `You answered: ${reason}`,
  leads: {
    own_deals_first: 'Thank you. Say when you can get to it, and you hear nothing about it before.',
    outside_target: 'Thank you. If it is out of scope, reject it with the reason, and whoever passed it on will know.',
    hard_problem: "Thank you. Would you like to ask somebody who knows? They are told, with the customer's problem.",
    vague_need: 'Thank you. Say what should be clearer, and the CSM will find out.',
    needs_context: 'Thank you. Would you like to ask the CSM?',
    waiting_customer: 'Thank you. Set the next date, and you hear nothing about it before.',
    other: 'Thank you. In a few words, where do things stand?',
  },
  proposeInstead: 'Should somebody else take it? You can propose another AE.',
  snoozeInstead: 'Not decided yet? You can put the reminders off; the due date stays.',
}
