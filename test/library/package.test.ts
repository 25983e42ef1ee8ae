import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, readdirSync, readFileSync, renameSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import manifest from '../../package.json' with { type: 'json' }
import { temporaryFolder } from '../cli/process.js'

/** A project of somebody else's: TypeScript at its strictest, with the package as it is published. */
const { folder, remove } = temporaryFolder()
afterAll(remove)
const at = (name: string) => join(folder, name)
const root = fileURLToPath(new URL('../..', import.meta.url))

const options = {
  ...{ target: 'es2022', lib: ['es2022'], module: 'nodenext', types: ['node'], outDir: 'out', rootDir: '.' },
  ...{ strict: true, skipLibCheck: false, exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true },
  ...{
    noUnusedLocals: true,
    noPropertyAccessFromIndexSignature: true,
    noImplicitOverride: true,
    isolatedModules: true,
  },
}

/** The TypeScript of a page, or of the comments of a module. */
function examplesOf(file: string): readonly string[] {
  const text = readFileSync(join(root, file), 'utf8').replaceAll(/^ \* ?/gm, '')
  return [...text.matchAll(/^```ts\n([\s\S]*?)^```$/gm)].map(([, example = '']) => example)
}

const filesIn = (room: string, ending: string) =>
  readdirSync(join(root, room))
    .filter(name => name.endsWith(ending))
    .map(name => `${room}/${name}`)
const sources = ['README.md', ...filesIn('docs', '.md'), ...filesIn('src/library', '.ts')]
const examples = sources.flatMap(file =>
  examplesOf(file).map((text, i) => ({
    text,
    from: `${file}, ${i + 1}`,
    name: `${file.replaceAll(/\W/g, '-')}-${i + 1}`,
  })),
)

function run(command: string, args: readonly string[], cwd = folder) {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, encoding: 'utf8' })
  return { code: status, out: stdout, err: stderr }
}

const compiled = (project: string) =>
  run(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', project])

beforeAll(() => {
  const packed = run('npm', ['pack', '--ignore-scripts', '--pack-destination', folder], root)
  expect(packed).toMatchObject({ code: 0 })
  expect(run('tar', ['xzf', packed.out.trim()])).toMatchObject({ code: 0 })
  mkdirSync(at('node_modules'))
  renameSync(at('package'), at('node_modules/optviz'))
  // What an installation would bring; nothing that is there for development alone.
  const dependencies = Object.keys({ ...manifest.dependencies, ...manifest.optionalDependencies })
  for (const name of [...dependencies, '@types/node']) {
    mkdirSync(dirname(at(`node_modules/${name}`)), { recursive: true })
    symlinkSync(join(root, 'node_modules', name), at(`node_modules/${name}`))
  }
  writeFileSync(at('package.json'), JSON.stringify({ type: 'module' }))
  writeFileSync(at('tsconfig.json'), JSON.stringify({ compilerOptions: options, include: ['*.ts'] }))
  copyFileSync(join(root, 'fixtures/paths/mine.csv'), at('mine.csv'))
  for (const { name, text } of examples) writeFileSync(at(`${name}.ts`), text)
})

describe('the package in a strict TypeScript project', () => {
  it('has an example of every function (a check of the checker)', () => {
    const calls = [
      'minimize',
      'landscape',
      'figure',
      'render',
      'compare',
      'sweep',
      'basins',
      'animate',
      'diff',
      'inspect',
    ]
    const own = examples.filter(({ from }) => from.startsWith('src/')).map(({ text }) => text)
    expect(calls.filter(call => !own.some(text => text.includes(`${call}(`)))).toEqual([])
    expect(examples.filter(({ from }) => /^docs\/library.md/.test(from)).length).toBeGreaterThan(2)
  })

  it('compiles every example of README, docs/ and its own comments', () => {
    expect(compiled('.')).toEqual({ code: 0, out: '', err: '' })
  })

  it('runs them', () => {
    // One after the other in one process, which loads the engine once.
    const imports = examples.map(({ name, from }) => `console.log('#', '${from}'); await import('./out/${name}.js')`)
    writeFileSync(at('all.mjs'), imports.join('\n'))
    const { code, out, err } = run(process.execPath, ['all.mjs'])
    expect({ code, err, last: code === 0 ? '' : /# (.*)(?![\s\S]*\n# )/.exec(out)?.[1] }).toEqual({
      code: 0,
      err: '',
      last: '',
    })
  })

  it('needs no types but its own, and refuses what no call takes', () => {
    mkdirSync(at('types'))
    const bare = { ...options, types: [], noEmit: true }
    writeFileSync(at('types/tsconfig.json'), JSON.stringify({ compilerOptions: bare, include: ['*.ts'] }))
    writeFileSync(
      at('types/types.ts'),
      `import * as optviz from 'optviz'
import type {
  Algebra, Animation, Basins, Comparison, Domain, FigureOptions, Format, Interval, Landscape, Options, Point, Recipe, Scene,
  Sweep, Tensor, TestFunction, Tolerance, Trajectory,
} from 'optviz'

const domain: Domain = { x: [0, 1] satisfies Interval, y: [0, 1] }
export const shapes = async (lr?: number) => {
  const path: Trajectory = await optviz.minimize({ domain, lr, start: [0, 1] satisfies Point })
  const ground: Landscape = await optviz.landscape({ domain })
  const known: TestFunction | undefined = optviz.functions[0]
  const look: FigureOptions = { minima: known?.minima, labels: ['one'] }
  const scene: Scene = optviz.figure(path, ground, look)
  const animation: Animation = optviz.animate([path], ground, { ...look, fps: 3 })
  const options: Options = { fn: 'booth', optimizer: optviz.optimizers[0] }
  const race: Comparison = await optviz.compare({ optim: [options, 'adam'].slice(1), fn: 'booth' })
  const sweep: Sweep = await optviz.sweep({ ...options, scan: { lr: [0.1, 0.2] } })
  const basins: Basins = await optviz.basins({ resolution: 3 })
  const format: Format = 'png'
  const bytes: Uint8Array = await optviz.render(scene, format)
  const tolerance: Partial<Tolerance> = { threshold: 0.1 }
  const { same } = await optviz.diff(bytes, 'a.png', tolerance)
  const recipe: Recipe = (await optviz.inspect(bytes)).recipe
  return { animation, race, sweep, basins, same, recipe }
}
export const square = <T>(m: Algebra<T>, x: T): T => m.mul(x, x)
export const rowsOf = (tensor: Tensor): number | undefined => tensor.shape[0]
// @ts-expect-error: a landscape has no optimizer
void optviz.landscape({ optim: 'adam' })
// @ts-expect-error: files are up to you
void optviz.run({ out: 'a.png' })
// @ts-expect-error: a list, or false
export const wrong: FigureOptions = { minima: true }
`,
    )
    expect(compiled('types')).toEqual({ code: 0, out: '', err: '' })
    const listed = run(process.execPath, [
      join(root, 'node_modules/typescript/bin/tsc'),
      '-p',
      'types',
      '--listFilesOnly',
    ])
    const foreign = listed.out.split('\n').filter(file => file.includes('/node_modules/') && !file.includes('/optviz/'))
    expect(foreign.filter(file => !/typescript/.test(file))).toEqual([])
  })
})
