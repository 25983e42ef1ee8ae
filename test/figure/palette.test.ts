import * as chromatic from 'd3-scale-chromatic'
import { describe, expect, it } from 'vitest'
import { paletteColors, palettes } from '../../src/figure/palette.js'

describe('palettes', () => {
  it('are all of d3-scale-chromatic that are not cyclic', () => {
    const letters = (name: string) => name.replaceAll('-', '').toLowerCase()
    const theirs = Object.keys(chromatic).flatMap(key =>
      key.startsWith('interpolate') ? [letters(key.slice(11))] : [],
    )
    const cyclic = ['rainbow', 'sinebow']
    expect(new Set(palettes.map(letters))).toEqual(new Set(theirs.filter(name => !cyclic.includes(name))))
  })

  it.each([...palettes])('%s has as many colors as asked for, in six digits', name => {
    const colors = paletteColors(name, 32)
    expect(colors).toHaveLength(32)
    for (const color of colors) expect(color).toMatch(/^#[0-9a-f]{6}$/)
  })

  it('runs from the first color of viridis to its last', () => {
    expect(paletteColors('viridis', 2)).toEqual(['#440154', '#fde725'])
  })
})
