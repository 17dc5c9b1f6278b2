import type { Protection } from '../areas/protection.js'
import { names } from './names.js'

export const protection: Protection = {
  emptied: 'メモとお客様の課題は、保存期間を過ぎたため削除されています。件数と金額は残っています。',
  openErase: '個人のデータを削除',
  exportAudit: '監査ログをCSVで受け取る',
  title: '個人のデータを削除',
  intro:
    'お名前・役職・連絡先などを消し、履歴には匿名で残します。窓口の方は、その顧客のメモなどに書かれたお名前も伏せ字にします。バックアップから戻しても、削除は保たれます。Slackに届いたメッセージは、Slackの側で削除してください。',
  submit: '削除する',
  sure: '元に戻せないことを確認しました',
  notSure: '元に戻せません。確認のうえ、チェックを入れてください。',
  contact: (name, account) => `窓口:${names.customer(name)}(${account})`,
  colleague: (name) => `社内:${names.colleague(name)}`,
  gone: 'この方は見つかりませんでした。もう一度お選びください。',
  erased: (id) => `データを削除しました。受付番号:${id}`,
  auditFollows: '監査ログを作成しています。このアプリからのDMにお届けします。',
  audit: (lines) => `監査ログ(直近1年・${lines.toLocaleString('ja-JP')}行)です。返信のファイルをご覧ください。`,
  auditFile: '監査ログ',
  auditFailed:
    '監査ログをお届けできませんでした。少し待ってから、もう一度お試しいただくか、サーバーで tasuki export audit を実行してください。',
}
