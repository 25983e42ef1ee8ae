import { describe, expect, it } from 'vitest'
import { choice, flag, minimize, optimizers, procedure, real, updateRule } from '../src/index.js'

describe('an optimizer of one’s own in the library', () => {
  const heavyBall = updateRule({
    name: 'heavy-ball',
    hyperparameters: {
      lr: 0.01,
      momentum: real(0.9, '[0, 1)', 'share of the last step that is kept'),
      nesterov: flag(false),
      sign: choice('down', ['down', 'up']),
    },
    init: (m, params) => ({ v: m.zerosLike(params) }),
    update(m, { params, gradient }, { v }, { lr, momentum, t, nesterov }, { sign }) {
      const next = m.add(m.mul(v, momentum), gradient)
      // @ts-expect-error: a flag is no tensor
      const step = nesterov ? m.add(gradient, m.mul(next, nesterov)) : next
      const rate = m.mul(lr, m.div(t, t))
      return { params: sign === 'down' ? m.sub(params, m.mul(step, rate)) : params, state: { v: next } }
    },
  })

  it('is an update rule, written with types', async () => {
    const mine = await minimize({ optimizer: heavyBall, fn: 'flower', lr: 0.02, steps: 50 })
    const theirs = await minimize({ optim: 'sgd', fn: 'flower', lr: 0.02, set: { momentum: 0.9 }, steps: 50 })
    expect(mine.points).toEqual(theirs.points)
  })

  it('is the same one in several runs, which are lanes', async () => {
    const runs = [0.01, 0.02].map(lr => ({ optimizer: heavyBall, fn: 'flower', lr, steps: 50 }))
    const [, second] = await minimize(runs)
    expect(second?.points).toEqual((await minimize({ ...runs[1] })).points)
  })

  it('is a schedule’s, whose names the update knows', async () => {
    const decaying = updateRule({
      name: 'decaying',
      hyperparameters: { lr: 0.1 },
      *schedule({ lr }) {
        for (let t = 1; ; t++) yield { rate: lr / Math.sqrt(t) }
      },
      update: (m, { params, gradient }, _, c) => {
        // @ts-expect-error: nothing yields it
        expect(c.rat).toBeUndefined()
        return { params: m.sub(params, m.mul(m.sign(gradient), c.rate)) }
      },
    })
    const { points } = await minimize({ optimizer: decaying, fn: 'booth', start: [0, 0], steps: 2 })
    expect(points[4]).toBeCloseTo(0.1 + 0.1 / Math.SQRT2)
  })

  it('is a procedure, or a plain object', async () => {
    const halving = procedure({
      name: 'halving',
      hyperparameters: { share: 0.5 },
      *iterate(oracle, [x, y], { share }, { steps }) {
        for (let k = 0; k < steps && oracle.value([x, y]) > 0; k++) {
          x *= share
          y *= share
          yield [x, y]
        }
      },
    })
    const { points, evaluations } = await minimize({ optimizer: halving, fn: 'beale', start: [1, 1], steps: 3 })
    expect([...points]).toEqual([1, 1, 0.5, 0.5, 0.25, 0.25, 0.125, 0.125])
    expect(evaluations.values).toBe(3)
    const still = await minimize({ optimizer: { name: 'still', update: (_, { params }) => ({ params }) }, steps: 1 })
    expect(still.points.subarray(0, 2)).toEqual(still.points.subarray(2))
    const [first] = optimizers
    expect(await minimize({ optimizer: first, steps: 2 })).toEqual(await minimize({ optim: first?.name, steps: 2 }))
  })

  it('is a module where a setting names one; so is a function', async () => {
    const mine = await minimize({ optimModule: 'fixtures/optimizers/heavy-ball.mjs', fn: 'flower', steps: 20 })
    const same = await minimize({ optim: './fixtures/optimizers/heavy-ball.mjs', fn: 'flower', steps: 20 })
    expect(mine).toEqual(same)
    await expect(minimize({ fnModule: 'absent.mjs' })).rejects.toThrow(/absent\.mjs/)
  })

  it('is told what is wrong with it', async () => {
    const wrong = { optimizer: { name: 'own', updat: 1 } as never }
    await expect(minimize(wrong)).rejects.toThrow('the optimizer own: unknown field "updat"; did you mean "update"?')
    await expect(minimize({ optimizer: null as never })).rejects.toThrow(
      'the optimizer of your own: expected an optimizer',
    )
    await expect(minimize({ optim: 'adam', optimizer: heavyBall })).rejects.toThrow(
      'give only one of optim and optimizer',
    )
  })
})
