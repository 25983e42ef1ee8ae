import { existsSync, linkSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { median } from 'd3-array'
import type { Placed } from './place.js'
import { type Ended, run } from './run.js'

/** What a version does: the cells of its row, and what is to be said of them. */
export interface Tried {
  readonly row: readonly string[]
  readonly notes: readonly string[]
}

interface Doctor {
  readonly checks: readonly { readonly name: string; readonly ok: boolean; readonly detail: string }[]
}

/** Tries everything in processes of their own: one that crashes is a cell that says so. */
export function tryEngine({ folder, libraries }: Placed): Tried {
  const notes: string[] = []
  const node = (...args: readonly string[]) =>
    run(process.execPath, args, {
      cwd: folder,
      env: { OPTVIZ_CACHE: resolve(folder, 'cache'), OPTVIZ_NATIVE: undefined },
    })
  const cell = ({ failure }: Ended, value: () => string) => failure ?? value()

  const check = (name: string): string | undefined => {
    const { stdout } = node('bin/optviz.js', 'doctor', '--json')
    try {
      const { checks }: Doctor = JSON.parse(stdout)
      const found = checks.find(check => check.name === name)
      return found?.ok ? found.detail : undefined
    } catch {
      return undefined
    }
  }
  const draw = () =>
    node(
      'bin/optviz.js',
      ...'run --optim adamw --fn flower --lr 0.1 --steps 200 -q -o figure.png -o figure.json'.split(' '),
    )
  const seconds = () => {
    const times = [1, 2, 3, 4, 5].map(() => {
      const begin = performance.now()
      draw()
      return (performance.now() - begin) / 1000
    })
    return (median(times) ?? Number.NaN).toFixed(2)
  }

  const version = /libtensorflow (\S+)/.exec(check('native engine') ?? '')?.[1]
  if (version === undefined) return { row: ['no'], notes: [node('bin/optviz.js', 'doctor').stdout] }
  const gradient = /[\d.]+e-?\d+/.exec(check('gradients') ?? '')?.[0] ?? 'wrong'
  const drawn = draw()
  const engine = cell(drawn, () => String(JSON.parse(readFileSync(join(folder, 'figure.json'), 'utf8')).engine))
  const pairs = node('build/bench/libtensorflow/pairs.js')
  const [equal = '', ...others] = pairs.stdout.trim().split('\n')
  notes.push(...others)
  const fidelity = node('build/bench/fidelity.js')
  const worst = /worst (.*)$/m.exec(fidelity.stdout)?.[1] ?? ''
  // The path bounces to its end, says the command itself.
  const said = drawn.stderr.split('\n').filter(line => line !== '' && !line.startsWith('warning:'))
  return {
    row: [
      version,
      gradient,
      engine,
      cell(pairs, () => equal),
      cell(fidelity, () => worst),
      seconds(),
      prelinked(libraries[0] ?? '', () => check('gradients') !== undefined && draw().failure === undefined, seconds),
      said.length === 0 ? '' : `${said.length} lines`,
    ],
    notes,
  }
}

/** The time once a library is prelinked; it is put back where the engine does not start with it or computes wrongly. */
function prelinked(library: string, works: () => boolean, seconds: () => string): string {
  const copy = `${library}.prelinked`
  const { failure, stderr } = run(process.execPath, ['bin/prelink.mjs', library, copy])
  if (!existsSync(copy))
    return failure?.startsWith('exit 3') ? 'nothing to do' : `no: ${stderr.trim().split(': ').at(-1)}`
  const original = `${library}.original`
  linkSync(library, original)
  renameSync(copy, library)
  if (works()) {
    rmSync(original)
    return seconds()
  }
  renameSync(original, library)
  return works() ? 'put back' : 'BROKEN'
}
