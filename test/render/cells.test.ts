import { describe, expect, it } from 'vitest'
import { cellAreas } from '../../src/render/cells.js'

/** A raster from letters, a row each. */
function raster(...lines: readonly string[]) {
  const colors: Readonly<Record<string, readonly number[]>> = {
    r: [255, 0, 0, 255],
    g: [0, 128, 0, 255],
    h: [255, 255, 255, 127],
    '.': [9, 9, 9, 0],
  }
  const pixels = Uint8ClampedArray.from(lines.flatMap(line => [...line].flatMap(letter => colors[letter] ?? [])))
  return { columns: lines[0]?.length ?? 0, rows: lines.length, pixels }
}

describe('cells as areas', () => {
  it('are one path a color, neighbours and rows alike together', () => {
    expect(cellAreas(raster('rrg', 'rrg', 'grr'))).toEqual([
      { color: '#ff0000ff', data: 'M0 0h2v2h-2zM1 2h2v1h-2z' },
      { color: '#008000ff', data: 'M2 0h1v2h-1zM0 2h1v1h-1z' },
    ])
  })

  it('leave out what is transparent, and keep what is half so', () => {
    expect(cellAreas(raster('.h.', '...', '.h.'))).toEqual([{ color: '#ffffff7f', data: 'M1 0h1v1h-1zM1 2h1v1h-1z' }])
  })

  it('cover each cell once', () => {
    const letters = ['r', 'g', 'h', '.']
    const lines = Array.from({ length: 17 }, (_, j) =>
      Array.from({ length: 23 }, (_, i) => letters[(i * i + j * (i >> 2) + (j >> 1)) % 4]).join(''),
    )
    const shown = lines.map(line => [...line].map(() => '.'))
    const letterOf: Readonly<Record<string, string>> = { '#ff0000ff': 'r', '#008000ff': 'g', '#ffffff7f': 'h' }
    for (const { color, data } of cellAreas(raster(...lines)))
      for (const [, x, y, wide, high] of data.matchAll(/M(\d+) (\d+)h(\d+)v(\d+)h-\3z/g))
        for (let j = Number(y); j < Number(y) + Number(high); j++)
          for (let i = Number(x); i < Number(x) + Number(wide); i++) {
            expect(shown[j]?.[i]).toBe('.')
            shown[j]?.splice(i, 1, letterOf[color] ?? '?')
          }
    expect(shown.map(row => row.join(''))).toEqual(lines)
  })
})
