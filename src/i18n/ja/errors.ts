import type { Errors } from '../areas/errors.js'

export const errors: Errors = {
  notFound: {
    csql: (typed) => `「${typed}」のCSQLは見つかりませんでした。番号は /csql list で確かめられます。`,
    account: (typed) =>
      typed === '' ? 'この顧客は見つかりませんでした。' : `「${typed}」という顧客は見つかりませんでした。`,
    person: (typed) => `「${typed}」さんが見つかりませんでした。@からお名前を選んでください。`,
    product: (typed) => `「${typed}」という製品は見つかりませんでした。`,
    delivery: (typed) => `「${typed}」のお知らせは見つかりませんでした。`,
  },
  illegal: ({ csql, state, act }) =>
    `${csql}はいま「${state}」のため、「${act}」はできません。いまできることは /csql show ${csql} で見られます。`,
  changedMeanwhile: ({ csql, did, when, state }) =>
    `${csql}はすでに更新されています:${did}(${when})。いまの状態は「${state}」です。今回の操作は反映していません。`,
  incomplete: (fields) => `${fields.map((field) => `「${field}」`).join('')}をご入力ください。`,
  lineRules: {
    not_a_number: (typed) => `「${typed}」はCSQLの番号として読み取れませんでした。例:42/#42/CSQL-42`,
    not_a_person: (typed) => `「${typed}」がどなたかわかりませんでした。@からお名前を選んでください。`,
    not_an_amount: (typed) => `「${typed}」は金額として読み取れませんでした。例:月12万/年144万(税抜)`,
    not_a_count: (typed) => `「${typed}」は件数として読み取れませんでした。例:12`,
    not_a_period: (typed) => `「${typed}」は期間として読み取れませんでした。例:今週/先月/2026-10-01..2026-10-31`,
    not_a_measure: (typed) => `「${typed}」という指標はありません。CSQL・商談・受注MRR・受注額からお選びください。`,
    several_accounts: (typed) => `「${typed}」に当てはまる顧客がいくつかあります。`,
    unknown_account: (typed) => `「${typed}」という顧客は見つかりませんでした。`,
    on_or_off: (typed) =>
      `「${typed}」は読み取れませんでした。受け取る場合は on、受け取らない場合は off を添えてください。`,
    empty_note: () => '追記する内容をご入力ください。',
  },
  lineFields: {
    pause_until: 'リマインドの再開日',
    number: '番号',
    person: '対象の方',
    period: '期間',
    metric: '指標',
    value: '目標値',
    line: '入力内容',
  },
  tooLong: (limit, length) =>
    `${limit.toLocaleString('ja-JP')}文字までです(いま${length.toLocaleString('ja-JP')}文字です)。何も保存していません。要点に絞ってご入力ください。`,
  amountFaults: {
    bare_number: '単位(万・円など)がわかりませんでした',
    range: '金額をひとつに決められませんでした',
    approximate: '概算のため、金額をひとつに決められませんでした',
    tax_included: '税込の金額のようです',
    negative: 'マイナスの金額のようです',
    per_unit: '単価だけのようです(数も添えると計算します:80名×300円)',
    two_amounts: '金額が2つあり、ひとつに決められませんでした',
    two_periods: '月額か年額かを決められませんでした',
    malformed: '金額として読み取れませんでした',
    too_large: '金額が大きすぎるようです',
  },
  amountExample: '例:月12万/年144万/初期30万(税抜)',
  gateFired: (gates) => gates.join(''),
  duplicate: (csql) => `${csql}が、同じ顧客・製品・種類ですでに進んでいます。`,
  nothingToUndo: {
    too_late: (csql) => `${csql}の直前の操作から5分を過ぎたため、元に戻せません。`,
    not_yours: (csql) => `${csql}の直前の操作はほかの方が行ったため、元に戻せません。`,
    followed: (csql) => `${csql}にはそのあとの操作があるため、元に戻せません。`,
    is_undo: (csql) => `${csql}には元に戻せる操作がありません。`,
  },
  notTakingPart: {
    guest:
      '申し訳ありません。Tasukiはゲストの方にはご利用いただけません。ご不明な点は、このワークスペースの担当者にお尋ねください。',
    outsider:
      '申し訳ありません。Tasukiはこのワークスペースのメンバーの方だけがご利用いただけます。ご不明な点は、このワークスペースの担当者にお尋ねください。',
    bot: '申し訳ありません。Tasukiはアプリやボットからはご利用いただけません。',
    deactivated: '申し訳ありません。このアカウントは停止されているため、Tasukiをご利用いただけません。',
    unverified: '申し訳ありません。Slackのメンバーとして確認できなかったため、いまはご利用いただけません。',
    no_role: 'Tasukiのご利用には役割の割り当てが必要です。お手数ですが、管理者の方に役割の追加をご依頼ください。',
  },
  notSaved: '申し訳ありません。データベースに書き込めず、何も保存していません。少し待って、もう一度お試しください。',
  postFailed: '申し訳ありません。Slackに投稿できませんでした。少し待って、もう一度お試しください。',
  tooLarge: '金額が大きすぎて正確に扱えません。金額をお確かめください。',
  calendar: '働く日が1日も見つかりませんでした。勤務時間と休日の設定をお確かめください。',
  unexpected: (id) =>
    `申し訳ありません。うまく処理できませんでした。何も保存していません。少し待って、もう一度お試しください。続くようでしたら、管理者の方に次の番号をお伝えください:${id}`,
  unexpectedAfterSave: (id) =>
    `保存しましたが、結果を表示できませんでした。/csql list でご確認ください。続くようでしたら、管理者の方に次の番号をお伝えください:${id}`,
  personSilent: 'Slackからお名前を確認できなかったため、何も登録していません。少し待って、もう一度お試しください。',
  unknownWorkspace:
    '申し訳ありません。このワークスペースではTasukiの準備ができていません。管理者の方にお尋ねください。',
  tooMany: (seconds) =>
    `短い時間に操作が続いたため、少しお休みしています。${seconds}秒ほど待って、もう一度お試しください。何も保存していません。`,
  staleButton: 'このボタンは古くなっています。/csql list で最新の内容をご確認ください。',
  staleForm: 'このフォームは古くなっています。閉じて、もう一度開いてください。',
  formNotOpened: '入力画面を開けませんでした。お手数ですが、もう一度お試しください。',
  forgottenDraft: '入力内容の保管期限(1時間)が過ぎたため、空の入力画面を開きました。',
  secretRemoved:
    '⚠️ パスワードやトークンのような文字列があったため、取り除きました。本物の場合は、すぐに無効にしてください。',
  secretMark: '(秘密の文字列を削除しました)',
  yourText: '入力された内容',
}
