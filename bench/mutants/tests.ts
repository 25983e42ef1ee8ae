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
const left = /^test\/(architecture|fuzz|readme|own|words|engine\/graph-\d|bin\/.*)\.test\.ts$/

const roomOf = (file: string) => file.split('/').slice(1, -1)[0] ?? ''

/** The test files that import a file, with the number of imports between: those of its own room first, then the nearest. */
export function testsOf(file: string, imports: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const importers = new Map<string, string[]>()
  for (const [from, targets] of imports)
    for (const to of targets) importers.set(to, [...(importers.get(to) ?? []), from])
  const distances = new Map([[file, 0]])
  for (const [at, distance] of distances)
    for (const importer of importers.get(at) ?? []) if (!distances.has(importer)) distances.set(importer, distance + 1)
  const rank = (test: string) => (roomOf(test) === roomOf(file) ? 0 : 1000) + (distances.get(test) ?? 0)
  return [...distances.keys()]
    .filter(test => test.endsWith('.test.ts') && !left.test(test))
    .sort((a, b) => rank(a) - rank(b))
}

/** The tests of the built command that are named as a file or its folder is; `run` where there is none. */
export function commandTestsOf(file: string, imports: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const tests = [...imports].filter(([, to]) => to.includes('test/cli/process.ts')).map(([test]) => test)
  const words = file
    .split('/')
    .slice(1)
    .flatMap(part => part.replace(/\.ts$/, '').split('-'))
    .reverse()
  const named = words.flatMap(word =>
    tests.filter(test => {
      const name = basename(test, '.test.ts').replace(/s$/, '')
      return word.startsWith(name) || name.startsWith(word)
    }),
  )
  return [...new Set([...named, 'test/cli/run.test.ts', 'test/cli/terminal.test.ts'])].filter(test => !left.test(test))
}
