import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Case, type Line, medians } from './measure.js'

const launcher = 'bin/optviz.js'
const python = process.env.PYTHON ?? 'python3'

/** Whole commands, each a process of its own: beside Node doing nothing and, where Python has what it needs, beside PyTorch. */
export async function* startLines(rounds: number): AsyncIterable<Line> {
  const folder = mkdtempSync(join(tmpdir(), 'optviz-bench-'))
  try {
    const process_ = (name: string, program: string, args: readonly string[]): Case => ({
      name,
      run() {
        const { status, stderr } = spawnSync(program, args, { encoding: 'utf8' })
        if (status !== 0) throw new Error(`${name}: ${stderr}`)
      },
    })
    const figure = (steps: number) => {
      const out = ['-q', '-o', join(folder, 'optviz.png')]
      return ['run', '--optim', 'adamw', '--fn', 'flower', '--lr', '0.1', '--steps', String(steps), ...out]
    }
    const node = process_('node -e 0', process.execPath, ['-e', '0'])
    const optviz = (name: string, args: readonly string[]) => process_(name, process.execPath, [launcher, ...args])
    const peer = (steps: number) =>
      process_(`PyTorch, ${steps} steps`, python, ['bench/peer_pytorch.py', String(steps), join(folder, 'peer.png')])
    const canCompare = spawnSync(python, ['-c', 'import torch, matplotlib']).status === 0

    const light = [
      node,
      optviz('optviz --help', ['--help']),
      optviz('optviz list optimizers', ['list', 'optimizers']),
      optviz('optviz show adamw', ['show', 'adamw']),
    ]
    const heavy = [200, 10_000].flatMap(steps => [
      optviz(`optviz run, ${steps} steps`, figure(steps)),
      ...(canCompare ? [peer(steps)] : []),
    ])
    const all = await medians([...light, ...heavy], rounds)
    const base = all.get(node.name) ?? Number.NaN
    for (const { name } of [...light, ...heavy]) {
      const value = all.get(name) ?? Number.NaN
      const line: Line = { what: name, value, unit: 'ms', ratio: [value / base, 'node -e 0'] }
      yield line
      const rival = name.startsWith('optviz run') ? all.get(name.replace('optviz run', 'PyTorch')) : undefined
      if (rival !== undefined) yield { ...line, what: '', ratio: [value / rival, 'PyTorch'] }
    }
  } finally {
    rmSync(folder, { recursive: true })
  }
}
