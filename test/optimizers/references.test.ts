import { expect, it } from 'vitest'
import { optimizers } from '../../src/optimizers/index.js'
import { testReferences } from './reference-suite.js'
import { map, referenceIds } from './references.js'

it('every update rule has a reference, and every reference an optimizer', () => {
  const mapped = new Set(Object.values(map).flatMap(mapping => (mapping === null ? [] : [mapping.optim])))
  // The classical procedures are measured against worked examples instead, L-BFGS excepted.
  const unproven = optimizers.filter(({ kind, name }) => kind === 'rule' && !mapped.has(name)).map(({ name }) => name)
  const unknown = [...mapped].filter(name => !optimizers.some(optimizer => optimizer.name === name))
  expect({ unproven, unknown }).toEqual({ unproven: [], unknown: [] })
  expect(Object.keys(map).sort()).toEqual([...referenceIds()].sort())
})

testReferences('tensorflow')
