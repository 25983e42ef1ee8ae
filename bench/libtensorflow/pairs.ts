/**
 * Prints how many pairs of optimizer and function the graph and the eager engine follow bit for bit alike, in two lanes; then
 * what differs, and why there was no graph.
 */
import { group } from 'd3-array'
import { startBackend } from '../../src/engine/backend.js'
import { functions } from '../../src/functions/index.js'
import { optimizers } from '../../src/optimizers/index.js'
import { engineDifference, nudged, runOf } from '../../test/engine/cases.js'

const steps = 12
const backend = await startBackend('tensorflow')
// Each optimizer on every eighth function, others for the next one.
const found = optimizers.flatMap((optimizer, i) =>
  functions
    .filter((_, j) => (i + j) % 8 === 0)
    .map(fn => {
      const lanes = [0, 1].map(lane => runOf(optimizer, fn, { steps, hyperparameters: nudged(optimizer, lane) }))
      const runs = optimizer.kind === 'rule' ? lanes : lanes.slice(0, 1)
      return { name: `${optimizer.name} on ${fn.name}`, difference: engineDifference(backend, ...runs) }
    }),
)
const different = found.filter(({ difference }) => difference !== undefined)
console.log(`${found.length - different.length} of ${found.length}`)
for (const [difference, [first]] of group(different, ({ difference }) => difference))
  console.log(`${first?.name}: ${difference}`)
