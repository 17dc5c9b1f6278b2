/** The words of the invented company's spreadsheets, in either language: names, what customers said, who they are. */
export interface SampleWords {
  readonly heads: readonly string[]
  readonly trades: readonly string[]
  readonly forms: readonly ((name: string) => string)[]
  /** Large, middle, small. */
  readonly segments: readonly [string, string, string]
  readonly details: readonly (readonly string[])[]
  readonly upsell: readonly string[]
  /** By the product that is asked for. */
  readonly products: readonly (readonly string[])[]
  readonly referral: readonly string[]
  readonly note: string
  readonly contacts: readonly string[]
  readonly titles: readonly string[]
  readonly contact: (title: string, name: string) => string
  readonly partner: string
}

const ja: SampleWords = {
  heads:
    '月白 霧笛 灯籠坂 青羽 白南風 空木野 寄辺 雲葉 鵲橋 朧谷 常夜 錆浅葱 樹雨 凪浦 夕霧坂 若紫野 雪洞 糸瀬 花筏 澪標 玉響 藍染川 鈴音 星見台 波止乃 深山路'.split(
      ' ',
    ),
  trades: '精機 倉庫 食品 商事 工務店 製薬 電装 印刷 物流 建設 繊維 化成 硝子 醸造 観光 書店 測器 水産 農園 通信'.split(
    ' ',
  ),
  forms: [
    (name) => `株式会社${name}`,
    (name) => `${name}株式会社`,
    (name) => `${name}㈱`,
    (name) => `(株)${name}`,
    (name) => `合同会社${name}`,
  ],
  segments: ['大手', '中堅', '中小'],
  details: [
    ['', '', '月次定例', '四半期レビュー'],
    ['', '操作の問い合わせ', '権限の問い合わせ'],
    ['', '更新の打合せ'],
    ['春の労務セミナー', '経費DXウェビナー', '評価制度ウェビナー'],
    ['NPSアンケート', '導入半年アンケート'],
    ['ユーザー会2024', 'ユーザー会2025'],
    ['活用メール', ''],
    ['新機能バナー'],
    ['', 'グループ会社'],
    [''],
  ],
  upsell: [
    '新しい拠点が増え、IDが足りない。',
    '残業アラートを管理職にも届けたいが、いまのプランでは届かない。',
    '承認の段数が足りず、一部を紙で回している。',
    '繁忙期のアルバイトにも使わせたい。',
    '監査対応で、操作ログを長く残す必要が出てきた。',
  ],
  products: [
    [
      '打刻がタイムカードのままで、締めに三日かかる。',
      '残業の上限を超えそうな人が、月末にならないとわからない。',
      'シフトを紙で配っており、差し替えのたびに電話で確かめている。',
    ],
    [
      '立替経費が紙のままで、月末に経理が2日つぶれる。',
      '勤怠と経費で同じ社員情報を二重に登録している。',
      '出張申請と精算が別々で、突き合わせに手間がかかる。',
    ],
    [
      '評価シートをExcelで集めており、集計に毎回ひと月かかる。',
      '人事評価の履歴が部署ごとにばらばらで、異動のたびに困る。',
      '目標の進み具合が、期末の面談まで誰にも見えない。',
    ],
  ],
  referral: [
    '取引先が経費精算で困っており、紹介したいとのこと。',
    '同業の集まりで話題になり、知人の会社を紹介できるとのこと。',
  ],
  note: '定例でうかがった。',
  contacts: ['大槻', '三枝', '桐生', '早乙女', '日下部', '五十嵐', '鷲尾', '真柄', '黒沼', '汐見'],
  titles: ['経理課長', '人事部長', '総務', '情報システム', '労務担当', '管理本部長'],
  contact: (title, name) => `${title} ${name}様`,
  partner: '青嶺パートナーズ',
}

const en: SampleWords = {
  heads:
    'Tsukishiro Muteki Torozaka Aobane Shirahae Utsugino Yorube Kumonoha Kasasagi Oborodani Tokoyo Sabiasagi Kisame Nagiura Yugiri Wakamurasa Bonbori Itose Hanaikada Miotsukushi Tamayura Aizome Suzune Hoshimi Hatono Miyamaji'.split(
      ' ',
    ),
  trades:
    'Seiki;Warehouse;Foods;Trading;Builders;Pharma;Electric;Printing;Logistics;Construction;Textile;Chemical;Glass;Brewing;Travel;Books;Instruments;Fisheries;Farms;Telecom'.split(
      ';',
    ),
  forms: [(name) => `${name} Co., Ltd.`, (name) => `${name} K.K.`, (name) => `${name} Inc.`, (name) => name],
  segments: ['Enterprise', 'Mid-market', 'Small'],
  details: [
    ['', '', 'Monthly meeting', 'Quarterly review'],
    ['', 'Question about use', 'Question about rights'],
    ['', 'Renewal talk'],
    ['Spring labour seminar', 'Expense webinar', 'Appraisal webinar'],
    ['NPS survey', 'Half-year survey'],
    ['User meeting 2024', 'User meeting 2025'],
    ['Tips mail', ''],
    ['New feature banner'],
    ['', 'Group company'],
    [''],
  ],
  upsell: [
    'A new site opened and there are not enough seats.',
    'Managers should get the overtime alerts too, which the present plan does not send.',
    'There are too few approval steps, so some of it goes round on paper.',
    'Seasonal staff should use it as well.',
    'The audit asks for logs to be kept longer.',
  ],
  products: [
    [
      'They still stamp time cards, and closing takes three days.',
      'Who is about to pass the overtime limit shows only at the end of the month.',
      'Shifts are handed out on paper, and every change is confirmed by phone.',
    ],
    [
      'Expenses are on paper, and accounting loses two days every month.',
      'The same employees are entered twice, for time and for expenses.',
      'Travel requests and expenses are apart, and matching them takes hours.',
    ],
    [
      'Appraisal sheets are gathered in spreadsheets, and adding them up takes a month.',
      'Each department keeps its own appraisal history, which hurts with every transfer.',
      'Nobody sees how the goals are going until the talk at the end of the term.',
    ],
  ],
  referral: [
    'A business partner struggles with expenses, and they would introduce us.',
    'It came up in an industry meeting: they know a company that might want it.',
  ],
  note: 'Heard in the regular meeting.',
  contacts: ['Otsuki', 'Saegusa', 'Kiryu', 'Saotome', 'Kusakabe', 'Igarashi', 'Washio', 'Magara', 'Kuronuma', 'Shiomi'],
  titles: ['Head of accounting', 'HR director', 'General affairs', 'IT', 'Labour relations', 'Head of administration'],
  contact: (title, name) => `${name} (${title})`,
  partner: 'Aomine Partners',
}

export const sampleWords = { ja, en } as const
