import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { compose } from '../../../src/figure/compose.js'
import { defaultStyle } from '../contents.js'
import { sweepFigures } from '../sweep/sweeps.js'
import { animated, described, ofFont } from './described.js'
import { type Figure, pictured } from './pictured.js'
import { animationText, sceneText, textDifference } from './scenetext.js'

/**
 * Figures in words and numbers, shape by shape, which were looked at and found good: a picture's tolerance has room for a label that
 * is moved by a pixel, these have not. A change that is meant is taken over by `UPDATE=1 npm test`, after a look at what differs.
 */
const folder = new URL('../../../fixtures/figures/', import.meta.url)

function isAsReviewed(name: string, drawn: string): void {
  const file = new URL(`${name}.txt`, folder)
  const said = existsSync(file) ? textDifference(readFileSync(file, 'utf8'), drawn) : 'there is no description yet'
  if (said !== undefined && process.env.UPDATE === '1') writeFileSync(file, drawn)
  else expect(said).toBeUndefined()
}

/** These have nothing that others have not. */
const leftOut = ['flower', 'batches', 'beale-poster', 'himmelblau-bands', 'many-seeds']

const figureText = ([content, style]: Figure) => sceneText(compose(content(), { ...defaultStyle, ...style }))

const texts: Readonly<Record<string, () => string | Promise<string>>> = {
  ...Object.fromEntries(
    Object.entries({ ...pictured, ...described })
      .filter(([name]) => !leftOut.includes(name))
      .map(([name, figure]) => [name, () => figureText(figure)]),
  ),
  'own-font': async () => figureText(await ofFont()),
  ...Object.fromEntries(Object.entries(sweepFigures).map(([name, draw]) => [name, () => sceneText(draw())])),
  ...Object.fromEntries(Object.entries(animated).map(([name, draw]) => [name, () => animationText(draw())])),
}

describe('figures are, shape by shape, as reviewed', () => {
  it.each(Object.entries(texts))('%s', async (name, text) => {
    isAsReviewed(name, await text())
  })

  it('and no others are on file', () => {
    expect(readdirSync(folder).sort()).toEqual(
      Object.keys(texts)
        .map(name => `${name}.txt`)
        .sort(),
    )
  })
})
