import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { program } from '../../../src/cli/flags/program.js'
import { call } from '../inprocess.js'
import { temporaryFolder } from '../process.js'

/**
 * Walks the grammar: every flag of every command is heard (something that is written or said is another), or refused with
 * its name, or it is said that nothing hears it.
 */
const { folder, remove } = temporaryFolder()
const at = (name: string) => join(folder, name)
const outputs = at('out')

beforeAll(() => {
  mkdirSync(outputs)
  // It heeds no step: it has converged where it starts.
  writeFileSync(at('stay.mjs'), `process.stdin.once('data', () => console.log('{"done":true}')).resume()`)
  writeFileSync(at('c.yaml'), 'title: of the file\n')
  writeFileSync(
    at('bowl.mjs'),
    `export default { name: 'bowl', domain: { x: [-2, 2], y: [-2, 2] }, start: [1, 1],
    evaluate: (m, x, y) => m.add(m.square(x), m.square(y)) }`,
  )
  writeFileSync(
    at('m.yaml'),
    'defaults: { steps: 3, resolution: 8 }\nfigures: [{ name: a, formats: svg }, { name: b, formats: csv, optim: sgd, lr: 1e9 }]',
  )
  writeFileSync(at('a.csv'), 'x,y\n1,2\n')
  writeFileSync(at('b.csv'), 'x,y\n1,3\n')
})
afterAll(remove)

/** What one call writes and says: its files without the recipes, which tell every setting. */
async function outcome(
  args: readonly string[],
): Promise<{ readonly code: number; readonly text: string; readonly err: string }> {
  for (const name of readdirSync(outputs)) rmSync(join(outputs, name), { recursive: true })
  const { code, out, err } = await call(args)
  const files = readdirSync(outputs).map(name => {
    const text = readFileSync(join(outputs, name), name.endsWith('png') ? 'base64' : 'utf8')
    return `${name}: ${text.replace(/<metadata[\s\S]*?<\/metadata>/, '')}`
  })
  return { code, text: [out.replaceAll(/[\d.]+ s\b/g, ''), ...files].join('\n'), err }
}

const steps = ['--steps', '12']
const small = [...steps, '--resolution', '16']
const file = ['-o', join(outputs, 'a.svg')]
const fn = ['--fn', 'booth']
const bases: Readonly<Record<string, readonly string[]>> = {
  run: ['run', ...fn, '--lr', '0.5', ...small, ...file],
  compare: ['compare', '--optim', 'adam,lion', ...fn, '--lr', '0.1', ...small, ...file],
  'sweep over one': ['sweep', '--optim', 'adam', ...fn, '--scan', 'lr=0.01..0.5:4', ...steps, ...file],
  'sweep over two': [
    'sweep',
    '--optim',
    'adam',
    ...fn,
    '--scan',
    'lr=0.01..0.5:4',
    '--scan',
    'beta1=0..0.9:3',
    ...steps,
    ...file,
  ],
  'sweep over starts': [
    'sweep',
    '--optim',
    'adam',
    '--fn',
    'himmelblau',
    '--lr',
    '0.1',
    '--scan',
    'start',
    ...small,
    ...file,
  ],
  // Beside a flag that leaves others nothing.
  'run, the plot alone': ['run', ...fn, '--lr', '0.5', ...small, ...file, '--bare'],
  'run, a path alone': ['run', ...fn, '--lr', '0.5', ...small, ...file, '--view', 'path'],
  batch: ['batch', at('m.yaml'), '-o', outputs],
  diff: ['diff', at('a.csv'), at('b.csv')],
  list: ['list', 'formats'],
  show: ['show', 'adam'],
  doctor: ['doctor'],
}

