import { beforeAll, describe, expect, it } from 'vitest'
import { type Backend, startBackend } from '../../src/engine/backend.js'
import { type Binding, nativeBackend } from '../../src/engine/compile/binding.js'
import { minimize, type Run } from '../../src/engine/minimize.js'
import { functions } from '../../src/functions/index.js'
import type { TestFunction } from '../../src/functions/types.js'
import { count, real } from '../../src/optimizers/hyperparameters.js'
import { optimizers } from '../../src/optimizers/index.js'
import { type Optimizer, updateRule } from '../../src/optimizers/types.js'
import { difference, nudged, runOf } from './cases.js'
import { engineDifference } from './graph-suite.js'

const flower = functions.find(fn => fn.name === 'flower') ?? expect.fail('flower is missing')
const adamw = optimizers.find(optimizer => optimizer.name === 'adamw') ?? expect.fail('adamw is missing')

/** Gradient descent; `changes` make of it what a test needs. */
function descent(changes: Partial<Parameters<typeof plain>[0]>): Optimizer {
  return plain(changes) as Optimizer
}

function plain(changes: Partial<Omit<ReturnType<typeof base>, 'kind'>>) {
  return { ...base(), ...changes }
}

function base() {
  return updateRule({
    name: 'descent',
    title: 'Descent',
    group: 'gradient descent',
    equation: 'p ← p − lr g',
    reference: 'a test',
    hyperparameters: { lr: real(0.01, '[0, inf)', 'learning rate'), turn: count(300, '[0, inf)', 'when lanes part') },
    cost: { gradients: 1 },
    *schedule({ lr, turn }) {
      for (let t = 1; ; t++) yield { lr: t > turn ? lr : 0.01 }
    },
    init: (m, params) => ({ previous: params, before: params }),
    update: (m, { params, gradient }, state, c) => ({
      params: m.sub(params, m.mul(c.lr, m.add(gradient, m.sub(params, state.before)))),
      state: { previous: params, before: state.previous },
    }),
  })
}
