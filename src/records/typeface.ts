/** A step of a glyph's outline, in ems, y upwards. */
export type OutlineStep =
  | { readonly kind: 'move' | 'line'; readonly x: number; readonly y: number }
  | { readonly kind: 'quadratic'; readonly x: number; readonly y: number; readonly x1: number; readonly y1: number }
  | {
      readonly kind: 'cubic'
      readonly x: number
      readonly y: number
      readonly x1: number
      readonly y1: number
      readonly x2: number
      readonly y2: number
    }
  | { readonly kind: 'close' }

/** A font of the user's: what it lacks is set in the bundled one. */
export interface Typeface {
  /** No other font has it: it says what is in the file. */
  readonly family: string
  /** The width of a character in ems; undefined where the font lacks it. */
  advanceOf(codePoint: number): number | undefined
  outlineOf(codePoint: number): readonly OutlineStep[]
  /** A font file with the glyphs of some characters alone. */
  subset(codePoints: readonly number[]): Uint8Array
}