/** Values that are not the standard ones; several where the first may make no difference. */
const samples: Readonly<Record<string, readonly string[]>> = {
  ...{
    '--optim': ['adamax', 'adamax,sgd'],
    '--optim-module': [resolve('fixtures/optimizers/adam.mjs')],
    '--optim-command': [`'${process.execPath}' '${at('stay.mjs')}'`],
    '--optim-timeout': ['9'],
    '--path': [at('a.csv')],
    '--label': ['mine'],
    '--fn': ['matyas'],
    '--expr': ['x^2+y^2'],
    '--fn-module': [at('bowl.mjs')],
    '--fn-data': [resolve('fixtures/grids/network.csv')],
  },
  ...{ '--param': ['a=1'], '--objective': ['log'], '--steps': ['20'], '--budget': ['9'], '--lr': ['0.3'] },
  ...{ '--schedule': ['cosine'], '--noise': ['0.5'], '--repeat': ['3'], '--batch-size': ['4'], '--until': ['f<20'] },
  ...{
    '--set': ['beta2=0.5'],
    '--start': ['0.5,0.5'],
    '--seed': ['3'],
    '--domain': ['-1,2,-1,2'],
    '--bounds': ['-0.5,2,0.9,3'],
    '--view': ['path', 'all'],
  },
  ...{
    '--size': ['500x400'],
    '--scale': ['1'],
    '--dpi': ['96'],
    '--theme': ['dark'],
    '--text': ['1.5'],
    '--palette': ['magma'],
    '--levels': ['5'],
    '--resolution': ['20'],
  },
  '--value-range': ['1,9'],
  ...{ '--color-scale': ['linear', 'log'], '--background': ['bands'], '--contours': ['3'], '--contour-color': ['red'] },
  ...{ '--line-color': ['blue'], '--line-width': ['7'], '--start-color': ['lime'], '--end-color': ['lime'] },
  '--font': [resolve('fixtures/fonts/optviz-sans-italic.ttf')],
  ...{ '--path-color': ['step'] },
  ...{
    '--title': ['T'],
    '--aspect': ['fill', 'equal'],
    '--panel': ['loss', 'none', 'lr'],
    '--loss-x': ['evaluations'],
    '--loss-scale': ['linear', 'log'],
    '--show': ['population'],
    '--fps': ['5'],
    '--every': ['3'],
  },
  ...{
    '--scan': ['beta1=0.1..0.9:3'],
    '--metric': ['best'],
    '--starts': ['3'],
    '--backend': ['cpu'],
    '--engine': ['eager'],
  },
  ...{ '--draw-best': [join(outputs, 'best.svg')], '--format': ['svg', 'png'], '--config': [at('c.yaml')] },
  ...{ '--html': [join(outputs, 'p.html')], '--report': [join(outputs, 'r.xml')], '--out': [join(outputs, 'q.svg')] },
  ...{ '--shard': ['1/2'], '--threshold': ['0.5'], '--max-pixels': ['1e6'], '--distance': ['9'], '--tolerance': ['9'] },
}

/** What a flag needs beside it to have an effect; where a figure has no such thing, the flag is tried alone. */
const beside: Readonly<Record<string, readonly string[]>> = {
  '--seed': ['--start', 'random'],
  '--repeat': ['--start', 'random'],
  '--strict': ['--optim', 'sgd', '--lr', '1e30'],
}

/** Flags that this walk cannot try: they start processes, say nothing where files differ, or need a run or files of their own. */
const elsewhere = [
  ...['batch --jobs', 'batch --out', 'batch --force', 'batch --strict', 'batch --backend', 'diff --quiet'],
  ...['compare --strict', 'sweep over one --strict', 'sweep over two --strict', 'sweep over starts --strict'],
  'sweep over starts --seed',
]

/** Flags that ask for what is so anyhow beside others. */
const granted = [
  ...['--bare', '--transparent', '--no-axes', '--no-colorbar'].map(flag => `run, the plot alone ${flag}`),
  ...['--view', '--no-minima'].map(flag => `run, a path alone ${flag}`),
]

for (const [name, base] of Object.entries(bases)) {
  const command = program().commands.find(known => known.name() === base[0])
  const known = new Map<string, ReturnType<typeof outcome>>()
  const without = (args: readonly string[]) => {
    const made = known.get(args.join(' ')) ?? outcome(args)
    known.set(args.join(' '), made)
    return made
  }
  describe(`${name}: every flag is heard, or it is said why not`, () => {
    for (const option of command?.options ?? []) {
      const flag = option.long ?? option.flags
      it.skipIf([...elsewhere, ...granted].includes(`${name} ${flag}`))(flag, async () => {
        const values = option.required ? (samples[flag] ?? expect.fail(`there is no sample for ${flag}`)) : [undefined]
        const full = [...base, ...(beside[flag] ?? [])]
        const context = (await without(full)).code === 2 ? base : full
        const before = await without(context)
        expect([0, 3, 4], before.err).toContain(before.code)
        let heard = false
        for (const value of values) {
          const after = await outcome([...context, flag, ...(value === undefined ? [] : [value])])
          if (after.code === 2) expect(after.err).toContain(flag.replace(/^--(no-)?/, ''))
          const told = flag === '--verbose' ? after.err !== before.err : after.err.includes(flag)
          heard ||= told || after.code !== before.code || after.text !== before.text
        }
        expect(heard, `${flag} changes nothing`).toBe(true)
      })
    }
  })
}
