import { readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { descent, expectAgain, print, script, withClient } from './clients.js'

const { folder, at, run } = withClient()

describe('--optim-command', () => {
  it('is told the problem, moves as it says, and is drawn', () => {
    const problem = ['--fn', 'booth', '--start', '1,0.1', '--lr', '1e-2', '--steps', '20', '--json']
    const set = ['mode=fast', 'weight-decay=0.5', 'nesterov=true', 'cap=inf'].flatMap(word => ['--set', word])
    const told = run('run', '--optim-command', `${descent} said.json`, ...problem, '--seed', '7', ...set)
    expect(told).toMatchObject({ code: 0 })
    expect(JSON.parse(readFileSync(at('said.json'), 'utf8'))).toEqual({
      ...{ optviz: 1, function: 'booth', start: [1, Math.fround(0.1)], steps: 20, seed: 7 },
      hyperparameters: { lr: 0.01, mode: 'fast', 'weight-decay': 0.5, nesterov: true, cap: 'inf' },
    })
    const sgd = run('run', '--optim', 'sgd', ...problem, '-o', 's.csv')
    const [mine, theirs] = [JSON.parse(told.out), JSON.parse(sgd.out)]
    expect(mine).toMatchObject({
      ...{ optimizer: 'descent-said.json', engine: 'graph', evaluations: 20, files: ['booth-descent-said.json.png'] },
      hyperparameters: { lr: 0.01, mode: 'fast', 'weight-decay': 0.5, nesterov: true, cap: 'Infinity' },
    })
    for (const i of [0, 1]) expect(mine.final.point[i]).toBeCloseTo(theirs.final.point[i], 5)
  })

  it('is part of the recipe, and of the command that draws the figure again, to the byte', () => {
    const args = ['--optim-command', descent, '--fn', 'booth', '--lr', '0.01', '--steps', '9']
    expect(run('run', ...args, '-o', 'a.png')).toMatchObject({ code: 0, err: '' })
    const { out } = run('inspect', 'a.png')
    expect(out).toContain(`  optim-command: ${descent}\n`)
    const again = expectAgain(folder, 'a.png', 'b.png')
    expect(again).toContain(`--optim-command \\''${process.execPath}'\\'' descent.mjs' --fn booth --steps 9 --lr 0.01`)
  })

  it('gets value, gradient and Hessian as it needs them, all counted', () => {
    const at12 = (need?: readonly string[]) => print({ evaluate: [1, 2], ...(need && { need }) })
    const asks = `${at12(['value'])} read v; ${at12()} read g; ${at12(['value', 'hessian'])} read h; echo "$v $g $h" >&2;`
    const command = script(`${asks} ${print({ step: [1, 3] }, { done: true })}`)
    const args = ['--fn', 'booth', '--steps', '4', '-v', '--json', '-o', 'h.csv']
    const { err, out, code } = run('run', '--optim-command', command, ...args)
    expect(code).toBe(0)
    const gradient = '[-8,-10]'
    expect(err).toContain(
      `{"value":5} {"value":5,"gradient":${gradient}} {"value":5,"gradient":${gradient},"hessian":[[10,8],[8,10]]}\n`,
    )
    const { evaluationsByKind, outcome } = JSON.parse(out)
    expect(evaluationsByKind).toEqual({ values: 1, gradients: 2, hessianVectors: 2 })
    expect(outcome).toEqual({ kind: 'finished' })
    const rows = readFileSync(at('h.csv'), 'utf8').trimEnd().split('\n')
    expect(rows.slice(-4).map(row => row.split(',').slice(1, 3).join())).toEqual(['1,3', '1,3', '1,3', '1,3'])
  })

  it('understands numbers that are not finite in words and as Python writes them, and writes them in words', () => {
    for (const point of ['["nan", 1]', '[NaN, 1]', '["inf", 0]', '[0, -Infinity]']) {
      writeFileSync(at('point.json'), `{"step": ${point}}\n`)
      const { err, code } = run('run', '--optim-command', script('cat point.json'), '--steps', '5', '-o', 'n.csv')
      expect([code, err]).toEqual([0, expect.stringContaining('warning: the run diverged at step 1')])
    }
    const asks = `${print({ evaluate: [0, 0] })} read a; ${print({ evaluate: [-1, 0] })} read b; echo "$a$b" >&2`
    const args = ['--expr', 'log(x) + sqrt(x + y) * 0', '-v', '-o', 'n.csv']
    const { err } = run('run', '--optim-command', script(asks), ...args)
    expect(err).toMatch(/"value":"-inf".*"value":"nan"/)
  })

  it('prints to standard error for those who ask, each line under its name', () => {
    const noisy = script(`echo "so \\033[31mfar" >&2; ${print({ done: true })}`)
    const args = ['run', '--optim-command', noisy, '--steps', '3', '-o', 'q.csv']
    expect(run(...args).err).not.toContain('far')
    expect(run(...args, '-v').err).toContain(': so \\x1b[31mfar\n')
  })

  it('has the folder and the environment of the user', () => {
    const command = script(`pwd >&2; env | grep ^TF_ >&2; ${print({ done: true })}`)
    const { err } = run('run', '--optim-command', command, '--steps', '1', '-v', '-o', 'q.csv')
    expect(err).toContain(folder)
    expect(err).not.toMatch(/TF_(ENABLE|NUM)/)
  })
})
