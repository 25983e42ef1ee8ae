import { describe, expect, it } from 'vitest'
import { call } from '../inprocess.js'

const said = async (...args: readonly string[]) => {
  const { code, out, err } = await call(['show', ...args])
  expect([code, err]).toEqual([0, ''])
  return out
}

describe('optviz show', () => {
  it('tells all about a function: where, how, from where, and what else there is to know', async () => {
    const lines = (await said('bukin_n6')).split('\n')
    expect(lines).toEqual([
      'bukin_n6  Bukin N. 6, valley',
      '  100*sqrt(abs(y - 0.01*x^2)) + 0.01*abs(x + 10)',
      'Domain  x -15 … -5, y -3 … 3',
      'Start   (-12, 2)',
      'Smooth  no',
      expect.stringMatching(/^Source {2}./),
      'Note    The floor is a crease along y = x²/100, where the gradient does not exist.',
      'Known global minimum',
      '  (-10, 1)  f = 0',
      '',
    ])
    // What there is nothing to say of is not there.
    expect(await said('booth')).not.toMatch(/Note|Pictures|Parameters/)
    expect(await said('himmelblau')).toMatch(/^Known global minima\n {2}\(3, 2\) +f = 0\n/m)
    expect(await said('narrow_valley')).toMatch(/^Parameters\n {2}--param condition=\d+ +.*, from .* to .*$/m)
  })

  it('tells all about an optimizer', async () => {
    const text = await said('adamw')
    expect(text).toMatch(/^adamw {2}AdamW, /)
    expect(text).toMatch(/^Hyperparameters\n +default +range\n {2}lr +0\.01 +\[0, inf\) +learning rate$/m)
    expect(text).toMatch(/^ {2}beta1 +0\.9 +\[0, 1\) +./m)
    expect(await said('adabelief')).toMatch(/^ {2}rectify +true +true, false +./m)
    expect(text).toMatch(/^A step costs 1 × value and gradient$/m)
    expect(text).toMatch(/^Follows ./m)
  })

  it('is one JSON document with --json, infinities as words', async () => {
    const told = JSON.parse(await said('adamw', '--json'))
    expect(told).toMatchObject({ name: 'adamw', hyperparameters: { lr: { kind: 'real', range: { max: 'Infinity' } } } })
  })

  it('takes one name that there is', async () => {
    expect(await call(['show', 'bot'])).toMatchObject({ code: 2, err: expect.stringMatching(/unknown name "bot"/) })
    expect(await call(['show', 'muon'])).toMatchObject({
      code: 2,
      err: expect.stringMatching(
        /no optimizer "muon": it orthogonalizes matrices.*\n.*Instead: optviz run --optim adamw/,
      ),
    })
    const two = await call(['show', 'adam', 'booth'])
    expect([two.code, two.err.split('\n')[0]]).toEqual([2, expect.stringMatching(/too many arguments/)])
  })
})
