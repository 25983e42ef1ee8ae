import { min } from 'd3-array'
import { lab } from 'd3-color'
import { type Basins, diverged } from '../../records/basins.js'
import type { Color } from '../../records/scene.js'

/** The qualitative palette of Okabe and Ito (2008) without black, which shades could not be told from. */
const hues: readonly Color[] = ['#0072b2', '#e69f00', '#009e73', '#cc79a7', '#56b4e9', '#d55e00', '#f0e442']

export const movingColor = '#b9b9b9'
export const divergedColor = '#3a3a3a'

/**
 * A hue for each attractor: neighbours on the map get different ones, as far as seven suffice; those of the largest basins are
 * chosen first.
 */
export function basinHues({ columns, rows, reached, attractors }: Basins): readonly Color[] {
  const neighbours = attractors.map(() => new Set<number>())
  const meet = (a: number, b: number) => {
    if (a === b || a < 0 || b < 0) return
    neighbours[a]?.add(b)
    neighbours[b]?.add(a)
  }
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      const here = reached[row * columns + column] ?? diverged
      if (column + 1 < columns) meet(here, reached[row * columns + column + 1] ?? diverged)
      if (row + 1 < rows) meet(here, reached[(row + 1) * columns + column] ?? diverged)
    }
  const chosen: number[] = []
  for (const around of neighbours) {
    const uses = hues.map((_, hue) => [...around].filter(other => chosen[other] === hue).length)
    const free = uses.flatMap((n, hue) => (n === 0 ? [hue] : []))
    // Among free hues the one used least so far, so that few basins do not all come out blue.
    const spread = (hue: number) => chosen.filter(other => other === hue).length
    const candidates = free.length > 0 ? free : hues.map((_, hue) => hue).filter(hue => uses[hue] === min(uses))
    chosen.push(candidates.reduce((a, b) => (spread(b) < spread(a) ? b : a)))
  }
  return chosen.map(hue => hues[hue] ?? movingColor)
}

/** Shades of a hue from light (few steps) to full (many), evenly spaced in CIELAB. */
export function shadesOf(hue: Color, count: number): readonly Color[] {
  const full = lab(hue)
  return Array.from({ length: count }, (_, i) => {
    const t = 0.22 + (0.78 * i) / Math.max(1, count - 1)
    return lab(98 + t * (full.l - 98), t * full.a, t * full.b).formatHex()
  })
}
