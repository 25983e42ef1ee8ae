/** Runs the tests of a tree once, those of a marked program: what comes of it is in the log of its marks. */
import { createVitest } from 'vitest/node'

/** What asks about sources, not about what they do, or asks much more than a mutant may cost. */
const left = [
  'test/{architecture,fuzz,readme,own}.test.ts',
  'test/words/words.test.ts',
  'test/library/package.test.ts',
  'test/bin/*',
]

const [root = ''] = process.argv.slice(2)
const vitest = await createVitest('test', {
  root,
  config: `${root}/test/vitest.config.ts`,
  watch: false,
  exclude: left,
  setupFiles: [`${root}/bench/mutants/setup.ts`],
  reporters: [{}],
})
await vitest.start()
await vitest.close()
process.exit(0)
