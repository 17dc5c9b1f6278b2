declare module 'subset-font' {
  /** The font with all that it needs for a text. */
  export default function subsetFont(
    font: Buffer,
    text: string,
    options: { readonly targetFormat: 'truetype' },
  ): Promise<Buffer>
}
