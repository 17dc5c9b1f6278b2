import type { Config, TopLevelSpec } from 'vega-lite'
import { fitted, wrapped } from './text-width.js'

/** A chart is drawn at this width and enlarged: on a phone a pixel of it is about two thirds of a point. */
export const WIDTH = 480
/** Pixels of the picture to one of the drawing. */
export const ENLARGED = 2.5

/**
 * Colours that people with any colour vision tell apart (Okabe and Ito, Color Universal Design), by lightness too: the
 * strong ones have a contrast of 4.5 to 1 and more on white. None means anything that words do not say as well.
 */
export const COLOURS = {
  text: '#1D1C1D',
  note: '#616061',
  strong: '#0072B2',
  pale: '#A9CFE6',
  good: '#007A5A',
  paleGood: '#A3D9C8',
  track: '#EEF1F4',
  line: '#DDDDDD',
} as const

export const SIZES = { title: 21, label: 18, figure: 20, small: 15 } as const

/** The family's name within the one font file that is loaded. */
export const FONT = 'Noto Sans JP'

const MARGIN = 20

/** The whole picture's width, which no text widens. */
export const FRAME = WIDTH + 2 * MARGIN

const config: Config = {
  font: FONT,
  background: 'white',
  // What a picture says to those who do not see it stands beside it: words for each of its marks would be lost.
  aria: false,
  padding: { left: MARGIN, right: MARGIN, top: 18, bottom: 18 },
  view: { stroke: null },
  concat: { spacing: 26 },
  axis: { grid: false, domain: false, ticks: false, title: null },
  title: {
    anchor: 'start',
    frame: 'group',
    color: COLOURS.text,
    fontSize: SIZES.title,
    fontWeight: 500,
    subtitleColor: COLOURS.note,
    subtitleFontSize: SIZES.small,
    subtitlePadding: 8,
    offset: 18,
  },
  text: { font: FONT, fontSize: SIZES.label, color: COLOURS.text },
}

/** A drawing in the house's look under its title. */
export const framed = ({ title, note }: { title: string; note: string }, spec: object): TopLevelSpec =>
  ({
    ...spec,
    title: { text: fitted(title, WIDTH, SIZES.title), subtitle: wrapped(note, WIDTH, SIZES.small) },
    config,
  }) as TopLevelSpec
