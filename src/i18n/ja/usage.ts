import type { Commands } from '../areas/commands.js'

export const usage: Commands['usage'] = {
  log: {
    line: '/csql log(登録) 顧客 種類 金額 @営業担当 #きっかけ メモ',
    what: '商談の芽を登録します。何も付けなければ入力画面が開きます',
    examples: [
      '/csql log アクメ商事 アップセル 月12万 @suzuki 定例で席数の不足を相談された',
      '/csql 登録 「アクメ商事」 クロスセル 温度感高 #問い合わせ 経費精算の時間を減らしたい',
      '/csql log',
    ],
  },
  list: {
    line: '/csql list(一覧) 自分|対応中|期限超過|引き受け待ち|顧客',
    what: '一覧を見ます。何も付けなければ自分の分です',
    examples: ['/csql list', '/csql 一覧 引き受け待ち', '/csql list アクメ商事'],
  },
  show: {
    line: '/csql show(詳細) 番号',
    what: '内容と経緯を見ます',
    examples: ['/csql show 42', '/csql 詳細 CSQL-42'],
  },
  note: {
    line: '/csql note(追記) 番号 メモ',
    what: 'メモを追記します',
    examples: ['/csql note 42 来週の定例で決裁者を確認します'],
  },
  qualify: {
    line: '/csql qualify(トスアップ) 番号',
    what: '内容をそろえて営業担当につなぎます(入力画面)',
    examples: ['/csql qualify 42', '/csql トスアップ 42'],
  },
  accept: {
    line: '/csql accept(引き受け) 番号',
    what: 'その場で引き受けます',
    examples: ['/csql accept 42', '/csql 引き受け #42'],
  },
  return: {
    line: '/csql return(追加確認) 番号',
    what: 'CS担当に追加確認をお願いします(入力画面)',
    examples: ['/csql return 42', '/csql 追加確認 42'],
  },
  reject: {
    line: '/csql reject(見送り) 番号',
    what: '理由を選んで見送ります(入力画面)',
    examples: ['/csql reject 42', '/csql 見送り 42'],
  },
  update: {
    line: '/csql update(進捗) 番号',
    what: '進捗と次の予定日を入れます(入力画面)',
    examples: ['/csql update 42', '/csql 進捗 42'],
  },
  convert: {
    line: '/csql convert(商談化) 番号',
    what: '金額と受注見込み月を入れて商談化します(入力画面)',
    examples: ['/csql convert 42', '/csql 商談化 42'],
  },
  win: {
    line: '/csql win(受注) 番号',
    what: '受注を登録します(入力画面)',
    examples: ['/csql win 42', '/csql 受注 42'],
  },
  lose: {
    line: '/csql lose(失注) 番号',
    what: '失注を登録します(入力画面)',
    examples: ['/csql lose 42', '/csql 失注 42'],
  },
  nurture: {
    line: '/csql nurture(時期待ち) 番号 日付 理由',
    what: '日付を決めて時期を待ちます(番号だけなら入力画面)',
    examples: ['/csql nurture 42', '/csql 時期待ち 42 4/1 来期予算'],
  },
  withdraw: {
    line: '/csql withdraw(取り下げ) 番号',
    what: '理由を選んで取り下げます(入力画面)',
    examples: ['/csql withdraw 42', '/csql 取り下げ 42'],
  },
  merge: {
    line: '/csql merge(統合) 番号 統合先の番号',
    what: '同じ顧客の別のCSQLに統合します',
    examples: ['/csql merge 43 42', '/csql 統合 43 42'],
  },
  assign: {
    line: '/csql assign(担当) 番号 @営業担当',
    what: '担当を変えます。営業担当の方からは、変更の提案になります',
    examples: ['/csql assign 42 @watanabe', '/csql 担当 42 @watanabe'],
  },
  reopen: {
    line: '/csql reopen(再開) 番号',
    what: '終わったCSQLを再開します(マネージャー・入力画面)',
    examples: ['/csql reopen 42', '/csql 再開 42'],
  },
  snooze: {
    line: '/csql snooze(あとで) 番号 明日|3日|月曜|日付',
    what: 'リマインドをあとに延ばします。期限は変わりません',
    examples: ['/csql snooze 42 明日', '/csql あとで 42 12/1'],
  },
  undo: {
    line: '/csql undo(元に戻す) 番号',
    what: '5分以内の自分の操作を元に戻します',
    examples: ['/csql undo 42', '/csql 元に戻す 42'],
  },
  account: {
    line: '/csql account(顧客) 顧客',
    what: '顧客の契約とCSQLを見ます',
    examples: ['/csql account アクメ商事', '/csql 顧客 アクメ'],
  },
  target: {
    line: '/csql target(目標) @人 指標 値',
    what: '今四半期の目標を設定します(マネージャー)。何も付けなければ見るだけです',
    examples: ['/csql target', '/csql 目標 @sato CSQL 12', '/csql target @suzuki 受注MRR 50万'],
  },
  pause: {
    line: '/csql pause(休止) 日付|off',
    what: '自分へのリマインドを休止します',
    examples: ['/csql pause 1/5', '/csql 休止 来週月曜', '/csql pause off'],
  },
  time: {
    line: '/csql time(勤務時間・休み) 日付|@人',
    what: '自分の勤務時間・休暇・代理を設定します(入力画面)。マネージャーは、ほかの方の分も設定できます',
    examples: ['/csql time', '/csql 休み 12/28〜1/3', '/csql 休暇 @suzuki'],
  },
  report: {
    line: '/csql report(レポート) 今週|先週|今月|今四半期|開始日..終了日',
    what: '数字を見ます。何も付けなければ今週の分です',
    examples: ['/csql report', '/csql レポート 今四半期', '/csql report 2026-10-01..2026-10-31'],
  },
  digest: {
    line: '/csql digest(ダイジェスト)',
    what: '次の週次ダイジェストを自分だけに表示します',
    examples: ['/csql digest'],
  },
  summary: {
    line: '/csql summary(週次まとめ) on|off',
    what: '毎週月曜に、ご自身の今週のまとめをDMで受け取ります',
    examples: ['/csql summary on', '/csql 週次まとめ off'],
  },
  settings: {
    line: '/csql settings(設定)',
    what: '設定を開きます(管理者)',
    examples: ['/csql settings', '/csql 設定'],
  },
  help: {
    line: '/csql help(ヘルプ) コマンド名',
    what: '使い方を見ます',
    examples: ['/csql help', '/csql help log', '/csql ヘルプ 登録'],
  },
}
