import type { AccountInput, Accounts, SheetSection } from '../areas/accounts.js'
import { format } from './format.js'
import { names } from './names.js'

const { colleague } = names
const n = (count: number): string => format.number(count)

const who = (name: string | null): string => (name === null ? 'どなたか' : colleague(name))
const quoted = (labels: readonly string[]): string => labels.map((label) => `「${label}」`).join('')

const sections: Accounts['sections'] = {
  contracts: '契約',
  contacts: '窓口',
  departments: '部署',
  children: 'グループ会社',
  notes: 'メモ',
  open: '進行中のCSQL',
  past: 'これまでのCSQL',
  history: '変更履歴',
}

const UNITS: Readonly<Partial<Record<SheetSection, string>>> = { contacts: '名', children: '社' }
const counted = (section: SheetSection, count: number): string => `${n(count)}${UNITS[section] ?? '件'}`

export const accounts: Accounts = {
  group: (parent) => `親会社:${parent}`,
  reading: (kana) => `よみ:${kana}`,
  alsoCalled: (aliases) => `別名:${aliases.join('、')}`,
  revenue: (amounts) => `月額(MRR・税抜)${amounts.join(' と ')}`,
  paid: (month, amounts) => `${month}の実績 ${amounts.length === 0 ? '0' : amounts.join(' と ')}`,
  noRevenue: '月額(MRR)は未登録です。',
  sections,
  titled: (section, count) => `${sections[section]} ${counted(section, count)}`,
  all: (section, count) => `${sections[section]}をすべて見る(${counted(section, count)})`,
  page: (from, to, count) => `${n(from)}〜${n(to)}件目(全${n(count)}件)`,
  previous: '前へ',
  next: (count) => `次へ(ほか${n(count)}件)`,
  back: '顧客に戻る',
  writtenBy: (by, when, edited) => `${who(by)} ${when}${edited ? '(編集済み)' : ''}`,
  optInSince: (optIn, on, how) => {
    const since = [on, how].filter((part) => part !== null)
    return since.length === 0 ? optIn : `${optIn}(${since.join('・')})`
  },
  noContacts: '窓口はまだ登録されていません。',
  open: '開く',
  buttons: {
    log: 'シグナルを登録',
    edit: '顧客を編集',
    contract: '契約を編集',
    newContract: '契約を追加',
    contact: '窓口を編集',
    newContact: '窓口を追加',
    note: 'メモを編集',
    newNote: 'メモを書く',
    merge: '別の顧客と統合',
    unmerge: '統合を元に戻す',
    products: '製品名・英語名・別名を編集',
  },
  titles: {
    account: '顧客の編集',
    contract: '契約',
    contact: '窓口',
    note: '顧客のメモ',
    merge: '顧客の統合',
    product: '製品の編集',
  },
  submits: {
    account: '保存する',
    contract: '保存する',
    contact: '保存する',
    note: '保存する',
    merge: '内容を確認する',
    product: '保存する',
  },
  outcomes: { yes: '成果あり', no: '成果はこれから' },
  doMerge: '統合する',
  saved: (account) => `${account}の内容を保存しました。`,
  faults: {
    empty: () => 'ご入力をお願いします。',
    too_long: () => '長すぎるため登録できません。短くしてご記入ください。',
    too_many: () => '100件以内でご記入ください。',
    twice: (typed) => `「${typed}」が2回あります。どちらかを消してください。`,
    not_kana: (typed) => `「${typed}」に漢字などが含まれています。よみはひらがなかカタカナでご記入ください。`,
    not_a_corporate_number: (typed) => `「${typed}」は法人番号として読み取れませんでした。13桁の数字をご記入ください。`,
    external_id_taken: (typed) => `この外部IDは${typed}で使われています。同じ会社なら、統合をお試しください。`,
    unknown_account: () => 'この顧客は見つかりませんでした。もう一度お選びください。',
    own_parent: () => 'この顧客自身を親会社にはできません。',
    parent_loop: () => 'この会社は、この顧客のグループ会社です。親会社にはできません。',
    department_used: (typed) =>
      `「${typed}」はCSQL・契約・窓口で使われているため、消せません。名前の変更は、1回に1件ずつお願いします。`,
    unknown_choice: () => 'この項目を読み取れませんでした。もう一度お選びください。',
    contract_twice: () => '同じ製品・部署の契約がすでにあります。そちらを編集してください。',
    not_a_day: () => '日付を読み取れませんでした。もう一度お選びください。',
    future: () => '今日までの日をお選びください。',
    same_account: () => '同じ顧客が選ばれています。別の顧客をお選びください。',
    currencies_differ: () => '通貨が違うため足し合わせられません。「残す側の金額だけにする」をお選びください。',
    name_taken: (typed) => `「${typed}」はほかの製品の名前か別名です。`,
  },
  changedMeanwhile: ({ fields, who: by, when }) =>
    `入力されている間に、${who(by)}が${quoted(fields)}を変更しました${when === null ? '' : `(${when})`}。ご入力はそのまま残しています。内容をご確認のうえ、もう一度保存してください。`,
  standsNow: (label, value) => `いまの「${label}」:${value}`,
  empty: '(空欄)',
  noOneTime: '初期費用は契約には登録できません。月額か年額をご記入ください。',
  nameOfContact: '窓口のお名前',
  emptiedNote: '空欄にして保存すると、このメモは消えます。',
  noParent: '親会社なし',
  history: {
    did: {
      'account.edit': '顧客を編集',
      'account.merge': '顧客を統合',
      'account.unmerge': '統合を元に戻す',
      'contract.add': '契約を追加',
      'contract.edit': '契約を編集',
      'contact.add': '窓口を追加',
      'contact.edit': '窓口を編集',
      'note.add': 'メモを追加',
      'note.edit': 'メモを編集',
      'note.remove': 'メモを削除',
    },
    line: ({ when, who: by, did, what }) =>
      `${when} ${by === null ? 'システム' : colleague(by)}|${did}${what.length === 0 ? '' : `:${what.join('、')}`}`,
    change: (label, before, after) => `${label} ${before}→${after}`,
    csqls: (count) => `CSQL ${n(count)}件`,
  },
  merging: {
    intro: (account) =>
      `${account}と同じ会社が別の名前で登録されている場合に、ひとつにまとめます。CSQL・契約・窓口・メモと、これまでの実績も引き継がれます。`,
    keeps: (account) => `${account}を残す`,
    keepsOther: '統合する相手のほうを残す',
    moving: '引き継がれるもの',
    preview: (from, into) => `「${from}」を「${into}」にまとめます。`,
    moves: ({ csqls, contracts, contacts, departments, notes, children, months }) =>
      (
        [
          ['CSQL', csqls, '件'],
          ['契約', contracts, '件'],
          ['窓口(ご連絡の了承も)', contacts, '名'],
          ['部署', departments, '件'],
          ['メモ', notes, '件'],
          ['グループ会社', children, '社'],
          ['月ごとの実績', months, 'か月分'],
        ] as const
      )
        .filter(([, count]) => count > 0)
        .map(([what, count, unit]) => `${what} ${n(count)}${unit}`),
    nothingMoves: '引き継がれるものはありません。名前だけが別名として残ります。',
    alias: (name) => `「${name}」は別名として残り、これからもこの名前で探せます。`,
    filled: (labels) => `空欄の${quoted(labels)}には、まとめる側の内容が入ります。`,
    differs: (labels) => `${quoted(labels)}は内容が違います。残す側の内容になります。`,
    clash: ({ what, from, into }) => `${what}の契約が両方にあります(まとめる側 ${from}、残す側 ${into})。`,
    monthsClash: (count) => `同じ製品の月ごとの実績が、${n(count)}か月分、両方にあります。`,
    both: '両方の金額を足し合わせる(別々の契約のとき)',
    kept: '残す側の金額だけにする(同じ契約が二重に登録されているとき)',
    duplicates: (pairs) => `同じ内容のCSQLが両方で進んでいます:${pairs.join('、')}。統合のあとでご確認ください。`,
    undoable: '統合から24時間は、元に戻せます。',
    done: (from, into, until) => `「${from}」を${into}に統合しました。${until}までは元に戻せます。`,
    undone: (from, into) => `統合を元に戻しました。「${from}」と${into}は、統合の前と同じ別々の顧客です。`,
    until: (until) => `${until}まで元に戻せます。`,
    changed: '確認していただいた内容が変わりました。もう一度ご確認ください。',
    notUndone: {
      too_late: () => '統合から24時間を過ぎたため、元に戻せません。',
      undone: () => 'この統合は、すでに元に戻されています。',
      merged_again: (what) =>
        `統合先がそのあと「${what}」に統合されたため、元に戻せません。先にそちらを元に戻してください。`,
      name_gone: () => '統合先の顧客が見つからないため、元に戻せません。',
      csql: (what) => `統合のあとに変わった${what}が、引き継がれた部署や窓口を使っているため、元に戻せません。`,
      changed: (what) => `引き継がれた${what}が統合のあとに変更されたため、元に戻せません。`,
    },
    parts: {
      accounts: '顧客の内容',
      contracts: '契約',
      departments: '部署',
      contacts: '窓口',
      account_notes: 'メモ',
      account_snapshots: '月ごとの実績',
    },
  },
  products: {
    intro:
      '製品名を変えても、これまでの記録はそのまま引き継がれます。英語名は、英語で使う方の画面に出ます。別名でも /csql log に入力できます。',
    saved: (product) => `「${product}」の内容を保存しました。`,
  },
}

