import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { group, rollup } from 'd3-array'
import { execute } from './execute.js'
import { marked } from './marks.js'
import type { Mutant } from './sites.js'
import type { Tree } from './tree.js'

/** Tests of one file that come to a place. */
export interface Reach {
  readonly test: string
  /** The ids of these tests; undefined where the place is come to before them, so that each may hang on it. */
  readonly only?: readonly string[]
  /** Whether it is the built command that comes there. */
  readonly built: boolean
  /** About how long they take. */
  readonly seconds: number
}

export interface Place extends Mutant {
  readonly file: string
}

/** What loading a test file and what it imports takes, about. */
const loading = 1

/** Runs all tests once, and says which come to each place, and how. */
export async function reachesOf(tree: Tree, places: readonly Place[]): Promise<readonly (readonly Reach[])[]> {
  const log = join(tree.root, 'marks.log')
  const files = [...new Set(places.map(({ file }) => file))]
  const markOf = new Map<Place, string>()
  for (const file of files) {
    const own = places.filter(place => place.file === file)
    const { source, marks } = marked(file, tree.read(file), own, log)
    own.forEach((place, i) => {
      markOf.set(place, marks[i] ?? '')
    })
    tree.write(file, source)
  }
  if (!(await tree.build(files))) throw new Error('the marked tree does not build')
  const runner = new URL('marking.js', import.meta.url).pathname
  await execute(process.execPath, [runner, tree.root], tree.root, { ...tree.env, OPTVIZ_LOG: log })
  tree.restore()
  const told = readLog(readFileSync(log, 'utf8'))
  return places.map(place => told(markOf.get(place) ?? ''))
}

/** What a log says of a mark. */
function readLog(text: string): (mark: string) => readonly Reach[] {
  const lines = text
    .trimEnd()
    .split('\n')
    .map(line => {
      const [of = '', where = '', what = ''] = line.split('\t')
      const [test = '', id = ''] = of.split('#')
      return { test, id, where, what }
    })
    .filter(({ test }) => test !== '')
  const seconds = rollup(
    lines.filter(({ where }) => where === 'seconds'),
    of => new Map(of.map(({ id, what }) => [id, Number(what)])),
    ({ test }) => test,
  )
  const marks = group(
    lines.filter(({ where }) => where !== 'seconds'),
    ({ what }) => what,
    ({ test, where }) => `${test}\t${where}`,
  )
  return mark =>
    [...(marks.get(mark)?.values() ?? [])].flatMap(reached => {
      const [first] = reached
      if (first === undefined) return []
      const of = seconds.get(first.test) ?? new Map<string, number>()
      const ids = new Set(reached.map(({ id }) => id))
      const only = ids.has('') ? undefined : [...ids]
      const long = (only ?? [...of.keys()]).reduce((sum, id) => sum + (of.get(id) ?? 0), loading)
      return [{ test: first.test, only, built: first.where === 'command', seconds: long }]
    })
}
