import type { CommandHelp } from '../areas/command-help.js'

export const commandHelp: CommandHelp = {
  frame: {
    titles: { 'Usage:': '使い方:', 'Arguments:': '引数:', 'Options:': 'オプション:', 'Commands:': 'コマンド:' },
    placeholders: { '[options]': '[オプション]', '[command]': '[コマンド]' },
    help: 'コマンドの使い方を表示します',
    value: String,
    choices: (choices) => `選択肢:${choices.join('、')}`,
    byDefault: (value) => `既定値:${value}`,
    explained: (what, facts) => `${what}(${facts.join('。')})`,
  },
  tasuki: 'CS担当が気づいた商談の芽を、営業につなぎます',
  workspace: '対象のワークスペース。複数あるときに、ID、SlackのチームID(T…)、名前のいずれかで指定',
  start: 'アプリを起動します。止めるまで動き続けます',
  import: {
    what: 'CSV、または tasuki export events で書き出したファイルを取り込みます。先にすべてを確かめ、問題がひとつでもあれば何も取り込みません',
    rows: '取り込むデータの種類',
    file: 'CSVファイル(UTF-8かShift_JIS)。events では、export events で書き出したファイル',
    dryRun: '確認だけを行い、何も取り込みません',
  },
  export: {
    what: 'CSV、または全データ(events、1行1件のJSON)を、tasuki import で取り込める形で出力します。監査ログ(audit)も出力できます',
    rows: '出力するデータの種類',
    from: 'この日以降のもの(YYYY-MM-DD)。csqls と audit で使えます',
    to: 'この日以前のもの(YYYY-MM-DD)。csqls と audit で使えます',
  },
  deliveries: {
    what: 'お知らせの一覧(送信待ち、送信済み、届けられなかったもの)を新しい順に表示します',
    state: '表示する状態',
    limit: '表示する件数の上限',
    json: 'JSON形式で、わかっていることをすべて出力します',
    retry: '届けられなかったお知らせ(parked)を再送します',
    retryForce: 'Slackにすでに届いている可能性があっても再送します',
    drop: 'pending、unknown、parked のお知らせを、送らずに取りやめます',
  },
  backup: {
    what: 'バックアップを作成し、中身を確かめてから指定の名前で保存します。アプリは動かしたままで構いません',
    file: '保存先のファイル',
    force: '同じ名前のファイルを置き換えます',
  },
  restore: {
    what: 'バックアップからデータベースを復元します。先にアプリを止めてください',
    file: 'バックアップのファイル',
    force: 'いまのデータベースを置き換えます(別の名前で残します)',
  },
  doctor: {
    what: 'Slackとの接続、データベース、設定と人、バックアップを点検します。直すべきものがあれば、終了コードは1です',
    json: 'JSON形式で出力します',
  },
  erase: {
    what: 'データを完全に削除します。--yes を付けるまでは、対象を表示するだけです',
    yes: '実際に削除します(元に戻せません)',
    contact: 'お客様の窓口の方を、お名前で指定して削除します。メモなどに書かれたお名前も伏せ字にします',
    account: '顧客名(同じお名前の方が複数いるとき)',
    person: '社内の方を、お名前、メールアドレス、SlackのメンバーID(U…)のいずれかで指定して削除します',
    csql: 'CSQLを1件、履歴ごと削除します。数字からも外れます',
    workspace: 'ワークスペースのIDを指定して、すべてのデータを削除します',
  },
  report: {
    what: '期間を指定して、ワークスペースの指標を表示します。初日と最終日も含みます',
    from: '期間の初日(YYYY-MM-DD)',
    to: '期間の最終日(YYYY-MM-DD)',
    by: (dimensions) => `内訳の分け方。${dimensions.join(',')} から、カンマ区切りで指定`,
    allDimensions: 'すべて',
    format: '出力の形式',
  },
}
