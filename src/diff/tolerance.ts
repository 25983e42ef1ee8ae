/** What two files may differ by and still show the same. */
export interface Tolerance {
  /** Pictures: how far two pixels may be apart; 0 is equal, 1 is black and white (a distance in OKLab, as pixelmatch has it). */
  readonly threshold: number
  /** Pictures: how many pixels may be further apart than that; undefined: one in `pixelsToOne`. */
  readonly pixels?: number
  /** SVG and PDF: how far a line may lie from where it is expected, in pixels. */
  readonly distance: number
  /** Numbers: how far two may be apart, relative to the larger one, absolutely where both are below 1. */
  readonly numbers: number
}

/**
 * The same figure from another machine passes, the smallest change of a figure does not. Measured on the flower at 800×720
 * and 1600×1440: neighbouring colors of viridis in 32 levels are up to 0.05 apart and a contour line 0.11 or more from its ground.
 * Values that differ in their last bit can put a cell of the heatmap into the next color: one in 20,000 pixels is two cells
 * of 200 × 200, and less than any letter or mark. Contours are simplified to 0.1 px: where the last bit decides which vertices
 * are left, two of the same are up to twice that apart, hence 0.2.
 * Paths computed in float32 by two implementations stay within 1e-4 where they are not chaotic.
 */
export const standardTolerance: Tolerance = { threshold: 0.05, distance: 0.2, numbers: 1e-4 }

/** Of so many pixels one may differ where nobody says. */
export const pixelsToOne = 20_000

/** How many pixels of so many may differ. */
export function allowedPixels({ pixels }: Tolerance, of: number): number {
  return pixels ?? Math.floor(of / pixelsToOne)
}
