import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { compose } from '../../src/figure/compose.js'
import type { Scene } from '../../src/records/scene.js'
import { render } from '../../src/render/index.js'
import { defaultStyle } from '../figure/contents.js'
import { pictured } from '../figure/figures/pictured.js'
import { sweepFigures } from '../figure/sweep/sweeps.js'
import { difference, type Tolerance } from './pictures.js'

/**
 * Pictures that were looked at and found good. A change that is meant is taken over by `UPDATE=1 npm test`, after a look at
 * each picture that changed; what few pixels do not tell is in test/figure/figures. Versions of cairo differ in antialiasing only.
 */
const folder = new URL('../../fixtures/images/', import.meta.url)
const tolerance: Tolerance = { perPixel: 0.1, share: 2e-4 }

async function looksAsReviewed(name: string, scene: Scene, scale = 1): Promise<void> {
  const drawn = await render(scene, 'png', { scale })
  const reference = new URL(`${name}.png`, folder)
  const said = existsSync(reference)
    ? difference(name, readFileSync(reference), drawn, tolerance)
    : 'there is no reference yet'
  // Takes a drawing over where that is asked for, and says how it differs from the reviewed one where it is not.
  if (said !== undefined && process.env.UPDATE === '1') writeFileSync(reference, drawn)
  else expect(said).toBeUndefined()
}

describe('figures look as reviewed', () => {
  it.each(Object.keys(pictured))('%s', async name => {
    const [content, style, scale] = pictured[name] ?? []
    if (content === undefined) throw new Error(`no case ${name}`)
    await looksAsReviewed(name, compose(content(), { ...defaultStyle, ...style }), scale)
  })

  it.each(Object.entries(sweepFigures))('%s', async (name, draw) => {
    await looksAsReviewed(name, draw())
  })
})
