/**
 * Prints how many small changes of src its tests notice, by room, and lists those that they do not. A seeded sample of all
 * places for such a change; all tests are run once to see which come to which, then each place's own are asked, nearest first,
 * and where these say nothing those that come there by the built command, then the compiler. In copies of the tree.
 * Usage: npm run mutants [-- COUNT SEED ROOMS], with rooms as src/spec,src/cli/batch; all of them where none is given.
 */
import { resolve } from 'node:path'
import { endAll } from './execute.js'
import { judgeIn } from './judge.js'
import { wordFor } from './known.js'
import { type Place, type Reach, reachesOf } from './reach.js'
import { report, type Verdict } from './report.js'
import { sample } from './sample.js'
import { copyTree, type Tree } from './tree.js'

const [count = '60', seed = '1', only = 'src'] = process.argv.slice(2)
/** How many mutants are asked about at once, each in a tree of its own. */
const atOnce = 2

const trees: readonly Tree[] = Array.from({ length: atOnce }, () => copyTree(resolve('.')))
const noticed = new Map<string, number>()
const judges = trees.map(tree => judgeIn(tree, noticed))
const verdicts: Verdict[] = []

function leave(): void {
  endAll()
  for (const judge of judges) judge.stop()
  for (const tree of trees) tree.remove()
}
process.once('SIGINT', () => {
  leave()
  console.log(`\n${report(verdicts)}`)
  process.exit(130)
})

const seconds = (since: number) => `${((performance.now() - since) / 1000).toFixed(1)} s`

/** Where a browser runs what a test's process cannot watch: the tests of its page. */
const inBrowser = ({ file }: Place): readonly Reach[] =>
  /^src\/[^/]+\/browser\//.test(file)
    ? [{ test: `test/${file.split('/')[1]}/page.test.ts`, built: true, seconds: 60 }]
    : []

try {
  const [first] = trees
  if (first === undefined) throw new Error('no tree')
  const places = sample(first, Number(count), Number(seed), only.split(','))
  const begin = performance.now()
  const reaches = await reachesOf(first, places)
  const reached = reaches.filter(({ length }) => length > 0).length
  console.log(`tests come to ${reached} of ${places.length} places, in ${seconds(begin)}`)
  const queue = places.map((place, i) => [place, [...(reaches[i] ?? []), ...inBrowser(place)]] as const).values()
  await Promise.all(
    judges.map(async judge => {
      for (const [place, tests] of queue) {
        const begin = performance.now()
        const known = wordFor(place) !== undefined
        const killer = known ? undefined : await judge.killerOf(place, tests)
        const alive = known ? 'known' : tests.length > 0 ? 'survived' : 'not run'
        const outcome = killer === undefined ? alive : 'killed'
        verdicts.push({ ...place, outcome })
        const what = killer ?? `${place.from} → ${place.to}`
        console.log(`${outcome.padEnd(9)} ${seconds(begin).padStart(8)}  ${place.file}:${place.line}  ${what}`)
      }
    }),
  )
  console.log(`\n${report(verdicts)}`)
} finally {
  leave()
}
