import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, parse } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'
import { readManifest } from '../../../src/cli/batch/manifest.js'
import { optviz, temporaryFolder } from '../process.js'

const examples = fileURLToPath(new URL('../../../fixtures/manifests', import.meta.url))
const gallery = fileURLToPath(new URL('../../../fixtures/gallery', import.meta.url))
const docs = ['manifest', 'ci']
  .map(page => readFileSync(new URL(`../../../docs/${page}.md`, import.meta.url), 'utf8'))
  .join()
const { folder, remove } = temporaryFolder()
afterAll(remove)

const namesIn = async (file: string) =>
  (await readManifest(file, { below: {}, above: {} })).figures.map(figure => figure.name)

describe('the example manifests', () => {
  it('ask for figures that can be drawn', async () => {
    const counts = Object.fromEntries(
      await Promise.all(readdirSync(examples).map(async file => [file, (await namesIn(join(examples, file))).length])),
    )
    // The gallery grows: each of its figures has its picture.
    const pictures = readdirSync(gallery).map(file => parse(file).name)
    expect(pictures).toEqual(expect.arrayContaining([...(await namesIn(join(examples, 'gallery.yaml')))]))
    expect(counts).toEqual({ ...counts, 'check.json': 2, 'races.yaml': 5, 'rates.yaml': 21 })
  })

  it('pass their own check', () => {
    cpSync(join(examples, 'check.json'), join(folder, 'check.json'))
    expect(optviz(['batch', 'check.json'], folder).code).toBe(0)
    expect(optviz(['batch', 'check.json', '--check'], folder)).toMatchObject({ code: 0, err: '' })
  })
})

describe('docs/', () => {
  it('show a manifest that is one', async () => {
    const [, manifest = ''] = /```yaml\n((?:#.*\n)?out: figures[\s\S]*?)```/.exec(docs) ?? []
    writeFileSync(join(folder, 'readme.yaml'), manifest)
    const names = await namesIn(join(folder, 'readme.yaml'))
    expect(names).toHaveLength(1 + 2 * 2 * 2 + 1)
    expect(names).toContain('flower-lion-0.01')
  })

  it('name flags that exist', () => {
    const help = optviz(['batch', '--help'], folder).out
    const flags = [...docs.matchAll(/optviz batch[^\n]*/g)].flatMap(([line]) => line.match(/--[a-z]+/g) ?? [])
    expect(new Set(flags)).toEqual(new Set(['--html', '--check', '--update', '--help', '--shard', '--report']))
    for (const flag of flags.filter(name => name !== '--help')) expect(help).toContain(flag)
  })
})
