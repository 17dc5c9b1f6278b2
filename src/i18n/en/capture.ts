import type { Capture } from '../areas/capture.js'

export const capture: Capture = {
  guessed: 'The account is a guess from the channel’s name or the text. Please choose another if it is wrong.',
  offer: 'Log this message as a signal?',
  offerButton: 'Check and log',
  asIs: (customer) => `Log for ${customer}`,
  offerWhy: 'Only you see this, because you added the emoji. Nothing happens if you leave it.',
  textUnread: 'The text of the message could not be read. Please write down what you heard.',
  notAnEmoji: 'Please write the name of an emoji, such as :seedling:.',
  many: {
    title: 'Log several',
    open: 'Log several lines at once',
    submit: 'Log all',
    intro: 'One signal a line, written as after /csql log. Every line is checked before anything is logged.',
    example:
      'Tsukishiro Seiki cross-sell Expense ¥120,000 per month\nMuteki Warehouse upsell a quote for 80 more seats',
    fault: (line, why) => `Line ${line}: ${why}`,
    moreFaults: (n) => (n === 1 ? 'One more line needs a look.' : `${n} more lines need a look.`),
    tooMany: (limit, n) => `Up to ${limit} lines can be logged at once; these are ${n}. Please log them in parts.`,
    logged: (n) => (n === 1 ? '✅ One signal was logged.' : `✅ ${n} signals were logged.`),
    similar: (typed, known) =>
      `Is “${typed}” the account “${known}”? Write its full name, or put the name in quotes if it is a new one.`,
    unknownAe: (typed, why) => `AE “${typed}”: ${why}`,
    amount: (typed, why) => `Amount “${typed}”: ${why}`,
  },
}
