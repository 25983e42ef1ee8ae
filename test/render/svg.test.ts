import { expect, it } from 'vitest'
import type { Scene } from '../../src/records/scene.js'
import { svg } from '../../src/render/svg.js'

it('long lines of an SVG have tenths of a pixel, those of up to sixteen points hundredths', async () => {
  const line = async (count: number) => {
    const points = Array.from({ length: count }, (_, k) => [k + 0.123, 1.456] as const)
    const scene: Scene = {
      ...{ width: 100, height: 10, background: undefined, title: '', description: '' },
      shapes: [{ kind: 'path', lines: [{ points, closed: false }], stroke: { color: '#000000', width: 1 } }],
    }
    return /<path d="(M[^l]*)l/.exec(Buffer.from(await svg.render(scene, { scale: 1 })).toString())?.[1]
  }
  expect([await line(16), await line(17)]).toEqual(['M.12 1.46', 'M.1 1.5'])
})
