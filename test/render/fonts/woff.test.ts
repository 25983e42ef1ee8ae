import { readFileSync } from 'node:fs'
import opentype from 'opentype.js'
import { expect, it } from 'vitest'
import { woff } from '../../../src/render/fonts/woff.js'

it('a font as WOFF is shorter, and another reader finds the same letters in it', () => {
  const file = readFileSync(new URL('../../../fixtures/fonts/optviz-sans-italic.ttf', import.meta.url))
  const packed = woff(file)
  expect(packed.length).toBeLessThan(0.75 * file.length)
  const [plain, read] = [file, packed].map(bytes => opentype.parse(Uint8Array.from(bytes).buffer))
  for (const letter of 'ax−θ0') {
    const outline = read?.charToGlyph(letter).getPath(0, 0, 100).toPathData(3)
    expect(outline?.length).toBeGreaterThan(10)
    expect(outline).toBe(plain?.charToGlyph(letter).getPath(0, 0, 100).toPathData(3))
  }
})
