import type { SettingsField, SettingsWords } from '../areas/settings.js'
import { terms } from './terms.js'

const more = (n: number): string => (n === 0 ? '' : ` ほか${n}名`)

export const settingsLabels: Readonly<Record<SettingsField, string>> = {
  handover_channel: 'トスアップを知らせるチャンネル',
  wins_channel: '受注を知らせるチャンネル',
  group: 'ユーザーグループから追加',
  group_role: 'グループの方の役割',
  locale: 'チャンネルに投稿する言語',
  zone: 'タイムゾーン',
  currency: '通貨',
  fiscal_start: '事業年度の始まり',
  decide_days: '引き受けのご判断(営業日)',
  target_definition: 'ターゲットの定義',
  target_segments: 'ターゲットのセグメント',
  other_segments: 'ターゲット以外のセグメント',
  csm_closing: 'CS担当が受注まで進められるもの',
  opt_in_required: '営業からのご連絡の了承',
  churn_gate: '解約率の基準(年・%)',
  offered_sources: '選べるきっかけ',
  added_reject: '見送りの理由を追加',
  added_lose: '失注の理由を追加',
  added_return: '追加確認の項目を追加',
  added_nurture: '時期待ちの理由を追加',
  added_withdraw: '取り下げの理由を追加',
  retention: '終わったCSQLの本文を残す期間',
  after_uninstall: 'アンインストール後にデータを残す期間',
  loose_percent: 'リマインドの見直しをお知らせする割合(%)',
  loose_rows: 'お知らせに必要なリマインドの件数',
  erased: '削除する方',
  erase_sure: '確認',
}

export const settingsHints: Readonly<Partial<Record<SettingsField, string>>> = {
  handover_channel:
    '最初のトスアップのときに、顧客・製品・温度感・金額を1行で投稿します。担当者のお名前は載せません。空欄の場合は投稿しません。',
  wins_channel: '受注のたびに、つないだ方と受注した方のお名前を添えて投稿します。空欄の場合は投稿しません。',
  group: '保存したときのメンバーを、下の役割にまとめて加えます。その後のグループの変更は反映されません。',
  group_role: '「ユーザーグループから追加」を選んだ場合にお選びください。',
  locale: '一人ひとりへのお知らせは、その方のSlackの言語でお届けします。',
  zone: '集計の日付、週次ダイジェスト、担当が決まっていないものの期限に使います。都市名でも検索できます。',
  currency: 'これから登録する金額と、集計に使います。これまでの金額は、元の通貨のまま残ります。',
  fiscal_start: '四半期の区切りと目標に使います。変更した場合は、四半期ごとの目標もご確認ください。',
  decide_days:
    'トスアップから、引き受けるかどうかのご判断までの目安です。温度感が高いものは、翌営業日の正午のままです。',
  target_definition: '理由に「ターゲット外」を選ぶ画面に表示します。例:従業員100名以上、国内に本社がある企業',
  target_segments: '1行にひとつご記入ください。顧客のセグメントがここにあれば、ターゲットとして表示します。',
  other_segments: '1行にひとつご記入ください。ここにあるセグメントは、ターゲット外として表示します。',
  csm_closing: '選んだ製品と種類では、CS担当がご自身を営業担当に選び、受注まで進められます。',
  opt_in_required: '「必要」にすると、了承済みかCS経由でない窓口のCSQLは、トスアップできません。',
  churn_gate: 'この割合を超える製品がある間、レポートと週次ダイジェストに注意書きを添えます。',
  offered_sources: 'チェックを外したきっかけは、登録の画面に出なくなります。これまでの記録と集計は変わりません。',
  added_reject: '1行にひとつ、「日本語 / English」の形でご記入ください。英語は省略できます。追加した理由は消せません。',
  added_lose: '同じ形でご記入ください。',
  added_return: '同じ形でご記入ください。',
  added_nurture: '同じ形でご記入ください。',
  added_withdraw: '同じ形でご記入ください。',
  retention:
    '受注・失注・見送り・取り下げ・統合からこの期間が過ぎたCSQLのメモと課題を消し、窓口の方を匿名にします。件数と金額は残ります。',
  after_uninstall:
    'アプリを外してからこの期間が過ぎると、すべてのデータを消します。その前に入れ直すと、元どおりに使えます。',
  loose_percent:
    '4週間のリマインドのうち、2営業日以内に対応された割合がこれを下回ると、管理者にお知らせします。0で止まります。',
  loose_rows: 'これより少ない間は、お知らせしません。',
  erased: 'お名前の一部で検索できます。窓口の方と、社内の方(停止されたアカウントも)が見つかります。',
}

