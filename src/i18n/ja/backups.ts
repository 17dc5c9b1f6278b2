import type { Backups } from '../areas/backups.js'

const because = (text: string) => (detail: string) => (detail === '' ? text : `${text}(${detail})`)

export const backups: Backups = {
  made: (file) => `バックアップを作成し、中身を確認しました:${file}`,
  facts: ({ size, rows, at }) => `${size}・${rows}行・${at}時点`,

  restored: (file) => `バックアップから復元しました:${file}`,
  restoredFrom: (at) => `${at}時点の内容です。それより後の登録や変更は含まれていません。`,
  unsealed:
    'このファイルは tasuki backup で作成されたものではないため、壊れた箇所がないかは確認しましたが、値のひとつひとつまでは確認できていません。',
  keptAs: (file) => `これまでのデータベースは ${file} に残しました。問題がなければ削除してください。`,
  erasedAgain: (count) => `バックアップのあとに消去されていた${count}件を、あらためて消去しました。`,
  oldUnreadable: (log) =>
    `これまでのデータベースを読めなかったため、バックアップのあとの消去は ${log} の記録だけをもとに反映しました。`,
  startNow: 'npm start で起動できます。',

  fileExists: (file) => [
    `${file} はすでにあります。`,
    '別の名前を指定するか、置き換えてよければ --force を付けてください。',
  ],
  databaseExists: (file) => [
    `データベース ${file} がすでにあります。`,
    '置き換えてよければ --force を付けてください。いまのデータベースは別の名前で残します。',
  ],
  inUse: (file, by) => [
    `データベース ${file} は使用中です${by === '' ? '' : `(${by})`}。`,
    'Tasukiを止めてから、もう一度お試しください。',
  ],
  cannotErase: (what) => [
    `消去の記録に、この版のTasukiでは消去できないもの(${what})があります。`,
    'より新しい版のTasukiで復元してください。',
  ],
  faulty: (file) => `${file} はバックアップとして使えません。`,
  faults: {
    missing: because('ファイルがありません'),
    not_a_database: because('SQLiteのデータベースではないか、先頭が壊れています'),
    not_ours: because('Tasukiのデータベースではありません'),
    damaged: because('壊れているか、途中で切れています'),
    foreign_keys: because('つながりの切れた行があります'),
    seal: because('確認用の記録が書き換わっています'),
    content: because('作成したときと中身が違います'),
    newer: because('より新しい版のTasukiで作成されたものです'),
  },
  faultMend: 'ほかのバックアップをお使いください。新しい版で作成されたものは、その版のTasukiで復元できます。',

  failed: (night) =>
    `${night}のバックアップを作成できませんでした。1時間おきに試し、成功するまで同じお知らせは送りません。`,
  failedWhy: (why) => `理由:${why}`,
  failures: {
    disk_full: 'ディスクの空きが足りません',
    not_writable: 'バックアップのフォルダーに書き込めません',
    faulty: '作成したコピーが元のデータと一致しませんでした',
    source: 'データベースを読み取れませんでした',
    stopped: '途中で止まりました',
    other: '予期しないエラーが起きました',
  },
  failedMend: {
    disk_full: 'サーバーを運用している方に、ディスクの空きを増やしていただくようお伝えください。',
    not_writable: 'サーバーを運用している方に、バックアップ先のフォルダーの権限をご確認いただくようお伝えください。',
    faulty: 'サーバーを運用している方に、ディスクの点検をお願いしてください。',
    source: 'サーバーを運用している方に、データベースの点検をお願いしてください。',
    stopped: 'サーバーを運用している方に、ログのご確認をお願いしてください。',
    other: 'サーバーを運用している方に、ログのご確認をお願いしてください。',
  },
  lastGood: (night) =>
    night === null ? '正常なバックアップは、まだ1つもありません。' : `最後に成功したバックアップは${night}のものです。`,
}
