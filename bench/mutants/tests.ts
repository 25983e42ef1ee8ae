import { readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'

/** The files of src and test, and what each imports, as paths from the root. */
export function importsIn(root: string): ReadonlyMap<string, readonly string[]> {
  const files = ['src', 'test'].flatMap(folder =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map(file => join(folder, file)),
  )
  const sources = files.filter(file => file.endsWith('.ts'))
  return new Map(
    sources.map(file => {
      const text = readFileSync(join(root, file), 'utf8')
      const statics = text.matchAll(/^(?:import|export)\s(?!type\s)[^'"]*?from\s+'(\.[^']+)'|^import\s+'(\.[^']+)'/gms)
      const dynamic = text.matchAll(/(?<!typeof )\bimport\('(\.[^']+)'\)/g)
      const targets = [...statics, ...dynamic].map(m => join(dirname(file), m[1] ?? m[2] ?? '').replace(/\.js$/, '.ts'))
      return [file, targets]
    }),
  )
}

/** Tests that would find nothing a nearer one does not, or that ask much more than a mutant may cost. */
const left = /^test\/(architecture|fuzz|readme|own|words\/words|engine\/compile\/graph-\d|bin\/.*)\.test\.ts$/

/** What figures look like. */
export const pictures = 'test/render/images.test.ts'

/** The folders of a file within src or test. */
export const roomsOf = (file: string) => file.split('/').slice(1, -1)

/** The test files that import a file: its own room's first, then the nearest; of equals those that have noticed most so far. */
export function testsOf(
  file: string,
  imports: ReadonlyMap<string, readonly string[]>,
  noticed: ReadonlyMap<string, number>,
): readonly string[] {
  const importers = new Map<string, string[]>()
  for (const [from, targets] of imports)
    for (const to of targets) importers.set(to, [...(importers.get(to) ?? []), from])
  const distances = new Map([[file, 0]])
  for (const [at, distance] of distances)
    for (const importer of importers.get(at) ?? []) if (!distances.has(importer)) distances.set(importer, distance + 1)
  const rank = (test: string) => Math.max(2, distances.get(test) ?? 0)
  const rooms = roomsOf(file)
  /** How many of its folders the file has in common with a test. */
  const shared = (test: string) => [...rooms, ''].findIndex((room, i) => room !== roomsOf(test)[i] || room === '')
  const named = (test: string) => (basename(test, '.test.ts') === basename(file, '.ts') ? 0 : 1)
  return [...distances.keys()]
    .filter(test => test.endsWith('.test.ts') && !left.test(test))
    .sort(
      (a, b) =>
        named(a) - named(b) ||
        shared(b) - shared(a) ||
        rank(a) - rank(b) ||
        (noticed.get(b) ?? 0) - (noticed.get(a) ?? 0),
    )
}

/** The tests of the built command for a file of the command line: those of its folder, the ones that are named as it is first. */
export function commandTestsOf(file: string, imports: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const alike = (test: string) => {
    const [name, own] = [basename(test, '.test.ts'), basename(file, '.ts')]
    return name === own ? 2 : own.startsWith(name) || name.startsWith(own) ? 1 : 0
  }
  return [...imports]
    .filter(([test, to]) => test.endsWith('.test.ts') && to.includes('test/cli/process.ts') && !left.test(test))
    .map(([test]) => ({ test, near: alike(test) + (roomsOf(test).join() === roomsOf(file).join() ? 1.5 : 0) }))
    .filter(({ near }) => near > 0)
    .sort((a, b) => b.near - a.near)
    .map(({ test }) => test)
}

/** The tests of a page in a browser, for a file that runs there. */
export const pageTestsOf = (file: string): readonly string[] =>
  /^src\/[^/]+\/browser\//.test(file) ? [`test/${roomsOf(file)[0]}/page.test.ts`] : []

/**
 * The names of the optimizers that a file of theirs is a part of, itself or by what imports it, as a pattern for the tests that name
 * them; undefined where it serves too many to name, or none.
 */
export function optimizersOf(file: string, imports: ReadonlyMap<string, readonly string[]>): string | undefined {
  const listed = new Set(imports.get('src/optimizers/index.ts'))
  const reached = new Set([file])
  for (const at of reached)
    if (!listed.has(at))
      for (const [from, targets] of imports)
        if (from.startsWith('src/optimizers/') && targets.includes(at)) reached.add(from)
  const names = [...reached].filter(at => listed.has(at)).map(at => basename(at, '.ts').replaceAll('-', '[-_ ]?'))
  return names.length > 0 && names.length <= 12 ? names.join('|') : undefined
}

/** The test of what all functions, optimizers and settings say of themselves, at once. */
export const facts = 'test/facts.test.ts'

/** The tests of optimizers by name: references first, which every update rule has. */
export function testsByName(imports: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const first = 'test/optimizers/references.test.ts'
  const others = [...imports.keys()].filter(test => /^test\/optimizers\/[^/]+\.test\.ts$/.test(test) && test !== first)
  return [first, ...others.filter(test => !test.includes('references')).sort()]
}
