import type { LogWords } from '../domain/log-vocabulary.js'

/**
 * The words people type for kinds, heats and sources in a one-line entry. Japanese and English are both accepted,
 * whatever the reader's language. A source is looked up only behind `#`, so its words may be ordinary ones.
 */
export const LOG_WORDS: LogWords = {
  kinds: {
    upsell: ['アップセル', 'アップ', 'upsell', 'up-sell', 'up_sell', 'up sell'],
    cross_sell: ['クロスセル', 'クロス', 'cross_sell', 'cross-sell', 'crosssell', 'cross sell'],
    referral: ['他社紹介', '紹介', 'referral'],
  },
  heats: {
    high: ['高', '温度感高', '温度感:高', '温度感 高', '温度高', 'high', 'hot', 'high heat'],
    medium: ['中', '温度感中', '温度感:中', '温度感 中', '温度中', 'medium', 'warm', 'medium heat'],
    low: ['低', '温度感低', '温度感:低', '温度感 低', '温度低', 'low', 'cold', 'low heat'],
  },
  sources: {
    cs_activity: [
      'CS活動',
      'CS活動(定例・支援)',
      '定例',
      '定例会',
      '支援',
      'cs_activity',
      'cs',
      'cs-activity',
      'meeting',
    ],
    support: ['問い合わせ', '問合せ', '問合わせ', 'お問い合わせ', 'サポート', 'support', 'inquiry', 'ticket'],
    renewal: ['契約更新', '更新', 'renewal'],
    webinar: ['ウェビナー', 'ウエビナー', 'セミナー', 'webinar'],
    survey: ['アンケート', 'survey', 'questionnaire'],
    event: ['イベント', 'ユーザー会', '展示会', 'event'],
    email: ['メール', 'メルマガ', 'email', 'e-mail', 'mail'],
    in_product: ['製品内の案内', '製品内', '製品内案内', 'アプリ内', 'in_product', 'in-product', 'in-app'],
    introduction: [
      '他部署・グループ会社からの紹介',
      '他部署',
      '他部署紹介',
      'グループ会社',
      '社内紹介',
      '紹介',
      'introduction',
      'intro',
    ],
    other: ['その他', 'other'],
  },
}
