import { describe, expect, it } from 'vitest'
import { commandOf } from '../../../src/spec/again.js'
import { unheard } from '../../../src/spec/fields/heard.js'
import { parseManifest } from '../../../src/spec/files/manifest.js'

const manifest = (text: string) => parseManifest('m.yaml', text, { below: {}, above: {} })

describe('what a kind of figure does not show', () => {
  it('is refused of a comparison in a manifest, with the line; among the defaults it is for the other figures', () => {
    const own = (line: string) => `figures:\n  - name: "a{line-color}"\n    compare: adam,lion\n    ${line}\n`
    expect(() => manifest(own('line-color: red'))).toThrow(
      /m.yaml:4: line-color: every path of a comparison has a color/,
    )
    expect(() => manifest(own('matrix: { line-color: [red, blue] }'))).toThrow(/m.yaml:4: line-color: every path/)
    expect(manifest(`defaults: { line-color: red }\n${own('steps: 3')}`).figures).toHaveLength(1)
  })

  it('is not in the command that draws it again', () => {
    const again = (recipe: Record<string, unknown>) => commandOf({ optviz: '1', fn: 'beale', ...recipe })
    const looks = { 'line-color': '#0000ff', 'line-width': 5 }
    expect(again({ ...looks, compare: [{ optim: 'adam' }, { optim: 'lion' }] })).toBe(
      'optviz compare --optim adam --optim lion --fn beale --line-width 5',
    )
    expect(again({ ...looks, optim: 'adam', scan: ['start'] })).toBe(
      'optviz sweep --scan start --optim adam --fn beale',
    )
    const chart = { optim: 'adam', scan: ['lr=0.1,0.2'], domain: [-1, 1, -1, 1], contours: 3 }
    expect(again(chart)).toBe('optviz sweep --scan lr=0.1,0.2 --optim adam --fn beale')
    expect(again({ ...chart, starts: 3 })).toBe(
      'optviz sweep --scan lr=0.1,0.2 --starts 3 --optim adam --fn beale --domain -1,1,-1,1',
    )
    expect(again({ ...looks, optim: 'adam' })).toContain("--line-color '#0000ff' --line-width 5")
  })

  it('has a reason for each, in any spelling', () => {
    expect(unheard('compare', 'line-color')).toBe(unheard('compare', 'lineColor'))
    expect(unheard('run', 'line-color')).toBeUndefined()
    expect(unheard('chart', 'domain')).toBeDefined()
    expect(unheard('chart', 'domain', true)).toBeUndefined()
    expect(unheard('chart', 'constructor')).toBeUndefined()
  })
})
