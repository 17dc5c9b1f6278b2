import type { Sheets } from '../areas/sheets.js'

const n = (value: number): string => value.toLocaleString('ja-JP')
const one = (words: readonly string[] = []): string => words.join('、')
const SEPARATORS: Readonly<Record<string, string>> = { '\t': 'タブ', ';': 'セミコロン「;」' }
const separator = (typed = ''): string => SEPARATORS[typed] ?? `「${typed}」`
const AS_CSV = 'Excelで開き、「名前を付けて保存」で「CSV UTF-8(コンマ区切り)」を選んで保存し直してください。'
const EXAMPLE_AMOUNT = '例:120000、12万(税抜)。未定の場合は空欄にしてください。'
const EXAMPLE_TIME = '例:2026-11-20、2026/11/20 15:00'

export const sheets: Sheets = {
  kinds: { accounts: '顧客', contracts: '契約', csqls: 'CSQL', snapshots: '月次の契約金額', events: '履歴の全体' },
  rules: {
    no_header: ({ allowed }) => `ファイルが空です。1行目に列名をお書きください(${one(allowed)})。`,
    unknown_column: ({ other, allowed }) =>
      other === undefined
        ? `この列名はありません。使える列:${one(allowed)}。不要な列は削除してください。`
        : `この列名はありません。「${other}」のことでしょうか。`,
    unknown_columns: ({ pairs = [], limit, allowed }) => {
      const known = pairs.flatMap(({ typed, other }) => (other === undefined ? [] : [`${typed} → ${other}`]))
      const others = pairs.flatMap(({ typed, other }) => (other === undefined ? [typed] : []))
      const parts = [
        `使えない列名が${n(limit ?? pairs.length)}つあります。`,
        known.length === 0 ? '' : `次のように書き換えてはいかがでしょうか:${one(known)}。`,
        others.length === 0 ? '' : `不要な列は削除してください:${one(others)}。使える列:${one(allowed)}。`,
      ]
      return parts.join('')
    },
    workbook: () => `Excelのファイル(.xlsx など)のため、CSVとして読み取れませんでした。${AS_CSV}`,
    other_separator: ({ typed }) =>
      `列が${separator(typed)}で区切られています。カンマ「,」区切りにしてください。${AS_CSV}`,
    missing_column: () => '必要な列がありません。1行目に追加してください。',
    column_twice: () => '同じ列名が2回あります。どちらかを削除してください。',
    archive_cut: () => 'ファイルが途中で切れています。もう一度 tasuki export events で書き出してください。',
    archive_newer: () => 'より新しい版のTasukiで書き出されたファイルです。Tasukiを更新してから取り込んでください。',
    no_archive: () => 'tasuki export events で書き出したファイルではありません。',
    not_a_line: () => 'この行を読み取れませんでした。ファイルが書き換えられていないかご確認ください。',
    unknown_field: ({ typed }) => `「${typed ?? ''}」という項目はありません。ファイルをご確認ください。`,
    unknown_table: ({ typed }) => `「${typed ?? ''}」という種類の行はありません。ファイルをご確認ください。`,
    quote_inside: () => '「"」の位置が正しくありません。セルの中の「"」は「""」と2つ並べてください。',
    quote_open: () => '「"」が閉じられていません。このあたりの行をご確認ください。',
    too_many_cells: ({ limit }) =>
      `列の数(${limit ?? ''}列)より多くのセルがあります。「,」を含むセルは「"」で囲んでください。`,
    unreadable_letters: () => '読み取れない文字があります。UTF-8かShift_JISで保存し直してください。',
    empty: () => '空欄です。入力をお願いします。',
    too_long: ({ limit }) => `${n(limit ?? 0)}文字以内でご記入ください。`,
    not_one_of: ({ typed, allowed }) => `「${typed ?? ''}」は選べません。次のどれかをご記入ください:${one(allowed)}。`,
    not_a_day: ({ typed }) => `「${typed ?? ''}」を日付として読み取れませんでした。例:2026-11-20`,
    no_such_day: ({ typed }) => `「${typed ?? ''}」は暦にない日です。日付をご確認ください。`,
    year_out_of_range: ({ typed }) => `「${typed ?? ''}」は離れすぎています。年をご確認ください。`,
    not_a_month: ({ typed }) => `「${typed ?? ''}」を月として読み取れませんでした。例:2026-11`,
    not_a_time: ({ typed }) => `「${typed ?? ''}」を日時として読み取れませんでした。${EXAMPLE_TIME}`,
    in_the_future: ({ typed }) => `「${typed ?? ''}」は先の日時です。まだのことは空欄にしてください。`,
    not_yes_or_no: ({ typed }) => `「${typed ?? ''}」は読み取れません。yes か no をご記入ください。`,
    not_a_person: ({ typed }) =>
      `「${typed ?? ''}」ではどなたか決まりません。メールアドレスか、SlackのメンバーID(U…)をご記入ください。`,
    not_a_number: ({ typed }) => `「${typed ?? ''}」は番号ではありません。例:42。空欄にすると番号を付けます。`,
    not_a_corporate_number: ({ typed }) => `「${typed ?? ''}」は法人番号ではありません。13桁の数字をご記入ください。`,
    unknown_currency: ({ typed }) => `「${typed ?? ''}」という通貨はありません。例:JPY、USD`,
    other_currency: ({ typed, other }) =>
      `「${typed ?? ''}」はこの行の通貨(${other ?? ''})と違います。currency列に通貨をご記入ください。`,
    other_period: ({ typed }) =>
      `「${typed ?? ''}」に月額・年額が書かれています。金額だけを残し、期間はその列でお示しください。`,
    two_accounts: ({ typed }) =>
      `「${typed ?? ''}」という顧客が複数あります。external_id か法人番号で1社に決めてください。`,
    same_twice: ({ typed, otherRow }) => `「${typed ?? ''}」は${otherRow ?? ''}行目と同じです。1行にまとめてください。`,
    identity_clash: ({ typed }) =>
      `「${typed ?? ''}」のIDと法人番号が、別々の顧客を指しています。どちらかを直してください。`,
    own_parent: () => '親会社が自分自身になっています。空欄にするか、親会社の名前をご記入ください。',
    number_taken: ({ typed, other }) =>
      `CSQL-${typed ?? ''}は別の案件(${other ?? ''})で使われています。空欄にすると新しい番号を付けます。`,
    out_of_order: ({ other }) =>
      `順序が合いません(${other ?? ''}との前後)。日付をご確認ください。日付だけの場合は0:00とみなします。`,
    two_endings: ({ other }) => `${other ?? ''}と両方あります。結果はひとつだけにしてください。`,
    accepted_at_once: () => 'CS担当がご自身で進める案件は、トスアップと同時に引き受けになります。空欄にしてください。',
    no_step_for_it: ({ other }) => `${other ?? ''}が空欄です。日時をご記入いただくか、この欄を空欄にしてください。`,
    unknown_reason: ({ typed, allowed }) =>
      `「${typed ?? ''}」という理由はありません。次のどれかをご記入ください:${one(allowed)}。`,
    csm_as_ae: () =>
      'CS担当と営業担当が同じ方です。別の方をご記入いただくか、設定でCS担当による受注を許可してください。',
    won_without_amount: () => '受注の金額がありません。won_amount か won_one_time をご記入ください。',
    nothing_won: () => '受注の金額が0です。won_amount か won_one_time に、0より大きい金額をご記入ください。',
  },
  amounts: {
    bare_number: (typed) => `「${typed}」は単位がわかりませんでした。${EXAMPLE_AMOUNT}`,
    range: (typed) => `「${typed}」は金額をひとつに決められませんでした。${EXAMPLE_AMOUNT}`,
    approximate: (typed) => `「${typed}」は金額をひとつに決められませんでした。${EXAMPLE_AMOUNT}`,
    tax_included: (typed) => `「${typed}」は税込のようです。税抜の金額をご記入ください。${EXAMPLE_AMOUNT}`,
    negative: (typed) => `「${typed}」はマイナスの金額のようです。0以上の金額をご記入ください。${EXAMPLE_AMOUNT}`,
    per_unit: (typed) => `「${typed}」は単価のようです。合計の金額をご記入ください。${EXAMPLE_AMOUNT}`,
    two_amounts: (typed) => `「${typed}」には金額が複数あります。${EXAMPLE_AMOUNT}`,
    two_periods: (typed) => `「${typed}」は月額か年額かを決められませんでした。${EXAMPLE_AMOUNT}`,
    malformed: (typed) => `「${typed}」を金額として読み取れませんでした。${EXAMPLE_AMOUNT}`,
    too_large: (typed) => `「${typed}」は金額が大きすぎます。桁数をご確認ください。`,
  },
  notices: {
    looks_like: ({ typed, other }) =>
      `「${typed ?? ''}」は登録済みの「${other ?? ''}」に似ていますが、別の顧客として登録します。同じ会社なら、名前をそろえるか別名に加えてください。`,
    step_inferred: () => '日時がないため、次の段階と同じ日時とみなします。期限や所要時間の集計には入りません。',
    differs_here: () => 'すでに登録されている内容と違います。登録済みの内容は変えません。',
    start_filled: () => '登録済みの受注に利用開始日がないため、この日を入れます。',
    look_again_over: ({ typed }) => `${typed ?? ''}は過ぎているため、時期待ちの前の状態に戻します。`,
  },
  choice: (word, code) => `${word}(${code})`,
  ofBoth: (words) => words.ja,
  place: (row, column) => (column === null ? `${n(row)}行目` : `${n(row)}行目 ${column}`),
  summary: ({ kind, rows, added, changed, unchanged }) =>
    `${kind}:${n(rows)}行。新規 ${n(added)}件、更新 ${n(changed)}件、変更なし ${n(unchanged)}件。`,
  made: ({ people, products, accounts }) => {
    const parts = [
      people > 0 ? `メンバー ${n(people)}名` : '',
      products > 0 ? `製品 ${n(products)}件` : '',
      accounts > 0 ? `顧客 ${n(accounts)}社` : '',
    ]
    return `あわせて追加:${parts.filter(Boolean).join('、')}。`
  },
  given: ({ csm, ae }) => {
    const parts = [csm > 0 ? `CS担当 ${n(csm)}名` : '', ae > 0 ? `営業担当 ${n(ae)}名` : '']
    return `役割のない方に付く役割:${parts.filter(Boolean).join('、')}。`
  },
  written: '取り込みました。',
  nothingNew: '新しい内容はありませんでした。何も変えていません。',
  dryRun: '確認だけを行いました。まだ取り込んでいません。',
  faulty: (count) => `直していただきたいところが${n(count)}か所あります。何も取り込んでいません。`,
  toLookAt: (count) => `ご確認いただきたいこと:${n(count)}件`,
  andMore: (count) => `ほか${n(count)}件`,
  notEmpty: 'このワークスペースにはすでにデータがあります。履歴の全体は、空のデータベースにだけ取り込めます。',
  notFitting: (detail) => `行どうしのつながりが合わないため、何も取り込んでいません(${detail})。`,
  progress: (rows) => `${n(rows)}行を確認しました…`,
  upload: {
    open: 'CSVを取り込む',
    title: 'CSVの取り込み',
    submit: '確認する',
    intro: 'まず内容の確認だけを行い、結果をお知らせします。取り込むかどうかは、そのあとでお選びいただけます。',
    what: '取り込む内容',
    file: 'CSVファイル(10MBまで)',
    byCommand: 'これまでの記録は、サーバーで tasuki import を実行すると取り込めます。',
    checking: (file) => `${file}を確認しています。終わりましたら、ここでお知らせします。`,
    stillChecking: (rows) => `${n(rows)}行まで確認しました。続きを確認しています。`,
    stillImporting: (rows) => `${n(rows)}行まで読み込みました。取り込みが終わりましたら、ここでお知らせします。`,
    confirm: 'この内容で取り込む',
    unreadable: 'ファイルを読み取れませんでした。もう一度お選びいただくか、サーバーで tasuki import をお試しください。',
    tooBig: '10MBを超えるファイルは、サーバーで tasuki import を実行して取り込んでください。',
  },
  overtaken: '確認の間に顧客や製品が変更されました。何も取り込んでいません。少し待ってから、もう一度お試しください。',
}