export const settings: SettingsWords = {
  title: 'Tasukiの設定',
  sections: {
    people: '役割と参加できる人',
    digest: '投稿先のチャンネル',
    hours: '勤務時間と休業日',
    products: '製品',
    basics: '言語・通貨・事業年度',
    team: '担当マネージャー',
    clocks: '期限の目安',
    target: 'ターゲット',
    rules: '進め方のルール',
    lists: 'きっかけ・理由・絵文字',
    data: 'データの保存期間',
  },
  about: {
    people: 'どなたに何が届くかが決まります。CS担当と営業担当は、使い始めると自動で加わります。',
    digest: '毎週の件数と受注などを、どこに投稿するかを決めます。',
    hours: 'この時間の外と休業日には、お知らせを送らず、期限の日数にも数えません。',
    products: '登録や集計で選ぶ製品です。1行にひとつご記入ください。',
    basics: '集計の区切りと、金額の単位です。',
    team: '期限超過のご相談を、どのマネージャーにお届けするかを決めます。',
    clocks: '期限の目安(営業日)です。',
    target: '「ターゲット外」の意味をそろえます。',
    rules: 'どこまでをCS担当が進めるか、何がそろえばトスアップできるかを決めます。',
    lists: '選択肢に出すものと、登録をご案内する絵文字です。',
    data: '個人の情報と本文を、いつまで残すかを決めます。',
  },
  change: '変更',
  begin: '設定する',
  progress: (done, all, next) =>
    done === 0
      ? `初期設定は${all}項目です。まずは「${next}」からどうぞ。そのまま保存しても使い始められます。`
      : `初期設定は${all}項目のうち${done}項目が済みました。次は「${next}」です。そのまま保存しても使い始められます。`,
  complete: '✅ 初期設定は済んでいます。変更は、保存するとすぐに反映されます。',
  intro: '変更は、保存するとすぐに反映されます。',
  stepDone: '✅',
  stepOpen: '⬜',
  setUp: '初期設定',
  others: 'そのほかの設定',
  step: (at, all) => `初期設定 ${at}/${all}`,
  steps: {
    people: 'まず、マネージャーを選んでください。ほかの欄はそのままで構いません。',
    digest: '週次ダイジェストの投稿先を選んでください。あとで決める場合は空欄で構いません。',
    hours: '働く曜日と時刻、お休みの日をご確認ください。お知らせは、この時間にだけ届きます。',
    products: 'お使いの製品名に書き換えてください。',
    basics: 'ふだんお使いのものと違う場合だけ、変更してください。',
  },
  saveAndNext: '保存して次へ',
  saveAndEnd: '保存して完了',

  now: {
    managers: (names, rest) => `${terms.roles.manager}:${names.join('、')}${more(rest)}`,
    noManagers: `${terms.roles.manager}:まだ決まっていません`,
    roles: ({ csms, aes, insideSales }) =>
      `CS担当 ${csms}名・営業担当 ${aes}名${insideSales === 0 ? '' : `・インサイドセールス ${insideSales}名`}`,
    digest: (weekday, at, hasChannel) =>
      `週次ダイジェスト:${weekday} ${at}${hasChannel ? '' : '(投稿先が未定のため、DMでお届けします)'}`,
    channels: (handOver, wins) =>
      [handOver ? 'トスアップも投稿' : '', wins ? '受注も投稿' : ''].filter(Boolean).join('・'),
    hours: (hours, country) => `${hours}・${country}`,
    holidays: (count) => (count === 0 ? '会社の休業日:なし' : `会社の休業日:${count}件`),
    products: (names, rest) => `${names.join('、')}${rest === 0 ? '' : ` ほか${rest}件`}`,
    basics: ({ language, zone, currency, month }) => `${language}・${zone}・${currency}・${month}始まり`,
    team: (named) => (named === 0 ? '全員のご相談が、マネージャー全員に届きます' : `${named}名の担当を決めています`),
    clocks: ({ decide, firstContact, update }) =>
      `ご判断 ${decide}営業日・最初のご連絡 ${firstContact}営業日・進捗の更新 ${update}営業日`,
    target: (names, rest) => `${names.join('、')}${rest === 0 ? '' : ` ほか${rest}件`}`,
    noTarget: 'まだ決まっていません',
    rules: ({ closing, optIn, gate }) =>
      `CS担当の受注:${closing === 0 ? 'なし' : `${closing}件の組み合わせ`}・ご連絡の了承:${optIn ? '必要' : '任意'}・解約率の基準:${gate}%`,
    lists: ({ sources, reasons, emoji }) =>
      `きっかけ ${sources}種・追加した理由 ${reasons}件・絵文字 ${emoji === null ? 'なし' : `:${emoji}:`}`,
    data: (months, days) => `本文:${months}・アンインストール後:${days}日`,
  },

  languages: { ja: '日本語', en: '英語' },
  month: (month) => `${month}月`,
  yes: '必要',
  no: '任意',
  everyProduct: 'すべての製品',
  closing: (product, kind) => `${product}:${kind}`,
  kept: (months) => (months === null ? '無期限' : months % 12 === 0 ? `${months / 12}年` : `${months}か月`),
  afterDays: (days) => `${days}日`,
  reasonsNow: (labels) => `追加済みの理由:${labels.join('、')}`,
  noGroups:
    'ユーザーグループからまとめて選ぶには、アプリの権限 usergroups:read が必要です。お使いにならない場合は、そのままで構いません。',
  groupWaits: 'グループ名の一部を入力',

  noSource: 'きっかけをひとつ以上お選びください。',
  notPercent: (from, to) => `${from}〜${to}の整数でご記入ください。`,
  segmentTwice: (name) => `「${name}」が両方の欄にあります。どちらかにしてください。`,
  tooManyReasons: (most) => `追加できる理由は、ひとつの一覧に${most}件までです。`,
  unknownZone: 'このタイムゾーンは見つかりませんでした。一覧からお選びください。',
  groupUnread: 'グループのメンバーを取得できませんでした。少し待ってから、もう一度お試しください。',
  groupRoleMissing: 'グループの方の役割をお選びください。',

  targetIs: (definition) => `ターゲットの定義:${definition}`,
  segmentIs: (segment, isTarget) =>
    `この顧客のセグメント:${segment}${isTarget === null ? '' : isTarget ? '(ターゲット)' : '(ターゲット外)'}`,
  targetSegments: (names) => `ターゲットのセグメント:${names.join('、')}`,

  handedOver: (csql, subject) => `${csql}:${subject}がトスアップされました。`,

  welcome:
    'Tasukiへようこそ。お客様との会話で気づいた商談の芽を営業につなぎ、その後の結果を登録した方にお知らせします。初期設定は5分ほどで、あとから変更できます。',
  welcomeHow: '下のボタンから順にご案内します。途中で閉じても、/csql settings から続けられます。',
  welcomeButton: '設定を始める',
}
