import type { Asking } from '../areas/asking.js'
import { names } from './names.js'

const { colleague } = names
const who = (name: string | null, role: string): string => (name === null ? role : colleague(name))

export const asking: Asking = {
  question: 'ご質問',
  answer: 'ご回答',
  support: 'ご相談の内容',
  supporters: (people) => `相談先:${people.map((name) => colleague(name)).join('、')}`,
  open: (csm) => `${who(csm, 'CS担当')}に質問中です(ご回答待ち)`,

  asked: (by, csql) => `${who(by, '営業担当')}から、${csql}の経緯や背景についてのご質問です。`,
  askedHow:
    'わかる範囲で結構です。ご回答は営業担当に届き、メモにも残ります。届くまでのあいだ(最長1営業日)、営業担当の期限は止まっています。',
  answered: (by, csql) => `${who(by, 'CS担当')}から、${csql}のご質問への回答です。`,
  answeredSince: (by) => `✅ ${who(by, 'CS担当')}が回答しました。ありがとうございます。`,
  noAnswerNeeded: 'このご質問への回答は不要になりました。',
  supportAsked: (by, csql) => `${who(by, '営業担当')}から、${csql}の進め方についてのご相談です。`,
  supportHow: 'お気づきのことや進め方のご提案を[回答する]からお寄せください。営業担当に届き、メモにも残ります。',
  supportAnswered: (by, csql) => `${who(by, '相談先の方')}から、${csql}のご相談への回答です。`,
  supportAdded: (by, csql, supporter) =>
    `${who(by, '別の方')}が、${csql}の進め方を${colleague(supporter)}に相談しました。回答はあなたに届きます。`,
  reply: '回答する',
  marks: { question: '質問', answer: '回答', support: '相談' },

  waits: (until) => `ご回答が届くまで(最長で${until}まで)、リマインドを止めてお待ちします。`,
  dueWaits: (due) => `待っている時間は期限に数えません。いまの期限は${due}で、ご回答が早く届けばその分だけ早まります。`,
  supportSent: (name) => `${colleague(name)}に、お客様の課題と一緒にお知らせします。回答はあなたに届きます。`,

  yourAnswer: (reason) => `ご回答:${reason}`,
  leads: {
    own_deals_first:
      'お忙しいところありがとうございます。いつ動けそうか、日付を入れていただければ、その日まではお知らせしません。',
    outside_target: 'ありがとうございます。対象外の場合は、理由を添えて見送ると、つないだ方にも伝わります。',
    hard_problem:
      'ありがとうございます。詳しい方に相談してみませんか。選んだ方に、お客様の課題と一緒にお知らせします。',
    vague_need: 'ありがとうございます。はっきりさせたい点をお知らせいただければ、CS担当が確認します。',
    needs_context: 'ありがとうございます。知りたいことをCS担当に聞いてみませんか。',
    waiting_customer: 'ありがとうございます。次の予定日を入れていただければ、その日まではお知らせしません。',
    other: 'ありがとうございます。いまの状況を、ひとことお聞かせください。',
  },
  proposeInstead: 'ほかの方にお願いしたい場合は、担当の変更を提案できます。',
  snoozeInstead: 'まだ決められない場合は、お知らせをあとに延ばせます(期限は変わりません)。',
}
