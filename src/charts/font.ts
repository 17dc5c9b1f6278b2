import { createRequire } from 'node:module'

/** The whole family's medium weight as a TTF: it has 髙, 﨑 and 齋, and woff is silently not drawn. */
export const fontFile = createRequire(import.meta.url).resolve(
  '@expo-google-fonts/noto-sans-jp/500Medium/NotoSansJP_500Medium.ttf',
)
