import * as chromatic from 'd3-scale-chromatic'
import { describe, expect, it } from 'vitest'
import { paletteColors, paletteKind, paletteLightness, palettes } from '../../../src/figure/ground/palette.js'

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

  it('are diverging where d3 has schemes of eleven colors, sequential where of nine or none', () => {
    const schemes = new Map(
      Object.entries(chromatic).flatMap(([key, value]) =>
        key.startsWith('scheme') && Array.isArray(value) ? [[key.slice(6).toLowerCase(), value.length] as const] : [],
      ),
    )
    for (const name of palettes) {
      const most = schemes.get(name.replaceAll('-', ''))
      expect(paletteKind(name), name).toMatch(most === 12 ? /^diverging$/ : /^sequential/)
      if (most === 12) expect(paletteLightness(name), name).toBe('light in the middle')
      if (most === 10) expect(paletteLightness(name), name).toBe('light to dark')
    }
    expect(palettes.filter(name => paletteKind(name) === 'sequential, one hue')).toEqual(
      'blues greens greys oranges purples reds'.split(' '),
    )
    expect(paletteLightness('viridis')).toBe('dark to light')
  })

  it('runs from the first color of viridis to its last', () => {
    expect(paletteColors('viridis', 2)).toEqual(['#440154', '#fde725'])
  })
})
