import type { Capture } from '../areas/capture.js'

export const capture: Capture = {
  guessed: '顧客は、チャンネル名や本文から推測したものです。違う場合は選び直してください。',
  offer: 'この投稿を、シグナル(商談の芽)として登録しますか?',
  offerButton: '内容を確認して登録',
  asIs: (customer) => `${customer}で登録`,
  offerWhy: '絵文字を付けた方だけに表示しています。不要な場合は、そのままで構いません。',
  textUnread: '投稿の本文は取得できませんでした。お客様から聞いた内容をご記入ください。',
  notAnEmoji: '絵文字の名前をご記入ください。例::seedling:',
  many: {
    title: 'まとめて登録',
    open: '複数行をまとめて登録',
    submit: 'まとめて登録する',
    intro: '1行に1件、/csql 登録 のあとに続ける形でご記入ください。すべての行を確認してから登録します。',
    example: '月白精機 クロスセル 経費 月12万 工場の立替経費が紙のまま\n霧笛倉庫 アップセル 80名増の見積がほしい',
    fault: (line, why) => `${line}行目:${why}`,
    moreFaults: (n) => `ほか${n}行にも確認が必要です。`,
    tooMany: (limit, n) => `一度に登録できるのは${limit}行までです(現在${n}行)。分けて登録してください。`,
    logged: (n) => `✅ ${n}件のシグナルを登録しました。`,
    similar: (typed, known) =>
      `「${typed}」は「${known}」のことでしょうか。正式な名称にするか、新しい顧客の場合は「」で囲んでください。`,
    unknownAe: (typed, why) => `営業担当「${typed}」:${why}`,
    amount: (typed, why) => `金額「${typed}」:${why}`,
  },
}
