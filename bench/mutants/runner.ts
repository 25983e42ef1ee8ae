/**
 * Runs test files in a tree, one after the other, as its parent asks: { test, changed } is answered by { passed }, and why not. One Vitest
 * for all, so that a run costs a fork, not a start.
 */
import { createVitest } from 'vitest/node'

interface Request {
  readonly test: string
  /** The ids of the tests that are run; undefined is all of them. */
  readonly only?: readonly string[]
  /** The files that are not what they were at the last run. */
  readonly changed: readonly string[]
}

const [root = ''] = process.argv.slice(2)
const vitest = await createVitest('test', {
  root,
  config: `${root}/test/vitest.config.ts`,
  watch: false,
  bail: 1,
  maxWorkers: 1,
  reporters: [{}],
})
await vitest.standalone()
process.send?.({ ready: true })

process.on('message', async ({ test, only, changed }: Request) => {
  for (const file of changed) vitest.invalidateFile(`${root}/${file}`)
  const testIds = only === undefined ? undefined : [...only]
  const specification = vitest.getRootProject().createSpecification(`${root}/${test}`, { testIds })
  const { testModules } = await vitest.runTestSpecifications([specification])
  // Vitest remembers every file it has run.
  const module = testModules.find(({ moduleId }) => moduleId === specification.moduleId)
  const [failed] = module?.children.allTests('failed') ?? []
  const reason = (failed?.result().errors ?? module?.errors())?.[0]?.message
  process.send?.({ passed: module?.ok() ?? false, failure: failed?.fullName ?? reason, reason })
})
process.on('disconnect', () => process.exit())
