import type { Clocks } from '../areas/clocks.js'

export const clocks: Clocks = {
  intro: '期限の目安(営業日)です。変更は、これから始まるものに適用されます。いま進んでいるものの期限は変わりません。',
  notDays: (most) => `1〜${most}の整数(営業日)でご記入ください。`,

  tooLoose: ({ clock, rows, acted }) =>
    `「${clock}」のリマインドは、この4週間に${rows}件お送りし、2営業日以内に対応があったのは${acted}件でした。目安が実際の進め方に合っていないのかもしれません。`,
  tooLooseHow: (setting, days) =>
    `設定の「${setting}」(いまは${days}営業日)を、チームの進め方に合わせて見直してみてください。`,
}
