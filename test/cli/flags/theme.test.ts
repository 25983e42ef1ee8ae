import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readMetadata } from '../../../src/io/metadata.js'
import { call } from '../inprocess.js'

const folder = mkdtempSync(join(tmpdir(), 'optviz-theme-'))
const at = (name: string) => join(folder, name)
writeFileSync(at('mine.yaml'), 'theme: dark\npalette: magma\nline-width: 3\n')
writeFileSync(at('wrong.yaml'), 'palete: magma\nsteps: 3\n')
writeFileSync(at('file.yaml'), 'theme: ./mine.yaml\n')
writeFileSync(at('run.json'), JSON.stringify({ theme: 'mine.yaml', 'line-width': 4 }))
const run = (...args: readonly string[]) =>
  call(['run', '--steps', '3', '--resolution', '10', '-q', '-o', at('x.svg'), ...args])
const recipe = () => JSON.parse(readMetadata(readFileSync(at('x.svg'))) ?? '')

describe('a theme from a file', () => {
  it('says how the figure looks, where no flag does', async () => {
    expect(await run('--theme', at('mine.yaml'), '--line-width', '1')).toMatchObject({ code: 0 })
    expect(recipe()).toMatchObject({ theme: 'dark', palette: 'magma', 'line-width': 1 })
    const again = await call(['inspect', at('x.svg')])
    expect(again.out).toMatch(/ --theme dark --palette magma .*--line-width 1 /)
  })

  it('lies beside the file of settings that names it, which wins', async () => {
    expect(await run('--config', at('run.json'))).toMatchObject({ code: 0, err: '' })
    expect(recipe()).toMatchObject({ theme: 'dark', palette: 'magma', 'line-width': 4 })
  })

  it('has what is wrong told, and no figure', async () => {
    const { code, err } = await run('--theme', at('wrong.yaml'))
    expect(code).toBe(2)
    expect(err).toContain('wrong.yaml:1: unknown setting "palete"; did you mean "palette"?')
    expect(err).toContain('wrong.yaml:2: steps is no setting of a theme')
    expect(await run('--theme', at('file.yaml'))).toMatchObject({ code: 2 })
    expect((await run('--theme', at('none.yaml'))).err).toContain('none.yaml')
  })

  it('is one of a manifest, beside it, for a figure or for all; what the figure says wins', async () => {
    const manifest = [
      'defaults: { theme: ./mine.yaml, steps: 3, resolution: 10, formats: [svg] }',
      'figures:',
      '  - { name: all }',
      '  - { name: thin, line-width: 1 }',
      '  - { name: light, theme: paper }',
      '  - { name: "each-{theme}", matrix: { theme: [light, ./mine.yaml] } }',
    ]
    writeFileSync(at('figures.yaml'), manifest.join('\n'))
    expect(await call(['batch', at('figures.yaml'), '-q'])).toMatchObject({ code: 0, err: '' })
    const look = (name: string) => {
      const all = JSON.parse(readMetadata(readFileSync(at(`${name}.svg`))) ?? '')
      return [all.theme, all.palette, all['line-width']]
    }
    expect(look('all')).toEqual(['dark', 'magma', 3])
    expect(look('thin')).toEqual(['dark', 'magma', 1])
    expect(look('light')).toEqual(['paper', 'greys', 1.5])
    expect(look('each-mine')).toEqual(['dark', 'magma', 3])
    expect(look('each-light')).toEqual(['light', 'viridis', 2])
  })

  it('has what is wrong told with the line of the manifest, too', async () => {
    const manifest = ['figures:', '  - name: a', '    theme: ./wrong.yaml', '  - name: b', '    theme: none.yaml']
    writeFileSync(at('wrong-figures.yaml'), manifest.join('\n'))
    const { code, err } = await call(['batch', at('wrong-figures.yaml'), '-q'])
    expect(code).toBe(2)
    expect(err).toMatch(/wrong-figures.yaml:3: .*wrong.yaml:1: unknown setting "palete"; did you mean "palette"\?/)
    expect(err).toMatch(/wrong.yaml:2: steps is no setting of a theme/)
    expect(err).toMatch(/wrong-figures.yaml:5: .*none.yaml/)
  })
})
