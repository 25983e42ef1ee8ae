import type { RasterShape } from '../records/scene.js'

/** The cells of one color as path data, in units of cells from the top left. */
export interface CellArea {
  /** `#rrggbbaa`. */
  readonly color: string
  readonly data: string
}

/**
 * A raster's cells as areas, one a color, in the order in which the colors come; what is wholly transparent is left out.
 * Neighbours in a row are one rectangle, and so are rows alike.
 */
export function cellAreas({ columns, rows, pixels }: Pick<RasterShape, 'columns' | 'rows' | 'pixels'>): CellArea[] {
  const words = new Uint32Array(pixels.slice().buffer)
  const areas = new Map<number, string>()
  /** The rectangles that reach down to the row, by where they begin. */
  let open = new Map<number, Run>()
  const close = ({ word, from, to, top }: Run, bottom: number) =>
    areas.set(word, `${areas.get(word) ?? ''}M${from} ${top}h${to - from}v${bottom - top}h${from - to}z`)
  for (let row = 0; row <= rows; row++) {
    const next = new Map<number, Run>()
    for (const run of row < rows ? runsOf(words.subarray(row * columns, (row + 1) * columns), row) : []) {
      const above = open.get(run.from)
      const goesOn = above?.word === run.word && above.to === run.to
      next.set(run.from, goesOn ? above : run)
      // Colors in the order in which they come.
      if (!areas.has(run.word)) areas.set(run.word, '')
    }
    for (const [from, run] of open) if (next.get(from) !== run) close(run, row)
    open = next
  }
  return [...areas].map(([word, data]) => ({ color: colorOf(word), data }))
}

interface Run {
  readonly word: number
  readonly from: number
  readonly to: number
  readonly top: number
}

/** Neighbours of one color in a row. */
function runsOf(words: Uint32Array, top: number): Run[] {
  const runs: Run[] = []
  for (let from = 0, to = 1; from < words.length; from = to, to++) {
    const word = words[from] ?? 0
    while (to < words.length && words[to] === word) to++
    if (word >>> 24 > 0) runs.push({ word, from, to, top })
  }
  return runs
}

/** A little-endian word of R, G, B, A. */
function colorOf(word: number): string {
  const bytes = [word & 0xff, (word >>> 8) & 0xff, (word >>> 16) & 0xff, word >>> 24]
  return `#${bytes.map(byte => byte.toString(16).padStart(2, '0')).join('')}`
}
