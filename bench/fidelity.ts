/**
 * Prints how near our trajectories are to the references: optimizer × function, the worst deviation of all cases and the
 * steps compared. Usage: npm run fidelity [-- tensorflow|cpu [NAME]]; NAME is part of an optimizer's name.
 */
import { group } from 'd3-array'
import { type BackendChoice, startBackend } from '../src/engine/backend.js'
import { type Comparison, compare, map, referencesOf } from '../test/optimizers/references.js'

const [choice = 'tensorflow', part = ''] = process.argv.slice(2)
const backend = await startBackend(choice as BackendChoice)

const all: Comparison[] = []
for (const [id, mapping] of Object.entries(map)) {
  if (mapping === null || !mapping.optim.includes(part)) continue
  const comparisons = compare(backend, referencesOf(id), mapping)
  for (const [fn, cases] of group(comparisons, c => c.reference.function)) {
    const worst = cases.reduce((a, b) => (b.deviation > a.deviation ? b : a))
    const steps = cases.reduce((sum, c) => sum + c.steps, 0)
    const note = worst.deviation > 1e-4 ? `  ← ${worst.reference.tag}, step ${worst.step}` : ''
    const columns = [
      id.padEnd(24),
      fn.padEnd(22),
      worst.deviation.toExponential(1).padStart(8),
      String(steps).padStart(6),
    ]
    console.log(columns.join(' ') + note)
  }
  all.push(...comparisons)
}

const worst = Math.max(...all.map(c => c.deviation))
const beyond = (limit: number) => all.filter(c => !(c.deviation <= limit)).length
console.log(
  `${backend.name}: ${all.length} trajectories, ${all.reduce((sum, c) => sum + c.steps, 0)} steps; ` +
    `worst ${worst.toExponential(1)}; beyond 1e-4: ${beyond(1e-4)}; beyond 1e-3: ${beyond(1e-3)}`,
)
