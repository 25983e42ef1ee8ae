/**
 * Prints how many small changes of src its tests notice, by room, and lists those that they do not. A seeded sample of all
 * places for such a change; each against the test files that import its file, nearest first, and where these say nothing, for
 * what a command's tests are for, against the built command, then the compiler. In a copy of the tree.
 * Usage: npm run mutants [-- COUNT SEED ROOMS], with rooms as src/spec,src/cli/batch; all of them where none is given.
 */
import { resolve } from 'node:path'
import { randomSource } from '../../src/random.js'
import { wordFor } from './known.js'
import { countSites, type Mutant, mutantAt } from './sites.js'
import {
  commandTestsOf,
  facts,
  importsIn,
  optimizersOf,
  pageTestsOf,
  pictures,
  roomsOf,
  testsByName,
  testsOf,
} from './tests.js'
import { copyTree } from './tree.js'
import { type Trial, trialsIn } from './trials.js'

const [count = '60', seed = '1', only = 'src'] = process.argv.slice(2)
const rooms = only.split(',').map(room => room.replace(/\/$/, ''))

/** Seconds of a processor for a test file; of one that takes longer only the tests that name the file are run, where each has its own. */
const patience = 60
const each = /^src\/(optimizers|functions)\//

interface Verdict extends Mutant {
  readonly file: string
  readonly outcome: 'killed' | 'survived' | 'known' | 'not asked'
}

const tree = copyTree(resolve('.'))
const trials = trialsIn(tree.root)
const imports = importsIn(tree.root)

/** A shuffled list of all places for a change, as files and indices. A table that a script made is one fact, not thousands. */
function sample(): readonly (readonly [file: string, site: number])[] {
  const own = (file: string) => file.startsWith('src/') && !tree.read(file).startsWith('/** Made by')
  const files = [...imports.keys()].filter(own).sort()
  const strange = rooms.filter(room => !files.some(file => within(file, room)))
  if (strange.length > 0)
    throw new Error(`no file is in ${strange.join(', ')}; expected rooms such as src/spec,src/cli/batch`)
  const places = files.flatMap(file =>
    Array.from({ length: countSites(tree.read(file)) }, (_, i) => [file, i] as const),
  )
  const random = randomSource(Number(seed))
  const shuffled = places.map(place => [random(), place] as const).sort(([a], [b]) => a - b)
  return shuffled.map(([, place]) => place).filter(([file]) => rooms.some(room => within(file, room)))
}

const within = (file: string, room: string) => file === room || file.startsWith(`${room}/`)

/** How much each test file has noticed so far. */
const noticed = new Map<string, number>()

/** How a test file came out without a mutant; asked only where one seems to be noticed. */
const bases = new Map<string, Trial>()
/** Seconds of a processor that tests have taken so far. */
let effort = 0
/** The file that the runner has seen in another state than it is in. */
let stale: readonly string[] = []

async function baseOf(test: string, pattern: string | undefined): Promise<Trial> {
  tree.restore()
  const trial = await trials.run(test, stale, patience, pattern)
  stale = []
  bases.set(keyOf(test, pattern), trial)
  if (trial.outcome !== 'passed')
    console.log(`         ${keyOf(test, pattern)}: ${trial.outcome} without a mutant ${trial.failure ?? ''}`)
  return trial
}

const keyOf = (test: string, pattern: string | undefined) => `${test} ${pattern ?? ''}`

/** What a test file says of a mutant: nothing, that it was noticed, or that the file itself fails or takes too long. */
async function judged(test: string, given: Given, pattern?: string): Promise<string | 'unnoticed' | 'unable'> {
  const key = keyOf(test, pattern)
  if ((bases.get(key)?.outcome ?? 'passed') !== 'passed') return 'unable'
  const trial = await tried(test, given, pattern)
  if (trial === 'unbuilt') return 'the bundler'
  if (trial.outcome === 'passed') return 'unnoticed'
  if (!isLate(trial)) {
    const base = bases.get(key) ?? (await baseOf(test, pattern))
    return base.outcome === 'passed' ? `${test}: ${trial.failure}` : 'unable'
  }
  // A busy machine is late, too: a mutant hangs where it is late twice, and the test in good time in between.
  const base = await baseOf(test, pattern)
  if (base.outcome !== 'passed' || base.seconds > patience / 3) return 'unable'
  const again = await tried(test, given, pattern)
  if (again === 'unbuilt' || again.outcome === 'passed') return 'unnoticed'
  return `${test}: ${again.failure ?? 'late'}${isLate(again) ? ' (late twice)' : ''}`
}

/** A run of a test file with the mutant in its place. */
async function tried(test: string, { file, mutant, built }: Given, pattern?: string): Promise<Trial | 'unbuilt'> {
  tree.write(file, mutant.source)
  if (built && !tree.build(file)) return 'unbuilt'
  const trial = await trials.run(test, [...stale, file], patience, pattern)
  effort += trial.seconds
  stale = [file]
  return trial
}

/** Whether time alone may have made a run fail. */
const isLate = ({ outcome, reason = '' }: Trial) => outcome === 'late' || /time(d |)out/i.test(reason)

interface Asked {
  readonly killer?: string
  readonly asked: number
}

interface Given {
  readonly file: string
  readonly mutant: Mutant
  readonly built: boolean
}

