/**
 * Compares the graph and the eager engine bit by bit, every optimizer on every function, and prints where they differ.
 * Usage: npm run engines [-- STEPS [NAME]]; NAME is part of an optimizer's name. Takes half an hour for 200 steps.
 */
import { startBackend } from '../src/engine/backend.js'
import { functions } from '../src/functions/index.js'
import { optimizers } from '../src/optimizers/index.js'
import { engineDifference, runOf } from '../test/engine/cases.js'

const [steps = '200', part = ''] = process.argv.slice(2)
const backend = await startBackend('tensorflow')
let pairs = 0
let different = 0
for (const optimizer of optimizers.filter(({ name }) => name.includes(part)))
  for (const fn of functions) {
    pairs++
    const difference = engineDifference(backend, runOf(optimizer, fn, { steps: Number(steps) }))
    if (difference === undefined) continue
    different++
    console.log(`${optimizer.name} on ${fn.name}: ${difference}`)
  }
console.log(`${pairs} pairs, ${steps} steps: ${different} differ`)