export const accountLabels: Readonly<Record<AccountInput, string>> = {
  account_name: '顧客名',
  name_kana: 'よみ',
  aliases: '別名',
  parent_account: '親会社',
  segment: 'セグメント',
  departments: '部署',
  external_id: '外部ID',
  corporate_number: '法人番号',
  phase: 'フェーズ',
  outcome: '導入の成果',
  renewal_on: '更新日',
  channel: '商流',
  partner_name: '代理店',
  opt_in_on: '確認した日',
  opt_in_how: '確認の方法',
  account_note: 'メモ',
  merge_with: '統合する相手',
  keep_this: 'どちらを残しますか',
  amounts_of_both: '両方にある金額',
  product_name: '製品名',
  name_en: '英語名',
  product_aliases: '別名',
}

export const accountHints: Readonly<Partial<Record<AccountInput, string>>> = {
  account_name: '変更前の名前は、別名として残ります。',
  name_kana: '例:つきしろせいき。よみからも探せるようになります。',
  aliases: '1行にひとつご記入ください。略称や旧社名でも探せるようになります。',
  parent_account: 'グループ会社の場合に、親会社をお選びください。',
  departments: '1行にひとつご記入ください。',
  external_id: 'CRMなどで使っているIDです。取り込みのときの目印になります。',
  corporate_number: '13桁の数字です。',
  outcome: 'アップセルのトスアップで、成果の有無を確かめるために使います。',
  opt_in_on: '空欄の場合は、今日の日付になります。',
  opt_in_how: '例:ウェビナーのアンケート、お電話',
  product_aliases: '1行にひとつご記入ください。例:経費、Expense',
}