/** Some test files to ask, the best first: so many at least, and more of them for so many seconds of a processor. */
interface Stage {
  readonly tests: readonly string[]
  readonly least: number
  readonly seconds: number
  /** Against the built command. */
  readonly built?: boolean
  /** Of the tests, those that it names. */
  readonly pattern?: string
}

const quick = { least: 4, seconds: 30 }
const all = { least: Number.POSITIVE_INFINITY, seconds: 0 }

function stagesOf(file: string): readonly Stage[] {
  const importing = testsOf(file, imports, noticed)
  const names = optimizersOf(file, imports)
  const named = names === undefined ? [] : [{ ...all, tests: testsByName(imports), pattern: names }]
  const said = each.test(file) || file.startsWith('src/spec/fields/') ? [{ ...all, tests: [facts] }] : []
  const page = pageTestsOf(file)
  if (page.length > 0)
    return [
      { ...quick, tests: importing },
      { ...all, tests: page, built: true },
    ]
  if (!file.startsWith('src/cli/')) {
    // What figures look like is asked last: it takes longest.
    const looks = importing.filter(test => test === pictures && /^src\/(figure|render)\//.test(file))
    return [
      ...said,
      ...named,
      { ...quick, tests: importing.filter(test => test !== pictures) },
      { ...all, tests: looks },
    ]
  }
  // Whoever tests a whole command imports all of the command line.
  const own = importing.filter(test => roomsOf(test).join() === roomsOf(file).join())
  const command = commandTestsOf(file, imports).filter(test => !own.includes(test))
  return [
    { ...quick, tests: own },
    { least: 2, seconds: 0, tests: command, built: true },
  ]
}

/** What the first test file to notice says; undefined where none does, and how many of them could be asked. */
async function killerOf(file: string, mutant: Mutant): Promise<Asked> {
  const name = file.replace(/.*\/|\.ts$/g, '').replaceAll('-', '[-_ ]?')
  let asked = 0
  for (const { tests, least, seconds, built = false, pattern } of stagesOf(file)) {
    const given = { file, mutant, built }
    const [began, before] = [effort, asked]
    for (const test of tests) {
      if (asked - before >= least && effort - began >= seconds) break
      const whole = await judged(test, given, pattern)
      const said =
        whole === 'unable' && each.test(file) && pattern === undefined ? await judged(test, given, name) : whole
      if (said !== 'unable') asked++
      if (said === 'unable' || said === 'unnoticed') continue
      noticed.set(test, (noticed.get(test) ?? 0) + 1)
      return { killer: said, asked }
    }
  }
  return { asked }
}

/** The compiler is asked last: a type that a mutant breaks is noticed by `npm test`, too, but most are noticed sooner. */
function compiles(file: string, mutant: Mutant): boolean {
  tree.write(file, mutant.source)
  const right = tree.compiles()
  tree.restore()
  return right
}

const percent = (part: number, of: number) => `${Math.round((100 * part) / of)}%`

function report(verdicts: readonly Verdict[]): string {
  const roomOf = (file: string) => file.replace(/^src\//, '').replace(/\/.*/, '')
  const rooms = [...new Set(verdicts.map(({ file }) => roomOf(file)))].sort()
  const line = (name: string, within: readonly Verdict[]) => {
    const all = within.filter(({ outcome }) => outcome !== 'not asked')
    const killed = all.filter(({ outcome }) => outcome === 'killed').length
    return `${name.padEnd(16)} ${`${killed}/${all.length}`.padStart(8)} ${percent(killed, all.length).padStart(5)}`
  }
  const word = (v: Verdict) => wordFor(v) ?? (v.outcome === 'survived' ? 'NOT REVIEWED' : 'no test could be asked')
  const alive = verdicts.filter(({ outcome }) => outcome !== 'killed')
  return [
    ...rooms.map(room => [room, verdicts.filter(({ file }) => roomOf(file) === room)] as const).map(of => line(...of)),
    line('all', verdicts),
    '',
    ...alive.map(v => `${v.file}:${v.line}  ${word(v)}\n  - ${v.from}\n  + ${v.to}`),
  ].join('\n')
}

const verdicts: Verdict[] = []

function leave(): void {
  trials.stop()
  tree.remove()
}
process.once('SIGINT', () => {
  leave()
  console.log(`\n${report(verdicts)}`)
  process.exit(130)
})

try {
  for (const [file, site] of sample()) {
    if (verdicts.length === Number(count)) break
    const mutant = mutantAt(tree.read(file), site)
    if (mutant === undefined) continue
    const begin = performance.now()
    const known = wordFor({ file, ...mutant }) !== undefined
    const { killer, asked }: Asked = known ? { asked: 0 } : await killerOf(file, mutant)
    tree.restore()
    const refused = killer === undefined && !known && !compiles(file, mutant)
    const outcome = killer !== undefined || refused ? 'killed' : known ? 'known' : asked > 0 ? 'survived' : 'not asked'
    verdicts.push({ file, outcome, ...mutant })
    const seconds = ((performance.now() - begin) / 1000).toFixed(1)
    const what = killer ?? (refused ? 'the compiler' : undefined) ?? `${mutant.from} → ${mutant.to}`
    console.log(`${outcome.padEnd(9)} ${seconds.padStart(6)} s  ${file}:${mutant.line}  ${what}`)
  }
  console.log(`\n${report(verdicts)}`)
} finally {
  leave()
}
