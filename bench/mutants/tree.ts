import { spawnSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { javascript } from './sites.js'

/** A copy of the checkout, with what was built of it: what a mutant breaks is not what someone works at. */
export interface Tree {
  readonly root: string
  read(file: string): string
  /** Puts a mutant in the place of a file, until `restore`. */
  write(file: string, source: string): void
  /** Makes the command anew, with the mutant in it. False where that is not possible. */
  build(file: string): boolean
  /** Whether the types of what is in the tree are right. */
  compiles(): boolean
  restore(): void
  remove(): void
}

const built = ['dist', 'schemas', 'man']
/** What the bundler makes anew: scripts, and the pages' files. */
const bundled = /\.cjs$|-page\./

export function copyTree(checkout: string): Tree {
  const root = mkdtempSync(join(tmpdir(), 'optviz-mutants-'))
  for (const name of [...built, ...ownFiles(checkout)])
    cpSync(join(checkout, name), join(root, name), { recursive: true, verbatimSymlinks: true })
  symlinkSync(join(checkout, 'node_modules'), join(root, 'node_modules'))
  linkFiles(join(checkout, 'native'), join(root, 'native'))
  for (const own of ['tmp', 'compiled']) mkdirSync(join(root, own))
  const originals = new Map<string, string>()
  const read = (file: string) => readFileSync(join(root, file), 'utf8')
  const write = (file: string, text: string) => {
    if (!originals.has(file)) originals.set(file, read(file))
    writeFileSync(join(root, file), text)
  }
  return {
    root,
    read,
    write,
    build(file) {
      for (const name of readdirSync(join(root, 'dist'), { recursive: true, encoding: 'utf8' }))
        if (bundled.test(name)) write(`dist/${name}`, read(`dist/${name}`))
      const made = file.replace(/^src/, 'dist').replace(/\.ts$/, '.js')
      if (existsSync(join(root, made))) write(made, javascript(read(file)))
      return spawnSync(process.execPath, ['bin/bundle/index.mjs'], { cwd: root }).status === 0
    },
    compiles() {
      // What it knew of the other files it knows the next time, too.
      const kept = ['--incremental', '--tsBuildInfoFile', 'compiled/types.tsbuildinfo']
      const compiler = ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.json', '--noEmit', ...kept]
      return spawnSync(process.execPath, compiler, { cwd: root }).status === 0
    },
    restore() {
      for (const [file, text] of originals) writeFileSync(join(root, file), text)
      originals.clear()
    },
    remove: () => rmSync(root, { recursive: true, force: true }),
  }
}

/** A folder's folders once more, with links to its files: large ones, which nobody writes into. */
function linkFiles(from: string, to: string): void {
  if (!existsSync(from)) return
  mkdirSync(to)
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, link] = [join(from, entry.name), join(to, entry.name)]
    if (entry.isDirectory()) linkFiles(source, link)
    else symlinkSync(source, link)
  }
}

/** The files that are kept in the checkout, as they are now. */
function ownFiles(checkout: string): readonly string[] {
  const kept = ['ls-files', '-z', '--cached', '--others', '--exclude-standard']
  const { stdout } = spawnSync('git', kept, { cwd: checkout, encoding: 'utf8', maxBuffer: 1 << 26 })
  return stdout.split('\0').filter(file => file !== '' && existsSync(join(checkout, file)))
}
